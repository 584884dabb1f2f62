#!/usr/bin/env bash
# Ten random architectures of each space to PyTorch and back: what PyTorch computes with random weights is what ONNX Runtime
# computes with the weights that PyTorch saved, within 1e-4. With the folder of the CIFAR-10 subset as an argument it also trains
# one of them in PyTorch and quantises it; BENCH_EPOCHS sets for how long (8).
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

"$here/run.sh" RoundTrip draw "$folder"
"$python" "$here/pytorch/round_trip.py" random "$folder"
"$here/run.sh" RoundTrip compare "$folder"
[ $# -eq 1 ] || exit 0

edgewise=$here/../../bin/edgewise
cifar=$(readlink -f "$1")
"$here/run.sh" RoundTrip draw-one "$folder/trained.json"
"$edgewise" export "$folder/trained.json" --to pytorch --resolution 32 --classes 10 --out "$folder/trained.py"
"$python" "$here/pytorch/round_trip.py" train "$folder/trained.py" "$cifar" "$folder/trained.safetensors" "${BENCH_EPOCHS:-8}"
{ cat "$here/../../../conf/cifar10.conf"; printf 'dataset.path = "%s"\n' "$cifar"; } > "$folder/cifar10.conf"
"$edgewise" quantize --architecture "$folder/trained.json" --weights "$folder/trained.safetensors" \
  --calibration "$folder/cifar10.conf" --resolution 32 --images 10000 --out "$folder/exported"
