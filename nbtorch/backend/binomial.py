"""Binomial variates, one at a time, consuming uniforms exactly as PyTorch does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

# Stirling's series for log(k!) leaves these out at k = 0, 1, ..., 9: log(k!) - ((k + 1/2) log(k + 1) - (k + 1) + ...)
_LEFT_OUT = (
    0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
    0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
)  # fmt: skip


def binomial(count: Any, chance: Any, uniforms: Iterator[float]) -> Any:
    """The successes in `count` trials; both are NumPy scalars of one dtype, in which their products are rounded."""
    if not count > 0 or chance <= 0:
        return type(count)(0)
    if chance != chance:
        return chance
    if chance >= 1:
        return count
    if chance > 0.5:
        return count - _fewer(count, 1 - chance, uniforms)
    return _fewer(count, chance, uniforms)


def _fewer(count: Any, chance: Any, uniforms: Iterator[float]) -> Any:
    few = float(count * chance) < 10
    return count.dtype.type((_by_waiting if few else _by_rejection)(count, chance, uniforms))


def _by_waiting(count: Any, chance: Any, uniforms: Iterator[float]) -> int:
    """The geometric waiting times that fit into `count` trials."""
    rate = float(np.log1p(-chance)) if count.dtype == np.float32 else math.log1p(-chance)
    trials, successes, limit = 0.0, 0, float(count)
    while True:
        uniform = next(uniforms)
        trials += math.ceil(math.log(uniform) / rate) if uniform > 0 else math.inf
        if trials > limit:
            return successes
        successes += 1


def _stirling(k: float) -> float:
    if k < len(_LEFT_OUT):
        return _LEFT_OUT[int(k)]
    square = (k + 1) * (k + 1)
    return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1)


def _by_rejection(count: Any, chance: Any, uniforms: Iterator[float]) -> float:
    """Transformed rejection (Hörmann 1993, BTRS)."""
    spread = float(np.sqrt(count * chance * (1 - chance)))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * float(chance)
    centre = float(count * chance) + 0.5
    accept_below = 0.92 - 4.2 / b
    odds = float(chance / (1 - chance))
    alpha = (2.83 + 5.1 / b) * spread
    mode = float(math.floor((count + 1) * chance))
    n = float(count)
    while True:
        u, v = next(uniforms) - 0.5, next(uniforms)
        margin = 0.5 - abs(u)
        if margin == 0:  # the candidate is infinite
            continue
        k = float(math.floor((2 * a / margin + b) * u + centre))
        if k < 0 or k > n:
            continue
        if margin >= 0.07 and v <= accept_below:
            return k
        ratio = v * alpha / (a / (margin * margin) + b)
        bound = (
            (mode + 0.5) * math.log((mode + 1) / (odds * (n - mode + 1)))
            + (n + 1) * math.log((n - mode + 1) / (n - k + 1))
            + (k + 0.5) * math.log(odds * (n - k + 1) / (k + 1))
            + _stirling(mode) + _stirling(n - mode) - _stirling(k) - _stirling(n - k)
        )  # fmt: skip
        if ratio <= 0 or math.log(ratio) <= bound:
            return k
