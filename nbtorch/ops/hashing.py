"""A number for the contents of a tensor."""

from __future__ import annotations

from ..autograd.op import composed, op
from ..backend.array import Array
from .checks import unimplemented
from .reduce import axes


@op(method=False, function=False)
def mixed_bits(xp, input: Array, dim, keepdim):
    """The exclusive or of the elements' bits: of floating numbers as float64, of integers as int64."""
    if input.dtype.kind == "c":
        raise unimplemented("xor_sum_cpu", input.dtype)
    wide = input.astype("int64" if input.dtype.kind in "biu" else "float64")
    axis = axes(dim, input)
    return xp.bitwise_xor.reduce(wide.view("uint64"), axis, keepdims=keepdim)


@composed(out=True)
def hash_tensor(input, dim=(), *, keepdim=False, mode=0):
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
