"""Small arrays read off a device all at once: it is waited for once, not once for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..backend.array import NAMESPACES
from ..backend.device import move
from ..backend.placing import index_of, using


def together(arrays: Sequence[Any]) -> list[Any]:
    """The arrays in host memory, in the same order; those of a device come as rows of float32 or float64."""
    placed: dict[tuple[type, Any], list[int]] = {}
    for position, array in enumerate(arrays):
        if not isinstance(array, np.ndarray | np.generic):
            placed.setdefault((type(array), index_of(array)), []).append(position)
    if not placed:
        return list(arrays)
    found = list(arrays)
    for (kind, index), positions in placed.items():
        with using(index):
            rows = [arrays[position].reshape(-1) for position in positions]
            dtype = "float32" if all(row.dtype == "float32" for row in rows) else "float64"
            host = move(NAMESPACES[kind].concatenate([row.astype(dtype, copy=False) for row in rows]), "cpu")
        ends = np.cumsum([row.size for row in rows])[:-1]
        for position, values in zip(positions, np.split(host, ends), strict=True):
            found[position] = values
    return found
