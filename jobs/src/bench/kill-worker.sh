#!/usr/bin/env bash
# kill -9 of a worker with its executors in every generation of a search on a master and two workers, speculation on; it comes
# back after a few seconds:  kill-worker.sh [GENERATIONS] [CANDIDATES a generation] [EPOCHS]
# Prints whether the rows are those of an undisturbed run, each once, and how much longer it took. The loss is a JVM's start and a
# training or two a generation, whatever its length: so the ratio is for generations of a minute and more.
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run.sh" KillWorkers "${1:-3}" "${2:-24}" "${3:-60}"
