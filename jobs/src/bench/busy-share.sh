#!/usr/bin/env bash
# How busy a generation of candidates of mixed size keeps the cores: trains 47 random networks on 2 cores and ends with the line
# "busy P": the trainings' own times together, in per cent of two cores for as long as the generation trained.
# BENCH_CANDIDATES (47) and BENCH_CORES (2) change the work; further arguments go to edgewise search, such as --set proxy.epochs=2.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=$here/../../bin/edgewise
candidates=${BENCH_CANDIDATES:-47}
cores=${BENCH_CORES:-2}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s/^spark.master .*/spark.master local[$cores]/" "$here/../../../conf/spark/local.conf" > "$work/spark.conf"
EDGEWISE_SPARK_CONF=$work/spark.conf "$edgewise" search "$here/../../../conf/quickstart.conf" \
  --set search.id=busy --set "search.history=$work/runs" --set search.generations=1 --set controller.kind=random \
  --set "search.candidates=$candidates" --set "search.pool=$candidates" --set dataset.examples=500 --set proxy.epochs=2 "$@" >&2

trainings() { "$edgewise" history export busy --history "$work/runs" --table "$1" --format json; }
busy=$(trainings trials | jq -s 'map(.training_ms // 0) | add')
wall=$(trainings generations | jq -s 'map(.training_ms) | add')
echo "$candidates networks: $busy ms of training in $wall ms on $cores cores"
awk -v b="$busy" -v w="$wall" -v c="$cores" 'BEGIN { printf "busy %.1f\n", 100 * b / (w * c) }'
