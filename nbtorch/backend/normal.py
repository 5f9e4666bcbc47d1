"""The Box-Muller transform with PyTorch's rounding: blocks of 16 uniforms become 16 normals, in place.

Element ``i`` and ``i + 8`` of a block are the radius and the angle of one pair. In float32 the logarithm, sine and
cosine are Cephes' ``logf`` and ``sincosf`` in the arrangement of avx_mathfun (Julien Pommier, Giovanni Garberoglio),
whose polynomial constants appear below; PyTorch evaluates them with fused multiply-adds. In float64 they are libm's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .fma import fma32, fma64

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _float32s(*values: float) -> tuple[float, ...]:
    return tuple(float(np.float32(value)) for value in values)


_LOG = _float32s(
    7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
    -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
)  # fmt: skip
_LN2_HIGH, _LN2_LOW = _float32s(0.693359375, -2.12194440e-4)
_SIN = _float32s(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
_COS = _float32s(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
_QUARTER_PI = _float32s(0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8)
_SQRT_HALF_BITS = 0x3F3504F3
_PAIRS = 1 << 14  # per step: few enough for the second-level cache, many enough to hide the cost of a call


def normal32(uniforms: NDArray, mean: float, std: float) -> None:
    """Turn float32 uniforms (a multiple of 16 of them, contiguous) into normals, in place."""
    halves = uniforms.view("V32").reshape(-1, 2)  # moving 8 floats as one item is twice as fast as a strided copy
    for start in range(0, len(halves), _PAIRS // 8):
        block = halves[start : start + _PAIRS // 8]
        radius, angle = block[:, 0].copy().view(np.float32), block[:, 1].copy().view(np.float32)
        np.subtract(np.float32(1), radius, out=radius)
        radius = _log(radius)
        radius *= np.float32(-2)
        np.sqrt(radius, out=radius)
        angle *= np.float32(2 * math.pi)
        sine, cosine = _sincos(angle)
        sine *= radius
        cosine *= radius
        if mean != 0 or std != 1:
            sine, cosine = (fma32(x, std, mean) for x in (sine, cosine))
        block[:, 0], block[:, 1] = cosine.view("V32"), sine.view("V32")


def normal64(uniforms: NDArray, mean: float, std: float) -> None:
    """Turn float64 uniforms (a multiple of 16 of them, contiguous) into normals, in place."""
    block = uniforms.reshape(-1, 16)
    radius = np.sqrt(-2 * libm(math.log, 1 - block[:, :8]))
    angle = 2 * math.pi * block[:, 8:]
    for half, function in ((block[:, :8], math.cos), (block[:, 8:], math.sin)):
        half[...] = radius * libm(function, angle)
    if mean != 0 or std != 1:
        with np.errstate(all="ignore"):
            exact = math.isfinite(mean) and math.isfinite(std)
            block[...] = fma64(block, std, mean) if exact else block * std + mean


def libm(function: Callable[[float], float], values: NDArray) -> NDArray:
    """Apply one of `math`'s functions elementwise: NumPy's own float64 versions differ from libm in the last bit."""
    return np.fromiter(map(function, values.ravel().tolist()), np.float64, values.size).reshape(values.shape)


def _fused(a: NDArray, b: NDArray | float, c: NDArray | float) -> NDArray:
    """``a * b + c`` in float32, for float32 values held in float64; `a` is overwritten.

    It rounds twice, to 53 bits and to 24. All 2**24 uniforms were tried: the normals are the same as with one rounding.
    """
    np.multiply(a, b, out=a)
    np.add(a, c, out=a)
    return a.astype(np.float32)


def _polynomial(coefficients: tuple[float, ...], x: NDArray) -> NDArray:
    """Horner's rule with fused steps, for float32 values held in float64."""
    first, second, *rest = coefficients
    value = _fused(x.copy(), first, second)
    for coefficient in rest:
        value = _fused(value.astype(np.float64), x, coefficient)
    return value


def _log(x: NDArray) -> NDArray:
    bits = x.view(np.int32)
    exponent: NDArray = (bits - np.int32(_SQRT_HALF_BITS)) >> 23  # the mantissa lies in [sqrt(1/2), sqrt(2))
    m = (bits - (exponent << 23)).view(np.float32)
    m -= np.float32(1)
    exponent = exponent.astype(np.float32)
    square = m * m
    y = _polynomial(_LOG, m.astype(np.float64))
    y *= m
    y = _fused(y.astype(np.float64), square, exponent * np.float32(_LN2_LOW))
    # From here every product is exact, so plain float32 rounds as a fused step does.
    square *= np.float32(0.5)
    y -= square
    y += m
    exponent *= np.float32(_LN2_HIGH)
    y += exponent
    return y


def _sincos(x: NDArray) -> tuple[NDArray, NDArray]:
    octant = (x * np.float32(4 / math.pi)).astype(np.int32)
    octant += 1
    octant &= ~1
    shift = octant.astype(np.float32)
    x -= shift * np.float32(_QUARTER_PI[0])  # an exact product: the first two parts have zeros to spare
    x -= shift * np.float32(_QUARTER_PI[1])
    x = _fused(shift.astype(np.float64), -_QUARTER_PI[2], x)
    square = x * x
    wide = square.astype(np.float64)
    cosine = _polynomial(_COS, wide)
    cosine *= square
    cosine = _fused(cosine.astype(np.float64), wide, wide * -0.5)
    cosine += np.float32(1)
    sine = _polynomial(_SIN, wide)
    sine *= square
    wide = x.astype(np.float64)
    sine = _fused(sine.astype(np.float64), wide, wide)
    swap = (octant & 2) != 0
    sine, cosine = np.where(swap, cosine, sine), np.where(swap, sine, cosine)
    sine.view(np.int32)[...] ^= (octant & 4) << 29
    cosine.view(np.int32)[...] ^= ((octant + 2) & 4) << 29
    return sine, cosine
