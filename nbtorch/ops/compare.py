"""Comparisons, logic, and choosing between values."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array, Index
from .samples import BINARY


@op(
    vjp={"input": lambda g, condition: where(condition, g, 0), "other": lambda g, condition: where(condition, 0, g)},
    promote="common",
    method=False,
)
def where(xp, condition: Index, input: Array, other: Array):
    """`input` where `condition`, else `other`, broadcast."""
    return xp.where(condition, input, other)


@op(promote="common", inplace=True, operator="__gt__", samples=BINARY)
def gt(xp, input: Array, other: Array):
    """True where `input > other`."""
    return xp.greater(input, other)


@op(promote="common", inplace=True, operator="__eq__", samples=BINARY)
def eq(xp, input: Array, other: Array):
    """True where `input == other`."""
    return xp.equal(input, other)
