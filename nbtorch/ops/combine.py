"""Slices combined with those that an index names: products, means and extremes."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Flag, Int
from .checks import unimplemented
from .dimension import dimension
from .indexed import same_slices
from .scatter import scatter_reduce

_NAME = "index_reduce_()"


def _fits(input: Any, dim: int, index: Any, source: Any, reduce: str) -> int:
    """`dim` from the front, after PyTorch's checks."""
    if reduce not in ("prod", "mean", "amax", "amin"):
        raise RuntimeError(f"index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.")
    array, places, new = input._data, index._data, source._data
    dim = dimension(dim, array.ndim)
    count = new.shape[dim] if dim < new.ndim else 1
    if places.ndim > 1:
        raise IndexError(
            f"{_NAME}: Index is supposed to be a vector, but got dim: {places.ndim} with type: {index.dtype.word} and "
            f"size: {list(places.shape)}"
        )
    if places.dtype.name not in ("int64", "int32"):
        raise RuntimeError(f"{_NAME}: Expected dtype int32/int64 for index but got: {index.dtype.word}")
    if array.dtype != new.dtype:
        words = dtypes.of(array.dtype).word, dtypes.of(new.dtype).word
        raise RuntimeError(f"{_NAME}: self ({words[0]}) and source ({words[1]}) must have the same scalar type")
    if dim and dim >= new.ndim:
        raise RuntimeError(f"{_NAME}: Indexing dim {dim} is out of bounds of the source tensor with dim {new.ndim}")
    same_slices(array.shape, new.shape, dim)
    if places.size != count:
        raise RuntimeError(
            f"{_NAME}: Number of indices ({places.size}) should be equal to source.size(dim): ({count}), for dim: {dim}"
        )
    if new.ndim < 2 and dtypes.category(array.dtype) in (dtypes.BOOL, dtypes.COMPLEX):
        raise unimplemented("index_func_", array.dtype)
    if reduce in ("amax", "amin") and dtypes.category(array.dtype) == dtypes.COMPLEX:
        raise unimplemented("maximum_cpu" if reduce == "amax" else "minimum_cpu", array.dtype)
    if places.size and not 0 <= places.min() <= places.max() < (array.shape[dim] if array.ndim else 1):
        raise IndexError("index out of range in self")
    return dim


@composed(inplace=True, out=True)
def index_reduce(input, dim: Int, index, source, reduce, *, include_self: Flag = True):
    """`input` combined ("prod", "mean", "amax", "amin") along `dim` with the slices of `source` where `index` says."""
    dim = _fits(input, dim, index, source, reduce)
    sizes = [-1 if d == dim else 1 for d in range(source._data.ndim)]
    places = index.long().reshape(sizes).expand(source._data.shape)
    return scatter_reduce(input, dim, places, source, reduce, include_self=include_self)
