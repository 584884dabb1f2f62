"""The networks of ReferenceNetworks.java in PyTorch."""
import torch.nn as nn
import torch.nn.functional as F


class ConvNormAct(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1, groups=1, act=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.1)
        self.act = act
        # Kaiming, fan-in, as WeightInit.RELU
        nn.init.kaiming_normal_(self.conv.weight)

    def forward(self, x):
        x = self.norm(self.conv(x))
        return F.silu(x) if self.act else x


class SqueezeExcite(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.reduce = nn.Conv2d(channels, squeezed, 1)
        self.expand = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x):
        gate = x.mean((2, 3), keepdim=True)
        return x * self.expand(F.silu(self.reduce(gate))).sigmoid()


class Fused(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride):
        super().__init__()
        inside = 4 * inputs
        self.body = nn.Sequential(
            ConvNormAct(inputs, inside, kernel, stride), ConvNormAct(inside, outputs, 1, act=False))
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.body(x) if self.skip else self.body(x)


class MBConv(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, excite):
        super().__init__()
        inside = 4 * inputs
        layers = [ConvNormAct(inputs, inside, 1), ConvNormAct(inside, inside, kernel, stride, groups=inside)]
        if excite:
            layers.append(SqueezeExcite(inside, inputs // 4))
        layers.append(ConvNormAct(inside, outputs, 1, act=False))
        self.body = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.body(x) if self.skip else self.body(x)


def network(name):
    if name == "fused":
        blocks = [
            Fused(16, 16, 3, 1), Fused(16, 24, 3, 2), MBConv(24, 24, 3, 1, False),
            MBConv(24, 40, 5, 2, False), MBConv(40, 40, 3, 1, False), MBConv(40, 64, 3, 1, False)]
    else:
        blocks = [
            MBConv(16, 16, 5, 1, True), MBConv(16, 24, 5, 2, True), MBConv(24, 24, 5, 1, True),
            MBConv(24, 40, 5, 2, True), MBConv(40, 40, 5, 1, True), MBConv(40, 64, 5, 1, True)]
    return nn.Sequential(
        ConvNormAct(3, 16, 3), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
