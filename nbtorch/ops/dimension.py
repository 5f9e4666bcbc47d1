"""Dimensions counted from the front."""

from __future__ import annotations

from collections.abc import Iterable

from ..autograd.errors import dimension_error


def dimension(dim: int, ndim: int) -> int:
    """`dim` counted from the front, or PyTorch's IndexError."""
    size = ndim or 1
    if not -size <= dim < size:
        raise dimension_error(dim, ndim)
    return dim % size


def absolute(dims: Iterable[int], ndim: int) -> tuple[int, ...]:
    """Several dimensions counted from the front."""
    return tuple([dimension(dim, ndim) for dim in dims])
