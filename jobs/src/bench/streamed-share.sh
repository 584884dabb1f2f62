#!/usr/bin/env bash
# What it costs to train on pictures that are read and decoded beside the training: the same training with them in memory and streamed, in
# turns.   streamed-share.sh [TURNS]   (3; on two idle cores some 5 minutes: one trains, the other reads)
# Ends with "streaming costs S %", of the time of a training, the median of the turns, and with 1 if the weights differ or it is 5 % or more.
# Build first: mvn -Dmaven.test.skip=true package.  EDGEWISE: another command than the built one.
set -euo pipefail
bench=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=${EDGEWISE:-$bench/../../bin/edgewise}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${JAVA_HOME:+$JAVA_HOME/bin/}java" "$bench/java/io/edgewise/jobs/DrawnFolder.java" "$work/pictures" discs=320 squares=320 triangles=320
cat > "$work/pictures.conf" << CONF
dataset { kind = folder, path = "$work/pictures", examples = 960 }
deploy.resolution = 64
train { epochs = 3, warm-up = 1, workers = 1 }
CONF

# trained NAME SETTING...: milliseconds of a training.
trained() {
  local name=$1
  shift
  $edgewise train "$bench/baseline-mobilenet-edgetpu.json" --config "$work/pictures.conf" "$@" --out "$work/$name" > "$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
  sed -n 's/^ *"training_ms" : \([0-9]*\),*$/\1/p' "$work/$name/training.json"
}

for turn in $(seq "${1:-3}"); do
  memory=$(trained "memory-$turn")
  streamed=$(trained "streamed-$turn" --set dataset.max-bytes=1048576)
  grep -q 'its pictures are read as they are needed' "$work/log" || { cat "$work/log" >&2; echo "nothing was streamed" >&2; exit 1; }
  echo "turn $turn: $memory ms in memory, $streamed ms streamed"
  echo "$memory $streamed" >> "$work/turns"
  cmp "$work/memory-$turn/model.safetensors" "$work/streamed-$turn/model.safetensors"
done
awk '{ print 100 * ($2 - $1) / $2 }' "$work/turns" | sort -n |
  awk '{ share[NR] = $1 } END { s = share[int((NR + 1) / 2)]; printf "streaming costs %.1f %%\n", s; exit s >= 5 }'
