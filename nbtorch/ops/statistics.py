"""Spread and rank statistics: variance, median, quantiles."""

from __future__ import annotations

import warnings
from math import prod as product
from typing import Any

from .. import return_types
from ..autograd.arguments import ints_of, overloaded
from ..autograd.errors import invalid
from ..autograd.op import composed, op
from ..backend.array import Array, Flag, Int, Number
from .checks import refuses, unimplemented
from .compare import where
from .dimension import dimension
from .extremes import chosen, filled
from .gather import elements, spread_lines
from .reduce import axes, mean, shape_kept, total, unsqueezed
from .samples import REDUCE
from .shape import reshape
from .sorting import order

_DEVIATIONS = (*REDUCE, ((3, 4), {"dim": 1, "correction": 0}), ((3, 4), {"dim": 0, "correction": 2}))


def _freedom(input_shape, dim, correction):
    """The divisor of a variance: how many elements meet in one result, less the correction."""
    whole = [n for n, m in zip(input_shape, shape_kept(input_shape, dim), strict=True) if m == 1]
    return max(product(whole) - correction, 0)


def _spread(xp, input, dim, correction, keepdim):
    if input.dtype.kind == "c":
        return _spread(xp, input.real, dim, correction, keepdim) + _spread(xp, input.imag, dim, correction, keepdim)
    axis = axes(dim, input)
    count = product([n for n, m in zip(input.shape, shape_kept(input.shape, dim), strict=True) if m == 1])
    middle = total(xp, input, axis, True) / max(count, 1)
    away = input - middle
    whole = total(xp, away * away, axis, keepdim)
    freedom = max(count - correction, 0) if count else 0  # of nothing there is none, whatever the correction
    return whole / freedom if freedom else whole * xp.inf if count > 1 else whole * xp.nan


def _variance_slope(g, input, dim, correction, keepdim, input_shape):
    freedom = _freedom(input_shape, dim, correction)
    g = unsqueezed(g, input_shape, dim, keepdim)
    return g * (2 / freedom if freedom else float("nan")) * (input - mean(input, dim, True))


def _deviation_slope(g, input, out, dim, correction, keepdim, input_shape):
    share = where(out == 0, 0.0, g / (where(out == 0, 1.0, out) * 2))
    return _variance_slope(share, input, dim, correction, keepdim, input_shape)


def _floating(input, *statics):
    if input.dtype.kind in "biu":
        raise RuntimeError("std and var only support floating point and complex dtypes")


_OP: dict[str, Any] = {
    "promote": "same",
    "conjugates": True,
    "method": False,
    "function": False,
    "samples": _DEVIATIONS,
}


@op(vjp={"input": _variance_slope}, check=_floating, grad_fn="VarBackward0", **_OP)
def variance(xp, input: Array, dim=None, correction=1, keepdim=False):
    """The mean squared distance from the mean, over `dim`; divides by the count less `correction`."""
    return _spread(xp, input, dim, correction, keepdim)


@op(vjp={"input": _deviation_slope}, check=_floating, grad_fn="StdBackward0", **_OP)
def deviation(xp, input: Array, dim=None, correction=1, keepdim=False):
    """The square root of the variance over `dim`."""
    return xp.sqrt(_spread(xp, input, dim, correction, keepdim))


def _arguments(name, input, dim, unbiased, keepdim, correction, more):
    """PyTorch's overloads: `(unbiased)`, `(dim, unbiased, keepdim)` and `(dim, *, correction, keepdim)`."""
    from ..autograd.calls import renamed

    more = renamed(more)
    dim, keepdim = more.pop("dim", dim), more.pop("keepdim", keepdim)
    rest = [value for value in (keepdim, correction) if value is not ... and value is not None]
    if (isinstance(dim, bool) and (rest or unbiased is not ...)) or (correction is not None and unbiased is not ...):
        raise invalid(name, [input, dim, *[unbiased] * (unbiased is not ...), *rest])
    keepdim = keepdim is not ... and keepdim
    if more:
        raise TypeError(f"{name}() got an unexpected keyword argument '{next(iter(more))}'")
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    elif dim is not None and type(dim) is not int:
        dim = overloaded(name, ints_of, dim, input)
    if correction is None:
        correction = 1 if unbiased is ... or unbiased else 0
    if correction >= product([n for n, m in zip(input.shape, shape_kept(input.shape, dim), strict=True) if m == 1]):
        warnings.warn(
            f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor "
            "(input numel divided by output numel).",
            stacklevel=3,
        )
    return dim, correction, keepdim


@composed(out=True)
def var(input, dim=None, unbiased: Flag = ..., keepdim: Flag = ..., *, correction: Number = None, **more):
    """Variance over `dim`, with Bessel's correction unless told otherwise."""
    return variance(input, *_arguments("var", input, dim, unbiased, keepdim, correction, more))


@composed(out=True)
def std(input, dim=None, unbiased: Flag = ..., keepdim: Flag = ..., *, correction: Number = None, **more):
    """Standard deviation over `dim`, with Bessel's correction unless told otherwise."""
    return deviation(input, *_arguments("std", input, dim, unbiased, keepdim, correction, more))


@composed(method=False)
def var_mean(input, dim=None, unbiased: Flag = ..., keepdim: Flag = ..., *, correction: Number = None, **more):
    """Variance and mean over `dim`."""
    dim, correction, keepdim = _arguments("var_mean", input, dim, unbiased, keepdim, correction, more)
    return variance(input, dim, correction, keepdim), input.mean(dim, keepdim)


@composed(method=False)
def std_mean(input, dim=None, unbiased: Flag = ..., keepdim: Flag = ..., *, correction: Number = None, **more):
    """Standard deviation and mean over `dim`."""
    dim, correction, keepdim = _arguments("std_mean", input, dim, unbiased, keepdim, correction, more)
    return deviation(input, dim, correction, keepdim), input.mean(dim, keepdim)


# ---------------------------------------------------------------- by rank
def _middle(xp, input, dim, skip_nan):
    """The index along `dim` of the lower median; of NaN if there is one, unless skipped."""
    index = order(xp, input, dim)
    n = input.shape[dim]
    if input.dtype.kind != "f":
        return xp.take(index, xp.array([(n - 1) // 2]), dim)
    numbers = (input == input).sum(dim, keepdims=True)
    at = xp.maximum(numbers - 1, 0) // 2 if skip_nan else xp.where(numbers < n, numbers, (n - 1) // 2)
    return elements(xp, index, at, dim)


def _median(xp, input, dim, keepdim, skip_nan):
    if input.ndim == 0:
        dimension(dim, 0)
        return input.copy(), xp.zeros((), "int64")
    index = _middle(xp, input, dim, skip_nan)
    values = elements(xp, input, index, dim)
    return (values, index) if keepdim else (values.squeeze(dim), index.squeeze(dim))


_PAIR: dict[str, Any] = {"promote": "common", "outputs": ("values", "indices"), "method": False, "function": False}


def _medians(input, dim, *rest):
    filled("median")(input, dim)
    if input.dtype.kind in "bc":
        raise unimplemented("median_out", input.dtype)


@op(
    vjp={"input": chosen},
    check=_medians,
    grad_fn=lambda dim, keepdim, skip_nan: "NanmedianBackward1" if skip_nan else "MedianBackward1",
    **_PAIR,
)
def median_dim(xp, input: Array, dim, keepdim, skip_nan):
    """The lower median along `dim`, and where it is."""
    return _median(xp, input, dim, keepdim, skip_nan)


def _whole_slope(g, indices, input_shape):
    return reshape(spread_lines(reshape(g, (1,)), reshape(indices, (1,)), (product(input_shape),), 0), input_shape)


@op(
    vjp={"input": _whole_slope},
    check=lambda input, skip_nan: refuses("median_cpu", "bc")(input) if input.size else None,
    grad_fn=lambda skip_nan: "NanmedianBackward0" if skip_nan else "MedianBackward0",
    **_PAIR,
)
def median_all(xp, input: Array, skip_nan):
    """The lower median of all elements, and where it is in the flattened input."""
    if input.size == 0:
        none = xp.nan if input.dtype.kind in "fc" else input.dtype == bool  # a NaN, cast
        if input.dtype.itemsize > 3 and input.dtype.kind == "i":
            none = xp.iinfo(input.dtype).min
        return xp.full((), none, input.dtype), xp.zeros((), "int64")
    return _median(xp, input.reshape(-1), 0, False, skip_nan)


@composed()
def median(input, dim: Int = ..., keepdim: Flag = False):
    """The lower median of all elements, or along `dim` with its index."""
    return median_all(input, False)[0] if dim is ... else return_types.median(median_dim(input, dim, keepdim, False))


@composed()
def nanmedian(input, dim: Int = ..., keepdim: Flag = False):
    """The lower median of what is not NaN, of all elements or along `dim` with its index."""
    return median_all(input, True)[0] if dim is ... else return_types.nanmedian(median_dim(input, dim, keepdim, True))
