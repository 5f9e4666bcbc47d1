"""`make_tensor`: random tensors of any dtype for tests."""

from __future__ import annotations

import math
from typing import Any

from .. import _functions
from ..backend import dtype as dtypes
from ..backend.limits import finfo, iinfo


def bounds(low: Any, high: Any, dtype: dtypes.dtype) -> tuple[Any, Any]:
    """The interval `[low, high)` to draw from: what was asked for, within what the dtype can hold."""
    least: float
    most: float
    if dtype is dtypes.bool_:
        least, most, usual = 0, 2, (0, 2)
    elif dtype.category == dtypes.INTEGER:
        limits = iinfo(dtype)
        least, most = limits.min, min(limits.max + 1, 2**63 - 1)
        usual = (0 if dtype is dtypes.uint8 else -9, 10)
    else:
        least, most, usual = finfo(dtype).min, finfo(dtype).max, (-9, 9)
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    if math.isnan(low) or math.isnan(high):
        raise ValueError(f"`low` and `high` cannot be NaN, but got low={low} and high={high}")
    if low >= high:
        raise ValueError(f"`low` must be less than `high`, but got {low} >= {high}")
    if high < least or low >= most:
        raise ValueError(f"[{low}, {high}) holds no value of {dtype}, which goes from {least} to {most}")
    low, high = max(low, least), min(high, most)
    return (low, high) if dtype.category > dtypes.INTEGER else (math.ceil(low), math.ceil(high))


def make_tensor(
    *shape: Any,
    dtype: dtypes.dtype,
    device: Any,
    low: float | None = None,
    high: float | None = None,
    requires_grad: bool = False,
    noncontiguous: bool = False,
    exclude_zero: bool = False,
    memory_format: Any = None,
) -> Any:
    """A tensor of random values in `[low, high)`: [-9, 9) for floats, [-9, 10) for integers when they are None.

    `exclude_zero` puts the smallest positive value in the place of zeros.
    """
    size = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
    if noncontiguous and memory_format is not None:
        raise ValueError("The parameters `noncontiguous` and `memory_format` are mutually exclusive, but got "
                         f"noncontiguous={noncontiguous} and memory_format={memory_format}")  # fmt: skip
    if requires_grad and dtype.category < dtypes.FLOATING:
        raise ValueError(
            f"`requires_grad=True` is not supported for boolean and integral dtypes, but got dtype={dtype}"
        )
    low, high = bounds(low, high, dtype)
    apart = noncontiguous and math.prod(size) > 1
    drawn = (*size[:-1], 2 * size[-1]) if apart else size  # every second element of a larger tensor
    if dtype.category < dtypes.FLOATING:
        made = _functions.randint(low, high, drawn, dtype=dtype, device=device)
    else:
        made = _functions.empty(drawn, dtype=dtype, device=device)
        parts = _functions.view_as_real(made) if dtype.is_complex else made
        if high - low >= finfo(dtype).max:
            parts.uniform_(low / 2, high / 2).mul_(2)  # the width of the interval is a number of the dtype
        else:
            parts.uniform_(low, high)
    if apart:
        made = made[..., 1::2]
    elif memory_format is not None:
        made = made.clone(memory_format=memory_format)
    if exclude_zero:
        made[made == 0] = 1 if dtype.category < dtypes.FLOATING else finfo(dtype).tiny
    return made.requires_grad_(requires_grad)
