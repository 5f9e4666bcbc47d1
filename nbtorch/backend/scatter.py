"""Adding at repeated places: the transpose of indexing."""

from __future__ import annotations

from math import prod
from typing import Any

from .array import CPU


def add_at(xp: Any, whole: Any, key: Any, values: Any) -> None:
    """`whole[key] += values`, repeated places too; `whole` is contiguous."""
    if type(key) is tuple and len(key) == 1:
        key = key[0]
    if xp is CPU and type(key) is CPU.ndarray and key.dtype.kind in "iu":
        _add_rows(whole, key, values)
    else:
        xp.add.at(whole, key, values)


def _add_rows(whole: Any, index: Any, values: Any) -> None:
    """On the CPU `add.at` has a fast way for one flat index into a flat array: every element gets its own."""
    width = prod(whole.shape[1:])
    values = CPU.broadcast_to(values, index.shape + whole.shape[1:]).reshape(-1)
    if width != 1:  # a negative index times the width is still the same place, from the end
        index = index.reshape(-1, 1) * width + CPU.arange(width)
    CPU.add.at(whole.reshape(-1), index.reshape(-1), values)
