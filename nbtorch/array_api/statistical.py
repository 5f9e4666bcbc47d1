"""Sums, products, extremes, means and spreads. An empty `axis` reduces nothing; to PyTorch it means all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from ..backend import dtype as dtypes


def reduced(function: Callable[..., Any], x: Tensor, axis: Any, keepdims: bool, **options: Any) -> Tensor:
    """`function` over the axes named, or over all."""
    if axis == ():
        return function(functions.unsqueeze(x, -1), -1, False, **options)
    return function(x, tuple(range(x.ndim)) if axis is None else axis, keepdims, **options)


def _total(function: Callable[..., Any], x: Tensor, dtype: Any, *statics: Any) -> Tensor:
    """A sum or product in `dtype`; integers without one become the largest of their sign."""
    if dtype is None and x._data.dtype.kind == "u":
        dtype = dtypes.uint64
    return function(x, *statics, dtype=dtype)


def sum(x: Tensor, /, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Tensor:
    """The sum over `axis`."""
    return reduced(lambda *args: _total(functions.sum, args[0], dtype, *args[1:]), x, axis, keepdims)


def prod(x: Tensor, /, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Tensor:
    """The product over `axis`."""
    return reduced(lambda *args: _product(args[0], dtype, *args[1:]), x, axis, keepdims)


def _product(x: Tensor, dtype: Any, axis: Any, keepdims: bool) -> Tensor:
    """PyTorch multiplies along one dimension at a time."""
    axes = (axis,) if isinstance(axis, int) else axis
    if dtype is None and x._data.dtype.kind in "biu":
        dtype = dtypes.uint64 if x._data.dtype.kind == "u" else dtypes.int64
    x = x if dtype is None else x.to(dtype)
    for place in sorted([place % x.ndim if -x.ndim <= place < x.ndim else place for place in axes], reverse=True):
        x = functions.prod(x, place, keepdims, dtype=dtype)
    return x.clone() if axis == () else x


def max(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """The largest element over `axis`."""
    return reduced(functions.amax, x, axis, keepdims)


def min(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """The smallest element over `axis`."""
    return reduced(functions.amin, x, axis, keepdims)


def mean(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """The mean over `axis`."""
    return reduced(functions.mean, x, axis, keepdims)


def var(x: Tensor, /, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Tensor:
    """The variance over `axis`: squares are divided by their number less `correction`."""
    return reduced(_spread(functions.var, correction), x, axis, keepdims)


def std(x: Tensor, /, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Tensor:
    """The standard deviation over `axis`."""
    return reduced(_spread(functions.std, correction), x, axis, keepdims)


def _spread(function: Any, correction: float) -> Callable[..., Any]:
    return lambda x, axis, keepdims: function(x, axis, keepdim=keepdims, correction=correction)


def cumulative_sum(
    x: Tensor, /, *, axis: int | None = None, dtype: Any = None, include_initial: bool = False
) -> Tensor:
    """The sums up to each element along `axis`, with a 0 before them if `include_initial`."""
    return _running(functions.cumsum, x, axis, dtype, 0 if include_initial else None)


def cumulative_prod(
    x: Tensor, /, *, axis: int | None = None, dtype: Any = None, include_initial: bool = False
) -> Tensor:
    """The products up to each element along `axis`, with a 1 before them if `include_initial`."""
    return _running(functions.cumprod, x, axis, dtype, 1 if include_initial else None)


def _running(function: Any, x: Tensor, axis: int | None, dtype: Any, first: int | None) -> Tensor:
    if axis is None and x.ndim != 1:
        raise ValueError(f"axis must be given for an array of {x.ndim} dimensions")
    axis = 0 if axis is None else axis
    made = _total(function, x, dtype, axis)
    if first is None:
        return made
    shape = list(made.shape)
    shape[axis] = 1
    return functions.cat([functions.full(shape, first, dtype=made.dtype, device=made.device), made], axis)
