"""Microseconds of an optimizer's step on a ten-tensor MLP, nbtorch against PyTorch's default and its foreach form.

    python benchmarks/optimizers.py

All run in this process, one thread, interleaved round by round; each figure is the minimum over the rounds.
Bar: SGD and Adam take no more time than PyTorch's foreach form.
"""

from __future__ import annotations

import timeit
from itertools import pairwise
from typing import Any

import numpy as np
import torch

import nbtorch

ROUNDS, NUMBER = 15, 100
CASES = [
    ("SGD", {}), ("SGD", {"momentum": 0.9}), ("Adam", {}), ("AdamW", {}), ("RMSprop", {}), ("Adagrad", {}),
    ("Adadelta", {}), ("Adamax", {}), ("NAdam", {}), ("RAdam", {}), ("ASGD", {}), ("Rprop", {}),
]  # fmt: skip


def optimizer(module: Any, name: str, **options: Any) -> Any:
    """An optimizer that has stepped once, of a network of five linear layers."""
    nn = module.nn
    sizes = (10, 32, 32, 32, 32, 5)
    model = nn.Sequential(*[nn.Linear(a, b) for a, b in pairwise(sizes)])
    made = getattr(module.optim, name)(model.parameters(), **options)
    (model(module.randn(8, 10)) ** 2).sum().backward()
    made.step()
    return made


def main() -> None:
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, numpy {np.__version__}")
    print(f"{'us per step':24s}{'torch':>10s}{'foreach':>10s}{'ours':>10s}{'ratio':>10s}{'ratio to foreach':>20s}")
    within = True
    for name, options in CASES:
        sides = [
            optimizer(torch, name, **options),
            optimizer(torch, name, **options, foreach=True),
            optimizer(nbtorch, name, **options),
        ]
        best = [float("inf")] * 3
        for _ in range(ROUNDS):
            for i, side in enumerate(sides):
                best[i] = min(best[i], timeit.timeit(side.step, number=NUMBER) / NUMBER * 1e6)
        default, foreach, ours = best
        label = " ".join([name, *[f"{k}={v}" for k, v in options.items()]])
        print(f"{label:24s}{default:10.1f}{foreach:10.1f}{ours:10.1f}{ours / default:10.2f}{ours / foreach:20.2f}")
        within &= name not in ("SGD", "Adam") or ours <= foreach
    print("bar: SGD and Adam <= foreach ->", "met" if within else "MISSED")


if __name__ == "__main__":
    main()
