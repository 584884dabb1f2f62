#!/usr/bin/env bash
# What a search of small length, otherwise of the defaults, makes of 302 pictures in classes of 150, 140 and 12.  uneven-folder.sh [SETTING=VALUE...]
# Ends with 1 unless the summary says of its best network that its balanced accuracy is above guessing (1 in 3) by more than its uncertainty.
# EDGEWISE names another command than the built one.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
edgewise=${EDGEWISE:-$here/../../bin/edgewise}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${JAVA_HOME:+$JAVA_HOME/bin/}java" "$here/java/io/edgewise/jobs/DrawnFolder.java" "$work/pictures" disc=150 square=140 triangle=12
cat > "$work/uneven.conf" << CONF
search { id = uneven, generations = 2, candidates = 4, pool = 200, history = "$work/runs" }
dataset { kind = folder, path = "$work/pictures" }
CONF
settings=()
for setting in "$@"; do settings+=(--set "$setting"); done
$edgewise search "$work/uneven.conf" "${settings[@]}" | tee "$work/out"
cat "$work/runs/fronts/uneven/classes.csv" "$work/runs/fronts/uneven/confusion.csv"
sed -n 's/^balanced accuracy of the best: \([0-9.]*\) % ±\([0-9.]*\), where guessing gets \([0-9.]*\) %$/\1 \2 \3/p' "$work/out" |
  awk '{ print "above guessing by " $1 - $3 ", uncertainty " $2; found = 1; exit !($1 - $3 > $2) } END { if (!found) exit 1 }'
