#!/usr/bin/env bash
# Simulates clusters of 10 to 1,000 executors from what the trainings of a recorded search took, and draws how busy they are:
#   generation-barrier.sh HISTORY SEARCH PICTURE.png [MILLISECONDS the driver takes a task; what many-trials.sh prints]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run.sh" GenerationBarrier "$1" "$2" "$3" "${4:-2}"
