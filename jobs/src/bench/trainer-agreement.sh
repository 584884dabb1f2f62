#!/usr/bin/env bash
# How far PyTorch and Deeplearning4j agree on which networks are better:  trainer-agreement.sh [FOLDER with data_batch_1.bin]
# Draws 12 networks of the space small-images that differ as much as they can, as proxy-check does, and trains each as the same proxy, from
# the same seed, on the same images: once by proxy.trainer = edgewise, once by conf/trainers/pytorch/train.py. Each holds out a fifth of the
# images, not the same ones. Prints both accuracies of each, and ends with Kendall's tau (tau-b) and its 95 % bootstrap interval.
# BENCH_NETWORKS (12), BENCH_EPOCHS (6), BENCH_EXAMPLES (10000) and BENCH_SEED (1) change the work; BENCH_CLASSPATH and BENCH_JAVA_OPTIONS are
# run.sh's (for many cores "-Xmx8g -Dorg.bytedeco.javacpp.maxbytes=16g"). Trains on as many cores as Spark has; PyTorch on a GPU where it sees
# one. Ends with 1 if a network was not trained by both.
# Skips when there is no PyTorch for $PYTHON (default python3; Debian: apt-get install python3-torch, then PYTHON=/usr/bin/python3) or no data.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$here/../../..
python=${PYTHON:-python3}
data=${1:-$home/../shared/data/cifar10-subset}
if ! "$python" -c 'import torch' 2> /dev/null; then
  echo "skipped: $python has no PyTorch (Debian: apt-get install python3-torch; or set PYTHON)"
  exit 0
fi
if [ ! -f "$data/data_batch_1.bin" ]; then
  echo "skipped: there is no data_batch_1.bin in $data; name the folder of CIFAR-10's binary files"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/agreement.conf" << CONF
search { id = agreement, seed = ${BENCH_SEED:-1} }
space = small-images
deploy { resolution = 32 }
dataset { kind = cifar10, path = "$(cd "$data" && pwd)", examples = ${BENCH_EXAMPLES:-10000} }
proxy {
  resolution = 24
  strides-taken-out = 1
  width-factor = 0.5
  depth-factor = 1.0
  epochs = ${BENCH_EPOCHS:-6}
  batch-size = 32
  time-limit-seconds = 7200
  command = [
    "$(command -v "$python")", "$(cd "$home/conf/trainers/pytorch" && pwd)/train.py"
    "--network", "{network.py}", "--result", "{result.json}", "--data", "{data}", "--checkpoints", "{checkpoints}"
    "--seed", "{seed}", "--resolution", "{resolution}", "--batch-size", "{batch-size}", "--learning-rate", "{learning-rate}"
    "--from-epoch", "{from-epoch}", "--to-epoch", "{to-epoch}", "--epochs", "{epochs}"
    "--examples", "${BENCH_EXAMPLES:-10000}"
  ]
}
CONF
"$here/run.sh" TrainerAgreement "$work/agreement.conf" "${BENCH_NETWORKS:-12}"
