"""Windows that taper a signal towards its ends: `hann_window` and its kin (Harris, 1978).

A periodic window is a symmetric one of one point more, without its last.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes
from ..backend.array import Flag, Int, Real
from .checks import unimplemented
from .create import countable, wrap


def _window(
    name: str, window_length: int, periodic: bool, shape: Callable[[Any, Any, int], Any], dtype: Any, device: Any,
    requires_grad: bool,
) -> Any:  # fmt: skip
    """A window whose symmetric form of n points is `shape(xp, 0 ... n - 1, n)`."""
    if not isinstance(window_length, int):
        words = f"must be int, not {type(window_length).__name__}"
        raise TypeError(f"{name}(): argument 'window_length' (position 1) {words}")
    kind = dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)
    if dtypes.category(kind) < dtypes.FLOATING:
        raise RuntimeError(f"{name} expects floating point dtypes, got: {dtypes.of(kind)}")
    if window_length < 0:
        raise RuntimeError(f"{name} requires non-negative window_length, got window_length={window_length}")
    xp = devices.namespace(device)
    if window_length < 2:
        return wrap(xp.ones(window_length, kind), requires_grad)
    if dtypes.category(kind) > dtypes.FLOATING:
        raise unimplemented("arange_cpu", kind)
    count = window_length + 1 if periodic else window_length
    work = dtypes.float32.array if kind in dtypes.HALF else kind
    countable((count,), work)
    points = shape(xp, xp.arange(count).astype(work), count)
    return wrap(points[:window_length].astype(kind), requires_grad)


@composed(method=False)
def hann_window(
    window_length: Int, periodic: Flag = True, *, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):  # fmt: skip
    """A raised cosine that ends in 0: (window_length,)."""

    def shape(xp, places, count):
        return xp.cos(places * places.dtype.type(2 * math.pi / (count - 1))) * -0.5 + 0.5

    return _window("hann_window", window_length, periodic, shape, dtype, device, requires_grad)


@composed(method=False)
def hamming_window(
    window_length: Int, periodic: Flag = True, alpha=0.54, beta: Real = 0.46, *, dtype=None, layout=None, device=None,
    pin_memory=False, requires_grad=False,
):  # fmt: skip
    """`alpha - beta cos(2 pi n / (N - 1))`, which does not quite end in 0: (window_length,)."""

    def shape(xp, places, count):
        return xp.cos(places * places.dtype.type(2 * math.pi / (count - 1))) * -beta + alpha

    return _window("hamming_window", window_length, periodic, shape, dtype, device, requires_grad)


@composed(method=False)
def blackman_window(
    window_length: Int, periodic: Flag = True, *, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):  # fmt: skip
    """Two cosines, for lower side lobes than with one: (window_length,)."""

    def shape(xp, places, count):
        angle = places * places.dtype.type(math.pi / (count - 1))
        return xp.cos(angle * 4) * 0.08 - xp.cos(angle * 2) * 0.5 + 0.42

    return _window("blackman_window", window_length, periodic, shape, dtype, device, requires_grad)


@composed(method=False)
def bartlett_window(
    window_length: Int, periodic: Flag = True, *, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):  # fmt: skip
    """A triangle that ends in 0: (window_length,)."""

    def shape(xp, places, count):
        rise = places * places.dtype.type(2 / (count - 1))
        return xp.where(places <= (count - 1) // 2, rise, 2 - rise)

    return _window("bartlett_window", window_length, periodic, shape, dtype, device, requires_grad)


@composed(method=False)
def kaiser_window(
    window_length: Int, periodic: Flag = True, beta: Real = 12.0, *, dtype=None, layout=None, device=None,
    pin_memory=False, requires_grad=False,
):  # fmt: skip
    """Kaiser's window by the Bessel function I0; a larger `beta` is narrower (Kaiser, 1974): (window_length,)."""

    def shape(xp, places, count):
        middle = (count - 1) / 2
        away = (places.astype("float64") - middle) / middle
        return xp.i0(beta * xp.sqrt(xp.maximum(1 - away * away, 0))) / xp.i0(xp.asarray(float(beta)))

    return _window("kaiser_window", window_length, periodic, shape, dtype, device, requires_grad)
