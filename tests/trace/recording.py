"""Small recorded computations for the graph tests, with modules named by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

import nbtorch as torch
from nbtorch.autograd.scope import Scope, current


@contextmanager
def inside(name: str, kind: str) -> Iterator[None]:
    """What calling a module does: the name "" is a root module's."""
    parent = current.get()
    path = name if parent is None or not parent.path else f"{parent.path}.{name}"
    token = current.set(Scope(path, kind, parent))
    try:
        yield
    finally:
        current.reset(token)


def weight(*shape: int) -> Any:
    return torch.tensor(np.full(shape, 0.1, "float32"), requires_grad=True)


def batch(*shape: int) -> Any:
    return torch.tensor(np.ones(shape, "float32"))


def block(number: int, x: Any, weights: tuple[Any, Any], kind: str = "Block") -> Any:
    """Two layers and a residual connection: four ops, `h.<number>`."""
    with inside(f"h.{number}", kind):
        with inside("fc", "Linear"):
            y = x @ weights[0]
        y = y.tanh()
        with inside("out", "Linear"):
            y = y @ weights[1]
        return x + y


def stack(count: int = 12, kinds: dict[int, str] | None = None) -> tuple[Any, list[Any]]:
    """The loss of a network of equal blocks, and its parameters (which the graph itself does not keep)."""
    stem = weight(16, 16)
    weights = [(weight(16, 16), weight(16, 16)) for _ in range(count)]
    with inside("", "Net"):
        with inside("stem", "Linear"):
            x = batch(8, 16) @ stem
        for number, pair in enumerate(weights):
            x = block(number, x, pair, (kinds or {}).get(number, "Block"))
        loss = (x * x).sum()
    return loss, [stem, *[w for pair in weights for w in pair]]
