"""Bags of embeddings: the sum, mean or maximum of several rows of a table."""

from __future__ import annotations

import numpy

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES
from ..backend.device import move
from .create import wrap
from .embedding import embedding, embedding_gradient, padding_row, renormalise

MODES = ("sum", "mean", "max")


def _fits(input, weight, offsets, mode, per_sample_weights, scale_grad_by_freq, sparse):
    if per_sample_weights is not None and tuple(input.shape) != tuple(per_sample_weights.shape):
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({list(per_sample_weights.shape)}) is not None, then it must have "
            f"the same shape as the input ({list(input.shape)})"
        )
    if weight.ndim != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.ndim}")
    if input.ndim == 2 and offsets is not None:
        raise ValueError(
            "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
            f"sequences. However, found offsets of type {type(offsets)}"
        )
    if input.ndim == 1 and offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    if input.ndim == 1 and offsets.ndim != 1:
        raise ValueError("offsets has to be a 1D Tensor")
    if input.ndim not in (1, 2):
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}")
    if mode not in MODES:
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and (scale_grad_by_freq or sparse):
        raise ValueError(
            "max mode does not support "
            + ("scaling the gradient by the frequency" if scale_grad_by_freq else "sparse weights")
        )
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got "
            f"mode='{mode}'). Please open a feature request on GitHub."
        )


def _bags(input, offsets, include_last_offset):
    """The bag of every index, -1 for one after the last bag, and the number of bags; on the host."""
    if input.ndim == 2:
        return numpy.repeat(numpy.arange(input.shape[0]), input.shape[1]), input.shape[0]
    starts, length = move(offsets._data, "cpu"), input.shape[0]
    if starts.dtype.kind not in "iu":
        raise RuntimeError(f"expected offsets of an integer dtype, but got {offsets.dtype}")
    if include_last_offset and not starts.size:
        raise RuntimeError("include_last_offset: number of offset should be at least 1")
    if starts.size and starts[0] != 0:
        raise RuntimeError(
            "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, "
            f"got {starts[0]}"
        )
    if starts.size and starts[-1] > length:
        raise RuntimeError(
            f"offsets[-1] can not be greater than input's length({length}) but got offsets[-1] of {starts[-1]}"
        )
    end = length
    if include_last_offset:
        starts, end = starts[:-1], int(starts[-1])
    bags = numpy.searchsorted(starts, numpy.arange(length), side="right") - 1
    return numpy.where(numpy.arange(length) < end, bags, -1), starts.size


def _greatest(rows, bags, count):
    """The first row that holds the maximum of each bag, per column, and which bags have any; on the host."""
    width = rows.shape[1]
    places, filled = numpy.zeros((count, width), "int64"), numpy.zeros((count, 1), bool)
    if bags.size:
        starts = numpy.flatnonzero(numpy.concatenate(([True], bags[1:] != bags[:-1])))
        best = numpy.repeat(numpy.maximum.reduceat(rows, starts), numpy.diff(numpy.append(starts, bags.size)), 0)
        found = numpy.where((rows == best) | (rows != rows), numpy.arange(bags.size)[:, None], bags.size - 1)
        places[bags[starts]] = numpy.minimum.reduceat(found, starts)
        filled[bags] = True
    return places, filled


@composed(method=False, function=False)
def embedding_bag(
    input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False,
    per_sample_weights=None, include_last_offset=False, padding_idx=None,
):  # fmt: skip
    """Rows of `weight`, summed per bag: `(B, L), (V, D) -> (B, D)`, or `(L,)` with `offsets` (B,) where bags start.

    Indices `padding_idx` count for nothing. The gradient of a `sparse` call is a dense tensor.
    """
    _fits(input, weight, offsets, mode, per_sample_weights, scale_grad_by_freq, sparse)
    xp = NAMESPACES[type(weight._data)]
    padding = padding_row(weight, padding_idx, "padding_idx must be within the number of embeddings")
    if max_norm is not None:
        renormalise(weight, input, max_norm, norm_type)
    bags, count = _bags(input, offsets, include_last_offset)
    indices = input._data.reshape(-1)
    host = move(indices, "cpu")
    kept = host != padding if padding >= 0 else numpy.ones(bags.size, bool)
    kept &= bags >= 0
    outside = numpy.flatnonzero((host < 0) | (host >= weight.shape[0]))
    if outside.size and (count or mode == "max"):
        raise RuntimeError(
            f"Index {outside[0]} of input takes value {host[outside[0]]} which is not in the valid range "
            f"[0, {weight.shape[0]})"
        )
    bags, indices = bags[kept], indices[xp.asarray(kept)]
    rows, half = embedding(weight, wrap(indices), -1, scale_grad_by_freq), weight._data.dtype
    rows = rows.float() if half in dtypes.HALF else rows
    if mode == "max":
        places, filled = _greatest(move(rows._data, "cpu"), bags, count)
        if not bags.size:
            out = rows.new_zeros((count, weight.shape[1])) + rows.sum()
        else:
            mask = xp.asarray(filled.astype(rows._data.dtype))
            out = rows.gather(0, wrap(xp.asarray(places))) * wrap(mask)
    else:
        if per_sample_weights is not None:
            rows = rows * per_sample_weights.reshape(-1)[wrap(xp.asarray(kept))].unsqueeze(1)
        out = embedding_gradient(rows, wrap(xp.asarray(bags)), (count, weight.shape[1]), -1)
        if mode == "mean":
            sizes = numpy.maximum(numpy.bincount(bags, minlength=count), 1)[:, None]
            out = out / wrap(xp.asarray(sizes.astype(rows._data.dtype)))
    return out.to(weight.dtype)
