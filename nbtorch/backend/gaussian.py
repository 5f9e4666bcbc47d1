"""The normal distribution's density and its integral, which NumPy lacks, from `exp` and a polynomial fitted at first use."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy
from numpy.polynomial import Chebyshev, chebyshev

STRETCH = 0.25  # maps [0, inf) to (0, 1] by t = 1 / (1 + STRETCH * x); this value needs the fewest terms
_DENSITY = 1 / math.sqrt(2 * math.pi)


def _tail(x: float) -> float:
    """The integral of the density from `x >= 0` on, divided by exp(-x**2 / 2)."""
    if x < 15:
        return 0.5 * math.erfc(x / math.sqrt(2)) * math.exp(x * x / 2)
    total, term = 1.0, 1.0
    for k in range(1, 12):  # the asymptotic series, Abramowitz & Stegun 26.2.12
        term *= -(2 * k - 1) / (x * x)
        total += term
    return total * _DENSITY / x


@cache
def _fit(single: bool) -> tuple[float, ...]:
    """Coefficients of the tail over t: powers of t for float32 (error 2e-7), a Chebyshev series for float64."""
    count = 10 if single else 34
    nodes = numpy.cos(numpy.pi * (numpy.arange(count) + 0.5) / count)
    t = (nodes + 1) / 2
    series = chebyshev.chebfit(nodes, [_tail((1 / v - 1) / STRETCH) / v for v in t], count - 1)
    if single:
        series = numpy.polynomial.Polynomial.cast(Chebyshev(series, domain=[0, 1])).coef
    return tuple(series.tolist())


def cumulative(xp: Any, x: Any) -> tuple[Any, Any]:
    """The probability below `x` (relative error kept in the lower tail), and exp(-x**2 / 2)."""
    single = x.dtype != numpy.float64
    fit = _fit(single)
    bell = xp.multiply(x, x)
    bell *= -0.5
    xp.exp(bell, out=bell)
    t = xp.abs(x)
    t *= STRETCH
    t += 1
    xp.reciprocal(t, out=t)
    if single:
        tail = t * fit[-1]
        for coefficient in fit[-2:0:-1]:
            tail += coefficient
            tail *= t
        tail += fit[0]
    else:
        twice, tail, last = 4 * t - 2, 0 * t, 0 * t
        for coefficient in fit[:0:-1]:  # Clenshaw's recurrence
            tail, last = twice * tail - last + coefficient, tail
        tail = twice / 2 * tail - last + fit[0]
    tail *= t
    tail *= bell
    return xp.where(x > 0, 1 - tail, tail), bell
