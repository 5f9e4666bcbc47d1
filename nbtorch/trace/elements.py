"""What is read off an array's elements: the square of its norm, some of them, their histogram."""

from __future__ import annotations

from typing import Any

import numpy as np

from .graph import Histogram

TAKEN = 1024  # elements that a histogram is made of
BINS = 24


def flat(array: Any) -> Any:
    """The elements in a row, as memory has them: without a copy unless there are holes."""
    return array if array.ndim == 1 else array.ravel(order="K")


def square(array: Any) -> Any:
    """The sum of the squares of the magnitudes, as a scalar of the array's library: a device need not wait yet."""
    row = flat(array)
    if row.dtype.kind == "c":
        row = row.view(row.real.dtype)
    elif row.dtype.itemsize < 4 or row.dtype.kind != "f":
        row = row.astype("float32")  # half precision overflows at 65504
    return row.dot(row)


def taken(array: Any) -> Any:
    """A copy of at most `TAKEN` elements, evenly spread; None of what has no order."""
    if array.dtype.kind == "c" or not array.size:
        return None
    return flat(array)[:: max(1, array.size // TAKEN)][:TAKEN].astype("float32")


def histogram(values: np.ndarray | None) -> Histogram | None:
    """Counts of the finite values in `BINS` equal bins between the least and the greatest."""
    if values is None:
        return None
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    low, high = float(values.min()), float(values.max())
    if low == high:
        return Histogram(low, high, (int(values.size),))
    place = np.minimum(((values.astype("float64") - low) * (BINS / (high - low))).astype(int), BINS - 1)
    return Histogram(low, high, tuple(np.bincount(place, minlength=BINS).tolist()))
