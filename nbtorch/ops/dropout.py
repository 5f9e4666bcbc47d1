"""Dropout: masks drawn from the default generator, PyTorch's bit for bit."""

from __future__ import annotations

import math
from typing import Any

import numpy

from ..autograd.arguments import MOST
from ..autograd.errors import no_cast
from ..autograd.memory import settled
from ..autograd.op import telling
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES, Flag, Real
from ..backend.device import move
from ..backend.order import in_memory_order
from ..backend.random import default_generator
from .checks import refuses
from .create import wrap


def noise(like: Any, shape: tuple[int, ...], keep: float) -> Any:
    """1 / keep with probability `keep`, else 0, in the dtype and on the device of the tensor `like`."""
    array = settled(like)  # PyTorch draws in the order in memory
    kind = numpy.float64 if array.dtype == numpy.float64 else numpy.float32
    if shape == array.shape:
        drawn = in_memory_order(array, lambda order: default_generator.bernoulli(order, keep, kind))
    else:
        drawn = default_generator.bernoulli(shape, keep, kind)
    drawn /= drawn.dtype.type(keep)
    return wrap(NAMESPACES[type(array)].asarray(drawn.astype(array.dtype, copy=False)))


def check(p: float) -> None:
    """Refuse what is no probability."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


@telling
def dropout(input: Any, p: Real = 0.5, training: Flag = True, inplace: Flag = False) -> Any:
    """Zero each element with probability `p` and scale the rest by `1 / (1 - p)`; `input` itself in evaluation."""
    check(p)
    return _multiplied(input, input._data.shape, p, training, inplace)


@telling
def feature_dropout(input: Any, p: Real, training: Flag, inplace: Flag) -> Any:
    """Dropout of whole channels: `(N, C, ...)`."""
    check(p)
    if input._data.ndim < 2 and training and 0 < p < 1 and input._data.size:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return _multiplied(input, (*input._data.shape[:2], *[1] * (input._data.ndim - 2)), p, training, inplace)


def _multiplied(input: Any, shape: tuple[int, ...], p: float, training: bool, inplace: bool) -> Any:
    if p == 0 or not training or input._data.size == 0:
        return input
    refuses("bernoulli_scalar_cpu_", "c" if p != 1 else "")(input._data)
    _divisible(input, p, training)
    mask = _nothing(input) if p == 1 else noise(input, shape, 1 - p)
    return input.mul_(mask) if inplace else input * mask


def _nothing(input: Any) -> Any:
    """A zero of the dtype of `input`."""
    return wrap(NAMESPACES[type(input._data)].zeros((), input._data.dtype))


def _divisible(input: Any, p: float, training: bool) -> None:
    """Refuse integers, whose noise would not be whole."""
    if training and 0 < p < 1 and input._data.size and input._data.dtype.kind in "biu":
        raise no_cast(dtypes.float32.array, input._data.dtype)


SCALE = 1.7580993408473766  # minus the value SELU tends to


@telling
def alpha_dropout(input: Any, p: Real, training: Flag, inplace: Flag, whole_channels: bool = False) -> Any:
    """Dropout to SELU's lower limit, which keeps mean 0 and variance 1 (Klambauer et al., 2017)."""
    check(p)
    if p == 0 or not training or input._data.size == 0:
        return input
    if p == 1:
        return input.mul_(_nothing(input)) if inplace else input * _nothing(input)
    _divisible(input, p, training)
    refuses("bernoulli_scalar_cpu_", "c")(input._data)
    array = input._data
    shape = (*array.shape[:2], *[1] * (array.ndim - 2)) if whole_channels else array.shape
    kept = default_generator.bernoulli(shape, 1 - p, numpy.float32).astype(array.dtype, copy=False)
    scale = 1.0 / ((SCALE * SCALE * p + 1) * (1 - p)) ** 0.5
    shift = (kept - 1) * array.dtype.type(SCALE * scale) + array.dtype.type(SCALE * scale * p)
    kept *= array.dtype.type(scale)
    xp = NAMESPACES[type(array)]
    factor, shift = wrap(xp.asarray(kept)), wrap(xp.asarray(shift.astype(array.dtype, copy=False)))
    return input.mul_(factor).add_(shift) if inplace else input * factor + shift


def leak_bounds(lower: float, upper: float) -> None:
    """Refuse slopes of `rrelu` that nothing can be drawn between."""
    for name, bound in (("lower", lower), ("upper", upper)):
        if not math.isfinite(bound):
            raise RuntimeError(f"rrelu: {name} bound must be finite, got {bound}")
    if lower > upper:
        raise RuntimeError(f"Lower bound should be less than or equal to the upper bound, but got {lower} and {upper}")


def mean_leak(lower: float, upper: float) -> float:
    """The slope of `rrelu` in evaluation; PyTorch has no arithmetic for integers that only unsigned 64 bits hold."""
    unsigned = [type(bound) is int and bound > MOST for bound in (lower, upper)]
    if all(unsigned):
        raise NotImplementedError("\"add_stub\" not implemented for 'UInt64'")
    if any(unsigned) and isinstance(lower, int) and isinstance(upper, int):
        raise RuntimeError("Promotion for uint16, uint32, uint64 types is not supported, attempted to promote UInt64")
    return (lower + upper) / 2


def randomly_leaky(input: Any, lower: float, upper: float, inplace: bool) -> Any:
    """`input` where positive, else times a slope drawn from [lower, upper) (Xu et al., 2015)."""
    array = input._data
    xp = NAMESPACES[type(array)]
    low = move(array, "cpu") <= 0  # PyTorch draws for these only, in double precision
    slopes = numpy.ones(array.shape, array.dtype)
    slopes[low] = default_generator.uniform((int(low.sum()),), lower, upper, numpy.float64).astype(array.dtype)
    factor = wrap(xp.asarray(slopes))
    return input.mul_(factor) if inplace else input * factor
