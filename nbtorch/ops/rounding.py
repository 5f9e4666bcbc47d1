"""Rounding to whole numbers. The gradient of a step is 0."""

from __future__ import annotations

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Int
from .checks import refuses, unimplemented
from .compare import where
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


def _roundable(input, decimals=...):
    if input.dtype.kind in ("bc" if decimals is ... else "biuc"):
        raise unimplemented("round_cpu" if decimals is not ... and decimals else "round_vml_cpu", input.dtype)


@op(
    vjp=ZERO,
    promote="common",
    inplace=True,
    check=_roundable,
    samples=(*SIGNED, ((3, 4), {"decimals": 2}), ((3, 4), {"decimals": -1})),
    grad_fn=lambda decimals: f"RoundBackward{int(decimals is not ...)}",
)
def round(xp, input: Array, decimals: Int = ...):
    """The nearest multiple of `10**-decimals`, halves to the even one; of integers, that are it, only without any."""
    if decimals is ... or decimals == 0:
        return _step(xp.rint, input)
    scale = float(10 ** min(abs(decimals), 308))
    return xp.rint(input * scale) / scale if decimals > 0 else xp.rint(input / scale) * scale


@op(vjp={"input": lambda g: g}, promote="common", inplace=True, check=refuses("frac_cpu", "biuc"), samples=SIGNED)
def frac(xp, input: Array):
    """The fraction that `trunc` drops."""
    return input - xp.trunc(input)


@op(
    vjp={"input": lambda g, input, other: where(input == other, nothing(g), g), "other": lambda g: nothing(g)},
    method=False,
    function=False,
    check=refuses("nextafter_cpu", "biuc"),
    grad_fn="NextafterBackward0",
)
def beside(xp, input: Array, other: Array):
    """`nextafter` of arrays of one dtype, which is the one it steps in: half precision is not widened here."""
    return xp.nextafter(input, other)


@composed(inplace=True, out=True)
def nextafter(input, other):
    """The floating number beside `input` on the way to `other`."""
    for position, value in enumerate((input, other)):
        if not hasattr(value, "_node"):
            raise TypeError(
                f"nextafter(): argument '{('input', 'other')[position]}' (position {position + 1}) must be Tensor, "
                f"not {type(value).__name__}"
            )
    kind = dtypes.of(dtypes.result_type([input._data, other._data]))
    return beside(input.to(kind), other.to(kind))
