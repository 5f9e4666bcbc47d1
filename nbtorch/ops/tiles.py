"""Kernels of many passes, run on pieces that fit the cache."""

from __future__ import annotations

from ..backend.array import CPU

TILE = 1 << 16  # elements per piece: the temporaries stay in the cache


def lined(array):
    """The elements in the order they lie in, as a vector on the same memory; None if there are gaps between them."""
    if not array.flags.c_contiguous:
        array = array.transpose(sorted(range(array.ndim), key=lambda d: -array.strides[d]))
        if not array.flags.c_contiguous:
            return None
    return array.reshape(-1)


def tiled(xp, function, out, *inputs):
    """`function` on cache-sized pieces of contiguous arrays of one shape, into `out`."""
    flat = [a.reshape(-1) for a in inputs]
    target = out.reshape(-1)
    for start in range(0, target.size, TILE):
        piece = slice(start, start + TILE)
        target[piece] = function(xp, *[a[piece] for a in flat])
    return out


def by_rows(xp, kernel, dim, out, *inputs):
    """Run `kernel(out, *inputs, dim)`, on groups of rows that fit the cache where `dim` is the last one."""
    if not out.size:
        return out
    width = out.shape[-1] if out.ndim else 0
    if (xp is CPU and width and out.size > 2 * TILE and dim in (-1, out.ndim - 1)
            and all([a.flags.c_contiguous for a in (out, *inputs)])):  # fmt: skip
        step = max(TILE // width, 1)
        flat = [a.reshape(-1, width) for a in (out, *inputs)]
        for start in range(0, len(flat[0]), step):
            kernel(xp, *[a[start : start + step] for a in flat], -1)
    else:
        kernel(xp, out, *inputs, dim)
    return out
