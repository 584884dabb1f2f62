"""Reads numbers of steps, a line each, trains that many and writes the images a second: the side of PyTorch in
../against-pytorch.sh.  training_speed.py NETWORK channels_last|NCHW"""
import sys
import time

import torch
import torch.nn.functional as F

from networks import network

BATCH = 64
LAYOUTS = {"channels_last": torch.channels_last, "NCHW": torch.contiguous_format}


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    name, layout = sys.argv[1], LAYOUTS[sys.argv[2]]
    model = network(name).to(memory_format=layout)
    adam = torch.optim.Adam(model.parameters(), 1e-3)
    x = torch.randn(BATCH, 3, 32, 32).contiguous(memory_format=layout)
    y = torch.arange(BATCH) % 10
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for _ in range(steps):
            adam.zero_grad()
            F.cross_entropy(model(x), y).backward()
            adam.step()
        print(steps * BATCH / (time.perf_counter() - start), flush=True)


main()
