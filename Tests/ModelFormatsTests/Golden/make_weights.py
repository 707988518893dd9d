"""Writes the files that WeightsTests reads, with PyTorch's own torch.save: python make_weights.py

Made with torch 2.13.0. The numbers are small and exact in every type, so that the test can name them.
"""

from collections import OrderedDict
from pathlib import Path

import torch

folder = Path(__file__).parent
grid = torch.arange(6, dtype=torch.float32).reshape(2, 3)

state = OrderedDict(
    [
        ("conv.weight", torch.nn.Parameter(grid)),
        ("conv.transposed", grid.t()),
        ("tail", grid.flatten()[4:]),
        ("half", torch.tensor([0.5, -2.0, 6.103515625e-05, 5.960464477539063e-08], dtype=torch.float16)),
        ("brain", torch.tensor([1.5, -3.0], dtype=torch.bfloat16)),
        ("double", torch.tensor([[0.25]], dtype=torch.float64)),
        ("num_batches_tracked", torch.tensor(7)),
        ("repeated", torch.tensor([9.0]).expand(3)),
    ]
)

torch.save(state, folder / "zip.pth")
torch.save(state, folder / "stream.pth", _use_new_zipfile_serialization=False)
# What training on several devices writes among other things.
checkpoint = {"epoch": 3, "state_dict": OrderedDict(("module." + name, value) for name, value in [("a", grid)])}
torch.save(checkpoint, folder / "checkpoint.pth")
# A whole module names its class: to read it would be to execute it.
torch.save(torch.nn.ReLU(), folder / "module.pth")
