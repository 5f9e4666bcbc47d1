"""Tensors put together: stacked, in blocks, on grids, in products."""

from __future__ import annotations

import itertools
from typing import Any

import numpy

from ..autograd.calls import into, listed
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Flag, Int
from ..backend.once import warn_once
from .create import zeros
from .dimension import dimension
from .shape import cat, stack
from .views import atleast_1d, atleast_2d, atleast_3d


@composed(method=False, aliases=("concatenate",), out=True)
def concat(tensors, dim: Int = 0, *, axis=None):
    """`cat` by its other names."""
    return cat(tensors, dim if axis is None else axis)


def _some(name, tensors):
    tensors = listed(name, "tensors", tensors)
    if not tensors:
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    return tensors


@composed(method=False, out=True)
def hstack(tensors):
    """The tensors side by side: along dimension 1, or 0 for vectors."""
    tensors = atleast_1d(_some("hstack", tensors))
    return cat(tensors, 0 if tensors[0]._data.ndim == 1 else 1)


@composed(method=False, aliases=("row_stack",), out=True)
def vstack(tensors):
    """The tensors one above the other, vectors as rows."""
    return cat(atleast_2d(_some("vstack", tensors)), 0)


@composed(method=False, out=True)
def dstack(tensors):
    """The tensors one behind the other, along dimension 2."""
    return cat(atleast_3d(_some("dstack", tensors)), 2)


@composed(method=False, out=True)
def column_stack(tensors):
    """The tensors side by side, vectors as columns."""
    return hstack([x.reshape((-1, 1)) if x._data.ndim < 2 else x for x in tensors])


@composed(method=False)
def block_diag(*tensors):
    """The matrices along the diagonal of a larger one, zeros elsewhere."""
    blocks = atleast_2d(tuple(tensors))
    for index, block in enumerate(blocks):
        if block._data.ndim > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{index} has {block._data.ndim} dimensions"
            )
    kind = dtypes.of(dtypes.result_type([value._data for value in tensors])) if tensors else None
    if not blocks:
        return zeros((1, 0))
    blocks = [block.to(kind) for block in blocks]
    rows, left, width = [], 0, sum([b._data.shape[1] for b in blocks])
    for block in blocks:
        height, own = block._data.shape
        right = width - left - own
        rows.append(cat([block.new_zeros(height, left), block, block.new_zeros(height, right)], 1))
        left += own
    return cat(rows, 0)


@composed(method=False)
def meshgrid(*tensors, indexing=None):
    """Coordinates on the grid that vectors span, one view each: "ij" matrix order, "xy" with the first two swapped."""
    tensors = tuple(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)) else tensors
    if not tensors:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    if indexing is None:
        warn_once("torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument.")
    elif indexing not in ("ij", "xy"):
        raise RuntimeError(f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}')
    for x in tensors:
        if x._data.ndim > 1:
            raise RuntimeError(f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {x.ndim}")
        if x.dtype != tensors[0].dtype:
            raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if not tensors:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    shape = [x._data.size for x in tensors]
    order = list(range(len(shape)))
    if indexing == "xy" and len(shape) > 1:
        order[:2] = 1, 0
    grids = []
    for i, x in enumerate(tensors):
        grids.append(x.view([-1 if j == i else 1 for j in order]).expand([shape[j] for j in order]))
    return tuple(grids)


@composed(method=False)
def cartesian_prod(*tensors):
    """Every choice of one element per vector: (N, number of vectors)."""
    for x in tensors:
        if x._data.ndim != 1:
            raise RuntimeError("Expect a 1D vector, but got shape " + str(list(x._data.shape)))
    if len(tensors) == 1:
        return tensors[0]
    return stack([grid.reshape((-1,)) for grid in meshgrid(*tensors, indexing="ij")], 1)


@composed(method=False)
def combinations(input, r: Int = 2, with_replacement: Flag = False):
    """Every choice of `r` elements of a vector, in order: (N, r)."""
    if input._data.ndim != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(input._data.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    choose: Any = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    chosen = numpy.array(list(choose(range(input._data.size), r)), "int64")
    return input[chosen.reshape(-1, r)] if r else input.new_empty(0)


@composed(method=False)
def _chunk_cat(tensors, dim, num_chunks, *, out=None):
    """Each tensor cut along `dim` into `num_chunks` equal pieces, zeros at the end, and those of each number joined.

    (N, *) and (M, *) -> (num_chunks, n + m) for `dim` 0, where n and m are the elements of a piece.
    """
    tensors = list(tensors)
    if not tensors:
        raise RuntimeError("_chunk_cat expects a non-empty input tensor list")
    if num_chunks < 1:
        raise RuntimeError("_chunk_cat expects positive num_chunks")
    ndims = {x._data.ndim for x in tensors}
    for x in tensors:
        if not x._data.size:
            raise RuntimeError("_chunk_cat expects non-empty tensor")
        if x.dtype != tensors[0].dtype:
            raise RuntimeError("_chunk_cat expects all input tensors with the same dtype")
    if len(ndims) > 1:
        if dim < 0:
            raise RuntimeError("_chunk_cat expects non-negative dim when input tensors have different ndims")
        if dim >= min(ndims):
            raise RuntimeError("_chunk_cat expects dim < ndim for all input tensors")
    dim = dimension(dim, min(ndims))
    lead = tensors[0]._data.shape[:dim]
    pieces = []
    for x in tensors:
        if x._data.shape[:dim] != lead:
            raise RuntimeError("_chunk_cat expects same sizes of 0,...,dim-1 dimensions for all tensors")
        shape = x._data.shape
        missing = -shape[dim] % num_chunks
        if missing:
            x = cat([x, x.new_zeros((*shape[:dim], missing, *shape[dim + 1 :]))], dim)
        pieces.append(x.reshape((*lead, num_chunks, -1)))
    joined = cat(pieces, dim + 1)
    return joined if out is None else into("_chunk_cat", out, joined, fresh=True)
