#!/usr/bin/env bash
# Runs Edgewise on inputs as people have them, each with what a user would expect of it, and prints "N of N as expected".
#
#   jobs/src/bench/cases.sh [CASES [NAMES]]
#     CASES: the folder of inputs (default: ../shared/cases beside the checkout); NAMES: only cases whose name contains this (regular expression)
#
# The inputs are not part of the repository; where they are missing the script says so and ends with 0. jobs/target/edgewise.jar must be built.
set -uo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
cases=${1:-$home/../shared/cases}
names=${2:-}
edgewise=$home/jobs/bin/edgewise
if [ ! -x "$cases/make-odd-names.sh" ] && [ ! -f "$cases/make-odd-names.sh" ]; then
  echo "cases: no inputs at $cases; nothing was run"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$cases/make-odd-names.sh" "$work/cases"
cd "$work/cases"

. "$home/jobs/src/bench/expect.sh"

# tiny OPTION...: a search of seconds with its history in a folder of its own.
tiny() {
  "$edgewise" search conf/tiny.conf --set "search.history=$(mktemp -d "$work/runsXXXX")" "$@"
}
folder() {
  tiny --set dataset.kind=folder --set "dataset.path=$1"
}
inside() {
  (cd "$1" && shift && "$@")
}

# Networks as files.
expect two-outputs 0 ' ms' -- "$edgewise" predict tflite/two_outputs.tflite
expect two-inputs 0 ' ms' -- "$edgewise" predict tflite/two_inputs.tflite
expect batch-of-four 0 ' ms' '(4|four) images' -- "$edgewise" predict tflite/batch4.tflite
expect rows-at-the-end 0 ' ms' -- "$edgewise" predict tflite/rows_at_end.tflite
expect detection-on-the-host 0 ' ms' 'host' 'TFLite_Detection_PostProcess' -- "$edgewise" predict tflite/ssd_postprocess.tflite --layers
expect argmax-on-the-host 0 ' ms' 'host' 'ARG_MAX' -- "$edgewise" predict tflite/argmax_tail.tflite --layers
expect transposed-convolution 0 ' ms' -- "$edgewise" predict tflite/transpose_conv.tflite
expect options-left-out 0 ' ms' -- "$edgewise" predict tflite/add_no_options.tflite
expect variable-tensors 0 ' ms' -- "$edgewise" predict tflite/variable_state.tflite
expect float-network 0 ' ms' 'float' 'quantised' -- "$edgewise" predict tflite/float.tflite
expect host-in-the-middle 0 ' ms' 'host' -- "$edgewise" predict tflite/host_in_the_middle.tflite --layers
expect upper-case-suffix 0 ' ms' -- inside tflite "$edgewise" predict UPPER.TFLITE

# Tables.
expect space-in-a-path 0 -- "$edgewise" validate --measurements "csv/with space/measured.csv" --accelerator coral-usb
expect star-in-a-path 0 '2 rows' '!3 rows' -- "$edgewise" validate --measurements "csv/st*r/measured.csv" --accelerator coral-usb
expect underscore-in-a-name 0 '2 rows' -- "$edgewise" validate --measurements csv/_measured.csv --accelerator coral-usb
cp -r csv "$work/csv-copy"
expect no-file-overwritten 0 '2 rows' -- inside "$work/csv-copy" "$edgewise" validate --measurements predictions.csv --accelerator coral-usb
expect measurements-kept 0 -- cmp csv/predictions.csv "$work/csv-copy/predictions.csv"
expect row-without-a-number 2 'csv/short.csv' 'line 2' 'latency_ms' -- "$edgewise" validate --measurements csv/short.csv --accelerator coral-usb
expect column-twice 2 'csv/dupcol.csv' 'latency_ms' -- "$edgewise" validate --measurements csv/dupcol.csv --accelerator coral-usb
expect line-number 2 'csv/line.csv' 'line 4' -- "$edgewise" validate --measurements csv/line.csv --accelerator coral-usb
expect measured-zero 2 'csv/zero.csv' 'line 2' -- "$edgewise" validate --measurements csv/zero.csv --accelerator coral-usb
expect byte-order-mark 0 -- "$edgewise" bench-search --table csv/table-bom.csv --objective cifar10_val_acc --seeds 2 --budget 4

# Pictures.
expect pictures-of-two-sizes 0 -- folder images/two-sizes
expect pictures-with-underscores 0 '10 pictures' -- folder images/underscore-pictures
expect files-that-are-no-pictures 0 'left out: Thumbs.db' -- folder images/thumbs-db
expect picture-cut-off 2 '\.jpg' -- folder images/cut-jpeg
expect umlaut-in-a-class 0 '3 classes' -- env -u LANG -u LC_ALL "$edgewise" search conf/tiny.conf --set "search.history=$work/runs-umlaut" \
  --set dataset.kind=folder --set dataset.path=images/umlaut-class
expect copy-of-a-batch '[02]' 'data_batch_1 \(1\)\.bin' -- tiny --set dataset.kind=cifar10 --set dataset.path=images/cifar-copy

# Machines.
expect arabic-digits 0 -- env JAVA_TOOL_OPTIONS="-Duser.language=ar -Duser.country=EG" "$edgewise" search conf/tiny.conf \
  --set "search.history=$work/runs-arabic" --set dataset.examples=100
if unshare -u true 2> /dev/null; then
  expect host-without-a-name 0 -- unshare -u sh -c "hostname nohost; exec '$edgewise' search conf/tiny.conf \
    --set 'search.history=$work/runs-host' --set dataset.examples=100"
fi

# Ends.
interrupted() {
  # What a script starts aside ignores SIGINT unless told otherwise.
  setsid env --default-signal=INT "$edgewise" search conf/tiny.conf --set search.generations=500 --set dataset.examples=100 \
    --set "search.history=$work/runs-int" > "$work/int.log" 2>&1 &
  local search=$!
  for _ in $(seq 240); do
    grep -q 'generation 2/500' "$work/int.log" && break
    [ -n "$(ls "$work/runs-int/trials/search_id=tiny" 2> /dev/null)" ] && break
    sleep 0.5
  done
  kill -INT -- "-$search" 2> /dev/null || kill -INT "$search"
  wait "$search"
  local status=$?
  cat "$work/int.log" "$work/runs-int/status/tiny/status.json"
  return "$status"
}
expect interrupt 130 'stopped after generation' 'same command' '"state" ?: ?"stopped"' -- interrupted
expect no-history 2 'no history at .*/no/such/folder' -- "$edgewise" history verify --history /no/such/folder
full_output() {
  "$edgewise" networks > /dev/full
}
expect full-standard-output 70 'standard output' -- full_output
full_disk() {
  mkdir -p "$work/full" && mount -t tmpfs -o size=100k none "$work/full" || return 1
  "$edgewise" search conf/tiny.conf --set "search.history=$work/full/runs" --set dataset.examples=100 --set search.candidates=4 --set search.generations=4
  local status=$?
  umount "$work/full"
  return "$status"
}
if mkdir -p "$work/full" && mount -t tmpfs -o size=100k none "$work/full" 2> /dev/null; then
  umount "$work/full"
  expect full-disk 70 '[Nn]o space left' -- full_disk
fi
expect tilde '[02]' -- env HOME="$work/home" "$edgewise" search conf/tiny.conf --set 'search.history=~/runs' --set dataset.examples=100
expect tilde-is-home '[02]' -- test -d "$work/home/runs/trials"
expect no-folder-called-tilde 0 -- test ! -e '~'
expect space-exhausted 0 'all 2 networks of the space are measured' -- tiny --set space=conf/two-networks.space --set search.generations=6 \
  --set search.candidates=4 --set search.pool=50
expect spark-properties 0 -- env EDGEWISE_SPARK_CONF=conf/spark-equals.conf "$edgewise" search conf/tiny.conf --set "search.history=$work/runs-equals" \
  --set dataset.examples=100

expected
