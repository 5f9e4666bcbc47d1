"""Division with rounding, and its remainders."""

from __future__ import annotations

from ..autograd.inplace import inplace
from ..autograd.op import composed, op
from ..backend.array import CPU, Array
from .checks import all_masks, no_zero_divisor, refuses, unimplemented
from .pointwise import nothing, true_divide
from .rounding import floor, trunc
from .samples import Sample

_DIVIDED = (
    Sample((3, 4), (3, 4), low=0.6, high=2.7),
    Sample((3, 1), (4,), low=0.6, high=2.7),
    Sample((2, 3), -0.7, low=-2, high=2),
)


def _whole(xp, input, other, rounding_mode):
    if rounding_mode == "floor":
        return xp.floor_divide(input, other)
    if getattr(input, "dtype", other).kind == "f" if hasattr(input, "dtype") else other.dtype.kind == "f":
        return xp.trunc(xp.true_divide(input, other))
    down = xp.floor_divide(input, other)
    return down + ((xp.multiply(down, other) != input) & ((input < 0) != (other < 0)))


def _known(input, other, rounding_mode):
    if rounding_mode not in ("trunc", "floor"):
        raise RuntimeError(
            f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'"
        )
    masks(f"div_{rounding_mode}_cpu", input, other)
    no_zero_divisor(input, other)


def masks(kernel, input, other):
    """Refuse to divide bools by bools."""
    if all_masks(input, other):
        raise unimplemented(kernel, CPU.dtype(bool))


def _whole_quotients(input, other):
    masks("div_floor_cpu", input, other)
    no_zero_divisor(input, other)


@op(
    exact=("other",),
    vjp={"input": lambda g: nothing(g), "other": lambda g: nothing(g)},
    promote="common",
    inplace=True,
    method=False,
    function=False,
    check=_known,
    grad_fn="DivBackward1",
)
def divide_whole(xp, input: Array, other: Array, rounding_mode):
    """`input / other` rounded down ("floor") or towards zero ("trunc"); integers stay integers."""
    return _whole(xp, input, other, rounding_mode)


@composed(aliases=("divide",), out=True)
def div(input, other, *, rounding_mode=None):
    """`input / other`, rounded as `rounding_mode` says: None, "trunc" or "floor"."""
    if rounding_mode not in (None, "trunc", "floor"):
        raise RuntimeError(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
            f"{rounding_mode!r}"
        )
    return true_divide.call(input, other) if rounding_mode is None else divide_whole.call(input, other, rounding_mode)


@composed(function=False, aliases=("divide_",))
def div_(input, other, *, rounding_mode=None):
    """In-place version of `div`."""
    return (
        input.true_divide_(other) if rounding_mode is None else inplace(divide_whole, (input, other), (rounding_mode,))
    )


def _undefined(g):
    raise RuntimeError("derivative for aten::floor_divide is not implemented")


@op(
    exact=("other",),
    vjp={"input": _undefined, "other": _undefined},
    promote="common",
    inplace=True,
    operator="__floordiv__",
    check=_whole_quotients,
    samples=(
        (lambda draw: draw.integers(-9, 9, (3, 4)), lambda draw: draw.integers(1, 4, 4)),
        (lambda draw: draw.integers(-9, 9, 5), -2),
    ),
)
def floor_divide(xp, input: Array, other: Array):
    """`input / other` rounded down."""
    return xp.floor_divide(input, other)


def _integers(kernel):
    def check(input, other):
        refuses(kernel)(input, other)
        no_zero_divisor(input, other)

    return check


@op(
    vjp={"input": lambda g: g, "other": lambda g, input, other: -g * floor(input / other)},
    promote="common",
    inplace=True,
    operator="__mod__",
    check=_integers("remainder_cpu"),
    samples=_DIVIDED,
)
def remainder(xp, input: Array, other: Array):
    """What `input / other` rounded down leaves: it has the sign of `other`."""
    return xp.remainder(input, other)


@op(
    vjp={"input": lambda g: g, "other": lambda g, input, other: -g * trunc(input / other)},
    promote="common",
    inplace=True,
    check=_integers("fmod_cpu"),
    samples=_DIVIDED,
    numbers=("other",),
)
def fmod(xp, input: Array, other: Array):
    """What `input / other` rounded towards zero leaves: it has the sign of `input`."""
    return xp.fmod(input, other)
