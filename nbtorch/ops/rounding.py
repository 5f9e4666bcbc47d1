"""Rounding to whole numbers. The gradient of a step is 0."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array
from .checks import refuses, unimplemented
from .pointwise import nothing
from .samples import SIGNED

ZERO = {"input": lambda g: nothing(g)}


def _step(function, input):
    """Integers are whole already."""
    return function(input) if input.dtype.kind == "f" else input.copy()


@op(vjp=ZERO, promote="common", inplace=True, check=refuses("ceil_vml_cpu", "bc"), samples=SIGNED)
def ceil(xp, input: Array):
    """The smallest whole number not below each element."""
    return _step(xp.ceil, input)


@op(vjp=ZERO, promote="common", inplace=True, check=refuses("floor_vml_cpu", "bc"), samples=SIGNED)
def floor(xp, input: Array):
    """The largest whole number not above each element."""
    return _step(xp.floor, input)


@op(vjp=ZERO, promote="common", inplace=True, check=refuses("trunc_vml_cpu", "bc"), aliases=("fix",), samples=SIGNED)
def trunc(xp, input: Array):
    """Each element without its fraction."""
    return _step(xp.trunc, input)


def _roundable(input, decimals=0):
    kernel = "round_vml_cpu" if decimals == 0 else "round_cpu"
    if input.dtype.kind in ("bc" if decimals == 0 else "biuc"):
        raise unimplemented(kernel, input.dtype)


@op(
    vjp=ZERO,
    promote="common",
    inplace=True,
    check=_roundable,
    samples=(*SIGNED, ((3, 4), {"decimals": 2}), ((3, 4), {"decimals": -1})),
)
def round(xp, input: Array, decimals=0):
    """The nearest multiple of `10**-decimals`, halves to the even one."""
    if decimals == 0:
        return _step(xp.rint, input)
    scale = float(10 ** (decimals if decimals > 0 else -decimals))
    return xp.rint(input * scale) / scale if decimals > 0 else xp.rint(input / scale) * scale


@op(vjp={"input": lambda g: g}, promote="common", inplace=True, check=refuses("frac_cpu", "biuc"), samples=SIGNED)
def frac(xp, input: Array):
    """The fraction that `trunc` drops."""
    return input - xp.trunc(input)
