"""One curve of a training run: points that never take more than a fixed amount of memory."""

from __future__ import annotations

import math
import sys
from array import array
from typing import Any

import numpy as np

KEPT = 50_000  # a series holds at most twice as many points before it is thinned
FEW = 100  # points are never thinned
SHOWN = 4_000  # points of one series in a bundle: more than any screen has columns


class Series:
    """Points `(x, y)` in the order of x; thinning keeps the extremes, so that no spike is lost."""

    __slots__ = ("name", "role", "x", "y")

    def __init__(self, name: str, role: str):
        self.name, self.role = name, role
        self.x, self.y = array("d"), array("d")

    def __len__(self) -> int:
        return len(self.x)

    def add(self, x: list[float], y: list[float]) -> None:
        """Append points; a value may be nan or infinite."""
        self.x.extend(x)
        self.y.extend(y)
        if len(self.x) > 2 * KEPT:
            self._thin(KEPT)

    @property
    def nbytes(self) -> int:
        """Bytes the points take."""
        return sys.getsizeof(self.x) + sys.getsizeof(self.y)

    def halve(self) -> bool:
        """Keep half of the points, the extremes among them; False where there are few."""
        if len(self.x) < FEW:
            return False
        self._thin(len(self.x) // 2)
        return True

    def _thin(self, limit: int) -> None:
        thin_x, thin_y = decimate(np.array(self.x), np.array(self.y), limit)
        self.x, self.y = array("d", thin_x.tobytes()), array("d", thin_y.tobytes())

    def to_dict(self, limit: int = SHOWN) -> dict[str, Any]:
        """The series as the curves schema has it: at most `limit` points, null where it is not a number."""
        return {"name": self.name, "role": self.role} | points(self.x, self.y, limit)


def points(x: Any, y: Any, limit: int) -> dict[str, list[Any]]:
    """`{"x": [...], "y": [...]}` of at most `limit` points, six significant digits, null for nan and infinity."""
    thin_x, thin_y = decimate(*straight(np.array(x, dtype=float), np.array(y, dtype=float)), limit)
    return {"x": [_short(value) for value in thin_x.tolist()], "y": [_short(value) for value in thin_y.tolist()]}


def straight(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leave out the points inside a level stretch (a constant learning rate is two points)."""
    if len(y) < 3:
        return x, y
    keep = np.ones(len(y), dtype=bool)
    keep[1:-1] = (y[1:-1] != y[:-2]) | (y[1:-1] != y[2:]) | ~np.isfinite(y[1:-1])
    return x[keep], y[keep]


def decimate(x: np.ndarray, y: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """At most `limit` points: the first, the last, and the lowest and highest of each of the equal parts of x.

    What is not finite is as good as missing, unless a part holds nothing else: then one of it marks the gap.
    """
    if len(x) <= limit:
        return x, y
    parts = max(1, (limit - 2) // 2)
    span = x[-1] - x[0]
    part = np.minimum(((x - x[0]) * (parts / span)).astype(np.int64), parts - 1) if span > 0 else np.zeros(len(x), int)
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    finite = np.isfinite(y)
    lowest = _first_lowest(np.where(finite, y, np.inf), starts)
    highest = _first_lowest(np.where(finite, -y, np.inf), starts)
    chosen = np.unique(np.concatenate((lowest, highest, [0, len(x) - 1])))
    return x[chosen], y[chosen]


def _first_lowest(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Where the lowest value of each part stands first; the parts begin at `starts`."""
    lowest = np.minimum.reduceat(values, starts)
    lengths = np.diff(starts, append=len(values))
    found = np.flatnonzero(values == np.repeat(lowest, lengths))
    return found[np.searchsorted(found, starts)]


def _short(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else float(f"{value:.6g}")
