"""The order in which PyTorch fills memory: along the smallest step first, whatever the order of the dimensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def memory_order(array: Any) -> list[int] | None:
    """The dimensions of `array` from the largest step to the smallest; None where they are in that order already."""
    if array.flags.c_contiguous:
        return None
    order: list[int] = []  # from the fastest on, by insertion: a step of 0 does not tell where its dimension belongs
    for dim in reversed(range(array.ndim)):
        at = place = len(order)
        while at:
            step, other = abs(array.strides[dim]), abs(array.strides[order[at - 1]])
            if array.shape[dim] > 1 and array.shape[order[at - 1]] > 1 and step and other:
                if step >= other:
                    break
                place = at - 1
            at -= 1
        order.insert(place, dim)
    order.reverse()
    return None if order == list(range(array.ndim)) else order


def in_memory_order(array: Any, draw: Callable[[tuple[int, ...]], Any]) -> Any:
    """What `draw(shape)` gives for the shape of `array`, laid out in memory as `array` is."""
    order = memory_order(array)
    if order is None:
        return draw(array.shape)
    drawn = draw(tuple([array.shape[dim] for dim in order]))
    return drawn.transpose([order.index(dim) for dim in range(array.ndim)])
