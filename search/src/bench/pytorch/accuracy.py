"""A fixed network of inverted residuals on CIFAR-10 in PyTorch: see ../against-pytorch-accuracy.sh.

The network and the recipe of AccuracyOnCifar.java: the same initial distributions, SAME padding, Adam on half a cosine, label
smoothing, flips and shifts by up to 4 pixels. What differs is the stream of random numbers.

Arguments: folder of the binary files, epochs, seed; and full for the recipe of FullAccuracyOnCifar.java: AdamW, a warm-up of two
epochs, averaged weights, pixels as (p - 128) / 128, statistics that keep min(0.99, (1 + t) / (10 + t)) and are exact in the end.
"""
import copy
import math
import pathlib
import sys

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH, PEAK, SMOOTHING, CLASSES = 64, 3e-3, 0.1, 10
WARM_UP, WEIGHT_DECAY, AVERAGE, STATISTICS, STATISTICS_IMAGES = 2, 0.02, 0.998, 0.99, 5000


class SameConv(nn.Conv2d):
    """SAME padding as TensorFlow defines it: the odd row goes to the bottom and right."""

    def forward(self, x):
        kernel, stride, size = self.kernel_size[0], self.stride[0], x.shape[-1]
        pad = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
        before, after = pad // 2, pad - pad // 2
        return F.conv2d(F.pad(x, (before, after, before, after)), self.weight, self.bias, self.stride, 0, 1, self.groups)


class ConvNormAct(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1, groups=1, act=True):
        super().__init__()
        self.conv = SameConv(inputs, outputs, kernel, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.1)
        self.act = act
        nn.init.kaiming_normal_(self.conv.weight)

    def forward(self, x):
        x = self.norm(self.conv(x))
        return F.silu(x) if self.act else x


class SqueezeExcite(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.reduce, self.expand = nn.Conv2d(channels, squeezed, 1), nn.Conv2d(squeezed, channels, 1)
        for layer in (self.reduce, self.expand):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        return x * self.expand(F.silu(self.reduce(x.mean((2, 3), keepdim=True)))).sigmoid()


class Inverted(nn.Module):
    def __init__(self, inputs, kernel, stride, outputs):
        super().__init__()
        inside = 4 * inputs
        self.body = nn.Sequential(
            ConvNormAct(inputs, inside, 1),
            ConvNormAct(inside, inside, kernel, stride, groups=inside),
            SqueezeExcite(inside, inputs // 4),
            ConvNormAct(inside, outputs, 1, act=False))
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.body(x) if self.skip else self.body(x)


def network():
    classes = nn.Linear(64, CLASSES)
    nn.init.xavier_normal_(classes.weight)
    nn.init.zeros_(classes.bias)
    return nn.Sequential(
        ConvNormAct(3, 16, 3, 2),
        Inverted(16, 3, 1, 16), Inverted(16, 3, 2, 24), Inverted(24, 5, 1, 24),
        Inverted(24, 3, 2, 40), Inverted(40, 3, 1, 40),
        ConvNormAct(40, 64, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), classes)


def read(file):
    records = torch.from_numpy(numpy.fromfile(file, dtype=numpy.uint8).reshape(-1, 3073))
    return records[:, 1:].reshape(-1, 3, 32, 32).float(), records[:, 0].long()


def augmented(x):
    """Each image mirrored half of the time and moved by up to 4 pixels; what moves in is 0."""
    padded = F.pad(x, (4, 4, 4, 4))
    rows = []
    for image in padded:
        down, right = torch.randint(0, 9, (2,)).tolist()
        image = image[:, down:down + 32, right:right + 32]
        rows.append(image.flip(2) if torch.rand(()) < 0.5 else image)
    return torch.stack(rows)


def ramped(limit, step):
    """The share that a moving average keeps after so many steps."""
    return min(limit, (1 + step) / (10 + step))


def norms(model):
    return [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]


def decayed(model):
    """Kernels are decayed, the rest is not."""
    kernels = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() == 1]
    return [{"params": kernels, "weight_decay": WEIGHT_DECAY}, {"params": rest, "weight_decay": 0.0}]


def with_exact_statistics(model, x):
    for norm in norms(model):
        norm.reset_running_stats()
        norm.momentum = None  # the mean over all batches
    model.train()
    with torch.no_grad():
        for i in range(0, min(STATISTICS_IMAGES, len(x)) - BATCH + 1, BATCH):
            model(x[i:i + BATCH].contiguous(memory_format=torch.channels_last))


def train_to_the_end(model, x, y, epochs):
    """Leaves the averaged weights in the model."""
    steps = len(x) // BATCH
    total, warm = epochs * steps, min(WARM_UP * steps, epochs * steps - 1)
    adam = torch.optim.AdamW(decayed(model), PEAK)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: (
        (s + 1) / (warm + 1) if s < warm else (1 + math.cos(math.pi * (s - warm) / (total - warm))) / 2))
    average = copy.deepcopy(model)
    for step in range(total):
        if step % steps == 0:
            order = torch.randperm(len(x))
        batch = order[step % steps * BATCH:(step % steps + 1) * BATCH]
        for norm in norms(model):
            norm.momentum = 1 - ramped(STATISTICS, step)
        images = augmented(x[batch]).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(model(images), y[batch], label_smoothing=SMOOTHING)
        adam.zero_grad()
        loss.backward()
        adam.step()
        rate.step()
        kept = ramped(AVERAGE, step)
        with torch.no_grad():
            for mean, now in zip(average.parameters(), model.parameters()):
                mean.copy_(now + kept * (mean - now))
        if (step + 1) % steps == 0:
            print(f"epoch {(step + 1) // steps}: loss of its last step {loss.item():.4f}", file=sys.stderr)
    model.load_state_dict(average.state_dict())


def train(model, x, y, epochs):
    steps = len(x) // BATCH
    adam = torch.optim.Adam(model.parameters(), PEAK)
    cosine = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: (1 + math.cos(math.pi * s / (epochs * steps))) / 2)
    for epoch in range(epochs):
        order, total = torch.randperm(len(x)), 0.0
        for step in range(steps):
            batch = order[step * BATCH:(step + 1) * BATCH]
            images = augmented(x[batch]).contiguous(memory_format=torch.channels_last)
            loss = F.cross_entropy(model(images), y[batch], label_smoothing=SMOOTHING)
            adam.zero_grad()
            loss.backward()
            adam.step()
            cosine.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / steps:.4f}", file=sys.stderr)


def main():
    folder, epochs, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    (x, y), (test_x, test_y) = read(folder / "data_batch_1.bin"), read(folder / "test_batch.bin")
    model = network().to(memory_format=torch.channels_last)
    if sys.argv[4:] == ["full"]:
        x, test_x = (x - 128) / 128, (test_x - 128) / 128
        train_to_the_end(model, x, y, epochs)
        with_exact_statistics(model, x)
    else:
        mean, deviation = x.mean((0, 2, 3), keepdim=True), x.std((0, 2, 3), keepdim=True)
        x, test_x = (x - mean) / deviation, (test_x - mean) / deviation
        train(model, x, y, epochs)
    model.eval()
    with torch.no_grad():
        right = sum((model(test_x[i:i + 200]).argmax(1) == test_y[i:i + 200]).sum().item() for i in range(0, len(test_x), 200))
    print(f"accuracy {100 * right / len(test_x):.2f}")


main()
