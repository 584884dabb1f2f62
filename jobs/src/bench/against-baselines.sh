#!/usr/bin/env bash
# Is a search worth its time? The winner of conf/cifar10-device.conf against networks like MobileNetEdgeTPU and EfficientNet-EdgeTPU-S, scaled to
# its simulated latency and trained by its recipe on the same images, but for twice the epochs: the search took as long as its winner's training.
#
#   jobs/src/bench/against-baselines.sh FOLDER        BENCH_SEEDS="1 2 3" (20 minutes of two cores a seed)
#
# FOLDER takes histories and networks; what lies there already is gone on with. Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
bench=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=$bench/../../bin/edgewise
config=$bench/../../../conf/cifar10-device.conf
mkdir -p "$1"
work=$(cd "$1" && pwd)
# The published coefficients shrink the images too; these keep 32 pixels and double the work at each step all the same.
coefficients=1.5,1.15,1.0
epochs=40

# Of the log of a training: the accuracy on all test images.
tested() { sed -n 's/^float accuracy \([0-9.]*\) on [0-9]* test images$/\1/p' "$1"; }
# Of a network's file: a number in it.
number() { grep -o "\"$2\" *: *[0-9.]*" "$1" | head -1 | sed 's/.*: *//'; }

for seed in ${BENCH_SEEDS:-1 2 3}; do
  "$edgewise" search "$config" --set search.seed="$seed" --set search.id="winner-$seed" --set search.history="$work/runs" \
    --set export.folder="$work/models" --then export > "$work/winner-$seed.out" 2>&1 || { cat "$work/winner-$seed.out"; exit 1; }
  winner=$(ls -d "$work/models/winner-$seed"/*/trained)
  millis=$(number "$winner/architecture.json" latency_ms)
  echo "seed $seed, winner: $(sed -n 's/^float top-1 \([0-9.]*\) %.*/\1/p' "$work/winner-$seed.out") % at $millis ms, $(number "$winner/architecture.json" macs) MACs"
  for baseline in efficientnet-edgetpu-s mobilenet-edgetpu; do
    family=$work/$baseline-$seed
    [ -d "$family" ] || "$edgewise" scale "$bench/baseline-$baseline.json" --targets "$millis" --resolution 32 --classes 10 \
      --coefficients $coefficients --out "$family" > "$family.scale" 2>&1 || { cat "$family.scale"; exit 1; }
    member=$(ls "$family"/*ms.json)
    "$edgewise" train "$member" --config "$config" --set search.seed="$seed" --set train.epochs=$epochs --out "$family-trained" \
      > "$family.train" 2>&1 || { cat "$family.train"; exit 1; }
    echo "seed $seed, $baseline: $(tested "$family.train" | awk '{printf "%.2f", 100 * $1}') % at $(number "$member" latency_ms) ms, $(number "$member" macs) MACs, $epochs epochs"
  done
done
