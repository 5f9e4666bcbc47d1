"""A tensor that becomes a view of itself: the in-place forms of what only changes shape."""

from __future__ import annotations

from typing import Any

from ..autograd.engine import LEAF
from ..autograd.inplace import wrote
from ..autograd.memory import meant
from ..autograd.modes import recording
from ..autograd.node import OP, SHAPE
from ..autograd.op import composed
from ..backend.array import Int, Ints


def become(target: Any, seen: Any) -> Any:
    """Let `target` be what `seen`, a view of it, is."""
    leaf = target._view is None and target._node is not None and target._node[OP] is LEAF
    if leaf and recording.get():
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    target._data = seen._data
    wrote(meant(target))
    if leaf:
        target._node[SHAPE] = seen._data.shape
    elif recording.get():
        target._node = seen._node
    if target._view is not None:
        target._view = seen._view
    return target


@composed(function=False)
def squeeze_(self, dim: Ints = ...):
    """Drop dimensions of size 1 in place."""
    return become(self, self.squeeze(dim))


@composed(function=False)
def unsqueeze_(self, dim: Int):
    """Add a dimension of size 1 in place."""
    return become(self, self.unsqueeze(dim))


@composed(function=False)
def t_(self):
    """Transpose a matrix in place."""
    return become(self, self.t())


@composed(function=False, aliases=("swapaxes_", "swapdims_"))
def transpose_(self, dim0: Int, dim1: Int):
    """Swap two dimensions in place."""
    return become(self, self.transpose(dim0, dim1))


@composed(function=False)
def as_strided_(self, size, stride, storage_offset=None):
    """Become another view of the same storage."""
    return become(self, self.as_strided(size, stride, storage_offset))
