"""Comparisons, and choosing between values."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array, Index
from .checks import refuses, unordered
from .samples import BINARY, SIGNED, UNARY


@op(
    vjp={"input": lambda g, condition: where(condition, g, 0), "other": lambda g, condition: where(condition, 0, g)},
    promote="common",
    method=False,
    function=False,
    samples=((lambda draw: draw.random((3, 4)) > 0.5, (3, 4), (4,)), (lambda draw: draw.random(4) > 0.5, 1.5, (3, 4))),
)
def where(xp, condition: Index, input: Array, other: Array):
    """`input` where `condition`, else `other`, broadcast."""
    return xp.where(condition, input, other)


@op(promote="truth", inplace=True, operator="__eq__", samples=BINARY, numbers=("other",))
def eq(xp, input: Array, other: Array):
    """True where `input == other`."""
    return xp.equal(input, other)


@op(promote="truth", inplace=True, operator="__ne__", aliases=("not_equal",), samples=BINARY, numbers=("other",))
def ne(xp, input: Array, other: Array):
    """True where `input != other`."""
    return xp.not_equal(input, other)


@op(promote="truth", inplace=True, operator="__gt__", aliases=("greater",), samples=BINARY, numbers=("other",),
    check=refuses("gt_cpu", "c"))  # fmt: skip
def gt(xp, input: Array, other: Array):
    """True where `input > other`."""
    return xp.greater(input, other)


@op(promote="truth", inplace=True, operator="__ge__", aliases=("greater_equal",), samples=BINARY, numbers=("other",),
    check=refuses("ge_cpu", "c"))  # fmt: skip
def ge(xp, input: Array, other: Array):
    """True where `input >= other`."""
    return xp.greater_equal(input, other)


@op(promote="truth", inplace=True, operator="__lt__", aliases=("less",), samples=BINARY, numbers=("other",),
    check=refuses("lt_cpu", "c"))  # fmt: skip
def lt(xp, input: Array, other: Array):
    """True where `input < other`."""
    return xp.less(input, other)


@op(promote="truth", inplace=True, operator="__le__", aliases=("less_equal",), samples=BINARY, numbers=("other",),
    check=refuses("le_cpu", "c"))  # fmt: skip
def le(xp, input: Array, other: Array):
    """True where `input <= other`."""
    return xp.less_equal(input, other)


@op(promote="common", samples=UNARY)
def isnan(xp, input: Array):
    """True where an element is not a number."""
    return xp.isnan(input)


@op(promote="common", samples=UNARY)
def isinf(xp, input: Array):
    """True where an element is infinite."""
    return xp.isinf(input)


@op(promote="common", samples=UNARY)
def isfinite(xp, input: Array):
    """True where an element is neither infinite nor NaN."""
    return xp.isfinite(input)


@op(promote="common", check=unordered("isposinf does not support complex inputs."), samples=SIGNED)
def isposinf(xp, input: Array):
    """True where an element is positive infinity."""
    return input == xp.inf


@op(promote="common", check=unordered("isneginf does not support complex inputs."), samples=SIGNED)
def isneginf(xp, input: Array):
    """True where an element is negative infinity."""
    return input == -xp.inf


@op(
    promote="common",
    check=unordered("signbit is not implemented for complex tensors.", NotImplementedError),
    samples=SIGNED,
)
def signbit(xp, input: Array):
    """True where the sign is negative, -0.0 included."""
    return xp.signbit(input) if input.dtype.kind == "f" else input < 0
