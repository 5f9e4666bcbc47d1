"""Keeping values within bounds, and choosing the larger or smaller of two."""

from __future__ import annotations

from ml_dtypes import finfo

from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import invalid
from ..autograd.inplace import inplace
from ..autograd.op import composed, op
from ..backend.array import Array, Real
from .checks import unimplemented, unordered, want_tensors
from .compare import where
from .samples import Sample
from .scalars import fits

_TENSORS = (((3, 4), (3, 4)), ((3, 1), (4,)), ((), (2, 2)))


def _larger(g, mine, theirs):
    """To the larger; equal ones share."""
    return where(mine == theirs, g / 2, where(mine < theirs, 0.0, g))


def _smaller(g, mine, theirs):
    return where(mine == theirs, g / 2, where(mine > theirs, 0.0, g))


@op(
    vjp={
        "input": lambda g, input, other: _larger(g, input, other),
        "other": lambda g, input, other: _larger(g, other, input),
    },
    promote="common",
    samples=_TENSORS,
    check=unordered("maximum not implemented for complex tensors."),
    numbers=(),
)
def maximum(xp, input: Array, other: Array):
    """The larger of each pair; NaN if either is."""
    return xp.maximum(input, other)


@op(
    vjp={
        "input": lambda g, input, other: _smaller(g, input, other),
        "other": lambda g, input, other: _smaller(g, other, input),
    },
    promote="common",
    samples=_TENSORS,
    check=unordered("minimum not implemented for complex tensors."),
    numbers=(),
)
def minimum(xp, input: Array, other: Array):
    """The smaller of each pair; NaN if either is."""
    return xp.minimum(input, other)


@op(
    vjp={
        "input": lambda g, input, other: where((input >= other) | (other != other), g, 0.0),
        "other": lambda g, input, other: where((input >= other) | (other != other), 0.0, g),
    },
    promote="common",
    samples=_TENSORS,
    check=unordered("fmax not implemented for complex tensors."),
    numbers=(),
)
def fmax(xp, input: Array, other: Array):
    """The larger of each pair; the other one if one is NaN."""
    return xp.fmax(input, other)


@op(
    vjp={
        "input": lambda g, input, other: where((input <= other) | (other != other), g, 0.0),
        "other": lambda g, input, other: where((input <= other) | (other != other), 0.0, g),
    },
    promote="common",
    samples=_TENSORS,
    check=unordered("fmin not implemented for complex tensors."),
    numbers=(),
)
def fmin(xp, input: Array, other: Array):
    """The smaller of each pair; the other one if one is NaN."""
    return xp.fmin(input, other)


def _inside(g, input, min, max):
    if min is None:
        return where(input <= max, g, 0.0)
    return where(input >= min if max is None else (input >= min) & (input <= max), g, 0.0)


def _below(g, input, min, max):
    return where(input < min if max is None else (input < min) & (min < max), g, 0.0)


def _above(g, input, min, max):
    return where(input > max if min is None else (input > max) | (max < min), g, 0.0)


def _not_between_masks(input, min, max):
    unordered("clamp is not supported for complex types", NotImplementedError)(input, min, max)
    if complex in (type(min), type(max)):
        raise NotImplementedError("clamp is not supported for complex types")
    bounds = [bound for bound in (min, max) if bound is not None]
    if input.dtype == bool and (len(bounds) == 2 or not hasattr(bounds[0], "dtype")):
        raise unimplemented("clamp_cpu", input.dtype)


def _some_bound(input, min, max):
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    given = [bound for bound in (min, max) if bound is not None]
    arrays = [bound for bound in given if hasattr(bound, "dtype")]
    if len(arrays) == 1 < len(given) and arrays[0].ndim:
        raise invalid("clamp", [input, min, max])
    for bound in given:
        fits(bound, [input, *given])


def _together(inputs):
    """Beside a number, a 0-dim bound that needs no gradient is a number too, whose dtype does not count."""
    input, min, max = inputs
    if min is None or max is None or hasattr(min, "_node") is hasattr(max, "_node"):
        return inputs
    return (input, *[b.item() if hasattr(b, "_node") and not b._data.ndim and not b.requires_grad else b
                     for b in (min, max)])  # fmt: skip


@op(
    refuses=_some_bound,
    reads=_together,
    vjp={"input": _inside, "min": _below, "max": _above},
    promote="common",
    inplace=True,
    check=_not_between_masks,
    aliases=("clip",),
    numbers=("min", "max"),
    samples=(
        ((3, 4), 0.5, 1.0), ((3, 4), 0.6, None), ((3, 4), None, 0.9), ((3, 4), (4,), (3, 1)),
        ((3, 4), (3, 4), None), ((3, 4), None, (3, 4)), ((), 0.5, 0.6), ((3, 4), 1.0, 0.5),
    ),
    overload=lambda number: f"ClampBackward{int(number('min') and number('max'))}",
)  # fmt: skip
def clamp(xp, input: Array, min: Array = None, max: Array = None):
    """`input` with what is below `min` raised to it and what is above `max` lowered to it."""
    if min is None or max is None or hasattr(min, "dtype") is not hasattr(max, "dtype"):
        _some_bound(input, min, max)
    out = input if min is None else xp.maximum(input, min)
    return out if max is None else xp.minimum(out, max)


@composed(inplace=True, out=True)
def clamp_min(input, min):
    """`input` with what is below `min` raised to it."""
    want_tensors("clamp_min", input=input)
    return clamp(input, min=min if hasattr(min, "_node") else overloaded("clamp_min", number_of, min, input))


@composed(inplace=True, out=True)
def clamp_max(input, max):
    """`input` with what is above `max` lowered to it."""
    want_tensors("clamp_max", input=input)
    return clamp(input, max=max if hasattr(max, "_node") else overloaded("clamp_max", number_of, max, input))


@op(
    vjp={"input": lambda g, input: where((input - input) == 0, g, 0.0)},
    promote="common",
    inplace=True,
    method=False,
    function=False,
    samples=(Sample((3, 4), low=-2, high=2, nan=0.0, posinf=1.0, neginf=-1.0),),
    grad_fn="NanToNumBackward0",
)
def replace_nonfinite(xp, input: Array, nan, posinf, neginf):
    """`input` with numbers in the place of NaN and of the infinities."""
    if input.dtype.kind == "c":
        whole = xp.empty(input.shape, input.dtype)
        whole.real = replace_nonfinite.forward(xp, input.real, nan, posinf, neginf)
        whole.imag = replace_nonfinite.forward(xp, input.imag, nan, posinf, neginf)
        return whole
    if input.dtype.kind != "f":
        return input.copy()
    out = xp.where(xp.isnan(input), input.dtype.type(nan), input)
    out = xp.where(input == xp.inf, input.dtype.type(posinf), out)
    return xp.where(input == -xp.inf, input.dtype.type(neginf), out)


def _limits(input, nan, posinf, neginf):
    for name, value in (("nan", nan), ("posinf", posinf), ("neginf", neginf)):
        if not isinstance(value, (int, float, type(None))):
            raise TypeError(f"nan_to_num(): argument '{name}' must be float, not {type(value).__name__}")
    end = 0.0 if input._data.dtype.kind in "biu" else float(finfo(input._data.dtype).max)
    return 0.0 if nan is None else nan, end if posinf is None else posinf, -end if neginf is None else neginf


@composed(out=True)
def nan_to_num(input, nan: Real = None, posinf: Real = None, neginf: Real = None):
    """`input` with NaN as 0 and infinities as the largest finite numbers of its dtype, or as given."""
    return replace_nonfinite(input, *_limits(input, nan, posinf, neginf))


@composed()
def nan_to_num_(input, nan: Real = None, posinf: Real = None, neginf: Real = None):
    """In-place version of `nan_to_num`."""
    if input._data.dtype.kind in "biu":
        return input  # whose elements are all finite
    return inplace(replace_nonfinite, (input,), _limits(input, nan, posinf, neginf))
