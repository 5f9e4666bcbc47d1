"""Where a tensor is not zero."""

from __future__ import annotations

from ..autograd.op import composed
from ..backend.array import NAMESPACES
from .create import wrap


@composed()
def nonzero(input, *, as_tuple=False):
    """The indices of the elements that are not zero: (N, ndim), or a vector per dimension."""
    array = input._data
    xp = NAMESPACES[type(array)]
    found = xp.nonzero(array if array.ndim or not as_tuple else array.reshape(1)) if array.ndim or as_tuple else None
    if as_tuple:
        return tuple([wrap(xp.asarray(index)) for index in found])
    if found is None:
        return wrap(xp.zeros((int(bool(array)), 0), "int64"))
    return wrap(xp.stack(found, 1))


@composed()
def argwhere(input):
    """The indices of the elements that are not zero: (N, ndim)."""
    return nonzero(input)
