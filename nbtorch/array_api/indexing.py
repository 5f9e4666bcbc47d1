"""Elements by their places."""

from __future__ import annotations

from .. import _functions as functions
from .._tensor import Tensor


def _from_the_front(indices: Tensor, size: int) -> Tensor:
    return functions.where(indices < 0, indices + size, indices).long()


def take(x: Tensor, indices: Tensor, /, *, axis: int | None = None) -> Tensor:
    """The slices of `x` at `indices` along `axis`, which only a vector may leave out."""
    if axis is None and x.ndim != 1:
        raise ValueError(f"take(): axis must be given for an array of {x.ndim} dimensions")
    axis = 0 if axis is None else axis
    flat = functions.index_select(x, axis, _from_the_front(indices, x.shape[axis]).reshape(-1))
    return flat if indices.ndim == 1 else functions.unflatten(flat, axis, tuple(indices.shape))


def take_along_axis(x: Tensor, indices: Tensor, /, *, axis: int = -1) -> Tensor:
    """The element of `x` at each index along `axis`, the other axes broadcast."""
    return functions.take_along_dim(x, _from_the_front(indices, x.shape[axis]), axis)
