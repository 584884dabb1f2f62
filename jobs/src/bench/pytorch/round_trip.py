"""The middle of round-trip.sh, with nothing but torch and the files that export --to pytorch wrote.

random FOLDER: gives every network of the folder random weights and statistics, saves them, and what it makes of random images.
train FILE.py CIFAR-FOLDER OUT.safetensors EPOCHS: trains the network on the CIFAR-10 subset, saves it, prints its accuracy.
"""
import importlib.util
import struct
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

IMAGES = 4


def module(file):
    spec = importlib.util.spec_from_file_location("network", file)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def write(path, tensor):
    values = tensor.detach().contiguous().flatten().tolist()
    Path(path).write_bytes(struct.pack("<%df" % len(values), *values))


def disturb(network, size):
    """What training leaves: scales and offsets that are not 1 and 0, and the statistics of images."""
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = None
            layer.weight.data.uniform_(0.5, 1.5)
            layer.bias.data.normal_(0, 0.2)
    with torch.no_grad():
        network.train()(torch.rand(32, 3, size, size) * 2 - 1)
    return network.eval()


def random(folder):
    for file in sorted(Path(folder).glob("*.py")):
        torch.manual_seed(17)
        text = file.read_text()
        size = int(text.split(" x ", 1)[0].rsplit(" ", 1)[1])
        network = disturb(module(file).Network(), size)
        images = torch.rand(IMAGES, 3, size, size) * 2 - 1
        network.save(str(file.with_suffix(".safetensors")))
        with torch.no_grad():
            write(file.with_suffix(".logits"), network(images))
        write(file.with_suffix(".images"), images.permute(0, 2, 3, 1))


def cifar(file):
    records = torch.frombuffer(bytearray(Path(file).read_bytes()), dtype=torch.uint8).reshape(-1, 3073)
    return (records[:, 1:].reshape(-1, 3, 32, 32).float() - 128) / 128, records[:, 0].long()


def train(file, folder, out, epochs):
    torch.manual_seed(17)
    network = module(file).Network()
    images, labels = cifar(Path(folder) / "data_batch_1.bin")
    steps = int(epochs) * (len(images) // 64)
    optimizer = torch.optim.Adam(network.parameters(), 3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step in range(steps):
        batch = torch.randint(len(images), (64,))
        inputs = images[batch]
        inputs = torch.where(torch.rand(64, 1, 1, 1) < 0.5, inputs, inputs.flip(3))
        loss = F.cross_entropy(network(inputs), labels[batch], label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    network.eval()
    network.save(out)
    images, labels = cifar(Path(folder) / "test_batch.bin")
    with torch.no_grad():
        found = torch.cat([network(part).argmax(1) for part in images.split(250)])
    print("torch  accuracy %.4f on %d test images" % ((found == labels).float().mean(), len(labels)))


{"random": random, "train": train}[sys.argv[1]](*sys.argv[2:])
