#!/usr/bin/env bash
# What a student gains by a teacher (train.teacher): one network trained alone and by a larger one of its kind, which is trained first.
#
#   jobs/src/bench/teacher-gain.sh FOLDER     about two hours on two idle cores; build first: mvn -Dmaven.test.skip=true package
#
# Student and teacher are the members of one family (edgewise scale) for the two latencies. Prints the accuracies on all test images of
# teacher, student alone and student taught, a seed a line, and the mean gain. What lies in FOLDER already is gone on with.
#
# BENCH_NETWORK    the file of the family's base (baseline-mobilenet-edgetpu.json)
# BENCH_TARGETS    latencies of student and teacher ("0.6ms 1.2ms")
# BENCH_EPOCHS     of each training (10)
# BENCH_SEEDS      of the trainings ("1 2 3")
# BENCH_SETTINGS   KEY=VALUE settings for all, such as "dataset.examples=500"
# EDGEWISE         another command than the built one
set -euo pipefail
bench=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=${EDGEWISE:-$bench/../../bin/edgewise}
network=${BENCH_NETWORK:-$bench/baseline-mobilenet-edgetpu.json}
read -r small large <<< "${BENCH_TARGETS:-0.6ms 1.2ms}"
mkdir -p "${1:?a folder for what is trained}"
work=$(cd "$1" && pwd)

# member NAME LATENCY: the file of the largest of the family within a latency. The coefficients are those of against-baselines.sh.
member() {
  [ -d "$work/$1" ] || $edgewise scale "$network" --targets "$2" --resolution 32 --classes 10 --coefficients 1.5,1.15,1.0 \
    --out "$work/$1" > "$work/$1.log" 2>&1 || { cat "$work/$1.log" >&2; exit 1; }
  ls "$work/$1"/*ms.json
}
# train NAME NETWORK SETTING...: into a folder of this name.
train() {
  local name=$1 file=$2 settings=(--set "train.epochs=${BENCH_EPOCHS:-10}") setting
  shift 2
  for setting in "$@" ${BENCH_SETTINGS:-}; do settings+=(--set "$setting"); done
  $edgewise train "$file" --config "$bench/../../../conf/cifar10-device.conf" "${settings[@]}" --out "$work/$name" \
    > "$work/$name.log" 2>&1 || { cat "$work/$name.log" >&2; exit 1; }
}
tested() { sed -n 's/^ *"test_accuracy" : \([0-9.]*\),*$/\1/p' "$work/$1/training.json"; }

student=$(member student "$small")
teacher=$(member teacher "$large")
: > "$work/gains"
for seed in ${BENCH_SEEDS:-1 2 3}; do
  train "teacher-$seed" "$teacher" "search.seed=$seed"
  train "alone-$seed" "$student" "search.seed=$seed"
  train "taught-$seed" "$student" "search.seed=$seed" "train.teacher=$work/teacher-$seed"
  echo "$(tested "teacher-$seed") $(tested "alone-$seed") $(tested "taught-$seed")" >> "$work/gains"
  tail -n 1 "$work/gains" | awk -v seed="$seed" \
    '{ printf "seed %s: teacher %.2f %%, student alone %.2f %%, taught %.2f %%\n", seed, 100 * $1, 100 * $2, 100 * $3 }'
done
awk '{ gain += 100 * ($3 - $2) } END { printf "a teacher is worth %+.2f points on average over %d seeds\n", gain / NR, NR }' "$work/gains"
