#!/usr/bin/env bash
# One small search on machines as people have them: locales, no locale, a host name without an address, a user id without a name, a
# checkout that cannot be written, no fonts, names with every odd character. Each must come to the trials of a plain run. Ends with the line
# "N of N came to the same trials", and with 1 if one did not. Build first: mvn -Dmaven.test.skip=true package.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
if [ ! -f "$home/jobs/target/edgewise.jar" ] || [ ! -d "$home/jobs/target/spark" ]; then
  echo "build first: mvn -Dmaven.test.skip=true package" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"

# An installation: what a checkout has without its sources, so that nothing is built.
install_at() {
  mkdir -p "$1/jobs/target"
  cp -r "$home/conf" "$1/"
  cp -r "$home/jobs/bin" "$1/jobs/"
  ln -s "$home/jobs/target/edgewise.jar" "$home/jobs/target/spark" "$1/jobs/target/"
}

# Two pictures of 8 x 8 pixels, one shade each.
shades=(iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOw2XIYK2IYWhIAXH5swUOCKxoAAAAASUVORK5CYII=
  iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mPYZ+WIFTEMLQkAsspOQVuUrZkAAAAASUVORK5CYII=)

pictures() {
  local class i
  for class in 'Äpfel_1' '_pear [x]'; do
    mkdir -p "$1/$class"
    for i in 1 2 3 4 5 6; do base64 -d <<< "${shades[i % 2]}" > "$1/$class/_$i #ü.png"; done
  done
}

cat > "$work/tiny.conf" << 'CONF'
search { id = tiny, generations = 2, candidates = 2, pool = 8 }
dataset { kind = folder, examples = 12, validation-fraction = 0.34 }
proxy { resolution = 16, width-factor = 0.1, depth-factor = 0.3, epochs = 1, batch-size = 4, augment = false }
CONF

odd='~_ü [1] {a} #%41*'
install_at "$work/plain"
install_at "$work/$odd"
pictures "$work/pictures"
mkdir "$work/$odd data"
pictures "$work/$odd data/$odd"
cp "$work/tiny.conf" "$work/$odd data/$odd.conf"

# search NAME PREFIX...: the plain search, started by a prefix such as env; its trials, but for times and hosts, to NAME.trials.
search() {
  local name=$1
  shift
  mkdir -p "$work/$name"
  chmod 777 "$work/$name"
  (cd "$work/$name" && trials "$work/plain" ../tiny.conf ../pictures "$work/$name/history" "$@") > "$work/$name.trials" 2> "$work/$name.log"
}

# trials INSTALLATION CONF PICTURES HISTORY PREFIX...
trials() {
  local edgewise=$1/jobs/bin/edgewise conf=$2 pictures=$3 history=$4
  shift 4
  EDGEWISE_MEMORY=1g "$@" "$edgewise" search "$conf" --set "dataset.path=$pictures" --set "search.history=$history" >&2
  EDGEWISE_MEMORY=1g "$@" "$edgewise" history export tiny --format json --history "$history" \
    | sed -E 's/"training_ms":[0-9]+,"host":"[^"]*"//; s/,"(started|ended)_at":"[^"]*"//g'
}

odd_names() {
  mkdir -p "$work/odd"
  (cd "$work/$odd data" && trials "$work/$odd" "$odd.conf" "$odd" "$odd history" "$@") > "$work/odd.trials" 2> "$work/odd.log"
}

locale() { echo "JAVA_TOOL_OPTIONS=-Duser.language=${1%_*} -Duser.country=${1#*_}"; }

passed=0
wanted=0
same() {
  wanted=$((wanted + 1))
  if [ -s "$work/$1.trials" ] && cmp -s "$work/plain_run.trials" "$work/$1.trials"; then
    passed=$((passed + 1))
    echo "the same trials  $2"
  else
    echo "OTHER            $2"
    tail -n 5 "$work/$1.log" | sed 's/^/                 | /'
  fi
}

# Two at a time: a search keeps one or two cores busy.
search plain_run env & search lang_unset env -u LANG -u LC_ALL -u LC_CTYPE & wait
[ "$(wc -l < "$work/plain_run.trials")" -ge 4 ] || { cat "$work/plain_run.log" >&2; exit 1; }
for pair in "de_DE tr_TR" "ar_EG fa_IR"; do
  for name in $pair; do search "$name" env "$(locale "$name")" & done
  wait
done
as_nobody=(setpriv --reuid 12345 --regid 12345 --clear-groups)
with_no_host=(unshare -u sh -c 'hostname no-such-host.invalid && exec "$@"' sh)
search th_TH env "$(locale th_TH)" &
if "${with_no_host[@]}" true 2> /dev/null; then search no_host "${with_no_host[@]}" & fi
wait
if "${as_nobody[@]}" true 2> /dev/null; then
  chmod -R a+rX,go-w "$work/plain"
  search no_name env HOME=/ "${as_nobody[@]}" &
fi
odd_names env -u LANG -u LC_ALL &
wait
chmod -R a-w "$work/plain"
# Libraries that Java draws letters with and that cannot be loaded; a Java that brings its own is none the worse.
mkdir "$work/letters"
touch "$work/letters/libfreetype.so.6" "$work/letters/libharfbuzz.so.0"
search read_only env & search no_letters env LD_LIBRARY_PATH="$work/letters" & wait

same lang_unset "LANG unset"
for name in de_DE tr_TR ar_EG fa_IR th_TH; do same "$name" "locale $name"; done
if [ -f "$work/no_host.log" ]; then same no_host "a host name without an address"; else echo "left out         a host name without an address: unshare -u is not allowed here"; fi
if [ -f "$work/no_name.log" ]; then same no_name "a user id without a name, which may not write the checkout"; else echo "left out         a user id without a name: setpriv is not allowed here"; fi
same read_only "a checkout that is read-only"
same no_letters "a machine on which Java cannot draw a letter"
same odd "checkout, folder, search file, pictures and history called $odd"
echo "$passed of $wanted came to the same trials"
[ "$passed" = "$wanted" ]
