#!/usr/bin/env bash
# A week with Edgewise in minutes: own images, a space and a chip of one's own, a plan, a search, its winner, nights, a cluster, metrics,
# each step with what a user would expect of it, and every command that jobs/README.md has in a block, read from there. Ends with
# "N of N as expected", and with 1 if one was not.
#
#   jobs/src/bench/week.sh [NAMES]        NAMES: only steps whose name contains this (regular expression); later ones need earlier ones
#
# Build first: mvn -Dmaven.test.skip=true package.
set -uo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
names=${1:-}
edgewise=$home/jobs/bin/edgewise
bench=$home/jobs/src/bench
if [ ! -f "$home/jobs/target/edgewise.jar" ] || [ ! -d "$home/jobs/target/spark" ]; then
  echo "build first: mvn -Dmaven.test.skip=true package" >&2
  exit 2
fi
. "$bench/expect.sh"

work=$(mktemp -d)
trap '"$bench/cluster.sh" stop "$work/runs/cluster" > /dev/null 2>&1; rm -rf "$work"' EXIT
cd "$work"
export EDGEWISE_MEMORY=1g

# The page is followed as it is written: its commands are read from it and run here, in a folder where what they name is small.
# block SECTION: what stands in the fenced blocks of a section. commands SECTION: of that the commands, one a line.
block() {
  awk -v title="## $1" '/^## / { inside = $0 == title } /^```/ { fenced = !fenced; next } inside && fenced' "$home/jobs/README.md"
}

commands() {
  block "$1" | sed -E ':join; /\\$/ { N; s/\\\n */ /; b join }; s/ +#.*//' | grep -E '^([A-Z_]+=.* )?(jobs/|spark-submit )'
}

# follow SECTION NUMBER [STAND-INS]: runs a command of a section. STAND-INS, for sed: what is here in place of what is not.
follow() {
  local command
  command=$(commands "$1" | sed -n "$2p" | sed -E "${3:-}")
  echo "$1, $2" >> followed
  [ -n "$command" ] && bash -c "$command"
}

# Whether each command was followed, and none of it made up.
all_of_the_page() {
  local section
  grep '^## ' "$home/jobs/README.md" | sed 's/^## //' | while IFS= read -r section; do
    commands "$section" | grep -n '' | sed "s/^\([0-9]*\):.*/$section, \1/"
  done | sort > written
  sort -u followed | diff written -
}

# Monday: images of one's own, of two sizes, as PNG and JPEG, uneven, one class with an umlaut; a space that is "this one, but"; a chip.
"${JAVA_HOME:+$JAVA_HOME/bin/}java" "$bench/java/io/edgewise/jobs/DrawnFolder.java" pictures Äpfel=30 pears=24 plums=12 || exit 1
cat > space.conf << 'CONF'
include classpath("efficientnet-edgetpu.conf")
name = mine
every-stage { width = [0.75, 1.0], layers = [1, 2], expansion = [3, 4] }
CONF
cat > chip.conf << 'CONF'
include classpath("coral-usb.conf")
name = mine
host.fixed-micros = 573
CONF
cat > mine.conf << 'CONF'
search { id = mine, generations = 2, candidates = 2, pool = 60, history = "runs" }
space = "space.conf"
accelerator = "chip.conf"
dataset { kind = folder, path = "pictures" }
deploy.resolution = 96
constraints.latency-millis = 20
reward.target-millis = 3
proxy { resolution = 16, width-factor = 0.1, depth-factor = 0.3, epochs = 2, batch-size = 8 }
CONF
# The names of the page.
ln -s "$home/jobs" jobs
mkdir conf
ln -s "$home/conf/spark" conf/spark
sed -E 's|"(space.conf\|chip.conf\|pictures\|runs)"|"../\1"|; s/id = mine/id = quickstart/' mine.conf > conf/quickstart.conf
cat > conf/nightly.conf << 'CONF'
include "quickstart.conf"
search.generations = 1
nightly { finalists = 1, full-training { proxy.epochs = 2 } }
CONF
cat > conf/cifar10-device.conf << 'CONF'
include "quickstart.conf"
search.id = device
train { epochs = 2, resolution = 32 }
CONF
cat > my.conf << 'CONF'
include "mine.conf"
search.id = my
train { epochs = 2, resolution = 32 }
CONF
expect space-told 0 'mine' 'warning: every-stage.layers: is \[1, 2\] \(space.conf, line 3\), but stages\[3\].layers' -- "$edgewise" spaces space.conf
expect chip-told 0 'mine' -- "$edgewise" accelerators chip.conf
expect planned 0 'within the limits' 'verdict' 'core-hours' -- follow "Before a search: plan" 1
expect searched 0 '66 pictures in 3 classes' 'best within the target' 'front: ' -- "$edgewise" search mine.conf
expect goes-on-where-it-was 0 -- "$edgewise" search mine.conf

# Tuesday: what was changed is noticed, and named.
edited() {
  cp chip.conf chip.kept
  sed -i 's/573/900/' chip.conf
  "$edgewise" search mine.conf
  local status=$?
  mv chip.kept chip.conf
  return "$status"
}
expect edited-chip-refused 2 'host.fixed-micros: was 573, is 900' -- edited
expect edited-setting-refused 2 'proxy.epochs' -- "$edgewise" search mine.conf --set proxy.epochs=3
expect contradiction-refused 2 'deploy.classes' -- "$edgewise" search mine.conf --set deploy.classes=5 --set search.id=other
expect history-told 0 'mine' 'finished' -- "$edgewise" history show
expect history-of-one-told 0 'mine' -- "$edgewise" history show mine

# Wednesday: the winner, by itself, is what the search said it is.
winner() {
  awk -F, 'NR > 1 { print $NF; exit }' runs/fronts/mine/front.csv | tr -d '\r'
}
column() {
  awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } NR == 2 { print $c; exit }' runs/fronts/mine/front.csv
}
predicted_as_found() {
  local found
  found=$(printf '%.3f' "$(column latency_ms)")
  "$edgewise" predict "runs/fronts/mine/$(winner)" > winner.txt 2>&1 || { cat winner.txt; return 1; }
  cat winner.txt
  grep -qF "$found ms" winner.txt
}
expect winner-predicted-as-found 0 ' ms' -- predicted_as_found
expect winner-layer-by-layer 0 'bytes|KiB' -- "$edgewise" predict "runs/fronts/mine/$(winner)" --layers
expect winner-what-if 0 '128' -- "$edgewise" predict "runs/fronts/mine/$(winner)" --what-if resolution=128
expect winner-to-pytorch 0 'weights' -- "$edgewise" export "runs/fronts/mine/$(winner)" --to pytorch --out network.py
expect winner-to-the-device 0 'model.tflite' -- "$edgewise" export "runs/fronts/mine/$(winner)" --random-weights --out device
expect device-file-checked 0 'device' -- "$edgewise" check device/model.tflite

# What the page makes of a network.
cp "runs/fronts/mine/$(winner)" FILE.json
cp FILE.json best.json
expect page-family 0 '9ms|5ms' -- follow "Your own network" 1
expect page-trained 0 'validation' -- follow "Your own network" 2
expect page-quantised 0 'model.tflite' -- follow "Your own network" 3
rm -r exported
expect page-trained-already 0 'trained' -- follow "Training a network to the end" 1
expect page-quantised-again 0 'model.tflite' -- follow "Training a network to the end" 2
rm -r exported
expect page-found-and-exported 0 'front: ' 'model-card' -- follow "Getting the model out" 1
expect page-trained-before-export 0 'trained' -- follow "Getting the model out" 2
expect page-exported 0 'model-card' -- follow "Getting the model out" 3
rm -r exported
cp trained/model.safetensors best.safetensors
expect page-exported-from-weights 0 'model-card' -- follow "Getting the model out" 4

# Thursday: nights; the dates are those of the page's report.
expect first-night 0 'New champion' -- "$edgewise" nightly conf/nightly.conf --date 2026-11-27
expect second-night 0 'Changed against nightly-2026-11-27' -- "$edgewise" nightly conf/nightly.conf --date 2026-11-28
expect page-tonight 0 '# nightly-20' -- follow "Every night" 1
expect page-nights 0 'nightly-2026-11-27' 'nightly-2026-11-28' -- follow "Every night" 2
expect page-alarm 0 '^fresh' -- follow "Every night" 3
expect champion-predicted 0 ' ms' -- "$edgewise" predict runs/nightly/nightly/champion.json

# Friday: the same on a cluster of this machine, and numbers for Prometheus while it runs. There is no YARN here and no HDFS.
expect page-cluster-starts 0 'of 2 workers' -- follow "On a cluster" 3
expect page-cluster-searches 0 'front: ' -- follow "On a cluster" 4
here="s|/opt/spark|runs/cluster|; s|yarn.conf|standalone.conf|; s|hdfs://|file://$work|; s|/shared/|$work/|"
export EDGEWISE_MASTER
EDGEWISE_MASTER=$(cat runs/cluster/url)
expect page-driver-in-the-cluster 0 -- follow "On a cluster" 2 "$here; s|^spark-submit|runs/cluster/bin/&|; s|spark://master:7077|$EDGEWISE_MASTER|"
expect page-driver-did-it 0 '^my +2 .*finished' -- "$edgewise" history show --history edgewise/runs
expect page-cluster-goes-on 0 'all 2 generations are done' 'front: ' -- follow "On a cluster" 1 "$here"
unset EDGEWISE_MASTER
expect page-cluster-stops 0 -- follow "On a cluster" 5
the_same_trials() {
  local search
  for search in mine quickstart; do
    "$edgewise" history export "$search" --format json | sed -E 's/"(training_ms|host|attempt|started_at|ended_at|search_id)":("[^"]*"|[0-9]+),?//g' > "$search.json"
  done
  [ -s mine.json ] && cmp mine.json quickstart.json
}
expect cluster-found-the-same 0 -- the_same_trials
expect page-watched 0 'quickstart' -- follow "Looking at a search" 1
expect page-report 0 'quickstart.html' -- follow "Looking at a search" 2
expect page-report-of-two 0 'nights.html' -- follow "Looking at a search" 3
expect page-priced 0 'priced: quickstart-on-coral-dev-board' -- follow "Looking at a search" 4
# A week in minutes finds too few networks to learn from, and is told so.
expect page-explained 2 'at least 20' -- follow "Looking at a search" 5
expect page-one-explained 2 'at least 20' -- follow "Looking at a search" 6

# What the page says of Prometheus: its lines in Spark's file, its request while a search runs; the port is the one that was free.
watched() {
  { cat "$home/conf/spark/local.conf"; block "Reading a result" | grep -E '^spark\.(ui|metrics)\.'; } > watched.conf
  EDGEWISE_SPARK_CONF=watched.conf "$edgewise" search mine.conf --set search.id=watched --set search.generations=100 > watched.log 2>&1 &
  local search=$! request port
  request=$(grep -oE 'curl http://localhost:4040[^`]*' "$home/jobs/README.md")
  for _ in $(seq 300); do
    port=$(sed -nE "s|^Spark's UI: http://.*:([0-9]+)$|\\1|p" watched.log)
    [ -n "$port" ] && ${request/4040/$port} > watched.metrics 2> /dev/null && grep -qE 'edgewise_generations_Value.* [1-9]' watched.metrics && break
    sleep 0.2
  done
  kill "$search"
  wait "$search"
  grep driver_edgewise_ watched.metrics || cat watched.log
}
expect prometheus 0 '^metrics_edgewise_driver_edgewise_best_reward_Value.* -?[0-9]' \
  'edgewise_trials_Value.* [1-9]' 'edgewise_failures_Value' 'edgewise_infeasible_Value' 'edgewise_repeated_Value' 'edgewise_queue_Value' -- watched

expect all-commands-of-the-page 0 -- all_of_the_page

expected
