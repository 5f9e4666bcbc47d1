"""A number for the contents of a tensor."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed, op
from ..backend.array import CPU, Array, Flag, Ints
from .checks import unimplemented
from .reduce import axes


@op(method=False, function=False)
def mixed_bits(xp, input: Array, dim, keepdim):
    """The exclusive or of the elements' bits: of floating numbers as float64, of integers as int64."""
    if input.dtype.kind == "c":
        raise unimplemented("xor_sum_cpu", input.dtype)
    wide = input.astype("int64" if input.dtype.kind in "biu" else "float64")
    bits, axis = wide.view("uint64"), axes(dim, input)
    return xp.bitwise_xor.reduce(bits, axis, keepdims=keepdim) if xp is CPU else _folded(xp, bits, axis, keepdim)


def _folded(xp: Any, bits: Any, axis: Any, keepdim: bool) -> Any:
    """The exclusive or over `axis` by halves: CuPy has no `bitwise_xor.reduce`."""
    chosen = range(bits.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    for place in sorted([a % bits.ndim for a in chosen], reverse=True):
        rows = xp.moveaxis(bits, place, 0)
        if not len(rows):
            rows = xp.zeros((1, *rows.shape[1:]), "uint64")
        while len(rows) > 1:
            half = len(rows) // 2
            rows = xp.concatenate([rows[:half] ^ rows[half : 2 * half], rows[2 * half :]])
        bits = xp.moveaxis(rows, 0, place) if keepdim else rows[0]
    return bits


@composed(out=True)
def hash_tensor(input, dim: Ints = (), *, keepdim: Flag = False, mode=0):
    """The exclusive or of the elements' bits over `dim`, all of them by default: a uint64 tensor."""
    if mode != 0:
        raise RuntimeError(f"Unknown hash_tensor mode: {mode}")
    dim = None if dim == () or dim == [] else dim
    if dim is None and not input._data.size:
        raise RuntimeError(
            "hash_tensor: Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim "
            "with the 'dim' argument."
        )
    return mixed_bits(input, dim, keepdim)
