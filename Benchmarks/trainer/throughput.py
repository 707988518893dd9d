#!/usr/bin/env python3
"""Compares the trainer's speed with the same network in PyTorch, on this machine, in this run.

Both train on random images that are in memory already; rounds alternate, so that other work on the machine hits both
alike, and the medians count. Needs `pip install torch numpy`, or PYTHONPATH at an unpacked wheel; for other networks than
small_cnn also torchvision, and for efficientnet_lite0 efficientnet_lite_pytorch.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
WARM_UP = 3


class SmallCNN(nn.Module):
    """The network of Sources/Architectures/Zoo/SmallCNN.swift."""

    def __init__(self, classes: int, size: int):
        super().__init__()
        channels = [3, 32, 32, 64, 64, 128, 128]
        pairs = list(zip(channels, channels[1:]))
        self.convolutions = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1, bias=False) for i, o in pairs)
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for _, o in pairs)
        self.hidden = nn.Linear(128 * (size // 8) ** 2, 256)
        self.output = nn.Linear(256, classes)

    def forward(self, values):
        for layer, (convolution, norm) in enumerate(zip(self.convolutions, self.norms)):
            values = convolution(values)
            if layer % 2 == 1:
                values = F.max_pool2d(values, 2)
            values = norm(values).relu_()
        values = F.dropout(values.flatten(1), 0.4, self.training)
        values = F.dropout(self.hidden(values).relu_(), 0.4, self.training)
        return self.output(values)


def network(options) -> nn.Module:
    """The reference implementation of an architecture."""
    if options.architecture == "small_cnn":
        return SmallCNN(options.classes, options.image_size)
    if options.architecture == "efficientnet_lite0":
        from efficientnet_lite_pytorch import EfficientNet
        from efficientnet_lite_pytorch.utils import get_model_params

        settings = {"num_classes": options.classes, "image_size": options.image_size, "drop_connect_rate": 0}
        return EfficientNet(*get_model_params("efficientnet-lite0", settings))
    try:
        from torchvision import models
    except RuntimeError:
        # A torchvision for CUDA cannot load its operators beside a torch for the CPU; its networks need none of them.
        for operator in ("nms", "qnms"):
            torch.library.define(f"torchvision::{operator}", "(Tensor boxes, Tensor scores, float threshold) -> Tensor")
        from torchvision import models

    # The trainer leaves stochastic depth out.
    depth = {"stochastic_depth_prob": 0.0} if options.architecture == "efficientnet_b0" else {}
    return getattr(models, options.architecture)(num_classes=options.classes, **depth)


def torch_speed(options) -> float:
    """Images a second of PyTorch's Python interface, in this process."""
    model = options.network.to(memory_format=torch.channels_last).train()
    decayed = [p for p in model.parameters() if p.dim() > 1]
    free = [p for p in model.parameters() if p.dim() == 1]
    optimizer = torch.optim.SGD(
        [{"params": decayed, "weight_decay": 5e-4}, {"params": free}], lr=0.01, momentum=0.9, nesterov=True
    )
    shape = (options.batch, options.image_size, options.image_size, 3)
    pixels = torch.randint(0, 256, shape, dtype=torch.uint8)
    classes = torch.arange(options.batch) % options.classes

    def step():
        images = pixels.float().permute(0, 3, 1, 2).sub_(127.5).mul_(1 / 63.75)
        optimizer.zero_grad()
        scores = model(images)
        loss = F.cross_entropy(scores, classes, label_smoothing=0.1)
        loss.backward()
        optimizer.step()
        return loss.item(), scores.argmax(1).eq(classes).sum().item()

    for _ in range(WARM_UP):
        step()
    started = time.perf_counter()
    for _ in range(options.steps):
        step()
    return options.steps * options.batch / (time.perf_counter() - started)


def trainer_speed(options) -> float:
    """Images a second of pipeline-trainer, in a process of its own."""
    arguments = [options.trainer, "bench", "--architecture", options.architecture]
    for name in ("image_size", "batch", "steps", "threads", "classes"):
        arguments += ["--" + name.replace("_", "-"), str(getattr(options, name))]
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    return json.loads(output)["value"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trainer", default=str(PACKAGE / ".build/release/pipeline-trainer"))
    parser.add_argument("--architecture", default="small_cnn")
    parser.add_argument("--image-size", type=int, default=48)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--steps", type=int, default=10, help="steps a round")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--classes", type=int, default=43)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least", type=float, default=0.95, help="the ratio below which to exit with 1")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.network = network(options)

    speeds = {"PyTorch": [], "pipeline-trainer": []}
    for _ in range(options.rounds):
        speeds["PyTorch"].append(torch_speed(options))
        speeds["pipeline-trainer"].append(trainer_speed(options))
    print(
        f"{options.architecture}, {options.image_size} px, batches of {options.batch}, {options.threads} threads, "
        f"{options.rounds} rounds of {options.steps} steps, PyTorch {torch.__version__}"
    )
    print(f"{'':18}{'median':>10}{'lowest':>10}{'highest':>10}  images/s")
    for name, values in speeds.items():
        print(f"{name:18}{statistics.median(values):10.0f}{min(values):10.0f}{max(values):10.0f}")
    ratio = statistics.median(speeds["pipeline-trainer"]) / statistics.median(speeds["PyTorch"])
    print(f"{'ratio':18}{ratio:10.2f}{'':10}{'':10}  at least {options.least}")
    sys.exit(ratio < options.least)


main()
