"""Parameters that are updated together: small ones side by side in one array, with their gradients and state."""

from __future__ import annotations

from sys import getrefcount
from typing import Any

import numpy

from .._tensor import Tensor
from ..autograd.engine import LEAF
from ..autograd.node import OP, STATICS, clock
from ..autograd.references import LOCAL
from ..backend import dtype as dtypes

LARGE = 1 << 15  # elements; above this memory traffic decides, and a parameter is its own bucket
TILE = 1 << 16  # elements updated at a time, so that the temporaries of an update stay in the cache
REALS = {"f": "f", "d": "d", "F": "f", "D": "d"}  # what can lie side by side, and the real numbers inside


def buckets(params: list[Tensor]) -> list[Bucket]:
    """Small parameters of one dtype together, up to a tile; every large, foreign or half one alone."""
    kinds: dict[Any, list[list[Tensor]]] = {}
    for p in params:
        join = p._data.size <= LARGE and p._data.dtype.char in REALS and ours(p)
        members = kinds.setdefault(p._data.dtype if join else id(p), [[]])
        if sum([m._data.size for m in members[-1]]) + p._data.size > TILE and members[-1]:
            members.append([])
        members[-1].append(p)
    return [Bucket(some) for members in kinds.values() for some in members]


class Bucket:
    """Parameters of one dtype and device with the optimizer's state for them.

    A joined bucket holds the parameters side by side: their data are views of one array and their gradients land in
    another, so an update is a few calls in all. That is used for a step only while nobody replaced a parameter's data,
    gradient or state, or froze it; otherwise each parameter is updated by itself, with the state it has.
    """

    def __init__(self, params: list[Tensor]):
        self.params = params
        self.data: Any = None  # the joined parameters, as real numbers
        self.grad: Any = None
        self.counters: list[Any] = []  # one row for each number kept per parameter
        self.state: list[Any] = []  # one array for each array kept per parameter, as real numbers
        self.entries: list[tuple[dict[str, Any], list[Any]]] = []  # each parameter's state, and the arrays in it
        if len(params) > 1:
            self._join()

    def _join(self) -> None:
        """Move the parameters side by side and give their gradients a home."""
        kind, total = self.params[0]._data.dtype, 0
        self.parts: list[slice] = []
        for p in self.params:
            self.parts.append(slice(total, total + p._data.size))
            total += p._data.size
        data, grad = numpy.empty(total, kind), numpy.zeros(total, kind)
        self.views, self.homes = [], []
        for p, part in zip(self.params, self.parts, strict=True):
            view = alone(data, part).reshape(p._data.shape)
            view[...] = p._data
            p._data = view
            # alone, so that NumPy's slices of a gradient keep this array, not the joined one, and are seen
            owner = alone(grad, part)
            home = Tensor(owner.reshape(p._data.shape), None)
            p._node[STATICS] = (home, owner)
            self.views.append(view)
            self.homes.append(home)
        self.data, self.grad = data.view(REALS[kind.char]), grad.view(REALS[kind.char])

    def together(self) -> bool:
        """Whether data and gradients of all parameters lie where they were joined."""
        if self.data is None:
            return False
        for p, view, home in zip(self.params, self.views, self.homes):  # noqa: B905 (strict costs on the hot path)
            if p._data is not view or p._grad is not home or p._node is None:
                return False
        return True

    def start(
        self, state: Any, counters: dict[str, float], arrays: dict[str, float], kinds: list[Any] | None = None
    ) -> None:
        """New state for all parameters, that starts with the given numbers and lies side by side too."""
        kind, size = self.params[0]._data.dtype, self.grad.size
        self.counters = [
            numpy.full(len(self.params), value, kind)
            for value, kind in zip(counters.values(), kinds or [counter_kind()] * len(counters), strict=True)
        ]
        self.state = [numpy.full(size, value, self.grad.dtype) for value in arrays.values()]
        wholes = [array.view(kind) for array in self.state]
        self.entries = []
        for i, (p, part) in enumerate(zip(self.params, self.parts, strict=True)):
            shape = p._data.shape
            views = [alone(row, slice(i, i + 1)).reshape(()) for row in self.counters]
            views += [alone(whole, part).reshape(shape) for whole in wholes]
            entry = {n: Tensor(view, None) for n, view in zip([*counters, *arrays], views, strict=True)}
            state[p] = entry
            self.entries.append((entry, views))

    def gather(self, state: Any, counters: dict[str, float], arrays: dict[str, float]) -> None:
        """Lay the state that was loaded for all parameters side by side, if it is all there."""
        names = [*counters, *arrays]
        loaded = [state.get(p) for p in self.params]
        for p, entry in zip(self.params, loaded, strict=True):
            if not entry or list(entry) != names:
                return
            if any([not isinstance(value, Tensor) for value in entry.values()]):
                return
            if any([entry[n].shape != p.shape or entry[n].dtype != p.dtype for n in arrays]):
                return
            if any([entry[n].dtype != loaded[0][n].dtype for n in counters]):
                return
        self.start(state, counters, arrays, [loaded[0][n]._data.dtype for n in counters])
        for (entry, _), old in zip(self.entries, loaded, strict=True):
            for name, value in entry.items():
                value.copy_(old[name])

    def state_in_place(self, state: Any) -> bool:
        """Whether the state of every parameter is still that which lies side by side."""
        for p, (entry, arrays) in zip(self.params, self.entries):  # noqa: B905
            if state.get(p) is not entry or len(entry) != len(arrays):
                return False
            for value, array in zip(entry.values(), arrays):  # noqa: B905
                if getattr(value, "_data", None) is not array:
                    return False
        rows = [row.tolist() for row in self.counters]
        return all([row.count(row[0]) == len(row) for row in rows])


def alone(array: Any, part: slice) -> Any:
    """A slice of a joined array that looks as if it owned its memory: a tensor over it has a storage of its own."""
    if not part.stop - part.start:
        return array[part]
    item = array.dtype.itemsize
    octets: Any = array.view("uint8")
    return numpy.frombuffer(memoryview(octets)[part.start * item : part.stop * item], array.dtype)


def stamp(p: Tensor) -> None:
    """Tell autograd that a parameter was written."""
    p._writes[0] = next(clock)
    p._writes[1] += 1


def counter_kind() -> Any:
    """The dtype of step counts: PyTorch counts in float64 only where that is the default."""
    return numpy.float64 if dtypes.get_default_dtype() == dtypes.float64 else numpy.float32


def ours(p: Tensor) -> bool:
    """Whether nobody else holds the memory of `p`, so that it may move."""
    array = p._data
    leaf = p._node is not None and p._node[OP] is LEAF
    if not leaf or p._grad is not None or type(array) is not numpy.ndarray or getrefcount(array) > LOCAL:
        return False
    base = array.base
    return base is None or (
        type(base) is numpy.ndarray and base.base is None and base.size == array.size and getrefcount(base) <= LOCAL
    )
