#!/usr/bin/env bash
# kill -9 of edgewise train at N random moments (20), each followed by the same command again:  kill-training.sh [N] [SEED]
# Trainings of one worker and of two take turns. Ends with the line "N of N went on, L lost steps, W weights equal", W being the
# kills after which a training came to the weights and the curve of the undisturbed one, bit for bit; and with 1 if any did not.
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run.sh" KillTraining "${1:-20}" "${2:-1}"
