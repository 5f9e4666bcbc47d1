"""One element per index along a dimension: how what chose elements finds them, and gives their gradients back."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array, Index


def _key(xp, index, dim):
    """The open grid that meets `index` along `dim`."""
    key = [xp.arange(n).reshape((-1,) + (1,) * (index.ndim - i - 1)) for i, n in enumerate(index.shape)]
    key[dim] = index
    return tuple(key)


@op(
    vjp={"input": lambda g, index, dim, repeats, input_shape: put_along(g, index, input_shape, dim, repeats)},
    method=False,
    function=False,
)
def take_along(xp, input: Array, index: Index, dim, repeats=False):
    """The elements of `input` at `index` along `dim`; `repeats`: an index may come twice."""
    return input[_key(xp, index, dim)] if input.ndim else input.reshape(index.shape)


@op(vjp={"input": lambda g, index, dim, repeats: take_along(g, index, dim, repeats)}, method=False, function=False)
def put_along(xp, input: Array, index: Index, shape, dim, repeats=False):
    """Zeros of `shape` with `input` (added) at `index` along `dim`: the transpose of `take_along`."""
    whole = xp.zeros(shape, input.dtype)
    if not shape:
        whole[...] = input.reshape(())
    elif repeats:
        xp.add.at(whole, _key(xp, index, dim), input)
    else:
        whole[_key(xp, index, dim)] = input
    return whole
