"""Where a tensor is not zero."""

from __future__ import annotations

from math import prod
from typing import Any

from ..autograd.arguments import MOST
from ..autograd.calls import into
from ..autograd.op import composed
from ..backend.array import NAMESPACES, Int
from ..backend.ranges import UNPACKING
from .create import wrap


@composed()
def nonzero(input, *, as_tuple=False, out=None):
    """The indices of the elements that are not zero: (N, ndim), or a vector per dimension."""
    if out is not None:
        if as_tuple or not hasattr(out, "_node"):
            raise TypeError(f"nonzero(): argument 'out' must be Tensor, not {type(out).__name__}")
        return into("nonzero", out, nonzero(input), same=True)
    array = input._data
    xp = NAMESPACES[type(array)]
    if not array.ndim and not as_tuple:
        return wrap(xp.zeros((int(bool(array)), 0), "int64"))
    found = xp.nonzero(array if array.ndim else array.reshape(1))
    return tuple([wrap(xp.asarray(index)) for index in found]) if as_tuple else wrap(xp.stack(found, 1))


@composed(out=True)
def nonzero_static(input, *, size: Int, fill_value: Int = -1):
    """The first `size` rows of `nonzero`, filled up where there are fewer: (size, ndim)."""
    if size < 0:
        raise RuntimeError("nonzero_static: 'size' must be an non-negative integer")
    found = nonzero(input)._data[:size]
    rows = NAMESPACES[type(found)].full((size, found.shape[1]), fill_value, "int64")
    rows[: len(found)] = found
    return wrap(rows)


def _sizes(shape: Any) -> tuple[int, ...]:
    if isinstance(shape, int):
        shape = (shape,)
    if not isinstance(shape, (tuple, list, str)):
        raise TypeError(f"expected 'shape' to be int or sequence of ints, but got {type(shape)}")
    for size in shape:
        if not isinstance(size, int):
            raise TypeError(f"expected 'shape' sequence to only contain ints, but got {type(size)}")
    if any([int(size) < 0 for size in shape]):
        raise ValueError(f"'shape' cannot have negative values, but got {tuple(shape)}")
    if any([int(size) > MOST for size in shape]):
        raise ValueError(UNPACKING)
    return tuple(shape)


@composed(method=False)
def unravel_index(indices, shape):
    """The places in an array of `shape` that indices into its flattened elements name: a tensor per dimension."""
    kind = indices.dtype
    if kind.is_floating_point or kind.is_complex or indices._data.dtype == bool:
        raise TypeError(f"expected 'indices' to be integer dtype, but got {kind}")
    found, indices, sizes = [], indices.long(), _sizes(shape)
    if prod(sizes[1:]) > MOST:
        raise ValueError(UNPACKING)
    for size in reversed(sizes):
        found.append(indices % size)
        indices = indices // size
    return tuple(reversed(found))


@composed()
def argwhere(input):
    """The indices of the elements that are not zero: (N, ndim)."""
    return nonzero(input)
