"""Fused multiply-add, ``a * b + c`` rounded once, from ordinary float64 arithmetic.

PyTorch's CPU kernels are compiled with contraction, so half of the values of ``uniform_(a, b)`` would differ in the
last bit without it. Both functions go through *rounding to odd* (Boldo and Melquiond, "Emulation of a FMA and
correctly rounded sums", IEEE Trans. Computers 57, 2008), which makes a second rounding harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPLIT = 2.0**27 + 1


def fma32(a: NDArray, b: NDArray | float, c: NDArray | float) -> NDArray:
    """``a * b + c`` of float32 values, rounded once to float32."""
    scale, shift = (np.asarray(np.float32(x), np.float64) for x in (b, c))
    product = a.astype(np.float64) * scale  # exact: 24 + 24 bits fit in 53
    total = product + shift
    # Rounding to 53 bits and then to 24 goes wrong only where the first one lands on a tie of the second.
    tie = (total.view(np.int64) & 0x1FFFFFFF) == 0x10000000
    if tie.any():
        total[tie] = _add_to_odd(product[tie], np.broadcast_to(shift, total.shape)[tie])
    return total.astype(np.float32)


def fma64(a: NDArray, b: NDArray | float, c: NDArray | float) -> NDArray:
    """``a * b + c`` of float64 values, rounded once to float64 (no intermediate overflow is expected)."""
    high, low = _two_product(a, np.asarray(b, np.float64))
    upper, lower = _two_sum(np.asarray(c, np.float64), low)
    upper, middle = _two_sum(high, upper)
    return upper + _add_to_odd(middle, lower)


def _two_sum(a: NDArray, b: NDArray) -> tuple[NDArray, NDArray]:
    """``a + b`` as an unevaluated pair (rounded sum, its exact error)."""
    total = a + b
    shadow = total - a
    return total, (a - (total - shadow)) + (b - shadow)


def _split(a: NDArray) -> tuple[NDArray, NDArray]:
    """``a`` as two halves of at most 26 bits (Veltkamp)."""
    shifted = a * _SPLIT
    high = shifted - (shifted - a)
    return high, a - high


def _two_product(a: NDArray, b: NDArray) -> tuple[NDArray, NDArray]:
    """``a * b`` as an unevaluated pair (rounded product, its exact error) (Dekker)."""
    product = a * b
    (a_high, a_low), (b_high, b_low) = _split(a), _split(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


def _add_to_odd(a: NDArray, b: NDArray) -> NDArray:
    """``a + b``; where that is not exact, of its two float64 neighbours the one whose last bit is 1."""
    total, error = _two_sum(a, b)
    bits = total.view(np.int64)
    away = np.where((error > 0) == (total > 0), 1, -1)  # sign-magnitude: one step up in bits is away from zero
    return np.where((error != 0) & (bits & 1 == 0), bits + away, bits).view(np.float64)
