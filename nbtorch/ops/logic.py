"""Logic on truth values and on bits."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import CPU, Array
from .checks import all_masks, integral, unimplemented
from .samples import UNARY

_TENSORS = (((3, 4), (3, 4)), ((3, 1), (4,)), ((), (2, 2)))


def _bits(draw, size=(3, 4)):
    return draw.integers(0, 8, size)


_BITS = (
    (_bits, _bits),
    (_bits, 3),
    (3, _bits),
    (lambda draw: draw.random(4) > 0.5, lambda draw: draw.random((3, 4)) > 0.5),
)


@op(promote="truth", inplace=True, samples=_TENSORS, numbers=())
def logical_and(xp, input: Array, other: Array):
    """True where both are non-zero."""
    return xp.logical_and(input, other)


@op(promote="truth", inplace=True, samples=_TENSORS, numbers=())
def logical_or(xp, input: Array, other: Array):
    """True where either is non-zero."""
    return xp.logical_or(input, other)


@op(promote="truth", inplace=True, samples=_TENSORS, numbers=())
def logical_xor(xp, input: Array, other: Array):
    """True where exactly one is non-zero."""
    return xp.logical_xor(input, other)


@op(promote="common", inplace=True, samples=UNARY)
def logical_not(xp, input: Array):
    """True where an element is zero."""
    return xp.logical_not(input)


@op(promote="common", inplace=True, operator="__and__", check=integral("bitwise_and_cpu"), samples=_BITS)
def bitwise_and(xp, input: Array, other: Array):
    """The bits set in both; of masks, `and`."""
    return xp.bitwise_and(input, other)


@op(promote="common", inplace=True, operator="__or__", check=integral("bitwise_or_cpu"), samples=_BITS)
def bitwise_or(xp, input: Array, other: Array):
    """The bits set in either; of masks, `or`."""
    return xp.bitwise_or(input, other)


@op(promote="common", inplace=True, operator="__xor__", check=integral("bitwise_xor_cpu"), samples=_BITS)
def bitwise_xor(xp, input: Array, other: Array):
    """The bits set in exactly one; of masks, `xor`."""
    return xp.bitwise_xor(input, other)


@op(
    promote="common",
    inplace=True,
    check=integral("bitwise_not_cpu"),
    samples=((_bits,), (lambda draw: draw.random(4) > 0.5,)),
)
def bitwise_not(xp, input: Array):
    """The other bits; of a mask, `not`."""
    return xp.invert(input)


def _shift(name):
    check = integral(f"{name}_cpu")

    def shift(input, other):
        check(input, other)
        if all_masks(input, other):
            raise unimplemented(f"{name}_cpu", CPU.dtype(bool))

    return shift


@op(promote="common", inplace=True, operator="__lshift__", check=_shift("lshift"), samples=_BITS[:3])
def bitwise_left_shift(xp, input: Array, other: Array):
    """The bits `other` places higher."""
    return xp.left_shift(input, other)


@op(promote="common", inplace=True, operator="__rshift__", check=_shift("rshift"), samples=_BITS[:3])
def bitwise_right_shift(xp, input: Array, other: Array):
    """The bits `other` places lower; the sign stays."""
    return xp.right_shift(input, other)
