"""Functions of each element, and of pairs of elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from .datatypes import matched


def _of_one(function: Callable[..., Any]) -> Callable[[Tensor], Tensor]:
    def of_one(x: Tensor, /) -> Tensor:
        return function(x)

    return _named(of_one, function)


def _of_two(function: Callable[..., Any]) -> Callable[[Any, Any], Tensor]:
    def of_two(x1: Any, x2: Any, /) -> Tensor:
        return function(*matched(x1, x2))

    return _named(of_two, function)


def _named(made: Any, function: Any) -> Any:
    made.__name__ = made.__qualname__ = function.__name__
    made.__doc__ = function.__doc__
    return made


abs = _of_one(functions.abs)
acos, acosh = _of_one(functions.acos), _of_one(functions.acosh)
asin, asinh = _of_one(functions.asin), _of_one(functions.asinh)
atan, atanh = _of_one(functions.atan), _of_one(functions.atanh)
cos, cosh = _of_one(functions.cos), _of_one(functions.cosh)
sin, sinh = _of_one(functions.sin), _of_one(functions.sinh)
tan, tanh = _of_one(functions.tan), _of_one(functions.tanh)
exp, expm1 = _of_one(functions.exp), _of_one(functions.expm1)
log, log1p, log2, log10 = [_of_one(getattr(functions, name)) for name in ("log", "log1p", "log2", "log10")]
bitwise_invert = _of_one(functions.bitwise_not)
ceil, floor, trunc = _of_one(functions.ceil), _of_one(functions.floor), _of_one(functions.trunc)
isfinite, isinf, isnan = _of_one(functions.isfinite), _of_one(functions.isinf), _of_one(functions.isnan)
logical_not, signbit = _of_one(functions.logical_not), _of_one(functions.signbit)
negative, positive, reciprocal = _of_one(functions.neg), _of_one(functions.positive), _of_one(functions.reciprocal)
conj, imag, real = _of_one(functions.conj_physical), _of_one(functions.imag), _of_one(functions.real)
square, sqrt = _of_one(functions.square), _of_one(functions.sqrt)

add, subtract, multiply, divide = [_of_two(getattr(functions, name)) for name in ("add", "sub", "mul", "true_divide")]
floor_divide, remainder, pow = [_of_two(getattr(functions, name)) for name in ("floor_divide", "remainder", "pow")]
atan2, hypot, logaddexp = _of_two(functions.atan2), _of_two(functions.hypot), _of_two(functions.logaddexp)
copysign, nextafter = _of_two(functions.copysign), _of_two(functions.nextafter)
maximum, minimum = _of_two(functions.maximum), _of_two(functions.minimum)
bitwise_and, bitwise_or = _of_two(functions.bitwise_and), _of_two(functions.bitwise_or)
bitwise_xor = _of_two(functions.bitwise_xor)
bitwise_left_shift = _of_two(functions.bitwise_left_shift)
bitwise_right_shift = _of_two(functions.bitwise_right_shift)
logical_and, logical_or = _of_two(functions.logical_and), _of_two(functions.logical_or)
logical_xor = _of_two(functions.logical_xor)
equal, not_equal = _of_two(functions.eq), _of_two(functions.ne)
less, less_equal = _of_two(functions.lt), _of_two(functions.le)
greater, greater_equal = _of_two(functions.gt), _of_two(functions.ge)


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
