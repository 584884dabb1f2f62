#!/usr/bin/env bash
# Does the default controller find better networks than random search, on real trainings? Runs conf/quickstart.conf with both, for
# several seeds and with equally many trainings, and compares the best feasible rewards:  against-random.sh [SEEDS (10)] [TRAININGS (28)]
# Ends with the line "bayes better in N of M". Arguments of edgewise search after the two change the work.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=$here/../../bin/edgewise
seeds=${1:-10}
trainings=${2:-28}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
better=0
for seed in $(seq "$seeds"); do
  for controller in bayes random; do
    "$edgewise" search "$here/../../../conf/quickstart.conf" --set "search.id=$controller-$seed" --set "search.history=$work/runs" \
      --set "search.seed=$seed" --set "controller.kind=$controller" --set "search.budget.trials=$trainings" \
      --set "search.generations=$trainings" "${@:3}" > "$work/out" 2> "$work/err" || { cat "$work/err" >&2; exit 1; }
    "$edgewise" history export "$controller-$seed" --history "$work/runs" --format json |
      jq -s 'map(select(.status == "measured") | .reward) | {best: max, mean: (add / length), trained: length}' > "$work/$controller"
  done
  if jq -en --slurpfile b "$work/bayes" --slurpfile r "$work/random" '$b[0].best > $r[0].best' > "$work/verdict"; then
    better=$((better + 1))
  fi
  jq -rn --slurpfile b "$work/bayes" --slurpfile r "$work/random" --arg seed "$seed" \
    'def n: . * 10000 | round / 10000;
     "seed \($seed): bayes \($b[0].best | n) (mean \($b[0].mean | n)), random \($r[0].best | n) (mean \($r[0].mean | n)), \($b[0].trained) and \($r[0].trained) trainings"'
done
echo "bayes better in $better of $seeds"
