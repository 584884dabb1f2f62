"""Edgewise and PyTorch in turns: see ../against-pytorch.sh."""
import statistics
import subprocess
import sys
import time

import torch
import torch.nn.functional as F

from networks import network

BATCH = 64
OURS_STEPS = 8
LAYOUTS = {"channels_last": torch.channels_last, "NCHW": torch.contiguous_format}


class Torch:
    def __init__(self, name, layout):
        torch.manual_seed(1)
        self.model = network(name).to(memory_format=layout)
        self.adam = torch.optim.Adam(self.model.parameters(), 1e-3)
        self.x = torch.randn(BATCH, 3, 32, 32).contiguous(memory_format=layout)
        self.y = torch.arange(BATCH) % 10

    def images_a_second(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            self.adam.zero_grad()
            F.cross_entropy(self.model(self.x), self.y).backward()
            self.adam.step()
        return steps * BATCH / (time.perf_counter() - start)


class Ours:
    """A JVM that trains so many steps for every number it reads, and answers images a second."""

    def __init__(self, run, name):
        self.process = subprocess.Popen(
            [run, "TrainingSpeed", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def images_a_second(self, steps):
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the JVM ended early")
        return float(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(run, name, rounds):
    engines = {"Edgewise": Ours(run, name)}
    engines |= {f"PyTorch {key}": Torch(name, layout) for key, layout in LAYOUTS.items()}
    speeds = {key: [] for key in engines}
    engines["Edgewise"].images_a_second(60)  # the JIT compiler
    for engine in engines.values():
        engine.images_a_second(3)
    for _ in range(rounds):
        for key, engine in engines.items():
            speeds[key].append(engine.images_a_second(OURS_STEPS))
    engines["Edgewise"].close()
    medians = {key: statistics.median(values) for key, values in speeds.items()}
    best = max(value for key, value in medians.items() if key != "Edgewise")
    for key, values in speeds.items():
        print(f"{name:10} {key:22} {medians[key]:7.1f} images/s   ({min(values):.1f} - {max(values):.1f})")
    ratio = medians["Edgewise"] / best
    print(f"{name:10} {'ratio':22} {ratio:7.2f}", flush=True)
    return ratio


def main():
    torch.set_num_threads(1)
    run, rounds = sys.argv[1], int(sys.argv[2])
    print(f"PyTorch {torch.__version__}, batch {BATCH}, 32x32x3, Adam, one thread, median of {rounds} turns")
    ratios = [compare(run, name, rounds) for name in ("fused", "excited")]
    print(f"ratio {min(ratios):.2f}")


main()
