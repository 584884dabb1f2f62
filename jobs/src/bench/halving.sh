#!/usr/bin/env bash
# What successive halving saves: the same searches of CIFAR-10 with and without it, for several seeds.
#   halving.sh [FOLDER with data_batch_1.bin]
# Writes best reward and training time of each, and ends with the lines "time P" (with halving, per cent of the time without) and
# "reward D" (mean best reward with halving minus without), "spread S" (standard deviation over seeds of the best reward without).
# BENCH_SEEDS ("1 2 3") and arguments of edgewise search after the folder change the work.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=$here/../../bin/edgewise
data=${1:-$here/../../../../shared/data/cifar10-subset}
if [ ! -f "$data/data_batch_1.bin" ]; then
  echo "skipped: there is no data_batch_1.bin in $data; name the folder of CIFAR-10's binary files"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for seed in ${BENCH_SEEDS:-1 2 3}; do
  for enabled in false true; do
    id=halving-$enabled-$seed
    "$edgewise" search "$here/../../../conf/cifar10.conf" --set "search.id=$id" --set "search.history=$work/runs" \
      --set "search.seed=$seed" --set "dataset.path=$data" --set search.generations=1 --set search.candidates=9 \
      --set search.pool=36 --set dataset.examples=4000 --set proxy.resolution=16 --set proxy.width-factor=0.12 \
      --set proxy.depth-factor=0.3 --set proxy.epochs=9 \
      --set "proxy.halving.enabled=$enabled" "${@:2}" > "$work/out" 2> "$work/err" || { cat "$work/err" >&2; exit 1; }
    "$edgewise" history export "$id" --history "$work/runs" --format json |
      jq -s --arg seed "$seed" --arg enabled "$enabled" \
        '{seed: $seed, halving: $enabled, best: (map(select(.status == "measured") | .reward) | max), ms: (map(.training_ms // 0) | add)}' |
      tee -a "$work/all" |
      jq -r '"seed \(.seed), halving \(.halving): best reward \(.best), \(.ms) ms of training"'
  done
done
jq -s -r '
  def mean: add / length;
  map(select(.halving == "true")) as $with | map(select(.halving == "false")) as $without |
  ($without | map(.best) | mean) as $m |
  "time \(100 * ($with | map(.ms) | add) / ($without | map(.ms) | add) | . * 10 | round / 10)",
  "reward \((($with | map(.best) | mean) - $m) * 10000 | round / 10000)",
  "spread \(($without | map((.best - $m) * (.best - $m)) | add / ([length - 1, 1] | max) | sqrt) * 10000 | round / 10000)"
' "$work/all"
