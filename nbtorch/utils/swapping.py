"""Exchanging two tensors in place: `torch.utils.swap_tensors`."""

from __future__ import annotations

from typing import Any
from weakref import getweakrefs

from ..autograd.engine import LEAF, leaf_node
from ..autograd.node import OP, Internal

__all__ = ["swap_tensors"]
_FIELDS = ("__class__", "__dict__", "_data", "_grad", "_node", "_view", "_writes")


def _poisoned(*_: Any) -> Any:
    raise RuntimeError(
        "Trying to execute AccumulateGrad node that was poisoned by swap_tensors: a tensor was swapped between forward "
        "and backward. Swap before the forward, or after the backward."
    )


_POISONED = Internal("AccumulateGrad", _poisoned)


def swap_tensors(t1: Any, t2: Any) -> None:
    """Let each of two tensors be what the other was, class and attributes too, wherever they are held.

    RuntimeError where one has weak references, and later where a graph recorded before would reach one.
    """
    leaves = [t._node is not None and t._node[OP] is LEAF for t in (t1, t2)]
    for word, t, leaf in zip(("t1", "t2"), (t1, t2), leaves, strict=True):
        if len(getweakrefs(t)) > leaf:  # the node of a leaf has one
            raise RuntimeError(f"Cannot swap {word} because it has weakref associated with it")
    for t, leaf in zip((t1, t2), leaves, strict=True):
        if leaf:
            t._node[OP] = _POISONED
    for name in _FIELDS:
        mine, other = getattr(t1, name), getattr(t2, name)
        setattr(t1, name, other)
        setattr(t2, name, mine)
    for t, leaf in zip((t2, t1), leaves, strict=True):
        if leaf:
            t._node = leaf_node(t)
