"""Reductions and normalisations of what a mask lets through, by the names of `torch.masked`.

`mask` broadcasts to the shape of `input`: True lets an element through, and None lets all. The others count as the
identity of each operation, so that where nothing passes a sum is 0 and a mean NaN. `dtype` is that of the result.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Sequence
from typing import Any

import numpy

from . import _methods
from ._tensor import Tensor
from .backend import dtype as dtypes
from .backend.dtype import dtype as DType
from .ops.dimension import dimension

__all__ = [
    "amax", "amin", "argmax", "argmin", "cumprod", "cumsum", "log_softmax", "logaddexp", "logsumexp", "mean", "median",
    "norm", "normalize", "prod", "softmax", "softmin", "std", "sum", "var",
]  # fmt: skip
Dims = int | Sequence[int] | None


# ---------------------------------------------------------------- masks, dimensions, dtypes
def _passing(input: Tensor, mask: Tensor) -> Tensor:
    """`mask` as booleans in the shape of `input`."""
    if mask.ndim > input.ndim:
        raise IndexError("_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)")
    return mask.bool() if mask.shape == input.shape else mask.expand(input.shape).bool()


def _filled(input: Tensor, mask: Tensor | None, value: Any) -> Tensor:
    """`input` with `value` where nothing passes."""
    return input if mask is None else input.masked_fill(~_passing(input, mask), value)


def _lowest(input: Tensor) -> Any:
    return -_highest(input) if input.is_floating_point() else _integers(input, "amax").min


def _highest(input: Tensor) -> Any:
    return math.inf if input.is_floating_point() else _integers(input, "amin").max


def _integers(input: Tensor, name: str) -> Any:
    if dtypes.category(input._data.dtype) != dtypes.INTEGER:
        raise NotImplementedError(f"identity of {name} on {input.dtype} input")
    return numpy.iinfo(input._data.dtype)


def _dims(dim: Dims, ndim: int) -> tuple[int, ...]:
    """The dimensions to reduce, in order; None and () mean all."""
    if dim is None or dim == ():
        return tuple(range(ndim))
    found: list[int] = []
    for d in (dim,) if isinstance(dim, int) else dim:
        if d in found:
            raise RuntimeError(f"dim={d} appears multiple times in the list of dims")
        found.append(dimension(d, ndim))
    return tuple(sorted(found))


def _sum_dtype(input: Tensor, dtype: DType | None) -> DType:
    """The dtype of a sum or a product: of integers, int64."""
    if dtype is not None:
        return dtype
    return input.dtype if dtypes.category(input._data.dtype) >= dtypes.FLOATING else dtypes.int64


def _count(input: Tensor, dim: Dims, keepdim: bool, mask: Tensor | None) -> Tensor:
    """How many elements pass."""
    passing = (input == input) | True if mask is None else _passing(input, mask)
    return passing.sum(_dims(dim, input.ndim), keepdim)


# ---------------------------------------------------------------- reductions
def sum(
    input: Tensor, dim: Dims = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The sum over `dim` of what passes: (N, M) -> (N,) with `dim=1`.

    >>> sum(tensor([1, 2, 3]), mask=tensor([True, False, True]))
    tensor(4)
    """
    kind, dims = _sum_dtype(input, dtype), _dims(dim, input.ndim)
    return _filled(input, mask, 0).sum(dims, builtins.bool(keepdim), dtype=kind)


def prod(
    input: Tensor, dim: Dims = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The product over `dim` of what passes: (N, M) -> (N,) with `dim=1`."""
    result = _filled(input, mask, 1).to(_sum_dtype(input, dtype))
    for d in reversed(_dims(dim, input.ndim)):
        result = result.prod(d, builtins.bool(keepdim))
    return result


def amax(
    input: Tensor, dim: Dims = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The largest over `dim` of what passes, else the least value of the dtype: (N, M) -> (N,) with `dim=1`."""
    filled = input if mask is None else _filled(input, mask, _lowest(input))
    return filled.amax(_dims(dim, input.ndim), builtins.bool(keepdim)).to(dtype or input.dtype)


def amin(
    input: Tensor, dim: Dims = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The smallest over `dim` of what passes, else the greatest value of the dtype: (N, M) -> (N,) with `dim=1`."""
    filled = input if mask is None else _filled(input, mask, _highest(input))
    return filled.amin(_dims(dim, input.ndim), builtins.bool(keepdim)).to(dtype or input.dtype)


def argmax(
    input: Tensor, dim: int | None = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """Where the largest of what passes is, in the dtype of `input` as in PyTorch: (N, M) -> (N,) with `dim=1`."""
    filled = input if mask is None else _filled(input, mask, _lowest(input))
    return filled.argmax(dim, builtins.bool(keepdim)).to(dtype or input.dtype)


def argmin(
    input: Tensor, dim: int | None = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """Where the smallest of what passes is, in the dtype of `input` as in PyTorch: (N, M) -> (N,) with `dim=1`."""
    filled = input if mask is None else _filled(input, mask, _highest(input))
    return filled.argmin(dim, builtins.bool(keepdim)).to(dtype or input.dtype)


def mean(
    input: Tensor, dim: Dims = None, *, keepdim: bool | None = False, dtype: DType | None = None,
    mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The mean over `dim` of what passes: (N, M) -> (N,) with `dim=1`; a ValueError for integers."""
    kind = dtype or input.dtype
    if kind.category < dtypes.FLOATING:
        source = "Input" if dtype is None else "Optional"
        raise ValueError(
            f"mean(): Could not infer output dtype. {source} dtype must be either a floating point or complex dtype. "
            f"Got: {kind}"
        )
    total = sum(input, dim, keepdim=keepdim, dtype=kind, mask=mask)
    return total / _count(input, dim, builtins.bool(keepdim), mask)


def median(
    input: Tensor, dim: int = -1, *, keepdim: bool = False, dtype: DType | None = None, mask: Tensor | None = None
) -> Tensor:
    """The lower median along `dim` of what passes and is no NaN: (N, M) -> (N,) with `dim=1`.

    Raises a ValueError where nothing passes of an `input` of integers.
    """
    axis = _dims(dim, input.ndim)[0]
    floating = input if input.is_floating_point() else input.to(dtypes.float32)
    found = _filled(floating, mask, math.nan).nanmedian(axis, keepdim).values
    if input.is_floating_point():
        return found
    if builtins.bool((found != found).any()):
        raise ValueError("masked median expects no fully masked out rows if dtype is not floating point")
    return found.to(dtype or input.dtype)


def logsumexp(
    input: Tensor, dim: Dims = None, *, keepdim: bool = False, dtype: DType | None = None, mask: Tensor | None = None
) -> Tensor:
    """The logarithm of the sum over `dim` of the exponentials of what passes: (N, M) -> (N,) with `dim=1`."""
    least = -math.inf if input.is_complex() or mask is None else _lowest(input)
    found = _filled(input, mask, least).logsumexp(_dims(dim, input.ndim), keepdim=keepdim)
    return found.to(dtype or input.dtype)


def norm(
    input: Tensor, ord: float | None = 2.0, dim: Dims = None, *, keepdim: bool | None = False,
    dtype: DType | None = None, mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The vector norm of order `ord` over `dim` of what passes: (N, M) -> (N,) with `dim=1`."""
    filled = _filled(input, mask, math.inf if ord == -math.inf else 0)
    return _methods.vector_norm(filled, ord, _dims(dim, input.ndim), builtins.bool(keepdim), dtype=dtype)


def _variance(
    input: Tensor, dim: Dims, unbiased: bool | None, correction: float | None, keepdim: bool | None,
    dtype: DType | None, mask: Tensor | None,
) -> Tensor:  # fmt: skip
    if unbiased is not None and correction is not None:
        raise AssertionError("Only one of unbiased and correction may be given")
    less = correction if correction is not None else 0 if unbiased is False else 1
    kind = dtype or (input.dtype if dtypes.category(input._data.dtype) >= dtypes.FLOATING else dtypes.float32)
    work = kind if kind.category >= dtypes.FLOATING else dtypes.float32
    counts = _count(input, dim, True, mask)
    middle = sum(input, dim, keepdim=True, dtype=kind, mask=mask) / counts
    away = input - middle
    total = sum(away * away.conj(), dim, keepdim=keepdim, dtype=work, mask=mask)
    freedom = counts.reshape(total.shape)
    if less:
        freedom = (freedom.to(work.to_real()) - less).clamp(min=0)
    return (total / freedom).to(kind)


def var(
    input: Tensor, dim: Dims = None, unbiased: bool | None = None, *, correction: int | float | None = None,
    keepdim: bool | None = False, dtype: DType | None = None, mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The variance over `dim` of what passes, divided by its count less `correction`, 1: (N, M) -> (N,)."""
    return _variance(input, dim, unbiased, correction, keepdim, dtype, mask)


def std(
    input: Tensor, dim: Dims = None, unbiased: bool | None = None, *, correction: int | None = None,
    keepdim: bool | None = False, dtype: DType | None = None, mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """The square root of the variance over `dim` of what passes: (N, M) -> (N,) with `dim=1`."""
    return _variance(input, dim, unbiased, correction, keepdim, dtype, mask).sqrt()


# ---------------------------------------------------------------- of the same shape as the input
def cumsum(input: Tensor, dim: int, *, dtype: DType | None = None, mask: Tensor | None = None) -> Tensor:
    """The sums along `dim` of what passes up to each element: (N, M) -> (N, M)."""
    kind, axis = dtype or input.dtype, _dims(dim, input.ndim)[0]
    return _filled(input, mask, 0).cumsum(axis, dtype=kind).to(kind)


def cumprod(input: Tensor, dim: int, *, dtype: DType | None = None, mask: Tensor | None = None) -> Tensor:
    """The products along `dim` of what passes up to each element: (N, M) -> (N, M)."""
    kind, axis = dtype or input.dtype, _dims(dim, input.ndim)[0]
    return _filled(input, mask, 1).cumprod(axis, dtype=kind).to(kind)


def softmax(input: Tensor, dim: int, *, dtype: DType | None = None, mask: Tensor | None = None) -> Tensor:
    """Exponentials of what passes, scaled to sum to 1 along `dim`, 0 elsewhere: (N, M) -> (N, M)."""
    filled = input if mask is None else _filled(input, mask, _lowest(input))
    return _methods.softmax(filled, _dims(dim, input.ndim)[0], dtype=dtype or input.dtype)


def log_softmax(input: Tensor, dim: int, *, dtype: DType | None = None, mask: Tensor | None = None) -> Tensor:
    """The logarithm of `softmax`, -inf where nothing passes: (N, M) -> (N, M)."""
    filled = input if mask is None else _filled(input, mask, _lowest(input))
    return _methods.log_softmax(filled, _dims(dim, input.ndim)[0], dtype=dtype or input.dtype)


def softmin(input: Tensor, dim: int, *, dtype: DType | None = None, mask: Tensor | None = None) -> Tensor:
    """The softmax of the negative of what passes: (N, M) -> (N, M)."""
    filled = input if mask is None else _filled(input, mask, _highest(input))
    return _methods.softmax(-filled, _dims(dim, input.ndim)[0], dtype=dtype or input.dtype)


def normalize(
    input: Tensor, ord: float, dim: int, *, eps: float = 1e-12, dtype: DType | None = None, mask: Tensor | None = None
) -> Tensor:
    """What passes, divided by its norm of order `ord` along `dim`, or by `eps` if that is larger: (N, M) -> (N, M)."""
    size = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    return _filled(input, mask, 0) / size.maximum(size.new_full((), eps))


def logaddexp(
    input: Tensor, other: Tensor, *, dtype: DType | None = None, input_mask: Tensor | None = None,
    other_mask: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """`log(exp(input) + exp(other))` of what passes of each: (N, M), (N, M) -> (N, M)."""
    first, second = [
        t if mask is None else _filled(t, mask, _lowest(t)) for t, mask in ((input, input_mask), (other, other_mask))
    ]
    return first.logaddexp(second).to(dtype or input.dtype)
