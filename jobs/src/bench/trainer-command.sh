#!/usr/bin/env bash
# What a trainer command costs beyond its own time, and whether anything of it outlives a killed JVM:  trainer-command.sh [CANDIDATES]
# Searches CANDIDATES networks (2000) with a stub for a trainer, then runs the stub as often by itself, as many at a time, and tells the
# difference a candidate in ms of a core; 60 is allowed. Then a search whose trainers never end is killed with kill -9: nothing that they
# started may be there after 10 s. Ends with 1 if either is not so. Needs Linux. EDGEWISE is the command in place of jobs/bin/edgewise.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
read -ra edgewise <<< "${EDGEWISE:-$home/jobs/bin/edgewise}"
candidates=${1:-2000}
generations=$(((candidates + 99) / 100))
cores=$(nproc)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/stub.sh" << 'STUB'
#!/bin/sh
echo "edgewise: epoch 1 loss 1"
echo '{"accuracy": 0.5}' > "$1"
STUB
cat > "$folder/endless.sh" << 'ENDLESS'
#!/bin/sh
sleep 654321 &
setsid sleep 654321 > /dev/null &
sleep 654321
ENDLESS
settings() {
  cat << CONF
search { id = $1, generations = $generations, candidates = 100, pool = 100, history = "$folder/runs" }
controller.kind = random
dataset { kind = generated, examples = 120 }
proxy { resolution = 16, width-factor = 0.1, depth-factor = 0.1, epochs = 1, trainer = command, command = [sh, $1.sh, "{result.json}"] }
CONF
}
settings stub > "$folder/stub.conf"
settings endless > "$folder/endless.conf"
millis() { echo $(($(date +%s%N) / 1000000)); }

start=$(millis)
"${edgewise[@]}" search "$folder/stub.conf" --allow-commands > "$folder/stub.log" 2>&1 || { cat "$folder/stub.log"; exit 1; }
searched=$(($(millis) - start))
ran=$((generations * 100))
start=$(millis)
seq "$ran" | xargs -P "$cores" -I{} sh "$folder/stub.sh" "$folder/result-{}" > /dev/null
alone=$(($(millis) - start))
cost=$(((searched - alone) * cores / ran))
echo "$ran candidates on $cores cores: $searched ms with the search, $alone ms the commands alone, $cost ms a candidate beyond them (60 allowed)"

# Processes of this bench's commands; what ends while it is looked at is none.
marked() {
  local file pid
  for file in $(grep -l -a -s -e EDGEWISE_COMMAND= /proc/[0-9]*/environ || true); do
    pid=${file#/proc/}
    pid=${pid%/environ}
    if tr '\0' ' ' 2> /dev/null < "/proc/$pid/cmdline" | grep -q -e 654321 -e "$folder"; then echo "$pid"; fi
  done
}
"${edgewise[@]}" search "$folder/endless.conf" --allow-commands > "$folder/endless.log" 2>&1 &
for _ in $(seq 600); do
  first=$(marked | sed -n 1p)
  if [ -n "$first" ]; then break; fi
  sleep 0.5
done
[ -n "$first" ] || { cat "$folder/endless.log"; exit 1; }
sleep 2
driver=$first
driver=$(for process in /proc/[0-9]*; do
  if [ "$(cat "$process/comm" 2> /dev/null)" = java ] && tr '\0' ' ' 2> /dev/null < "$process/cmdline" | grep -q "$folder/endless.conf"; then
    echo "${process#/proc/}"
  fi
done | sed -n 1p)
before=$(marked | wc -l)
kill -KILL "$driver"
start=$(millis)
while [ -n "$(marked)" ] && [ $(($(millis) - start)) -lt 10000 ]; do sleep 0.1; done
left=$(marked | wc -l)
echo "kill -9 of the driver: $before processes before, $left after $(($(millis) - start)) ms (0 within 10000 allowed)"
[ "$left" -eq 0 ] && [ "$cost" -le 60 ]
