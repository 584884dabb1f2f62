#!/usr/bin/env bash
# Trains two networks with Edgewise and with PyTorch, one thread each, in turns, and ends with the line "ratio R": our images
# a second over those of PyTorch's better layout, the lower of the two networks.  BENCH_ROUNDS sets the number of turns (7),
# each of which starts all of them anew.
# Skips when there is no PyTorch for $PYTHON (default /usr/bin/python3; Debian: apt-get install python3-torch).
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import torch' 2>/dev/null; then
  echo "skipped: $python has no PyTorch (Debian: apt-get install python3-torch; or set PYTHON)"
  exit 0
fi
exec "$python" "$here/pytorch/against_pytorch.py" "$here/run.sh" "${BENCH_ROUNDS:-7}"
