"""Milliseconds to draw random numbers, nbtorch and PyTorch in one process: ``python benchmarks/streams.py``.

The bar: a randn of a million takes at most 10x PyTorch's time (one thread; PyTorch's fill is serial, too).
"""

from __future__ import annotations

import sys

sys.path.pop(0)  # this folder holds a file called random.py, which would hide the standard library's

import time
from collections.abc import Callable
from typing import Any

import torch

from nbtorch.backend.random import Generator

MILLION = 10**6


def best(call: Callable[[], Any], budget: float = 0.5) -> float:
    """The shortest of the runs that fit in `budget` seconds, in milliseconds."""
    shortest, end = float("inf"), time.perf_counter() + budget
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1e3


def main() -> None:
    """Print one row per kind of draw."""
    torch.set_num_threads(1)
    ours, doubles = Generator(), torch.float64
    rows: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
        ("randn 1M", lambda: ours.normal(MILLION), lambda: torch.randn(MILLION)),
        ("randn 1000", lambda: ours.normal(1000), lambda: torch.randn(1000)),
        ("randn 10", lambda: ours.normal(10), lambda: torch.randn(10)),
        ("randn 1M float64", lambda: ours.normal(MILLION, dtype="f8"), lambda: torch.randn(MILLION, dtype=doubles)),
        ("normal_(0, .02) 1M", lambda: ours.normal(MILLION, 0, 0.02), lambda: torch.empty(MILLION).normal_(0, 0.02)),
        ("rand 1M", lambda: ours.uniform(MILLION), lambda: torch.rand(MILLION)),
        ("rand 10", lambda: ours.uniform(10), lambda: torch.rand(10)),
        (
            "uniform_(-.1, .1) 1M",
            lambda: ours.uniform(MILLION, -0.1, 0.1),
            lambda: torch.empty(MILLION).uniform_(-0.1, 0.1),
        ),
        ("bernoulli 1M", lambda: ours.bernoulli(MILLION), lambda: torch.empty(MILLION).bernoulli_(0.5)),
        ("exponential 1M", lambda: ours.exponential(MILLION), lambda: torch.empty(MILLION).exponential_()),
        ("randint 1M", lambda: ours.randint(0, 10, MILLION), lambda: torch.randint(0, 10, (MILLION,))),
        ("randperm 1797", lambda: ours.randperm(1797), lambda: torch.randperm(1797)),
        ("randperm 60,000", lambda: ours.randperm(60_000), lambda: torch.randperm(60_000)),
        ("randperm 1M", lambda: ours.randperm(MILLION), lambda: torch.randperm(MILLION)),
        ("manual_seed", lambda: ours.manual_seed(0), lambda: torch.manual_seed(0)),
    ]
    print(f"{'':22}{'nbtorch ms':>12}{'PyTorch ms':>12}{'ratio':>8}")
    for name, mine, theirs in rows:
        a, b = best(mine), best(theirs)
        print(f"{name:22}{a:12.4f}{b:12.4f}{a / b:8.1f}")


if __name__ == "__main__":
    main()
