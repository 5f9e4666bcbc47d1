"""Dimensions counted from the front."""

from __future__ import annotations

from collections.abc import Iterable


def dimension(dim: int, ndim: int) -> int:
    """`dim` counted from the front, or PyTorch's IndexError."""
    size = ndim or 1
    if not -size <= dim < size:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got {dim})")
    return dim % size


def absolute(dims: Iterable[int], ndim: int) -> tuple[int, ...]:
    """Several dimensions counted from the front."""
    return tuple([dimension(dim, ndim) for dim in dims])
