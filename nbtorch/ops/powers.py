"""Powers and roots."""

from __future__ import annotations

import math

import numpy

from ..autograd.apply import operand
from ..autograd.errors import invalid
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array
from .checks import unimplemented, want_tensors
from .compare import where
from .pointwise import log, nothing
from .samples import BINARY, UNARY
from .scalars import fits

_NUMBERS = (int, float, bool, complex)


def _base(g, input, exponent):
    """d/d input: nothing where the exponent is 0, also at input 0."""
    if type(exponent) in _NUMBERS:
        if exponent == 0:
            return nothing(g)
        return g * (input * 2) if exponent == 2 else g * (pow(input, exponent - 1) * exponent)
    return where(exponent == 0, 0.0, g * (exponent * pow(input, exponent - 1)))


def _not_negative(exponent):
    """Of a complex one: real, and not negative."""
    if getattr(exponent.dtype, "kind", None) == "c" or getattr(exponent.dtype, "is_complex", False):
        return (exponent.imag == 0) & (exponent.real >= 0)
    return exponent >= 0


def _exponent(g, input, exponent, out):
    """d/d exponent: nothing where 0 is raised to a power that is not negative."""
    if type(input) in _NUMBERS:
        if input == 0:
            return where(_not_negative(exponent), 0.0, g * (out * -math.inf))
        return g * (out * (math.log(input) if input > 0 else math.nan))
    return where((input == 0) & _not_negative(exponent), 0.0, g * (out * log(input)))


def _whole_powers(xp, input, exponent):
    """Integers to powers of which some may be negative: those are 1 / n, rounded to 0."""
    negative = exponent < 0
    result = xp.power(input, xp.where(negative, 0, exponent))
    small = xp.where(input == 1, 1, xp.where(input == -1, 1 - 2 * (exponent % 2), 0))
    return xp.where(negative, small, result).astype(result.dtype)


def _complex_power(xp, input, exponent):
    """`exp(exponent * log(input))`, which the C library gives for infinities and zeros too, and NumPy does not."""
    logarithm = xp.log(input)
    product = exponent * logarithm
    lost = xp.isnan(product.real) & xp.isnan(product.imag)
    if lost.any():
        product = xp.where(lost, _infinite_product(xp, exponent, logarithm), product)
    return xp.exp(product).astype(input.dtype)


def _infinite_product(xp, x, y):
    """`x * y` where parts of it are NaN, infinite as the C standard has it: annex G.5.1 of ISO/IEC 9899."""
    a, b, c, d = xp.broadcast_arrays(x.real, x.imag, y.real, y.imag)

    def boxed(far, one, two):  # what is infinite becomes 1, what is finite beside it 0
        return [xp.where(far, xp.copysign(xp.isinf(part) * part.dtype.type(1), part), part) for part in (one, two)]

    def zeroed(where, *parts):
        return [xp.where(where & xp.isnan(part), xp.copysign(part.dtype.type(0), part), part) for part in parts]

    first, second = xp.isinf(a) | xp.isinf(b), xp.isinf(c) | xp.isinf(d)
    over = ~(first | second) & (xp.isinf(a * c) | xp.isinf(b * d) | xp.isinf(a * d) | xp.isinf(b * c))
    (a, b), (c, d) = boxed(first, a, b), zeroed(first, c, d)
    (c, d), (a, b) = boxed(second, c, d), zeroed(second, a, b)
    a, b, c, d = zeroed(over, a, b, c, d)
    made = xp.empty(a.shape, x.dtype)
    made.real, made.imag = xp.inf * (a * c - b * d), xp.inf * (a * d + b * c)
    return xp.where(first | second | over, made, xp.nan * (1 + 1j)).astype(x.dtype)


def _possible(input, exponent):
    if type(exponent) is int and exponent < 0 and getattr(input, "dtype", numpy.dtype("f4")).kind in "biu":
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    if hasattr(input, "dtype"):
        fits(exponent, (input, exponent))
    if type(exponent) is not bool and all([
        type(v) is bool or getattr(v, "dtype", None) == numpy.bool_ for v in (input, exponent)
    ]):
        raise unimplemented("pow", numpy.dtype(bool))


@op(
    vjp={"input": _base, "exponent": _exponent},
    promote="common",
    inplace=True,
    operator="__pow__",
    refuses=_possible,
    samples=(*BINARY, ((3, 4), 3), ((3, 4), 0.5), ((3, 4), -1), ((3, 4), -2.5), ((3, 4), 0), (2.0, (3, 4)), ((), 2)),
    overload=lambda number: f"PowBackward{0 if number('exponent') else 2 if number('input') else 1}",
)
def pow(xp, input: Array, exponent: Array):
    """`input` to the power `exponent`, broadcast."""
    if type(input) in _NUMBERS and input == 1:  # also to a power that is infinite or NaN
        return xp.ones_like(exponent)
    if type(exponent) is bool:
        return input.copy() if exponent else xp.ones_like(input)
    if type(exponent) in _NUMBERS:
        if exponent == 2:
            return input * input
        if exponent == 3:
            return input * input * input
        if exponent == 0.5:
            return xp.sqrt(input)
        if exponent == -1 and input.dtype.kind == "f":
            return 1 / input
        if exponent == -2 and input.dtype.kind == "c":
            return 1 / (input * input)
        if exponent not in (0, 1) and input.dtype.kind == "c":
            return _complex_power(xp, input, input.dtype.type(exponent))
    elif exponent.dtype.kind == "c":
        return _complex_power(xp, xp.asarray(input, exponent.dtype), exponent)
    elif exponent.dtype.kind == "i" and (hasattr(input, "dtype") or type(input) in (bool, int)):
        return _whole_powers(xp, xp.asarray(input, exponent.dtype), exponent)
    elif type(input) not in _NUMBERS and exponent.dtype.kind == "f" and (exponent == 0.5).any():
        # C's pow is positive of -inf and -0; NumPy takes the root, where it sees that all exponents are one half
        input = xp.where((exponent == 0.5) & ((input == 0) | (input == -xp.inf)), xp.abs(input), input)
    return xp.power(input, exponent)


@composed(inplace=True, out=True)
def square(input: Array):
    """`input * input`, elementwise."""
    return input**2


@op(vjp={"input": lambda g, out: g / (out * 2)}, promote="float", inplace=True, samples=UNARY)
def sqrt(xp, input: Array):
    """Square root, elementwise."""
    return xp.sqrt(input)


@op(vjp={"input": lambda g, out: g * (out * out * out) * -0.5}, promote="float", inplace=True, samples=UNARY)
def rsqrt(xp, input: Array):
    """`1 / sqrt(input)`, elementwise."""
    return 1 / xp.sqrt(input)


@composed(out=True)
def float_power(input, exponent):
    """`input` to the power `exponent`, computed in float64 whatever the dtypes."""
    values = [input, exponent]
    if not any([hasattr(v, "_node") for v in values]):
        want_tensors("float_power", input=input)
    if not all([operand(v) for v in values]):
        raise invalid("float_power", values)
    complexes = [
        dtypes.category(v._data.dtype) > dtypes.FLOATING if hasattr(v, "_node") else type(v) is complex for v in values
    ]
    kind = dtypes.complex128 if any(complexes) else dtypes.float64
    input, exponent = [v.to(kind) if hasattr(v, "_node") else v for v in values]
    return exponent.__rpow__(input) if not hasattr(input, "_node") else input**exponent


@composed(method=True, function=False)
def float_power_(input, exponent):
    """In-place version of `float_power`, for float64 tensors."""
    if input._data.dtype not in ("float64", "complex128"):
        raise RuntimeError(
            f"the base given to float_power_ has dtype {dtypes.of(input._data.dtype).word} but the operation's result "
            "requires dtype Double"
        )
    return input.pow_(exponent)
