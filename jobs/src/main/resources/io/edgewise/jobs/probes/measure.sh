#!/usr/bin/env bash
# Measures the probes of this folder and fills in measured.csv.
#
#   BENCHMARK=/path/to/benchmark_model ./measure.sh [OPTION...]   by TensorFlow Lite's benchmark_model, which gets the options
#   PYTHON=python3 ./measure.sh                                   by pycoral or tflite_runtime (measure.py)
#
# For an Edge TPU compile the files first: edgetpu_compiler *.tflite; where there is a FILE_edgetpu.tflite that one is measured.
# A network that does not run is left out and named. Close what else runs on the device.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2
runs=${RUNS:-50}
if [ -z "${BENCHMARK:-}" ] && [ -z "${PYTHON:-}" ]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi

# Milliseconds of one file, on standard output.
millis() {
  if [ -n "${BENCHMARK:-}" ]; then
    "$BENCHMARK" --graph="$1" --num_runs="$runs" --warmup_runs=5 "${@:2}" 2>&1 |
      sed -nE 's/.*Inference \(avg\): ([0-9.e+-]+).*/\1/p' | tail -1 | awk '{ printf "%.6f\n", $1 / 1000 }'
  else
    "$PYTHON" measure.py "$1" "$runs"
  fi
}

part=$(mktemp measured.XXXXXX) || exit 2
trap 'rm -f "$part"' EXIT
missing=0
{
  read -r head
  echo "$head" > "$part"
  while IFS=, read -r network _ file tells; do
    model=$file.tflite
    [ -f "${file}_edgetpu.tflite" ] && model=${file}_edgetpu.tflite
    latency=$(millis "$model" "$@" < /dev/null)
    if awk -v x="${latency:-0}" 'BEGIN { exit !(x > 0) }'; then
      echo "$network,$latency,$file,$tells" | tee -a "$part"
    else
      echo "measure.sh: $model does not run, or nothing was measured; left out" >&2
      missing=$((missing + 1))
    fi
  done
} < <(tr -d '\r' < measured.csv)
if [ "$(wc -l < "$part")" -le 1 ]; then
  echo "measure.sh: nothing was measured; measured.csv is as it was" >&2
  exit 1
fi
chmod 644 "$part"
mv "$part" measured.csv
echo "measure.sh: measured.csv is filled in, $missing networks left out" >&2
