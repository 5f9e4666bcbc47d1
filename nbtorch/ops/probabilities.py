"""The normal distribution's integral, its inverse and its logarithm; entropy; the scaled error function."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.op import composed, op
from ..backend.array import Array
from .checks import refuses, want_tensors
from .compare import where
from .exponential import log1p
from .pointwise import exp, log
from .samples import BINARY, SIGNED, UNARY, Sample
from .special import _erf, _erfc, _tail, in_double

_ROOT_2 = math.sqrt(2)
_ROOT_PI = math.sqrt(math.pi)


def _erfcx(xp: Any, x: Any) -> Any:
    """W. J. Cody, 1969, where x > 0.46875; `exp(x^2) erfc(x)` else."""
    tail = x > 0.46875
    far = _tail(xp, xp.where(tail & xp.isfinite(x), x, 1.0))
    low = xp.where(tail | xp.isnan(x), 0.0, xp.maximum(x, -30.0))
    growth = xp.exp(low * low)
    beyond = low < -0.46875
    near = xp.where(beyond, 2 * growth - _tail(xp, xp.where(beyond, -low, 1.0)), growth * (1 - _erf(xp, low)))
    return xp.where(x == xp.inf, 0.0, xp.where(xp.isnan(x), x, xp.where(tail, far, near)))


@op(vjp={"input": lambda g, input, out: g * (input * out * 2 - 2 / _ROOT_PI)}, promote="float", method=False,
    function=False, samples=SIGNED, check=refuses("erfcx_cpu", "hc"),
    grad_fn="SpecialErfcxBackward0")  # fmt: skip
def erfcx(xp, input: Array):
    """`exp(input ** 2) * erfc(input)`: what is left of the tail when its fall is taken out."""
    return in_double(_erfcx)(xp, input)


@composed(method=False, function=False)
def ndtr(input):
    """The chance that a standard normal number is less than `input`."""
    want_tensors("special_ndtr", input=input)
    return (1 + (input / _ROOT_2).erf()) * 0.5


# M. Abramowitz & I. Stegun 26.2.23 to start from
_TOP, _BOTTOM = (0.010328, 0.802853, 2.515517), (0.001308, 0.189269, 1.432788, 1.0)


def _horner(coefficients: tuple[float, ...], x: Any) -> Any:
    value = coefficients[0]
    for c in coefficients[1:]:
        value = value * x + c
    return value


def _ndtri(xp: Any, p: Any) -> Any:
    """Abramowitz & Stegun 26.2.23, then Halley's steps on the logarithm of the smaller side's chance."""
    inside = (p > 0) & (p < 1)
    safe = xp.where(inside, p, 0.5)
    upper = safe > 0.5
    small = xp.where(upper, 1 - safe, safe)
    depth = xp.sqrt(-2 * xp.log(small))
    x = _horner(_TOP, depth) / _horner(_BOTTOM, depth) - depth  # negative: the lower side
    for _ in range(4):
        middle = 0.5 * _erf(xp, x / _ROOT_2) - (small - 0.5)  # near one half it loses no digit
        over = xp.where(small > 0.25, middle, 0.5 * _erfc(xp, -x / _ROOT_2) - small)
        density = xp.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        step = over / xp.where(density > 0, density, 1)
        x = x - step / (1 + x * step / 2)
    x = xp.where(upper, -x, x)
    ends = xp.where(p == 0, -xp.inf, xp.where(p == 1, xp.inf, xp.nan))
    return xp.where(inside, xp.where(safe == 0.5, 0.0, x), ends)


@op(vjp={"input": lambda g, out: g * (exp(out * out / 2) * math.sqrt(2 * math.pi))}, promote="float", method=False,
    function=False, samples=(Sample((3, 4), low=0.05, high=0.95),), check=refuses("ndtri_cpu", "hc"),
    grad_fn="SpecialNdtriBackward0")  # fmt: skip
def ndtri(xp, input: Array):
    """The number that a standard normal one is less than with chance `input`."""
    return in_double(_ndtri)(xp, input)


def _log_ndtr(xp: Any, x: Any) -> Any:
    low = x < -1
    t = x * math.sqrt(0.5)
    scaled = _erfcx(xp, xp.where(low, -t, 1.0))
    below = xp.log(xp.where(scaled > 0, scaled, 1.0) / 2) - t * t
    above = xp.log1p(-_erfc(xp, xp.where(low, 0.0, t)) / 2)
    return xp.where(low, xp.where(xp.isinf(x), -xp.inf, below), above)


@op(vjp={"input": lambda g, input: g / erfcx(input * -(1 / _ROOT_2)) * math.sqrt(2 / math.pi)}, promote="float",
    method=False, function=False, samples=SIGNED, check=refuses("log_ndtr_cpu", "hc"),
    grad_fn="SpecialLogNdtrBackward0")  # fmt: skip
def log_ndtr(xp, input: Array):
    """The logarithm of `ndtr`, exact in the lower tail."""
    return in_double(_log_ndtr)(xp, input)


@op(vjp={"input": lambda g, input: -(g * (log(input) + 1))}, promote="float", method=False, function=False,
    samples=UNARY, check=refuses("entr_cpu", "c"),
    grad_fn="SpecialEntrBackward0")  # fmt: skip
def entr(xp, input: Array):
    """`-input * log(input)`: 0 at 0, and minus infinity below."""
    value = -input * xp.log(xp.where(input > 0, input, 1))
    return xp.where(xp.isnan(input), input, xp.where(input > 0, value, xp.where(input == 0, 0, -xp.inf))).astype(
        input.dtype
    )


def _log1p_or_zero(g: Any, input: Any, other: Any) -> Any:
    """At input 0 the slope is 0 where `other` is not above -1."""
    if isinstance(other, (int, float)):
        rate = math.log1p(other) if other > -1 else -math.inf if other == -1 else math.nan
        return where(input == 0, 0.0, g * rate) if other <= -1 else g * rate
    none = (input == 0) & (other <= -1)
    return where(none, 0.0, g * log1p(where(none, 0.0, other)))


@op(
    vjp={"input": _log1p_or_zero, "other": lambda g, input, other: g * input / (other + 1)},
    promote="float",
    method=False,
    function=False,
    check=refuses("xlog1py_cpu", "c"),
    samples=(*BINARY, (1.5, (3, 4))),
    overload=lambda number: f"SpecialXlog1PyBackward{1 if number('input') else 2 if number('other') else 0}",
)
def xlog1py(xp, input: Array, other: Array):
    """`input * log1p(other)`, 0 where `input` is 0."""
    kind = input.dtype if hasattr(input, "dtype") else other.dtype
    input, other = xp.asarray(input, kind), xp.asarray(other, kind)
    return xp.where((input == 0) & (other == other), 0, input * xp.log1p(other)).astype(kind)
