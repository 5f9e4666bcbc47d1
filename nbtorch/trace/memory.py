"""How many bytes recorded nodes keep alive: each memory counted once, parameters not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Memory:
    """Counts saved arrays; views of one base are one memory, of which the largest view counts."""

    def __init__(self, free: Iterable[Any]):
        self._counted = {id(owner(array)): float("inf") for array in free}

    def kept(self, saved: Iterable[Any]) -> int:
        """Bytes that these arrays keep and nothing counted before did."""
        total = 0
        for array in saved:
            size = getattr(array, "nbytes", None)
            if size is None or not hasattr(array, "strides"):
                continue
            base = owner(array)
            size = min(size, base.nbytes)  # a broadcast view is larger than its memory
            before = self._counted.get(id(base), 0)
            if size > before:
                self._counted[id(base)] = size
                total += size - int(before)
        return total


def owner(array: Any) -> Any:
    """The array that owns the memory of a view."""
    while True:
        base = getattr(array, "base", None)
        if base is None or not hasattr(base, "nbytes") or not hasattr(base, "strides"):
            return array
        array = base
