"""Exponentials and logarithms of other bases, and their sums."""

from __future__ import annotations

import math

from .. import return_types
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Real
from .checks import refuses, unimplemented, want_tensors
from .compare import where
from .extremes import cast_like
from .pointwise import exp, log
from .samples import BINARY, SIGNED, UNARY, Sample

LN2, LN10 = math.log(2), math.log(10)
_PAIRS = (((3, 4), (3, 4)), ((3, 1), (4,)), ((), (2, 2)))


@op(vjp={"input": lambda g, out: g * out * LN2}, promote="float", inplace=True, samples=UNARY)
def exp2(xp, input: Array):
    """2 to the power of `input`, elementwise."""
    return xp.exp2(input)


@op(vjp={"input": lambda g, out: g * (out + 1)}, promote="float", inplace=True, samples=SIGNED)
def expm1(xp, input: Array):
    """`exp(input) - 1`, exact near 0."""
    return xp.expm1(input)


@op(vjp={"input": lambda g, input: g / (input * LN2)}, promote="float", inplace=True, samples=UNARY)
def log2(xp, input: Array):
    """Logarithm to base 2, elementwise."""
    return xp.log2(input)


@op(vjp={"input": lambda g, input: g / (input * LN10)}, promote="float", inplace=True, samples=UNARY)
def log10(xp, input: Array):
    """Logarithm to base 10, elementwise."""
    return xp.log10(input)


@op(
    vjp={"input": lambda g, input: g / (input + 1)},
    promote="float",
    inplace=True,
    samples=UNARY,
    grad_fn="Log1PBackward0",
)
def log1p(xp, input: Array):
    """`log(1 + input)`, exact near 0."""
    return xp.log1p(input)


@op(
    vjp={
        "input": lambda g, input, other: g / (exp(other - input) + 1),
        "other": lambda g, input, other: g / (exp(input - other) + 1),
    },
    promote="common",
    check=refuses("logaddexp_cpu", "biu"),
    samples=_PAIRS,
    numbers=(),
)
def logaddexp(xp, input: Array, other: Array):
    """`log(exp(input) + exp(other))`; nothing overflows."""
    if input.dtype.kind != "c":
        return xp.logaddexp(input, other)
    swap = input.real < other.real
    high, low = xp.where(swap, other, input), xp.where(swap, input, other)
    return high + xp.log(1 + xp.exp(xp.where(high == low, 0, low - high)))


@op(
    vjp={
        "input": lambda g, input, other: g / (exp2(other - input) + 1),
        "other": lambda g, input, other: g / (exp2(input - other) + 1),
    },
    promote="common",
    check=refuses("logaddexp2_cpu", "biu"),
    samples=_PAIRS,
    numbers=(),
)
def logaddexp2(xp, input: Array, other: Array):
    """`log2(2**input + 2**other)`; nothing overflows."""
    return xp.logaddexp2(input, other)


def _log_or_zero(g, input, other):
    """At input 0 the slope is 0 where `other` is not positive."""
    if isinstance(other, (int, float)):
        return g * math.log(other) if other > 0 else where(input == 0, 0.0, g * (math.nan if other else -math.inf))
    none = (input == 0) & (other <= 0)
    return where(none, 0.0, g * log(other + where(none, 1.0 - other, 0.0)))


@op(
    vjp={"input": _log_or_zero, "other": lambda g, input, other: g * input / other},
    check=refuses("xlogy_cpu", "c"),
    promote="float",
    inplace=True,
    samples=(*BINARY, (1.5, (3, 4))),
    overload=lambda number: f"XlogyBackward{1 if number('input') else 2 if number('other') else 0}",
)
def xlogy(xp, input: Array, other: Array):
    """`input * log(other)`, 0 where `input` is 0."""
    if not hasattr(input, "dtype"):
        input = xp.asarray(input, other.dtype)
    if not hasattr(other, "dtype"):
        other = xp.asarray(other, input.dtype)
    return xp.where((input == 0) & (other == other), 0, input * xp.log(other))


def _logit_slope(g, input, eps):
    slope = g / (input * (1 - input))
    if eps is None:
        return slope
    return where((input >= eps) & (input <= 1 - eps), slope, 0.0)


@op(
    vjp={"input": _logit_slope},
    check=refuses("logit_cpu", "c"),
    promote="float",
    inplace=True,
    samples=(
        Sample((3, 4), low=0.1, high=0.9),
        Sample((3, 4), low=0.0, high=1.0, eps=0.2),
        Sample((), low=0.1, high=0.9),
    ),
)
def logit(xp, input: Array, eps: Real = None):
    """`log(input / (1 - input))`, the inverse of sigmoid; `eps` keeps the input in `[eps, 1 - eps]`."""
    if eps is not None and eps == eps:
        input = xp.where(input < eps, eps, xp.minimum(input, 1 - eps)).astype(input.dtype, copy=False)
    return xp.log(input / (1 - input))


@op(
    vjp={"input": lambda g, exponent: g / cast_like(exp2(exponent), g)},
    outputs=("mantissa", "exponent"),
    promote="common",
    method=False,
    function=False,
    grad_fn="FrexpBackward0",
)
def split_number(xp, input: Array):
    """Mantissas of a size in [0.5, 1), and the exponents of 2."""
    mantissa, exponent = xp.frexp(input)
    return mantissa, xp.where(xp.isfinite(input), exponent, 0).astype("int32")


@composed(out=True)
def frexp(input):
    """The mantissa, of a size in [0.5, 1), and the exponent with `input = mantissa * 2**exponent`."""
    want_tensors("frexp", input=input)
    if not input.is_floating_point():
        raise RuntimeError("torch.frexp() only supports floating-point dtypes")
    return return_types.frexp(split_number(input))


def _beside(input, other):
    """An exponent without dimensions in the precision that PyTorch raises 2 to it in: that of `input` counts too."""
    kinds = [x._data.dtype for x in (input.real if input.is_complex() else input, other)]
    return other.to(dtypes.of(dtypes.promote(*kinds))) if min(map(dtypes.category, kinds)) == dtypes.FLOATING else other


@composed(inplace=True, out=True)
def ldexp(input, other):
    """`input * 2**other`."""
    want_tensors("ldexp", input=input, other=other)
    if dtypes.category(input._data.dtype) != dtypes.FLOATING or dtypes.category(other._data.dtype) >= dtypes.FLOATING:
        if not other._data.ndim and input._data.dtype not in ("float32", dtypes.get_default_dtype().array):
            other = _beside(input, other)
        return input * exp2(other)
    if other._data.dtype == bool:
        raise unimplemented("ldexp_cpu_exp", other._data.dtype)
    return (input * exp2(other.to(input.dtype if input.dtype.itemsize > 2 else dtypes.float32))).to(input.dtype)
