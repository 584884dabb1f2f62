"""Edgewise and PyTorch in turns: see ../against-pytorch.sh."""
import os
import statistics
import subprocess
import sys

STEPS = 12


class Engine:
    """A process that trains so many steps for every number it reads, and answers images a second."""

    def __init__(self, command, warm_up_steps):
        self.command, self.warm_up_steps, self.speeds = command, warm_up_steps, []

    def turn(self):
        """A fresh process each: how often PyTorch has to ask the system for memory differs from one to the next."""
        environment = dict(os.environ, BENCH_COMPILED="1" if self.speeds else "")
        with subprocess.Popen(
                self.command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            answers, _ = process.communicate(f"{self.warm_up_steps}\n{STEPS}\n{STEPS}\n{STEPS}\n")
        if process.returncode:
            sys.exit(f"{self.command} ended with {process.returncode}")
        self.speeds.append(statistics.median(float(answer) for answer in answers.split()[1:]))


def compare(run, name, turns):
    torch = os.path.join(os.path.dirname(os.path.abspath(__file__)), "training_speed.py")
    engines = {"Edgewise": Engine([run, "TrainingSpeed", name], 60)}  # the JIT compiler
    for layout in ("channels_last", "NCHW"):
        engines[f"PyTorch {layout}"] = Engine([sys.executable, torch, name, layout], 6)
    for _ in range(turns):
        for engine in engines.values():
            engine.turn()
    medians = {key: statistics.median(engine.speeds) for key, engine in engines.items()}
    best = max(value for key, value in medians.items() if key != "Edgewise")
    for key, engine in engines.items():
        spread = f"({min(engine.speeds):.1f} - {max(engine.speeds):.1f})"
        print(f"{name:10} {key:22} {medians[key]:7.1f} images/s   {spread}")
    ratio = medians["Edgewise"] / best
    print(f"{name:10} {'ratio':22} {ratio:7.2f}", flush=True)
    return ratio


def main():
    run, turns = sys.argv[1], int(sys.argv[2])
    print(f"batch 64, 32x32x3, Adam, one thread, medians of {turns} turns, a process each")
    ratios = [compare(run, name, turns) for name in ("fused", "excited")]
    print(f"ratio {min(ratios):.2f}")


main()
