"""Reductions over one dimension, several, or all."""

from __future__ import annotations

from ..autograd.op import op
from ..backend.array import Array
from .samples import REDUCE
from .shape import reshape, spread_over


def kept(g, input_shape, dim, keepdim):
    """Give a reduced gradient its summed dimensions back, with size 1, and expand it over them."""
    if dim is not None and not keepdim:
        dims = {d % len(input_shape) for d in (dim if isinstance(dim, tuple) else (dim,))} if input_shape else ()
        g = reshape(g, tuple([1 if i in dims else n for i, n in enumerate(input_shape)]))
    return spread_over(g, input_shape)


@op(
    vjp={"input": kept},
    promote="sum",
    samples=REDUCE,
    grad_fn=lambda dim, keepdim: "SumBackward0" if dim is None else "SumBackward1",
)
def sum(xp, input: Array, dim=None, keepdim=False):
    """Sum over `dim` (all elements by default)."""
    return input.sum(tuple(dim) if isinstance(dim, list) else dim, keepdims=keepdim)
