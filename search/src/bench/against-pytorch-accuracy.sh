#!/usr/bin/env bash
# Trains a fixed network of inverted residuals on CIFAR-10's binary files with Edgewise and with PyTorch, by the same recipe:
#   against-pytorch-accuracy.sh [FOLDER with data_batch_1.bin and test_batch.bin] [full]
# As a proxy is trained, or with full by the defaults of edgewise train.
# Writes both test accuracies for each seed and ends with the line "difference D": ours minus PyTorch's, points, mean of the seeds.
# BENCH_EPOCHS (10) and BENCH_SEEDS ("1 2"; with full "1 2 3") change the work; both engines run side by side, one thread each.
# Skips when there is no PyTorch for $PYTHON (default /usr/bin/python3; Debian: apt-get install python3-torch) or no data.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
python=${PYTHON:-/usr/bin/python3}
data=${1:-$here/../../../../shared/data/cifar10-subset}
epochs=${BENCH_EPOCHS:-10}
class=AccuracyOnCifar seeds="1 2"
if [ "${2:-}" = full ]; then class=FullAccuracyOnCifar seeds="1 2 3"; fi
if ! "$python" -c 'import torch, numpy' 2>/dev/null; then
  echo "skipped: $python has no PyTorch (Debian: apt-get install python3-torch; or set PYTHON)"
  exit 0
fi
if [ ! -f "$data/data_batch_1.bin" ]; then
  echo "skipped: there is no data_batch_1.bin in $data; name the folder of CIFAR-10's binary files"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for seed in ${BENCH_SEEDS:-$seeds}; do
  "$here/run.sh" "$class" "$data" "$epochs" "$seed" > "$work/ours" 2> "$work/log" &
  ours=$!
  "$python" "$here/pytorch/accuracy.py" "$data" "$epochs" "$seed" ${2:+"$2"} > "$work/theirs" 2>> "$work/log"
  wait "$ours" || { cat "$work/log" >&2; exit 1; }
  paste <(sed -n 's/^accuracy //p' "$work/ours") <(sed -n 's/^accuracy //p' "$work/theirs") | tee -a "$work/all" |
    awk -v s="$seed" '{ printf "seed %s, test accuracy: Edgewise %.2f %%, PyTorch %.2f %%\n", s, $1, $2 }'
done
awk '{ d += $1 - $2 } END { printf "difference %.2f\n", d / NR }' "$work/all"
