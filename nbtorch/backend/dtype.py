"""PyTorch's dtypes as objects of our own, and PyTorch's promotion between them."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

import ml_dtypes
import numpy

BOOL, INTEGER, FLOATING, COMPLEX = range(4)  # categories, in the order promotion climbs


class dtype:
    """An element type, as PyTorch names it; `array` is the NumPy dtype that stores it."""

    __slots__ = ("array", "category", "name", "word")
    known: ClassVar[dict[Any, dtype]] = {}

    def __init__(self, name: str, array: Any, category: int, word: str):
        self.name, self.array, self.category, self.word = name, numpy.dtype(array), category, word
        dtype.known[self.array] = self

    is_floating_point = property(lambda self: self.category == FLOATING)
    is_complex = property(lambda self: self.category == COMPLEX)
    is_signed = property(lambda self: self.category > BOOL and self.array.kind != "u")
    itemsize = property(lambda self: self.array.itemsize)

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> Any:
        return by_name, (self.name,)

    def to_real(self) -> dtype:
        """The dtype of the real part."""
        return {"complex64": float32, "complex128": float64}.get(self.name, self)

    def to_complex(self) -> dtype:
        """The complex dtype of the same precision."""
        if self.category < FLOATING:
            raise RuntimeError(f"Unknown Complex ScalarType for {self.word}")
        return {"float64": complex128}.get(self.name, self if self.is_complex else complex64)


uint8 = dtype("uint8", "uint8", INTEGER, "Byte")
int8 = dtype("int8", "int8", INTEGER, "Char")
int16 = dtype("int16", "int16", INTEGER, "Short")
int32 = dtype("int32", "int32", INTEGER, "Int")
int64 = dtype("int64", "int64", INTEGER, "Long")
uint16 = dtype("uint16", "uint16", INTEGER, "UInt16")
uint32 = dtype("uint32", "uint32", INTEGER, "UInt32")
uint64 = dtype("uint64", "uint64", INTEGER, "UInt64")
float16 = dtype("float16", "float16", FLOATING, "Half")
bfloat16 = dtype("bfloat16", ml_dtypes.bfloat16, FLOATING, "BFloat16")
float32 = dtype("float32", "float32", FLOATING, "Float")
float64 = dtype("float64", "float64", FLOATING, "Double")
complex64 = dtype("complex64", "complex64", COMPLEX, "ComplexFloat")
complex128 = dtype("complex128", "complex128", COMPLEX, "ComplexDouble")
bool_ = dtype("bool", "bool", BOOL, "Bool")

_IN_C = {
    "uint8": "unsigned char", "int8": "signed char", "int16": "short int", "int32": "int", "int64": "long int",
    "uint16": "short unsigned int", "uint32": "unsigned int", "uint64": "long unsigned int", "float16": "c10::Half",
    "bfloat16": "c10::BFloat16", "float32": "float", "float64": "double", "complex64": "c10::complex<float>",
    "complex128": "c10::complex<double>",
}  # fmt: skip
_PYTHON = {bool: bool_.array, int: int64.array, float: float64.array, complex: complex128.array}
HALF = frozenset({float16.array, bfloat16.array})  # stored as such on the CPU, computed in float32
_LARGE = frozenset({uint16.array, uint32.array, uint64.array})  # unsigned ones that meet no other integers
_MOST = 2**63 - 1
_of = dtype.known
_default = float32


def by_name(name: str) -> dtype:
    """The dtype called `name`, e.g. "float32"."""
    return next(kind for kind in _of.values() if kind.name == name)


def get_default_dtype() -> dtype:
    """The dtype that Python floats become."""
    return _default


def set_default_dtype(d: dtype) -> None:
    """Let Python floats become `d`, a floating dtype."""
    global _default
    if not isinstance(d, dtype):
        raise TypeError("invalid dtype object: only floating-point types are supported as the default type")
    if not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default = d


def of(array_dtype: Any) -> dtype:
    """The dtype object of a NumPy dtype."""
    try:
        return _of[array_dtype]
    except KeyError:
        raise TypeError(
            f"can't convert np.ndarray of type {array_dtype}. The only supported types are: "
            f"{', '.join(d.name for d in _of.values())}."
        ) from None


def c_name(kind: Any) -> str:
    """What C++ calls the elements of an array dtype, as many of PyTorch's errors do."""
    return _IN_C.get(kind.name, kind.name)


def array_dtype(kind: Any) -> Any:
    """The NumPy dtype of a dtype object, of Python's `float`, `int`, `bool`, `complex`, or of itself."""
    if isinstance(kind, dtype):
        return kind.array
    if kind in _PYTHON:
        return _PYTHON[kind]
    return of(numpy.dtype(kind)).array


def scalar_dtype(value: Any) -> Any:
    """The NumPy dtype that a Python number of this type takes among tensors."""
    if isinstance(value, bool):
        return bool_.array
    if isinstance(value, int):
        return int64.array
    return _default.to_complex().array if isinstance(value, complex) else _default.array


def category(array_dtype: Any) -> int:
    """BOOL, INTEGER, FLOATING or COMPLEX."""
    return _of[array_dtype].category


@cache
def promote(a: Any, b: Any) -> Any:
    """The NumPy dtype that two NumPy dtypes make together, by PyTorch's table."""
    if a == b:
        return a
    if category(a) < FLOATING > category(b) and (a in _LARGE or b in _LARGE):
        raise RuntimeError(
            "Promotion for uint16, uint32, uint64 types is not supported, attempted to promote "
            f"{of(a).word} and {of(b).word}"
        )
    if category(a) > category(b):
        a, b = b, a
    if category(a) == category(b):
        return float32.array if {a, b} == HALF else b if a in HALF else a if b in HALF else numpy.promote_types(a, b)
    if category(b) == COMPLEX and a == float64.array:
        return complex128.array
    return b


def result_type(values: Any) -> Any:
    """PyTorch's promotion: arrays with dimensions beat 0-dim ones beat Python numbers, unless of lower category."""
    best: list[Any] = [None, None, None]
    large = False  # a number that int64 does not hold
    for value in values:
        if hasattr(value, "dtype"):
            level, found = (0 if value.ndim else 1), value.dtype
        else:
            level, found = 2, scalar_dtype(value)
            large = large or (type(value) is int and value > _MOST and _is_unsigned(value))
        best[level] = found if best[level] is None else promote(best[level], found)
    result = None
    for found in best:
        if found is None:
            continue
        if result is None:
            result = found
        elif category(found) > category(result):
            if category(found) == COMPLEX:  # of the precision of the tensors with dimensions, if they have one
                found = of(result).to_complex().array if category(result) == FLOATING else promote(result, found)
            result = found if category(result) else promote(result, found)
    if large and category(result) == INTEGER and all([b is None or b == bool_.array for b in best[:2]]):
        others = [b for b in best[:2] if b is not None]
        if others or len(values) > 1:  # PyTorch's dtype of the number is uint64
            promote(others[0] if others else best[2], uint64.array)
    return result


def _is_unsigned(value: int) -> bool:
    """That uint64 holds an integer which int64 does not."""
    if value >> 64:
        raise OverflowError("int too big to convert")
    return True


def can_cast(source: Any, target: Any) -> bool:
    """Whether an in-place result of dtype `source` may land in `target`: never down a category."""
    return category(source) <= category(target)
