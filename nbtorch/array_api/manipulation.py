"""Arrays in other shapes and orders, and arrays put together."""

from __future__ import annotations

from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from .datatypes import matched


def broadcast_arrays(*arrays: Tensor) -> list[Tensor]:
    """Views of the arrays in their common shape."""
    return list(functions.broadcast_tensors(*arrays))


def broadcast_to(x: Tensor, /, shape: Any) -> Tensor:
    """View of `x` in a shape that it broadcasts to."""
    return functions.broadcast_to(x, tuple(shape))


def concat(arrays: Any, /, *, axis: int | None = 0) -> Tensor:
    """The arrays one after the other along `axis`; None for all their elements in one vector."""
    arrays = matched(*arrays)
    return functions.cat([x.reshape(-1) for x in arrays] if axis is None else arrays, axis or 0)


def stack(arrays: Any, /, *, axis: int = 0) -> Tensor:
    """The arrays along a new axis."""
    return functions.stack(matched(*arrays), axis)


def unstack(x: Tensor, /, *, axis: int = 0) -> tuple[Tensor, ...]:
    """The slices of `x` along `axis`."""
    return tuple(functions.unbind(x, axis))


def expand_dims(x: Tensor, /, axis: Any) -> Tensor:
    """View of `x` with new axes of size 1, at places in the result."""
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    ndim = x.ndim + len(axes)
    for place in axes:
        if not -ndim <= place < ndim:
            raise IndexError(f"expand_dims(): axis {place} is out of range for {ndim} dimensions")
    places = sorted({place % ndim for place in axes})
    if len(places) < len(axes):
        raise ValueError(f"expand_dims(): axis {axis} names a place twice")
    for place in places:
        x = functions.unsqueeze(x, place)
    return x


def squeeze(x: Tensor, /, axis: Any) -> Tensor:
    """View of `x` without the axes named, which must be of size 1."""
    for place in (axis,) if isinstance(axis, int) else axis:
        if -x.ndim <= place < x.ndim and x.shape[place] != 1:
            raise ValueError(f"squeeze(): axis {place} has size {x.shape[place]}, not 1")
    return functions.squeeze(x, axis)


def flip(x: Tensor, /, *, axis: Any = None) -> Tensor:
    """The elements in reverse order along `axis`, or along all."""
    axes = tuple(range(x.ndim)) if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
    return functions.flip(x, axes)


def moveaxis(x: Tensor, source: Any, destination: Any, /) -> Tensor:
    """View of `x` with axes moved to other places."""
    return functions.movedim(x, source, destination)


def permute_dims(x: Tensor, /, axes: Any) -> Tensor:
    """View of `x` with its axes in another order."""
    return functions.permute(x, tuple(axes))


def repeat(x: Tensor, repeats: Any, /, *, axis: int | None = None) -> Tensor:
    """Each slice along `axis`, or each element, so many times in a row."""
    return functions.repeat_interleave(x, repeats, axis)


def reshape(x: Tensor, /, shape: Any, *, copy: bool | None = None) -> Tensor:
    """The elements in another shape; `copy=False` raises where that needs a copy."""
    if copy is False:
        return x.view(tuple(shape))
    made = functions.reshape(x, tuple(shape))
    return made.clone() if copy else made


def roll(x: Tensor, /, shift: Any, *, axis: Any = None) -> Tensor:
    """The elements moved along `axis`, those that fall off one end coming in at the other."""
    return functions.roll(x, shift, axis)


def tile(x: Tensor, repetitions: tuple[int, ...], /) -> Tensor:
    """The array laid out so many times along each axis."""
    return functions.tile(x, tuple(repetitions))
