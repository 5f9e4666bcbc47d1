"""Differentiating inside a differentiation: inputs with a place of their own in the graph, results freed of it.

A transform (`func.grad`, a dual level) gives its function inputs that require a gradient, whether or not the caller's
do. What comes out keeps its history only if that leads to something of the caller's; what only leads to the
transform's own inputs is cut off, so that results require a gradient just when PyTorch's do.
"""

from __future__ import annotations

from typing import Any

from . import engine
from .apply import current
from .inference import unversioned
from .node import PARENTS, Internal, make_leaf


def _nothing(g: Any, saved: Any, node: list[Any]) -> tuple[()]:
    """The gradient of a transform's own input is asked for by `grad`, and added nowhere."""
    return ()


OWN = Internal("AccumulateGrad", _nothing)


class Level:
    """One run of a transform: the inputs it made."""

    def __init__(self) -> None:
        self.own: set[int] = set()
        self.kept: list[Any] = []  # while they live, no other node has their id

    def enter(self, t: Any) -> tuple[Any, Any]:
        """`t` with a place of its own in the graph, and a second tensor that stays there if the first is written to."""
        if current(t) is not None:
            inner = t.view_as(t)
            inner._view = None  # a write to it is the function's own affair
        else:
            inner = t.detach()
            inner._node = make_leaf(OWN, inner)
            self.own.add(id(inner._node))
            self.kept.append(inner._node)
        if unversioned(inner):  # what the transform records is its own affair
            inner._writes = [0, 0]
        mark = engine.Tensor(inner._data, None)
        mark._writes, mark._node = inner._writes, inner._node
        return inner, mark

    def leave(self, t: Any, records: bool) -> Any:
        """A result as the caller gets it: with its history when that leads outside."""
        if not hasattr(t, "_node"):
            return t
        node = current(t)
        if node is None:
            return t
        return t if records and self._leads_outside(node) else t.detach()

    def _leads_outside(self, node: Any) -> bool:
        seen, stack = {id(node)}, [node]
        while stack:
            here = stack.pop()
            if not here[PARENTS] and id(here) not in self.own:
                return True
            for parent in here[PARENTS]:
                if parent is not None and id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append(parent)
        return False
