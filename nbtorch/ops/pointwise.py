"""Elementwise arithmetic. A forward sees raw arrays and `xp`; a rule uses operators and ops only."""

from __future__ import annotations

from ..autograd.apply import fitting
from ..autograd.op import composed, op
from ..backend.array import Array, Number
from .checks import refuses
from .samples import BINARY, SIGNED, UNARY
from .scalars import fits

_INVERT = "If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."


_SURE = 65504  # every floating dtype holds it
_ONE = 1  # the usual factor, which is this object: to ask that is cheaper than to compare


def _whole_alpha(input, other, alpha):
    if type(alpha) is float and all_integers(input, other):
        raise RuntimeError("For integral input tensors, argument alpha must not be a floating point number.")


def _alpha_held(input, other, alpha):
    _whole_alpha(input, other, alpha)
    if alpha is not _ONE:
        fits(alpha, (input, other))


def _less_alpha_held(input, other, alpha):
    if alpha is not _ONE and type(alpha) is not bool:
        fits(-alpha, (input, other))  # PyTorch adds what it is to subtract


def scaled(value, alpha):
    """`alpha * value`; a 0-dim tensor stands for its number."""
    return value if alpha == 1 else value * (alpha.item() if hasattr(alpha, "_node") else alpha)


def all_integers(*values):
    """Whether every value, an array or a number, is an integer or a boolean."""
    return all([value.dtype.kind in "biu" if hasattr(value, "dtype") else isinstance(value, int) for value in values])


def _no_bools(input, other, alpha):
    _whole_alpha(input, other, alpha)
    no_bools(input, other)


def no_bools(input, other):
    """Refuse to subtract bools."""
    kinds = [getattr(value, "dtype", type(value)) for value in (input, other)]
    if kinds == [bool, bool] and hasattr(input, "dtype") and hasattr(other, "dtype"):
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    if bool in kinds:
        raise RuntimeError(f"Subtraction, the `-` operator, with a bool tensor is not supported. {_INVERT}")


def _not_bool(input):
    if input.dtype == bool:
        raise RuntimeError(f"Negation, the `-` operator, on a bool tensor is not supported. {_INVERT}")


def times(input, other, alpha):
    """`other` by a number, to be added to `input`: masks stay masks."""
    if alpha == 1 and type(alpha) is not bool:
        return other
    kinds = [getattr(getattr(value, "dtype", None), "kind", "") for value in (input, other)]
    if type(alpha) is complex and "c" not in kinds:
        raise RuntimeError("For non-complex input tensors, argument alpha must not be a complex number.")
    masks = all([value.dtype == bool if hasattr(value, "dtype") else type(value) is bool for value in (input, other)])
    if type(alpha) is bool and not masks:
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    kind = (input if hasattr(input, "dtype") else other).dtype
    if type(alpha) is complex or not -_SURE <= alpha <= _SURE:
        if kind.kind not in "iu":
            fits(alpha, (input, other))
        elif type(alpha) is int:
            alpha = fitting(alpha, kind)  # what is subtracted may be 2 ** 63, in 64 bits its own negative
    if type(alpha) is int and kind.kind in "iu" and not hasattr(other, "dtype"):
        return fitting(other * alpha, kind)
    if type(other) is float and kind.name == "float32":
        other = kind.type(other)  # infinite, if it is too large
    if type(alpha) is int and kind.kind == "u" and alpha < 0:
        return other * fitting(alpha, kind)
    return other & bool(alpha) if masks else scaled(other, alpha)


@op(method=False, function=False)
def nothing(xp, input: Array):
    """Zeros like `input`: the gradient of a step."""
    return xp.zeros_like(input)


@op(
    rounds=("alpha",),
    vjp={"input": lambda g: g, "other": lambda g, alpha: scaled(g, alpha)},
    promote="common",
    inplace=True,
    operator="__add__",
    check=_alpha_held,
    samples=(*BINARY, ((3, 4), (4,), {"alpha": 2.5})),
)
def add(xp, input: Array, other: Array, alpha: Number = 1):
    """`input + alpha * other`, broadcast."""
    return xp.add(input, other if alpha is _ONE else times(input, other, alpha))


@op(
    rounds=("alpha",),
    vjp={"input": lambda g: g, "other": lambda g, alpha: -scaled(g, alpha)},
    promote="common",
    inplace=True,
    operator="__sub__",
    refuses=_no_bools,
    check=_less_alpha_held,
    aliases=("subtract",),
    samples=(*BINARY, ((3, 4), (4,), {"alpha": 2.5})),
)
def sub(xp, input: Array, other: Array, alpha: Number = 1):
    """`input - alpha * other`, broadcast."""
    return xp.subtract(input, other if alpha is _ONE else times(input, other, alpha))


@op(
    rounds=("alpha",),
    vjp={"input": lambda g, alpha: -scaled(g, alpha), "other": lambda g: g},
    promote="common",
    method=False,
    numbers=("other",),
    operator="__rsub__",
    refuses=_no_bools,
    check=_less_alpha_held,
    samples=(*BINARY, ((3, 4), (4,), {"alpha": 2.5})),
    grad_fn="RsubBackward1",  # of a number, as `1 - x` is: of two tensors it would be Backward0
)
def rsub(xp, input: Array, other: Array, alpha: Number = 1):
    """`other - alpha * input`, broadcast."""
    return xp.subtract(other, input if alpha is _ONE else times(other, input, alpha))


@op(
    exact=("other",),
    vjp={"input": lambda g, other: g * other, "other": lambda g, input: g * input},
    promote="common",
    inplace=True,
    operator="__mul__",
    aliases=("multiply",),
    samples=BINARY,
)
def mul(xp, input: Array, other: Array):
    """`input * other`, broadcast."""
    return xp.multiply(input, other)


@op(
    exact=("other",),
    vjp={"input": lambda g, other: g / other, "other": lambda g, input, other: -g * ((input / other) / other)},
    promote="float",
    inplace=True,
    operator="__truediv__",
    samples=BINARY,
    grad_fn="DivBackward0",
)
def true_divide(xp, input: Array, other: Array):
    """`input / other`, broadcast; integers give the default dtype."""
    return xp.true_divide(input, other)


@op(vjp={"input": lambda g, out: -g * out * out}, promote="float", inplace=True, samples=UNARY)
def reciprocal(xp, input: Array):
    """`1 / input`, elementwise."""
    return 1 / input


@op(
    vjp={"input": lambda g: -g},
    promote="common",
    inplace=True,
    operator="__neg__",
    check=_not_bool,
    aliases=("negative",),
    samples=UNARY,
)
def neg(xp, input: Array):
    """`-input`."""
    return xp.negative(input)


@composed(operator="__pos__")
def positive(input):
    """`input` itself; a mask has no sign."""
    if input._data.dtype == bool:
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


@op(
    vjp={"input": lambda g, input: g * sgn(input)},
    promote="common",
    inplace="real",
    operator="__abs__",
    check=refuses("abs_cpu"),
    conjugates=True,
    aliases=("absolute",),
    samples=SIGNED,
)
def abs(xp, input: Array):
    """The size of each element, whatever its sign; of a complex number, its modulus."""
    return xp.abs(input)


def _complex_direction(g, input, out):
    if getattr(input.dtype, "kind", None) != "c" and not getattr(input.dtype, "is_complex", False):
        return nothing(g)
    size = abs(input)
    rise = (g * out.conj()).real
    return where_zero(size, (g - out * rise) / size)


@op(vjp={"input": _complex_direction}, promote="common", inplace=True, conjugates=True, samples=SIGNED)
def sgn(xp, input: Array):
    """-1, 0 or 1 by the sign; of a complex number, the number of size 1 in its direction."""
    if input.dtype.kind == "c":
        size = xp.abs(input)
        return xp.where(size == 0, 0, input / xp.where(size == 0, 1, size)).astype(input.dtype)
    return _side(xp, input)


def _side(xp, input):
    if input.dtype.kind == "f":
        return xp.subtract(input > 0, input < 0, dtype=input.dtype)  # 0 for NaN, where `xp.sign` gives NaN
    return input.copy() if input.dtype == bool else xp.sign(input)


@op(vjp={"value": lambda g, size: where_zero(size, g)}, method=False, function=False)
def where_zero(xp, size: Array, value: Array):
    """`value` where `size` is not 0, else 0."""
    return xp.where(size == 0, 0, value)


def _real(input):
    if input.dtype.kind == "c":
        raise NotImplementedError(
            "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead."
        )


@op(vjp={"input": lambda g: nothing(g)}, promote="common", inplace=True, check=_real, samples=SIGNED)
def sign(xp, input: Array):
    """-1, 0 or 1 by the sign of each element."""
    return _side(xp, input)


# ---------------------------------------------------------------- what most models are made of
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
