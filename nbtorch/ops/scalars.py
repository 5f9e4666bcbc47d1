"""Python's numbers as elements of a dtype: what PyTorch converts, and what it refuses as an overflow."""

from __future__ import annotations

from math import isfinite, isnan
from typing import Any

import ml_dtypes
import numpy

from ..backend import dtype as dtypes


def overflow(kind: Any) -> RuntimeError:
    """That a number does not fit into a dtype."""
    word = f"{kind.name}_t" if kind.kind in "iu" and kind.name != "int32" else dtypes.c_name(kind)
    return RuntimeError(f"value cannot be converted to type {word} without overflow")


def converts(value: Any, kind: Any, single: bool = False) -> Any:
    """A number as an array of dtype `kind` takes it: a mask asks whether it is 0, and an integer loses its fraction.

    A negative integer that an unsigned dtype could hold without its sign wraps around. Where a `single` element of a
    half dtype is to be written, what is too large becomes infinite.
    """
    if hasattr(value, "dtype"):
        value = value.item()
    category = dtypes.category(kind)
    if category == dtypes.BOOL:
        return bool(value)
    if isinstance(value, complex) and category < dtypes.COMPLEX:
        if value.imag or isnan(value.imag):
            raise overflow(kind)
        value = value.real
    if category == dtypes.INTEGER:
        return _whole(value, kind)
    most = float(ml_dtypes.finfo(kind).max)
    parts = (value.real, value.imag) if isinstance(value, complex) else (value,)
    if any([isfinite(part) and abs(part) > most for part in parts]):
        if single and kind in dtypes.HALF:
            return float(numpy.copysign(numpy.inf, value))
        raise overflow(kind)
    return float(value) if category == dtypes.FLOATING else value


def _whole(value: Any, kind: Any) -> int:
    limits = numpy.iinfo(kind)
    most = int(limits.max)
    wraps = kind.kind == "u" and isinstance(value, int)
    if not isfinite(value) or not (-most if wraps else int(limits.min)) <= value <= most:
        raise overflow(kind)
    return int(value) & most if wraps else int(value)


def fits(number: Any, values: Any) -> None:
    """Refuse a number that takes part in a computation of these values, in whose dtype it does not fit."""
    if type(number) in (int, float, complex):
        result = dtypes.result_type(values)
        if dtypes.category(result) > dtypes.BOOL:
            converts(number, result)
