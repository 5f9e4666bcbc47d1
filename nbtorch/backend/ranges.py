"""The integers that a dtype holds exactly, where random ranges start and end."""

from __future__ import annotations

import ml_dtypes
import numpy as np

UNPACKING = "Overflow when unpacking long long"  # PyTorch's words about an integer that 64 bits do not hold


def greatest(dtype: np.dtype) -> int:
    """The greatest integer up to which `dtype` counts without gaps."""
    if dtype.kind == "b":
        return 1
    return int(np.iinfo(dtype).max) if dtype.kind in "iu" else 2 ** (ml_dtypes.finfo(dtype).nmant + 1)


def largest(dtype: np.dtype) -> float:
    """The largest finite number of a floating dtype."""
    return float(ml_dtypes.finfo(dtype).max)


def _step(value: int, dtype: np.dtype) -> int:
    """The distance of `dtype`'s neighbours about `value`."""
    return 1 << max(abs(value).bit_length() - 1 - ml_dtypes.finfo(dtype).nmant, 0)


def representable_start(low: int, dtype: np.dtype) -> int:
    """`low`, or the next value of `dtype` above it if rounding would carry ``low + 1`` below `low`."""
    rounded = int(np.float64(low + 1).astype(dtype))
    return rounded + _step(low + 1, dtype) if rounded < low else low


def representable_end(end: int, dtype: np.dtype) -> int:
    """`end`, or the value of `dtype` below it if rounding would carry ``end - 1`` up to `end`."""
    rounded = int(np.float64(end - 1).astype(dtype))
    return rounded - _step(end - 1, dtype) if rounded >= end else end
