"""Data types: what they are, what they hold, and what they make together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy

from .._tensor import Tensor
from ..backend import dtype as dtypes, limits

_SIGNED = (dtypes.int8, dtypes.int16, dtypes.int32, dtypes.int64)
_UNSIGNED = (dtypes.uint8, dtypes.uint16, dtypes.uint32, dtypes.uint64)
_REAL = (dtypes.float32, dtypes.float64)
_COMPLEX = (dtypes.complex64, dtypes.complex128)
KINDS: dict[str, tuple[dtypes.dtype, ...]] = {  # of the standard: half precision is in none of them
    "bool": (dtypes.bool_,),
    "signed integer": _SIGNED,
    "unsigned integer": _UNSIGNED,
    "integral": _SIGNED + _UNSIGNED,
    "real floating": _REAL,
    "complex floating": _COMPLEX,
    "numeric": _SIGNED + _UNSIGNED + _REAL + _COMPLEX,
}
_NUMBERS = (bool, int, float, complex)


def of_kind(kind: Any) -> tuple[dtypes.dtype, ...]:
    """The dtypes of a kind, "integral" and the like, or of a tuple of kinds."""
    if isinstance(kind, tuple):
        return tuple([found for part in kind for found in of_kind(part)])
    if isinstance(kind, dtypes.dtype):
        return (kind,)
    if kind not in KINDS:
        raise ValueError(f"kind must be a dtype, a tuple, or one of {', '.join(KINDS)}, got {kind!r}")
    return KINDS[kind]


def isdtype(dtype: Any, kind: Any) -> bool:
    """Whether `dtype` is `kind`: a dtype, "bool", "integral", "numeric" and so on, or one of a tuple of them."""
    if kind == "real floating" and dtype in (dtypes.float16, dtypes.bfloat16):
        return True
    return dtype in of_kind(kind)


def result_type(*arrays_and_dtypes: Any) -> dtypes.dtype:
    """The dtype that arrays, dtypes and numbers make together; dimensions do not matter, numbers come last."""
    numbers = [value for value in arrays_and_dtypes if isinstance(value, _NUMBERS)]
    kinds = [_dtype_of(value).array for value in arrays_and_dtypes if not isinstance(value, _NUMBERS)]
    if not kinds:
        raise ValueError("result_type() needs at least one array or dtype")
    return dtypes.of(dtypes.result_type([numpy.empty(1, reduce(dtypes.promote, kinds)), *numbers]))


def _dtype_of(value: Any) -> dtypes.dtype:
    if isinstance(value, dtypes.dtype):
        return value
    if not isinstance(value, Tensor):
        raise TypeError(f"expected an array, a dtype or a number, got {type(value).__name__}")
    return value.dtype


def can_cast(from_: Any, to: Any, /) -> bool:
    """Whether every value of one dtype can be had in another, by the rules of promotion."""
    return result_type(from_, to) is to


def astype(x: Tensor, dtype: Any, /, *, copy: bool = True, device: Any = None) -> Tensor:
    """`x` in another dtype, always as a copy unless `copy` is False."""
    if x.is_complex() and not dtype.is_complex and dtype is not dtypes.bool_:
        raise TypeError(f"astype(): complex numbers have no order to become {dtype} by: take real(x) or abs(x)")
    made = x.to(device=device, dtype=dtype)
    return made.clone() if copy and made is x else made


@dataclass(frozen=True)
class FloatLimits:
    """What `finfo` tells of a floating dtype."""

    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: dtypes.dtype


@dataclass(frozen=True)
class IntegerLimits:
    """What `iinfo` tells of an integer dtype."""

    bits: int
    max: int
    min: int
    dtype: dtypes.dtype


def finfo(type: Any, /) -> FloatLimits:
    """The limits of a floating dtype, or of an array's; of a complex one, those of its parts."""
    kind = _dtype_of(type)
    found = limits.finfo(kind)
    return FloatLimits(found.bits, found.eps, found.max, found.min, found.smallest_normal, kind.to_real())


def iinfo(type: Any, /) -> IntegerLimits:
    """The limits of an integer dtype, or of an array's."""
    kind = _dtype_of(type)
    found = limits.iinfo(kind)
    return IntegerLimits(found.bits, found.max, found.min, kind)


def matched(*values: Any) -> list[Any]:
    """Arrays and numbers as arrays of one dtype: to PyTorch a 0-dim array counts as a number, here it does not."""
    kinds = {value.dtype if isinstance(value, Tensor) else None for value in values}
    if len(kinds) == 1 and None not in kinds:
        return list(values)
    kind, where = result_type(*values), next(value.device for value in values if isinstance(value, Tensor))
    return [
        value.to(kind) if isinstance(value, Tensor) else Tensor(numpy.asarray(value, kind.array), None).to(where)
        for value in values
    ]
