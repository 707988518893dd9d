#!/usr/bin/env python3
"""Makes predictions.json: what the reference implementations of the architectures compute.

Weights and images follow a rule (`numbers`), which `RuleBasedWeights.swift` follows too, bit by bit: only the
probabilities are kept. The references are torchvision's, and for EfficientNet-Lite0 the code that its published weights
belong to. Needs torch, torchvision and efficientnet_lite_pytorch from PyPI:

    python3 predictions.py >predictions.json
"""

import json

import numpy
import torch

from efficientnet_lite_pytorch import EfficientNet
from efficientnet_lite_pytorch.utils import get_model_params

try:
    from torchvision import models
except RuntimeError:
    # A torchvision for CUDA cannot load its operators beside a torch for the CPU; its networks need none of them.
    for operator in ("nms", "qnms"):
        torch.library.define(f"torchvision::{operator}", "(Tensor boxes, Tensor scores, float threshold) -> Tensor")
    from torchvision import models

CLASSES = 5
IMAGES = 4
SIZES = {"small_cnn": 18, "resnet18": 40, "resnet34": 32, "resnet50": 33, "mobilenet_v3_small": 48,
         "mobilenet_v3_large": 32, "efficientnet_b0": 37, "efficientnet_lite0": 50}
# What normalisation multiplies with: enough that an image makes a difference after all layers, but not all of it.
GAINS = {"small_cnn": 0.75, "resnet18": 0.75, "resnet34": 0.625, "resnet50": 0.625, "mobilenet_v3_small": 1,
         "mobilenet_v3_large": 0.9375, "efficientnet_b0": 1.0625, "efficientnet_lite0": 1}
MEAN = [0.5, 0.25, 0.125]
DEVIATION = [0.25, 0.5, 1]


def numbers(name: str, count: int) -> numpy.ndarray:
    """Evenly spread numbers in -1..<1 that depend on a name: SplitMix64 from the name's FNV-1a hash."""
    with numpy.errstate(over="ignore"):
        seed = numpy.uint64(0xCBF29CE484222325)
        for byte in name.encode():
            seed = (seed ^ numpy.uint64(byte)) * numpy.uint64(0x100000001B3)
        state = seed + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        bits = (state ^ (state >> numpy.uint64(31))) >> numpy.uint64(40)
    return bits.astype(numpy.float64) / 2**23 - 1


def weights(name: str, shape: list[int], gain: float) -> numpy.ndarray:
    """The values of a tensor: kernels that keep the size of what they read, figures of normalisation that do something."""
    values = numbers(name, int(numpy.prod(shape)))
    if len(shape) > 1:
        values = values * numpy.sqrt(6 / numpy.prod(shape[1:]))
    elif name.endswith("running_var"):
        values = 1 + values / 2
    elif name.endswith("weight"):
        values = gain * (1 + values / 4)
    else:
        values = values / 4
    return values.astype(numpy.float32).reshape(shape)


class SmallCNN(torch.nn.Module):
    """The project's own network, as its documentation describes it."""

    def __init__(self, size: int):
        super().__init__()
        channels = [3, 32, 32, 64, 64, 128, 128]
        for layer in range(1, 7):
            self.add_module(f"conv{layer}", torch.nn.Conv2d(*channels[layer - 1 : layer + 1], 3, padding=1, bias=False))
            self.add_module(f"norm{layer}", torch.nn.BatchNorm2d(channels[layer]))
        self.hidden = torch.nn.Linear(128 * (size // 8) ** 2, 256)
        self.output = torch.nn.Linear(256, CLASSES)

    def forward(self, values):
        for layer in range(1, 7):
            values = getattr(self, f"conv{layer}")(values)
            if layer % 2 == 0:
                values = torch.nn.functional.max_pool2d(values, 2)
            values = getattr(self, f"norm{layer}")(values).relu()
        return self.output(self.hidden(values.flatten(1)).relu())


def network(name: str, size: int) -> torch.nn.Module:
    if name == "small_cnn":
        return SmallCNN(size)
    if name != "efficientnet_lite0":
        return getattr(models, name)(num_classes=CLASSES)
    blocks, settings = get_model_params("efficientnet-lite0", {"num_classes": CLASSES, "image_size": size})
    return EfficientNet(blocks, settings)


def pixels(size: int) -> torch.Tensor:
    values = (numbers("pixels", IMAGES * size * size * 3) + 1) * 128
    return torch.from_numpy(values.astype(numpy.uint8).reshape(IMAGES, size, size, 3))


def main():
    golden = {}
    for name, size in SIZES.items():
        model = network(name, size)
        state = {key: torch.from_numpy(weights(key, list(value.shape), GAINS[name])) for key, value in model.state_dict().items()
                 if value.dim() > 0}
        model.load_state_dict(state, strict=False)
        model.eval()
        channels = lambda values: torch.tensor(values).view(1, 3, 1, 1)
        images = (pixels(size).permute(0, 3, 1, 2) / 255 - channels(MEAN)) / channels(DEVIATION)
        with torch.no_grad():
            rows = torch.log_softmax(model(images).double(), 1)
        golden[name] = {"image_size": size, "gain": GAINS[name], "scores": [[round(value, 6) for value in row] for row in rows.tolist()]}
    rows = ",\n".join(f'  "{name}": {json.dumps(entry)}' for name, entry in golden.items())
    print("{\n" + rows + "\n}")


main()
