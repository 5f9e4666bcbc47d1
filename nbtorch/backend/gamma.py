"""Gamma variates, one shape at a time, consuming uniforms and normals exactly as PyTorch does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

# PyTorch writes its constants in single precision
_THIRD = 0.3333333432674408  # 1 / 3
_SQUEEZE = 0.03310000151395798  # 0.0331


def gamma(shape: Any, uniforms: Iterator[float], normals: Iterator[float]) -> float:
    """One draw by rejection (Marsaglia and Tsang 2000); a shape below 1 is drawn from the next one and scaled down.

    `shape` is a NumPy scalar, in whose precision the first steps are rounded.
    """
    if shape == 0:
        return 0.0
    scale, number = 1.0, type(shape)
    if shape < 1:
        scale = math.pow(1 - next(uniforms), number(1) / shape)
        shape = shape + number(1)
    d = float(shape - number(_THIRD))
    if not d > 0:  # there is no such distribution
        return math.nan
    c = 1 / math.sqrt(9 * d)
    while True:
        normal = next(normals)
        side = 1 + c * normal
        while side <= 0:
            normal = next(normals)
            side = 1 + c * normal
        volume, uniform, square = side * side * side, 1 - next(uniforms), normal * normal
        if uniform < 1 - _SQUEEZE * square * square:
            return scale * d * volume
        if math.log(uniform) < 0.5 * square + d * (1 - volume + math.log(volume)):
            return scale * d * volume
