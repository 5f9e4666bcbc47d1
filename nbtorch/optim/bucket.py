"""Parameters that are updated together: small ones in one flat array, large ones in tiles."""

from __future__ import annotations

from collections.abc import Iterator
from sys import getrefcount
from typing import Any

import numpy

from .._tensor import Tensor
from ..autograd.engine import LEAF
from ..autograd.node import OP, STATICS, clock
from ..autograd.references import LOCAL
from ..backend.array import NAMESPACES

LARGE = 1 << 15  # elements; above this memory traffic decides, and a parameter is its own bucket
TILE = 1 << 16  # elements updated at a time, so that the temporaries of an update stay in the cache


class Bucket:
    """Parameters of one dtype and device with the optimizer's state for them.

    A flat bucket holds the parameters side by side: their data are views of one array and their gradients land in
    another, so an update is a few calls in all. That is used for a step only while nobody replaced a parameter's data
    or gradient, or froze it; otherwise each parameter is updated by itself, with its own slice of the state.
    """

    def __init__(self, params: list[Tensor], names: tuple[str, ...]):
        self.params, self.names = params, names
        self.xp = NAMESPACES[type(params[0]._data)]
        size, kind = sum([p._data.size for p in params]), params[0]._data.dtype
        self.state = [self.xp.zeros(size, kind) for _ in names]
        self.scratch = [self.xp.empty(min(size, TILE), kind) for _ in range(2)]
        self.steps = [0] * len(params)
        self.slices: list[slice] = []
        start = 0
        for p in params:
            self.slices.append(slice(start, start + p._data.size))
            start += p._data.size
        self.flat: Any = None
        self.grad: Any = None
        if size <= TILE and len(params) > 1 and all([ours(p) for p in params]):
            self._join(size)

    def _join(self, size: int) -> None:
        """Move the parameters side by side and give their gradients a home."""
        kind = self.params[0]._data.dtype
        self.flat, self.grad = numpy.empty(size, kind), numpy.zeros(size, kind)
        self.views, self.homes = [], []
        for p, part in zip(self.params, self.slices, strict=True):
            view = alone(self.flat, part).reshape(p._data.shape)
            view[...] = p._data
            p._data = view
            # alone, so that NumPy's slices of a gradient keep this array, not the flat one, and are seen
            owner = alone(self.grad, part)
            home = Tensor(owner.reshape(p._data.shape), None)
            p._node[STATICS] = (home, owner)
            self.views.append(view)
            self.homes.append(home)

    def together(self) -> bool:
        """Whether one update on the flat arrays is an update of every parameter."""
        if self.flat is None:
            return False
        for p, view, home in zip(self.params, self.views, self.homes):  # noqa: B905 (strict costs on the hot path)
            if p._data is not view or p.grad is not home or p._node is None:
                return False
        return self.steps.count(self.steps[0]) == len(self.steps)

    def parts(self) -> Iterator[tuple[int, Any, Any, list[Any], list[Any]]]:
        """(step, data, gradient, state, scratch) to update: once for all, or once for each tile of each parameter."""
        steps = self.steps
        if self.together():
            self.steps = [steps[0] + 1] * len(steps)
            yield self.steps[0], self.flat, self.grad, self.state, self.scratch
            return
        for i, (p, part) in enumerate(zip(self.params, self.slices, strict=True)):
            if p.grad is None:
                continue
            steps[i] += 1
            data, grad = p._data, p.grad._data
            state = [s[part] for s in self.state]
            if data.flags.c_contiguous and grad.flags.c_contiguous:
                data, grad = data.reshape(-1), grad.reshape(-1)
                for start in range(0, data.size, TILE):
                    tile = slice(start, min(start + TILE, data.size))
                    scratch = [s[: tile.stop - tile.start] for s in self.scratch]
                    yield steps[i], data[tile], grad[tile], [s[tile] for s in state], scratch
            else:
                shaped = [s.reshape(data.shape) for s in state]
                yield steps[i], data, grad, shaped, [self.xp.empty_like(data) for _ in self.scratch]

    def stamp(self) -> None:
        """Tell autograd that the parameters were written."""
        now = next(clock)
        for p in self.params:
            p._writes[0] = now
            p._writes[1] += 1

    def state_of(self, index: int) -> dict[str, Any]:
        """The state of one parameter as tensors that share the bucket's memory."""
        shape = self.params[index]._data.shape
        return {
            n: Tensor(alone(s, self.slices[index]).reshape(shape), None)
            for n, s in zip(self.names, self.state, strict=True)
        }


def alone(array: Any, part: slice) -> Any:
    """A slice of a flat array that looks as if it owned its memory: a tensor over it has a storage of its own."""
    if type(array) is not numpy.ndarray or not part.stop - part.start:
        return array[part]
    item = array.dtype.itemsize
    octets: Any = array.view("uint8")  # NumPy gives no buffer of bfloat16
    return numpy.frombuffer(memoryview(octets)[part.start * item : part.stop * item], array.dtype)


def ours(p: Tensor) -> bool:
    """Whether nobody else holds the memory of `p`, so that it may move."""
    array = p._data
    leaf = p._node is not None and p._node[OP] is LEAF
    alone = type(array) is numpy.ndarray and array.base is None and getrefcount(array) <= LOCAL
    return leaf and alone and p.grad is None
