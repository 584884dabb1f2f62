#!/usr/bin/env bash
# What N candidates (50000) cost one driver: heap after GC and Spark's time, each a candidate.  many-trials.sh [N [HISTORY]]
# The history stays where HISTORY says.
# Simulation and history are real, a training is a number. Ends with 1 if the heap grows by 1 kB a candidate or more.
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run.sh" ManyTrials "${1:-50000}" "${@:2}"
