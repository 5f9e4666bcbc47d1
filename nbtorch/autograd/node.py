"""A node of the recorded graph: a plain list (half the cost of a slotted class); these constants name its fields."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import Any
from weakref import ref

OP, PARENTS, SAVED, CELLS, STATICS, SHAPE, SEQ, GRAD, OWNED, HOOKS, WHERE = range(11)
# OP       what ran: an Op, or an Internal the engine itself records
# PARENTS  the inputs' nodes, None where no gradient is wanted
# SAVED    arrays kept for backward, FREED once used; CELLS their version cells
# STATICS  the other arguments      SHAPE  of the output (of each, when there are several)
# SEQ      creation time            GRAD   on its way backwards; OWNED: this walk may write into it
# HOOKS    of the output's gradient, by handle        WHERE  module scope, and source line when tracked
FREED: Any = ("freed",)
clock = itertools.count(1)  # orders nodes and in-place writes on one time line


class Internal:
    """An op the engine itself records: a name, a backward, and nothing saved."""

    def __init__(self, name: str, backward: Callable[..., Any]):
        self.name, self.backward = name, backward
        self.saves: tuple[str, ...] = ()
        self.arrays: tuple[str, ...] = ()
        self.results: tuple[str, ...] = ()

    def grad_name(self, statics: tuple[Any, ...]) -> str:
        return self.name


def make_leaf(op: Internal, tensor: Any) -> list[Any]:
    """The node that accumulates into `tensor.grad`; it holds the tensor weakly, so a graph keeps no leaf alive."""
    return [op, (), (ref(tensor),), (), (), tensor._data.shape, 0, None, False, None, None]


def node_name(node: list[Any]) -> str:
    """PyTorch's name of a node: `AddmmBackward0`."""
    if node[OP].name == "pick":
        node = node[PARENTS][0]
    name = node[OP].grad_name(node[STATICS])
    if callable(name):
        name = name(node[PARENTS][0][SHAPE])
    return name if isinstance(name, str) else name[min(len(node[SHAPE]), len(name) - 1)]


def camel(name: str) -> str:
    """`log_softmax` -> `LogSoftmax`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class GradFn:
    """A recorded node as the user sees it: `tensor.grad_fn`."""

    __slots__ = ("_node",)

    def __init__(self, node: list[Any]):
        self._node = node

    def name(self) -> str:
        return node_name(self._node)

    @property
    def next_functions(self) -> tuple[tuple[GradFn | None, int], ...]:
        """The nodes of the inputs, each with the index of the output used."""
        found: list[tuple[GradFn | None, int]] = []
        node = self._node[PARENTS][0] if self._node[OP].name == "pick" else self._node
        for parent in node[PARENTS]:
            index = parent[STATICS][0] if parent is not None and parent[OP].name == "pick" else 0
            found.append((None if parent is None else grad_fn(parent), index))
        return tuple(found)

    @property
    def variable(self) -> Any:
        """The leaf tensor that an AccumulateGrad node adds into."""
        if self._node[OP].name != "AccumulateGrad":
            raise AttributeError(f"'{self.name()}' object has no attribute 'variable'")
        return self._node[SAVED][0]()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GradFn) and self._node is other._node

    def __hash__(self) -> int:
        return id(self._node)

    def __repr__(self) -> str:
        return f"<{self.name()} object at {id(self._node):#x}>"


@cache
def _class(name: str) -> type[GradFn]:
    return type(name, (GradFn,), {"__slots__": ()})


def grad_fn(node: list[Any]) -> GradFn:
    """`node` as an object whose class carries PyTorch's name for it."""
    return _class(node_name(node))(node)
