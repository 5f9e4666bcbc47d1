"""Histograms by edges, in one dimension and in several."""

from __future__ import annotations

import math
from typing import Any

from .. import return_types
from ..autograd.arguments import MOST, int_of, overloaded
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES, Flag
from .checks import unimplemented, want_tensors
from .create import linspace, wrap


def _word(t: Any) -> str:
    return dtypes.c_name(t._data.dtype)


def _outer(points: Any, limits: Any) -> list[tuple[float, float]]:
    """The lowest and highest edge of every dimension: the limits given, else the extremes of (N, D) points."""
    count = points.shape[1]
    if limits is not None:
        if len(limits) != 2 * count:
            raise RuntimeError(
                "torch.histogramdd: for a "
                f"{count}-dimensional histogram range should have {2 * count} elements, but got {len(limits)}"
            )
        pairs = [(float(limits[2 * d]), float(limits[2 * d + 1])) for d in range(count)]
    elif points.shape[0]:
        if points.dtype.name not in ("float32", "float64"):
            raise unimplemented("histogramdd", points.dtype)
        pairs = [(float(low), float(high)) for low, high in zip(points.min(0), points.max(0), strict=True)]
    else:
        pairs = [(0.0, 1.0)] * count
    for d, (low, high) in enumerate(pairs):
        if not (math.isfinite(low) and math.isfinite(high)):
            raise RuntimeError(f"torch.histogramdd: dimension {d}'s range [{low:g}, {high:g}] is not finite")
        if low > high:
            raise RuntimeError(
                f"torch.histogramdd: min should not exceed max, but got min {low:g} max {high:g} for dimension {d}"
            )
    return [(low - 0.5, high + 0.5) if low == high else (low, high) for low, high in pairs]


def _given_edges(name: str, input: Any, bins: Any) -> list[Any]:
    for d, edges in enumerate(bins):
        if edges._data.dtype != input._data.dtype:
            raise RuntimeError(
                "torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype "
                f"{_word(input)} and bins for dimension {d} with dtype {_word(edges)}"
            )
        if edges._data.ndim != 1:
            raise RuntimeError(
                f"torch.histogramdd: bins tensor should have one dimension, but got {edges._data.ndim} dimensions in "
                f"the bins tensor for dimension {d}"
            )
        if edges._data.size == 0:
            raise RuntimeError(
                "torch.histogramdd: bins tensor should have at least 1 element, but got 0 elements in the bins tensor "
                f"for dimension {d}"
            )
        if edges._data.size == 1:
            raise RuntimeError(f"torch.{name}(): bins must be > 0, but got 0 for dimension {d}")
    return list(bins)


def _edges(name: str, input: Any, bins: Any, limits: Any) -> list[Any]:
    """The edges of the bins, a vector per dimension of the points."""
    if hasattr(bins[0], "_node") if bins else False:
        return _given_edges(name, input, [edges.detach() for edges in bins])
    for d, count in enumerate(bins):
        if count <= 0:
            raise RuntimeError(f"torch.{name}(): bins must be > 0, but got {count} for dimension {d}")
        if count == MOST:
            raise RuntimeError("numel: integer multiplication overflow")
    points = input._data.reshape(-1, input._data.shape[-1])
    return [
        linspace(low, high, count + 1, dtype=input.dtype, device=input.device)
        for count, (low, high) in zip(bins, _outer(points, limits), strict=True)
    ]


def _weighed(input: Any, weight: Any) -> None:
    if weight._data.shape != input._data.shape[:-1]:
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor "
            f"excluding its innermost dimension, but got input with shape {list(input._data.shape)} and weight with "
            f"shape {list(weight._data.shape)}"
        )
    if weight._data.dtype != input._data.dtype:
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the same "
            f"dtype, but got input({_word(input)}), and weight({_word(weight)})"
        )


def _counted(name: str, input: Any, bins: Any, limits: Any, weight: Any, density: bool) -> tuple[Any, list[Any]]:
    """How many of the points (..., D), or how much of their weight, lie in each bin; the last has both its edges."""
    array = input._data
    xp = NAMESPACES[type(array)]
    edges = _edges(name, input, bins, limits)
    if weight is not None:
        _weighed(input, weight)
    if dtypes.category(array.dtype) != dtypes.FLOATING:
        raise unimplemented("histogram_cpu", array.dtype)
    shape = [len(e._data) - 1 for e in edges]
    points = array.reshape(-1, array.shape[-1])
    place, inside = xp.zeros(len(points), "int64"), xp.ones(len(points), bool)
    for values, edge, count in zip(points.T, [e._data for e in edges], shape, strict=True):
        inside &= (values >= edge[0]) & (values <= edge[-1])
        place = place * count + xp.clip(xp.searchsorted(edge, values, side="right") - 1, 0, max(count - 1, 0))
    amount = None if weight is None else weight._data.reshape(-1)[inside].astype("float64")
    hist = xp.bincount(place[inside], amount, minlength=math.prod(shape))[: math.prod(shape)]
    hist = hist.astype("float64").reshape(shape)
    if density:
        hist = hist / hist.sum()
        for d, edge in enumerate(edges):
            width = xp.diff(edge._data).astype("float64")
            hist = hist / width.reshape([-1 if i == d else 1 for i in range(len(shape))])
    return wrap(hist.astype(array.dtype)), edges


@composed(out=True)
def histogram(input, bins=100, *, range=None, weight=None, density: Flag = False):
    """Counts of the elements in bins of equal width (or between given edges), and the edges: (*) -> (B,), (B + 1,)."""
    want_tensors("histogram", input=input)
    bins = bins if hasattr(bins, "_node") else overloaded("histogram", int_of, bins, input)
    flat = input.detach().reshape((-1, 1))
    weight = None if weight is None else weight.detach().reshape((-1,))
    hist, edges = _counted("histogram", flat, [bins], range, weight, density)
    return return_types.histogram((hist, edges[0]))


@composed(method=False)
def histogramdd(input, bins, range=None, weight=None, density: Flag = False):
    """Counts of points in boxes, and the edges of every dimension: (..., D) -> (B1, ..., BD), D vectors."""
    want_tensors("histogramdd", input=input)
    if input._data.ndim < 2:
        raise RuntimeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    count = input._data.shape[-1]
    bins = [bins] * count if isinstance(bins, int) else list(bins)
    if len(bins) != count:
        raise RuntimeError("histogramdd: The size of bins must be equal to the innermost dimension of the input.")
    hist, edges = _counted("histogramdd", input.detach(), bins, range, weight, density)
    return return_types.histogramdd((hist, tuple(edges)))
