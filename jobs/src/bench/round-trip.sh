#!/usr/bin/env bash
# Ten random architectures of each space to PyTorch and back: what PyTorch computes with random weights is what ONNX Runtime
# computes with the weights that PyTorch saved, within 1e-4. With the folder of the CIFAR-10 subset as an argument it also trains
# hard-for-int8.json in PyTorch, for BENCH_EPOCHS (8), and quantises it: on the 2,000 test images int8 is within 0.5 points of what
# PyTorch measured. "trained" before the folder does nothing but that.
# Skips when there is no PyTorch for $PYTHON (default /usr/bin/python3; Debian: apt-get install python3-torch).
# Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import torch' 2>/dev/null; then
  echo "skipped: $python has no PyTorch (Debian: apt-get install python3-torch; or set PYTHON)"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ "${1:-}" = trained ]; then
  shift
else
  "$here/run.sh" RoundTrip draw "$folder"
  "$python" "$here/pytorch/round_trip.py" random "$folder"
  "$here/run.sh" RoundTrip compare "$folder"
fi
[ $# -eq 1 ] || exit 0

edgewise=$here/../../bin/edgewise
cifar=$(readlink -f "$1")
network=$here/hard-for-int8.json
printf 'dataset { kind = cifar10, path = "%s", examples = 10000, test-examples = 2000 }\n' "$cifar" > "$folder/cifar10.conf"
"$edgewise" export "$network" --to pytorch --resolution 32 --classes 10 --out "$folder/trained.py"
"$python" "$here/pytorch/round_trip.py" train "$folder/trained.py" "$cifar" "$folder/trained.safetensors" "${BENCH_EPOCHS:-8}" |
  tee "$folder/torch"
"$edgewise" quantize --architecture "$network" --weights "$folder/trained.safetensors" --calibration "$folder/cifar10.conf" \
  --resolution 32 --images 2000 --out "$folder/exported" > "$folder/report"
grep accuracy "$folder/report"
awk '/^torch/ { torch = $3 } /^int8/ { int8 = $3 + 0 }
  END { lost = 100 * (torch - int8); printf "int8 lost %.2f points of what PyTorch measured\n", lost; exit lost > 0.5 || lost < -0.5 }' \
  "$folder/torch" "$folder/report"
