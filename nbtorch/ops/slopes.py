"""Derivatives of sampled functions."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed
from ..backend.array import Int, Ints
from .checks import want_tensors
from .dimension import absolute
from .shape import cat


def _dims(input: Any, spacing: Any, dim: Any) -> list[int]:
    ndim = input._data.ndim
    if dim is not None:
        dims = absolute((dim,) if isinstance(dim, int) else tuple(dim), ndim)
        for d in dims:
            if dims.count(d) > 1:
                raise RuntimeError(f"dim {d} appears multiple times in the list of dims")
        return list(dims)
    return list(range(len(spacing) if isinstance(spacing, (list, tuple)) and spacing else ndim))


def _spacings(spacing: Any, count: int) -> list[Any]:
    """One distance, or vector of places, per dimension."""
    if isinstance(spacing, (list, tuple)):
        if len(spacing) != count and spacing:
            raise RuntimeError(
                "torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have "
                f"the same length, but got a spacing argument of length {len(spacing)} and a dim argument of length "
                f"{count}."
            )
        return list(spacing) or [1.0] * count
    return [1.0 if spacing is None else spacing] * count


def _along(input: Any, dim: int, places: Any, edge_order: int) -> Any:
    """The derivative along `dim`: central differences inside, weighted by the distance across, plain at the ends."""
    size, uneven = input._data.shape[dim], hasattr(places, "_node") and places._data.ndim
    slope = (input.narrow(dim, 1, size - 1) - input.narrow(dim, 0, size - 1)) / places
    if uneven:
        first, second = places.narrow(dim, 0, size - 2), places.narrow(dim, 1, size - 2)
        early, late = slope.narrow(dim, 0, size - 2), slope.narrow(dim, 1, size - 2)
        inner = (early * second + late * first) / (first + second)
    else:
        inner = (input.narrow(dim, 2, size - 2) - input.narrow(dim, 0, size - 2)) / (places * 2)
    start, end = slope.narrow(dim, 0, 1), slope.narrow(dim, size - 2, 1)
    if edge_order == 2:
        share = [0.5, 0.5]
        if uneven:
            total = first + second
            share = [(first / total).narrow(dim, 0, 1), (second / total).narrow(dim, size - 3, 1)]
        start = start + (start - slope.narrow(dim, 1, 1)) * share[0]
        end = end + (end - slope.narrow(dim, size - 3, 1)) * share[1]
    return cat((start, inner, end), dim)


@composed(method=False)
def gradient(input, *, spacing=1.0, dim: Ints = None, edge_order: Int = 1):
    """The derivatives of samples `input` along `dim` (all of them), a distance or their places apart: a tensor each."""
    want_tensors("gradient", input=input)
    array = input._data
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if array.dtype.name == "uint8":
        raise RuntimeError("torch.gradient does not support uint8 input.")
    dims = _dims(input, spacing, dim)
    spacings = _spacings(spacing, len(dims))
    for d in dims:
        if array.shape[d] < edge_order + 1:
            raise RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1")
    found = []
    for d, space in zip(dims, spacings, strict=True):
        if hasattr(space, "_node") and space._data.ndim:
            steps = space.narrow(0, 1, len(space) - 1) - space.narrow(0, 0, len(space) - 1)
            space = steps.reshape([-1 if i == d else 1 for i in range(array.ndim)])
        found.append(_along(input, d, space, edge_order))
    return tuple(found)
