#!/usr/bin/env bash
# kill -9 of the driver at N random moments of a small search (100), each followed by a resume:  kill-driver.sh [N] [SEED]
# Ends with the line "N of N resumed, D duplicates, T trained twice, H histories equal", H being the kills after which the
# search came to the history of the uninterrupted one but for times and hosts; and with 1 if any of them is not as it must be.
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run.sh" KillDriver "${1:-100}" "${2:-1}"
