#!/usr/bin/env bash
# Holds the simulator against every table of measurements and compiled networks, as one page of Markdown.
#   sim/src/bench/truth.sh [FOLDER] [quick]     # FOLDER of the tables (default: ../shared/data/edgetpu beside the checkout)
# quick leaves out the fits without the 16x16 networks, which take minutes. Build first: mvn -Dmaven.test.skip=true package.
# Ends quietly where there are no tables: they are no part of the repository.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
tables=${1:-$root/../shared/data/edgetpu}
if [ ! -d "$tables" ]; then
  echo "no tables at $tables: nothing to hold the simulator against"
  exit 0
fi
echo "Commit $(git -C "$root" rev-parse --short HEAD), $(sed -n 's/^model name[^:]*: //p;' /proc/cpuinfo | head -n 1)"
echo
exec "$root/jobs/src/bench/run.sh" Truth "$tables" "${@:2}"
