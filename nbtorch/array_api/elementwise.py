"""Functions of each element, and of pairs of elements."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from .datatypes import matched


def _of_one(name: str, ours: str = "") -> Callable[[Tensor], Tensor]:
    """The standard's function `name`; ours may be called otherwise."""
    function = getattr(functions, ours or name)

    def of_one(x: Tensor, /) -> Tensor:
        return function(x)

    return _named(of_one, name, function)


def _of_two(name: str, ours: str = "") -> Callable[[Any, Any], Tensor]:
    function = getattr(functions, ours or name)

    def of_two(x1: Any, x2: Any, /) -> Tensor:
        return function(*matched(x1, x2))

    return _named(of_two, name, function)


def _named(made: Any, name: str, function: Any) -> Any:
    made.__name__, made.__qualname__, made.__doc__ = name, name, function.__doc__
    return made


abs = _of_one("abs")
acos = _of_one("acos")
acosh = _of_one("acosh")
asin = _of_one("asin")
asinh = _of_one("asinh")
atan = _of_one("atan")
atanh = _of_one("atanh")
bitwise_invert = _of_one("bitwise_invert", "bitwise_not")
ceil = _of_one("ceil")
conj = _of_one("conj", "conj_physical")
cos = _of_one("cos")
cosh = _of_one("cosh")
exp = _of_one("exp")
floor = _of_one("floor")
imag = _of_one("imag")
isfinite = _of_one("isfinite")
isinf = _of_one("isinf")
isnan = _of_one("isnan")
log = _of_one("log")
log10 = _of_one("log10")
log1p = _of_one("log1p")
log2 = _of_one("log2")
logical_not = _of_one("logical_not")
negative = _of_one("negative")
positive = _of_one("positive")
real = _of_one("real")
reciprocal = _of_one("reciprocal")
signbit = _of_one("signbit")
sin = _of_one("sin")
sinh = _of_one("sinh")
sqrt = _of_one("sqrt")
square = _of_one("square")
tan = _of_one("tan")
trunc = _of_one("trunc")

add = _of_two("add")
atan2 = _of_two("atan2")
bitwise_and = _of_two("bitwise_and")
bitwise_left_shift = _of_two("bitwise_left_shift")
bitwise_or = _of_two("bitwise_or")
bitwise_right_shift = _of_two("bitwise_right_shift")
bitwise_xor = _of_two("bitwise_xor")
copysign = _of_two("copysign")
divide = _of_two("divide", "true_divide")
equal = _of_two("equal", "eq")
greater = _of_two("greater")
greater_equal = _of_two("greater_equal")
hypot = _of_two("hypot")
less = _of_two("less")
less_equal = _of_two("less_equal")
logaddexp = _of_two("logaddexp")
logical_and = _of_two("logical_and")
logical_or = _of_two("logical_or")
logical_xor = _of_two("logical_xor")
maximum = _of_two("maximum")
minimum = _of_two("minimum")
multiply = _of_two("multiply")
nextafter = _of_two("nextafter")
not_equal = _of_two("not_equal")
pow = _of_two("pow")
remainder = _of_two("remainder")
subtract = _of_two("subtract")


def sign(x: Tensor, /) -> Tensor:
    """-1, 0 or 1 by the sign of each element, NaN of NaN; of a complex number, the one of size 1 in its direction."""
    found = functions.sgn(x)
    return functions.where(functions.isnan(x), x, found) if x.is_floating_point() else found


def round(x: Tensor, /) -> Tensor:
    """The nearest whole number, halves to the even one; of a complex number, each part by itself."""
    return functions.complex(x.real.round(), x.imag.round()) if x.is_complex() else functions.round(x)


def clip(x: Tensor, /, min: Any = None, max: Any = None) -> Tensor:
    """`x`, not below `min` and not above `max`, in the dtype of `x`."""
    kind = x.dtype
    if min is not None:
        x = functions.maximum(*matched(x, min))
    if max is not None:
        x = functions.minimum(*matched(x, max))
    return x.to(kind) if min is not None or max is not None else x.clone()


def floor_divide(x1: Any, x2: Any, /) -> Tensor:
    """The largest whole number not above `x1 / x2`, infinite where that is; PyTorch gives NaN for infinities."""
    x1, x2 = matched(x1, x2)
    whole = functions.floor_divide(x1, x2)
    if not whole.is_floating_point():
        return whole
    endless = functions.isinf(x1) | functions.isinf(x2)
    return functions.where(endless, functions.floor(functions.true_divide(x1, x2)), whole)


def expm1(x: Tensor, /) -> Tensor:
    """`exp(x) - 1`; of a + bi by its parts, `expm1(a) cos(b) - 2 sin(b / 2)^2` and `exp(a) sin(b)`, and C's limits."""
    if not x.is_complex():
        return functions.expm1(x)
    a, b = x.real, x.imag
    flat, undirected = b == 0, ~functions.isfinite(b)
    ahead = functions.expm1(a) + 0.0  # the standard has no -0 here
    along = functions.where(flat, ahead, ahead * functions.cos(b) - 2 * functions.sin(b / 2) ** 2)
    return functions.complex(
        functions.where(undirected & functions.isinf(a), ahead, along),
        functions.where(flat, b, functions.where(undirected & (a == -inf), 0.0, functions.exp(a) * functions.sin(b))),
    )


def tanh(x: Tensor, /) -> Tensor:
    """The hyperbolic tangent; of a complex number that ends in an infinity, one on the side it came from."""
    found = functions.tanh(x)
    if not x.is_complex():
        return found
    a, b = x.real, x.imag
    one, zero = functions.ones_like(a), functions.zeros_like(b)
    end = functions.complex(functions.copysign(one, a), functions.copysign(zero, b))
    return functions.where(functions.isinf(a) & functions.isfinite(b), end, found)
