"""Trains one network of an Edgewise search with PyTorch: the command of proxy.trainer = command (conf/gpu.conf).

It reads the network that Edgewise wrote as PyTorch, CIFAR-10's binary files or a folder of images (one folder a class), trains by Adam
and a cosine, tells each epoch on a line of its own, and writes the accuracy on images that it holds out. A GPU is used where there is
one (in mixed precision), else the CPU. A training that pauses leaves its state in --checkpoints and goes on from there.

Needs PyTorch 1.13 or later; Pillow for a folder of images. Replace what you like: what Edgewise asks for are the lines and the result.
"""
import argparse
import glob
import importlib.util
import json
import math
import os

import torch
import torch.nn.functional as F

CIFAR_SIDE = 32


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", required=True, help="{network.py}")
    parser.add_argument("--result", required=True, help="{result.json}")
    parser.add_argument("--data", required=True, help="{data}: folder of *.bin of CIFAR-10, or of one folder a class")
    parser.add_argument("--seed", type=int, required=True, help="{seed}")
    parser.add_argument("--resolution", type=int, required=True, help="{resolution}")
    parser.add_argument("--from-epoch", type=int, default=0, help="{from-epoch}: epochs that are done")
    parser.add_argument("--to-epoch", type=int, required=True, help="{to-epoch}: the epoch after which to pause or end")
    parser.add_argument("--epochs", type=int, required=True, help="{epochs}: of the whole schedule")
    parser.add_argument("--batch-size", type=int, default=64, help="{batch-size}")
    parser.add_argument("--learning-rate", type=float, default=0.003, help="{learning-rate}: the peak")
    parser.add_argument("--checkpoints", help="{checkpoints}")
    parser.add_argument("--examples", type=int, default=0, help="most images used; 0: all")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU, so that trainings side by side do not fight")
    return parser.parse_args()


def cifar(files):
    """Pictures [N, 3, 32, 32] and labels [N], as bytes, of records of a label and three planes."""
    records = torch.cat([torch.frombuffer(bytearray(open(file, "rb").read()), dtype=torch.uint8) for file in files])
    records = records.view(-1, 1 + 3 * CIFAR_SIDE * CIFAR_SIDE)
    return records[:, 1:].reshape(-1, 3, CIFAR_SIDE, CIFAR_SIDE), records[:, 0].long()


def pictures(folder, side):
    """Pictures [N, 3, side, side] and labels [N] of a folder with one folder a class, in the order of their names."""
    from PIL import Image

    images, labels = [], []
    classes = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    for label, name in enumerate(classes):
        for file in sorted(glob.glob(os.path.join(glob.escape(os.path.join(folder, name)), "*"))):
            if file.lower().endswith((".png", ".jpg", ".jpeg")):
                image = Image.open(file).convert("RGB").resize((side, side), Image.BILINEAR)
                images.append(torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(side, side, 3).permute(2, 0, 1))
                labels.append(label)
    if not images:
        raise ValueError("no images in %s: it needs *.bin of CIFAR-10, or one folder a class" % folder)
    return torch.stack(images), torch.tensor(labels)


def load(folder, side, most):
    """Training and validation images; the same ones for every network. Test files stay out."""
    files = sorted(glob.glob(os.path.join(glob.escape(folder), "data_batch_*.bin")))
    for name in ("train", "training"):
        folder = os.path.join(folder, name) if os.path.isdir(os.path.join(folder, name)) else folder
    images, labels = cifar(files) if files else pictures(folder, side)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(1))[: most or len(labels)]
    held = max(1, len(order) // 5)
    return images[order[held:]], labels[order[held:]], images[order[:held]], labels[order[:held]]


def inputs(images, side, device):
    """Pixels as the device will get them: (pixel - 128) / 128."""
    x = (images.to(device).float() - 128) / 128
    return x if x.shape[-1] == side else F.interpolate(x, size=(side, side), mode="bilinear", align_corners=False)


def augmented(x, draw):
    """A flip of half of the images, and a shift of the batch by up to an eighth of a side."""
    flips = (torch.rand(len(x), generator=draw) < 0.5).to(x.device)
    x = torch.where(flips[:, None, None, None], x.flip(3), x)
    most = x.shape[-1] // 8
    down, right = torch.randint(0, 2 * most + 1, (2,), generator=draw).tolist()
    return F.pad(x, (most,) * 4)[:, :, down : down + x.shape[2], right : right + x.shape[3]]


def network_of(file):
    spec = importlib.util.spec_from_file_location("network", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Network()


def accuracy(network, images, labels, side, device):
    network.eval()
    right = 0
    with torch.no_grad():
        for i in range(0, len(labels), 256):
            answers = network(inputs(images[i : i + 256], side, device)).argmax(1).cpu()
            right += int((answers == labels[i : i + 256]).sum())
    return right / len(labels)


def train(args):
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(args.seed)
    network = network_of(args.network).to(device)
    images, labels, held_images, held_labels = load(args.data, args.resolution, args.examples)
    batch = min(args.batch_size, len(labels))
    steps = len(labels) // batch
    optimizer = torch.optim.Adam(network.parameters(), lr=args.learning_rate)
    cosine = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / (args.epochs * steps))))
    scaler = torch.cuda.amp.GradScaler(enabled=device.type == "cuda")
    parts = {"network": network, "optimizer": optimizer, "cosine": cosine, "scaler": scaler}
    state = os.path.join(args.checkpoints, "state.pt") if args.checkpoints else None
    if args.from_epoch > 0:
        kept = torch.load(state, map_location=device)
        for name, part in parts.items():
            part.load_state_dict(kept[name])
    for epoch in range(args.from_epoch, args.to_epoch):
        # Each epoch draws from a stream of its own, so that a pause changes nothing.
        draw = torch.Generator().manual_seed((args.seed * 1000003 + epoch) % 2**63)
        order = torch.randperm(len(labels), generator=draw)
        network.train()
        total = 0.0
        for step in range(steps):
            chosen = order[step * batch : (step + 1) * batch]
            x = augmented(inputs(images[chosen], args.resolution, device), draw)
            with torch.autocast(device.type, enabled=device.type == "cuda"):
                loss = F.cross_entropy(network(x), labels[chosen].to(device), label_smoothing=0.1)
            optimizer.zero_grad()
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
            cosine.step()
            total += loss.item()
        found = accuracy(network, held_images, held_labels, args.resolution, device)
        print("edgewise: epoch %d loss %.6f accuracy %.6f" % (epoch + 1, total / steps, found), flush=True)
    if state and args.to_epoch < args.epochs:
        torch.save({name: part.state_dict() for name, part in parts.items()}, state)
    return {"accuracy": found, "metrics": {"training_images": len(labels), "validation_images": len(held_labels)}}


def main():
    args = arguments()
    try:
        result = train(args)
    except Exception as e:  # Told to the search, which makes it this network's row.
        result = {"failure": "%s: %s" % (type(e).__name__, e)}
    with open(args.result, "w") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
