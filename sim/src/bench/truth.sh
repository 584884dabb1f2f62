#!/usr/bin/env bash
# Holds the simulator against every table of measurements and compiled networks that lies in ../shared/data/edgetpu, one block a table.
#   sim/src/bench/truth.sh [folder of the tables]
# Ends quietly where there are none: they are no part of the repository.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
tables=${1:-$root/../shared/data/edgetpu}
if [ ! -d "$tables" ]; then
  echo "no tables at $tables: nothing to hold the simulator against"
  exit 0
fi
hold() { # title, table, accelerator, further options
  local title=$1 table=$tables/$2 accelerator=$3
  shift 3
  [ -f "$table" ] || return 0
  printf '\n== %s (%s)\n' "$title" "$accelerator"
  (cd "$tables" && "${EDGEWISE:-$root/jobs/bin/edgewise}" validate --measurements "$table" --accelerator "$accelerator" "$@")
}
hold "compiled networks" compiled_models.csv coral-usb
hold "more compiled networks" compiled_models_2.csv coral-usb
hold "NAS-Bench-201, 32x32, 10 classes" nasbench201_latency.csv coral-nasbench201
hold "NAS-Bench-201, 32x32, 100 classes" nasbench201_latency_32x32_100_classes.csv coral-nasbench201
hold "NAS-Bench-201, 16x16, 120 classes" nasbench201_latency_16x16_120_classes.csv coral-nasbench201
hold "published, USB 3" published_latency.csv coral-usb --where setup=usb3
hold "published, Dev Board" published_latency.csv coral-dev-board --where setup=dev_board
hold "published, models page" published_latency.csv coral-models-page --where setup=models_page
