"""A bounded number of a tensor's elements: those of a small picture, and some to compute statistics of.

Both come to the host in one copy, and a huge array is only ever read in steps: no copy of it is made anywhere.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from ..backend.array import NAMESPACES
from ..backend.device import move
from ..backend.placing import index_of, using

SAMPLES = 100_000
CELLS, WIDEST, TALLEST, TILES = 4096, 256, 64, 256  # of a heat map
PIXELS, PICTURES, SMALLEST = 6144, 16, 8  # of images


def thinned(shape: tuple[int, ...], most: int) -> tuple[slice, ...]:
    """Steps along each dimension that leave at most `most` elements; the longest dimensions are thinned first."""
    steps, left = [1] * len(shape), list(shape)
    while prod(left) > most:
        longest = left.index(max(left))
        steps[longest] *= 2
        left[longest] = -(-shape[longest] // steps[longest])
    return tuple(slice(None, None, step) for step in steps)


def is_images(shape: tuple[int, ...], kind: str) -> bool:
    """Whether a tensor has the shape of images: (C, H, W) or (N, C, H, W) of one or three channels."""
    if len(shape) not in (3, 4) or kind == "c" or shape[-3] not in (1, 3):
        return False
    height, width = shape[-2:]
    return min(height, width) >= SMALLEST and max(height, width) <= 4 * min(height, width)


def chosen(array: Any) -> tuple[Any, bool]:
    """The part of an array that its picture shows, a view, and whether that is a part of images.

    The last two dimensions are rows and columns; what is before them are tiles.
    """
    shape = array.shape
    if is_images(shape, array.dtype.kind):
        count = min(shape[0], PICTURES) if len(shape) == 4 else 1
        step = 1
        while count * -(-shape[-2] // step) * -(-shape[-1] // step) > PIXELS:
            step += 1
        inner = (slice(None), slice(None, None, step), slice(None, None, step))
        return array[(slice(count), *inner) if len(shape) == 4 else inner], True
    if array.ndim == 1:
        return array[None, :: -(-shape[0] // WIDEST)], False
    rows, columns = shape[-2:]
    tiles = prod(shape[:-2])
    room = CELLS // min(tiles, 16) if tiles > 1 else CELLS
    across = min(columns, WIDEST, max(TALLEST, room // min(rows, TALLEST)), room)
    column_step = -(-columns // across)
    row_step = -(-rows // max(1, min(rows, TALLEST, room // across)))
    here = (slice(None, None, row_step), slice(None, None, column_step))
    if tiles == 1:
        return array[(*(0,) * (array.ndim - 2), *here)], False
    tile = (-(-rows // row_step) + 1) * (-(-columns // column_step) + 1)
    return array[(*thinned(shape[:-2], min(TILES, max(1, 3 * CELLS // (2 * tile)))), *here)], False


def spread(array: Any, most: int = SAMPLES) -> Any:
    """At most `most` elements, evenly spread, in a row."""
    if array.size <= most:
        return array.reshape(-1)
    for whole in (array, array.T):
        if whole.flags.c_contiguous:
            return whole.reshape(-1)[:: -(-array.size // most) | 1]  # an odd step visits every column of a matrix
    return array[thinned(array.shape, most)].reshape(-1)


def looked_at(array: Any) -> tuple[Any, Any, bool]:
    """The cells of the picture, the sample, both on the host, and whether the cells are images."""
    part, images = chosen(array)
    with using(index_of(array)):
        both = NAMESPACES[type(array)].concatenate([part.reshape(-1), spread(array)])
        values = np.asarray(move(both, "cpu"))
    return values[: part.size].reshape(part.shape), values[part.size :], images


def plain(values: Any) -> Any:
    """Numbers that NumPy can compute with: magnitudes of complex ones, float32 for narrow ones, 0 and 1 for flags."""
    if values.dtype.kind == "c":
        return np.abs(values)
    if values.dtype.kind == "b":
        return values.astype(np.uint8)
    narrow = values.dtype.kind not in "iuf" or (values.dtype.kind == "f" and values.dtype.itemsize < 4)  # bfloat16 too
    return values.astype(np.float32) if narrow else values
