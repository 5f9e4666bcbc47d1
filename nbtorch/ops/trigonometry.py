"""Circular and hyperbolic functions."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array
from .powers import rsqrt
from .samples import BINARY, SIGNED, UNARY, Sample

_WITHIN = (Sample((3, 4), low=-0.9, high=0.9), Sample((), low=-0.9, high=0.9), Sample((0, 2)))
_ABOVE = (Sample((3, 4), low=1.1, high=3.0), Sample((), low=1.1, high=3.0))


@op(vjp={"input": lambda g, input: g * cos(input)}, promote="float", inplace=True, samples=SIGNED)
def sin(xp, input: Array):
    """Sine of an angle in radians."""
    return xp.sin(input)


@op(vjp={"input": lambda g, input: -g * sin(input)}, promote="float", inplace=True, samples=SIGNED)
def cos(xp, input: Array):
    """Cosine of an angle in radians."""
    return xp.cos(input)


@op(vjp={"input": lambda g, out: g * (out * out + 1)}, promote="float", inplace=True, samples=UNARY)
def tan(xp, input: Array):
    """Tangent of an angle in radians."""
    return xp.tan(input)


@op(
    vjp={"input": lambda g, input: g * rsqrt(1 - input * input)},
    promote="float",
    inplace=True,
    aliases=("arcsin",),
    samples=_WITHIN,
)
def asin(xp, input: Array):
    """The angle in radians, in [-pi/2, pi/2], of this sine."""
    return xp.arcsin(input)


@op(
    vjp={"input": lambda g, input: -g * rsqrt(1 - input * input)},
    promote="float",
    inplace=True,
    aliases=("arccos",),
    samples=_WITHIN,
)
def acos(xp, input: Array):
    """The angle in radians, in [0, pi], of this cosine."""
    return xp.arccos(input)


@op(
    vjp={"input": lambda g, input: g / (input * input + 1)},
    promote="float",
    inplace=True,
    aliases=("arctan",),
    samples=SIGNED,
)
def atan(xp, input: Array):
    """The angle in radians, in (-pi/2, pi/2), of this tangent."""
    return xp.arctan(input)


@op(
    vjp={
        "input": lambda g, input, other: g * other / (input * input + other * other),
        "other": lambda g, input, other: g * -input / (input * input + other * other),
    },
    promote="float",
    inplace=True,
    aliases=("arctan2",),
    samples=(*BINARY[:3], Sample((3, 4), (4,), low=-2, high=2)),
    numbers=(),
)
def atan2(xp, input: Array, other: Array):
    """The angle in radians of the point (other, input), in [-pi, pi]."""
    return xp.arctan2(input, other)


@op(vjp={"input": lambda g, input: g * cosh(input)}, promote="float", inplace=True, samples=SIGNED)
def sinh(xp, input: Array):
    """Hyperbolic sine."""
    return xp.sinh(input)


@op(vjp={"input": lambda g, input: g * sinh(input)}, promote="float", inplace=True, samples=SIGNED)
def cosh(xp, input: Array):
    """Hyperbolic cosine."""
    return xp.cosh(input)


@op(
    vjp={"input": lambda g, input: g * rsqrt(input * input + 1)},
    promote="float",
    inplace=True,
    aliases=("arcsinh",),
    samples=SIGNED,
)
def asinh(xp, input: Array):
    """The number with this hyperbolic sine."""
    return xp.arcsinh(input)


@op(
    vjp={"input": lambda g, input: g * rsqrt(input * input - 1)},
    promote="float",
    inplace=True,
    aliases=("arccosh",),
    samples=_ABOVE,
)
def acosh(xp, input: Array):
    """The number, not below 0, with this hyperbolic cosine."""
    return xp.arccosh(input)


@op(
    vjp={"input": lambda g, input: g / (1 - input * input)},
    promote="float",
    inplace=True,
    aliases=("arctanh",),
    samples=_WITHIN,
)
def atanh(xp, input: Array):
    """The number with this hyperbolic tangent."""
    return xp.arctanh(input)
