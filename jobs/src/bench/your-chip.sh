#!/usr/bin/env bash
# Follows "Your chip in four steps" with a device that is simulated: a chip that differs from its description in six numbers, measured
# with 2 % noise. Ends with 1 if a step fails, or if other networks are not predicted within 5 %.
#
#   jobs/src/bench/your-chip.sh
#
# Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
edgewise=${EDGEWISE:-$home/jobs/bin/edgewise}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# 1. Describe and probe.
$edgewise accelerators --template tiles > mine.conf
$edgewise probes --accelerator mine.conf --out probes

# 2. Measure. The device: as the description, but for what follows; it answers as benchmark_model does.
sed -E 's/(cell-macs = )4.0/\12.6/; s/(operation-cycles = )1000/\11700/; s/(halo-cycles = )1000/\1600/; s/(fixed-micros = )300/\1480/
        s/(parameter-bytes-per-second = )400e6/\1290e6/; s/(parameter-bytes = )2097152/\11500000/' mine.conf > device.conf
(cd probes && $edgewise predict ./*.tflite --accelerator ../device.conf --json) > latencies.json
cat > benchmark_model << 'DEVICE'
#!/usr/bin/env python3
import json, os, random, sys
graph = os.path.basename(sys.argv[1].split("=", 1)[1])
for row in json.load(open(os.environ["LATENCIES"])):
    if os.path.basename(row["network"]) in (graph, graph[: -len(".tflite")]):
        noise = 1 + 0.02 * random.Random(graph).gauss(0, 1)
        print("Inference timings in us: Init: 1, Inference (avg): %.3f" % (1000 * row["latency_ms"] * noise))
DEVICE
chmod +x benchmark_model
LATENCIES=$work/latencies.json BENCHMARK=$work/benchmark_model probes/measure.sh

# 3. Calibrate.
$edgewise calibrate --measurements probes/measured.csv --accelerator mine.conf --out calibrated.conf --plot calibrated.png

# 4. Search.
$edgewise search "$home/conf/quickstart.conf" --set accelerator="$work/calibrated.conf" --set search.id=mine --set search.history="$work/runs" \
  --set reward.target-millis=12 --set constraints.latency-millis=20

networks="mobilenet-v1-1.0@160 mobilenet-v2-1.0@224 efficientnet-edgetpu-s resnet-50-v1 inception-v1 squeezenet"
for chip in device calibrated mine; do
  # shellcheck disable=SC2086
  $edgewise predict $networks --accelerator $chip.conf --json > $chip.json
done
python3 - << 'PYTHON'
import json
chips = {chip: [row["latency_ms"] for row in json.load(open(chip + ".json"))] for chip in ("device", "calibrated", "mine")}
error = lambda chip: 100 * sum(abs(a / b - 1) for a, b in zip(chips[chip], chips["device"])) / len(chips["device"])
print("mean error on networks that were not measured: %.1f %% as described, %.1f %% calibrated" % (error("mine"), error("calibrated")))
raise SystemExit(error("calibrated") > 5)
PYTHON
