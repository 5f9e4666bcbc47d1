"""Elementwise arithmetic. A forward sees raw arrays and `xp`; a rule uses operators and ops only."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array
from .samples import BINARY, UNARY


def _no_bools(input, other, *statics):
    if getattr(input, "dtype", None) == bool and getattr(other, "dtype", None) == bool:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )


@op(
    vjp={"input": lambda g: g, "other": lambda g, alpha: g if alpha == 1 else g * alpha},
    promote="common",
    inplace=True,
    operator="__add__",
    samples=(*BINARY, ((3, 4), (4,), {"alpha": 2.5})),
)
def add(xp, input: Array, other: Array, alpha=1):
    """`input + alpha * other`, broadcast."""
    return xp.add(input, other if alpha == 1 else other * alpha)


@op(
    vjp={"input": lambda g: g, "other": lambda g, alpha: -g if alpha == 1 else g * -alpha},
    promote="common",
    inplace=True,
    operator="__sub__",
    check=_no_bools,
    samples=(*BINARY, ((3, 4), (4,), {"alpha": 2.5})),
)
def sub(xp, input: Array, other: Array, alpha=1):
    """`input - alpha * other`, broadcast."""
    return xp.subtract(input, other if alpha == 1 else other * alpha)


@op(
    vjp={"input": lambda g, other: g * other, "other": lambda g, input: g * input},
    promote="common",
    inplace=True,
    operator="__mul__",
    samples=BINARY,
)
def mul(xp, input: Array, other: Array):
    """`input * other`, broadcast."""
    return xp.multiply(input, other)


@op(
    vjp={"input": lambda g, other: g / other, "other": lambda g, out, other: -g * out / other},
    promote="float",
    inplace=True,
    operator="__truediv__",
    samples=BINARY,
)
def true_divide(xp, input: Array, other: Array):
    """`input / other`, broadcast; integers give the default dtype."""
    return xp.true_divide(input, other)


@op(vjp={"input": lambda g: -g}, promote="common", inplace=True, operator="__neg__", samples=UNARY)
def neg(xp, input: Array):
    """`-input`."""
    return xp.negative(input)


@op(vjp={"input": lambda g, out: g * out}, promote="float", inplace=True, samples=UNARY)
def exp(xp, input: Array):
    """e to the power of `input`, elementwise."""
    return xp.exp(input)


@op(vjp={"input": lambda g, input: g / input}, promote="float", inplace=True, samples=UNARY)
def log(xp, input: Array):
    """Natural logarithm, elementwise."""
    return xp.log(input)


@op(vjp={"input": lambda g, out: g * (1 - out * out)}, promote="float", inplace=True, samples=UNARY)
def tanh(xp, input: Array):
    """Hyperbolic tangent, elementwise."""
    return xp.tanh(input)


@op(vjp={"input": lambda g, out: -g * out * out}, promote="float", inplace=True, samples=UNARY)
def reciprocal(xp, input: Array):
    """`1 / input`, elementwise."""
    return 1 / input
