# What the scripts of cases and of a week share: commands, each with what a user would expect of it. To be sourced; $names, if set, is a
# regular expression that a case's name must match to be run.

passed=0
run=0

# expect NAME EXIT PATTERN... -- COMMAND...: every pattern (extended regular expression; "!" in front: must not be there) is looked for in
# what the command printed on both streams.
expect() {
  local name=$1 code=$2 patterns=()
  [[ $name =~ ${names:-} ]] || return 0
  shift 2
  while [ "$1" != -- ]; do
    patterns+=("$1")
    shift
  done
  shift
  local output status wrong=""
  output=$("$@" 2>&1)
  status=$?
  [[ $status == $code ]] || wrong="exit $status in place of $code"
  local pattern
  for pattern in ${patterns[@]+"${patterns[@]}"} '!this is a fault, not your input' '!^[[:space:]]+at [a-z]+[.]'; do
    if [[ $pattern == !* ]]; then
      if grep -qE -- "${pattern#!}" <<< "$output"; then wrong="$wrong; says '${pattern#!}'"; fi
    else
      if ! grep -qE -- "$pattern" <<< "$output"; then wrong="$wrong; does not say '$pattern'"; fi
    fi
  done
  run=$((run + 1))
  if [ -z "$wrong" ]; then
    passed=$((passed + 1))
    printf 'as expected  %s\n' "$name"
  else
    printf 'NOT          %s: %s\n' "$name" "${wrong#; }"
    printf '%s\n' "$output" | tail -n 12 | sed 's/^/             | /'
  fi
}

# Ends the script: "N of N as expected", and 1 if one was not.
expected() {
  echo "$passed of $run as expected"
  [ "$passed" = "$run" ]
}
