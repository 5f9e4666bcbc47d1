"""Poisson variates, one rate at a time, consuming uniforms exactly as PyTorch does."""

from __future__ import annotations

import math
from collections.abc import Iterator


def poisson(rate: float, uniforms: Iterator[float]) -> int:
    """One draw: transformed rejection from rate 10 up (Hörmann 1993, PTRS), products of uniforms below."""
    if rate == 0:
        return 0
    return _by_rejection(rate, uniforms) if rate >= 10 else _by_products(rate, uniforms)


def _by_products(rate: float, uniforms: Iterator[float]) -> int:
    floor, product, count = math.exp(-rate), next(uniforms), 0
    while product > floor:
        product *= next(uniforms)
        count += 1
    return count


def _by_rejection(rate: float, uniforms: Iterator[float]) -> int:
    log_rate = math.log(rate)
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    accept_below = 0.9277 - 3.6224 / (b - 2)
    while True:
        u, v = next(uniforms) - 0.5, next(uniforms)
        margin = 0.5 - abs(u)
        if margin == 0:  # u is exactly -0.5: the candidate is -infinity
            continue
        candidate = (2 * a / margin + b) * u + rate + 0.43
        count = math.floor(candidate) if abs(candidate) < 2**63 else -(2**63)  # what x86 makes of other numbers
        if margin >= 0.07 and v <= accept_below:
            return count
        if count < 0 or (margin < 0.013 and v > margin):
            continue
        log_v = math.log(v) if v > 0 else -math.inf
        bound = -rate + count * log_rate - math.lgamma(count + 1)
        if log_v + math.log(inverse_alpha) - math.log(a / (margin * margin) + b) <= bound:
            return count
