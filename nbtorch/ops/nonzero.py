"""Where a tensor is not zero."""

from __future__ import annotations

from ..autograd.calls import into
from ..autograd.op import composed
from ..backend.array import NAMESPACES
from .create import wrap


@composed()
def nonzero(input, *, as_tuple=False, out=None):
    """The indices of the elements that are not zero: (N, ndim), or a vector per dimension."""
    if out is not None:
        if as_tuple or not hasattr(out, "_node"):
            raise TypeError(f"nonzero(): argument 'out' must be Tensor, not {type(out).__name__}")
        return into("nonzero", out, nonzero(input))
    array = input._data
    xp = NAMESPACES[type(array)]
    if not array.ndim and not as_tuple:
        return wrap(xp.zeros((int(bool(array)), 0), "int64"))
    found = xp.nonzero(array if array.ndim else array.reshape(1))
    return tuple([wrap(xp.asarray(index)) for index in found]) if as_tuple else wrap(xp.stack(found, 1))


@composed()
def argwhere(input):
    """The indices of the elements that are not zero: (N, ndim)."""
    return nonzero(input)
