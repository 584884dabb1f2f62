#!/usr/bin/env bash
# What int8 costs a network of the CIFAR-10 subset as it was trained, and one of the same float function that is hard for int8: channels
# scaled by 2^u, u in [-3, 3]. Then how often the runtimes give one class. Trains first (8 min), unless a folder that `train` left is named.
#
#   jobs/src/bench/hard-for-int8.sh CIFAR-FOLDER [TRAINED]        BENCH_SEEDS="1 2 3": seeds of the scales
#
# Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
bench=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=$bench/../../bin/edgewise
cifar=$(readlink -f "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trained=${2:-$work/trained}
cat > "$work/cifar.conf" << CONF
search { id = hard, seed = 3 }
dataset { kind = cifar10, path = "$cifar", examples = 10000, test-examples = 2000 }
train { epochs = 10, warm-up = 1 }
CONF
[ -d "$trained" ] || "$edgewise" train "$bench/hard-for-int8.json" --config "$work/cifar.conf" --out "$trained"

# LABEL WEIGHTS RECIPE: its two lines of scores.
scores() {
  "$edgewise" quantize --architecture "$bench/hard-for-int8.json" --weights "$2" --calibration "$work/cifar.conf" --resolution 32 \
    --images 2000 --recipe "$3" --io int8 --head logits --out "$work/$1-$3" > "$work/report" 2> "$work/err" || { cat "$work/err"; exit 1; }
  grep accuracy "$work/report" | sed "s/^/$1, $3: /"
}
for recipe in minmax auto; do scores trained "$trained/model.safetensors" "$recipe"; done
for seed in ${BENCH_SEEDS:-1 2 3}; do
  "$bench/run.sh" HardForInt8 scale "$bench/hard-for-int8.json" "$trained/model.safetensors" "$work/hard.safetensors" "$seed"
  for recipe in minmax auto; do scores "hard$seed" "$work/hard.safetensors" "$recipe"; done
done
"$bench/run.sh" HardForInt8 agree "$work/trained-auto" "$cifar"
