#!/usr/bin/env bash
# What train.workers = 2 is worth: one network trained to its end by one worker and by two, on as many images.
#
#   jobs/src/bench/two-workers.sh FOLDER      half an hour on two idle cores; build first: mvn -Dmaven.test.skip=true package
#
# Prints the difference of the accuracies on all test images (asked: at most 1.5 points), the time of two workers over that of one
# (asked: at most 0.65), and whether two workers come to the same bytes on one core, on two, and on the cluster of cluster.sh (asked).
# Ends with 1 if one of these is not so. What lies in FOLDER already is gone on with.
#
# BENCH_NETWORK    the file of the network (baseline-mobilenet-edgetpu.json)
# BENCH_EPOCHS     of the two that are compared (10)
# BENCH_SETTINGS   KEY=VALUE settings for all, such as "dataset.examples=500"
# BENCH_CLUSTER    no: leaves the cluster out
# EDGEWISE         another command than the built one
set -euo pipefail
bench=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$(cd "$bench/../../.." && pwd)
edgewise=${EDGEWISE:-$bench/../../bin/edgewise}
network=${BENCH_NETWORK:-$bench/baseline-mobilenet-edgetpu.json}
mkdir -p "${1:?a folder for what is trained}"
work=$(cd "$1" && pwd)

for cores in 1 2; do
  sed "s/^spark.master .*/spark.master local[$cores]/" "$home/conf/spark/local.conf" > "$work/local-$cores.conf"
done

# train NAME WORKERS SETTING...: into a folder of this name.
train() {
  local name=$1 settings=(--set "train.workers=$2") setting
  shift 2
  for setting in "$@" ${BENCH_SETTINGS:-}; do settings+=(--set "$setting"); done
  $edgewise train "$network" --config "$home/conf/cifar10-device.conf" "${settings[@]}" --out "$work/$name" > "$work/$name.log" 2>&1 ||
    { cat "$work/$name.log" >&2; exit 1; }
}
# number NAME KEY: of what a training came to.
number() { sed -n "s/^ *\"$2\" : \([0-9.]*\),*$/\1/p" "$work/$1/training.json"; }

for workers in 1 2; do
  EDGEWISE_SPARK_CONF=$work/local-2.conf train "workers-$workers" $workers "train.epochs=${BENCH_EPOCHS:-10}"
  echo "$workers workers: $(number "workers-$workers" test_accuracy) of the test images in $(number "workers-$workers" training_ms) ms"
done

# Bits take no long training: two epochs of a few images.
short=(train.epochs=2 train.warm-up=1 dataset.examples=1000 train.averaging-steps=3)
for cores in 1 2; do EDGEWISE_SPARK_CONF=$work/local-$cores.conf train "cores-$cores" 2 "${short[@]}"; done
compared=(cores-1)
if [ "${BENCH_CLUSTER:-yes}" != no ]; then
  trap '"$bench/cluster.sh" stop "$work/cluster"' EXIT
  "$bench/cluster.sh" start "$work/cluster" 2
  SPARK_HOME=$work/cluster EDGEWISE_SPARK_CONF=$home/conf/spark/standalone.conf EDGEWISE_MASTER=$(cat "$work/cluster/url") \
    train two-machines 2 "${short[@]}"
  compared+=(two-machines)
fi

good=0
for other in "${compared[@]}"; do
  if cmp -s "$work/cores-2/model.safetensors" "$work/$other/model.safetensors"; then
    echo "two workers on two cores and on $other: the same weights"
  else
    echo "two workers on two cores and on $other: OTHER weights"
    good=1
  fi
done
awk -v one="$(number workers-1 test_accuracy)" -v two="$(number workers-2 test_accuracy)" \
  -v long="$(number workers-1 training_ms)" -v short="$(number workers-2 training_ms)" 'BEGIN {
    printf "two workers against one: %+.2f points, %.2f of the time\n", 100 * (two - one), short / long
    exit !(one - two <= 0.015 && two - one <= 0.015 && short / long <= 0.65)
  }' || good=1
exit $good
