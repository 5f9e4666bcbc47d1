"""A node of the recorded graph: a plain list (half the cost of a slotted class); these constants name its fields."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import Any
from weakref import ref

from .hooks import Hooks, RemovableHandle, add_hook

OP, PARENTS, SAVED, CELLS, STATICS, SHAPE, SEQ, GRAD, OWNED, HOOKS, WHERE = range(11)
# OP       what ran: an Op, or an Internal the engine itself records
# PARENTS  the inputs' nodes, None where no gradient is wanted
# SAVED    arrays kept for backward, FREED once used; CELLS their version cells
# STATICS  the other arguments      SHAPE  of the output (of each, when there are several)
# SEQ      creation time            GRAD   on its way backwards; OWNED: this walk may write into it
# HOOKS    None, or the node's `Hooks`        WHERE  module scope, and source line when tracked
FREED: Any = ("freed",)
SECOND_TIME = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
    "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
    "after calling backward."
)
_SAVED_AS = {"input": "self", "out": "result"}
saved_tensors: Any = None  # set by engine
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
    op = getattr(node[OP], "op", node[OP])
    if getattr(op, "overload", None) is not None:
        return str(op.overload(op.number(node)))
    name = node[OP].grad_name(node[STATICS])
    if callable(name):
        name = name(node[PARENTS][0][SHAPE])
    return name if isinstance(name, str) else name[min(len(node[SHAPE]), len(name) - 1)]


def camel(name: str) -> str:
    """`log_softmax` -> `LogSoftmax`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def hooks_of(node: list[Any]) -> Hooks:
    """The hooks of a node, made when first asked for."""
    if node[HOOKS] is None:
        node[HOOKS] = Hooks()
    found: Hooks = node[HOOKS]
    return found


class GradFn:
    """A recorded node as the user sees it: `tensor.grad_fn`."""

    __slots__ = ("_node",)

    def __init__(self, node: list[Any]):
        self._node = node

    def name(self) -> str:
        name = node_name(self._node)
        return f"torch::autograd::{name}" if name in ("AccumulateGrad", "CopySlices") else name

    @property
    def next_functions(self) -> tuple[tuple[GradFn | None, int], ...]:
        """The nodes of the inputs, each with the index of the output used."""
        found: list[tuple[GradFn | None, int]] = []
        node = self._node[PARENTS][0] if self._node[OP].name == "pick" else self._node
        for parent in edges(node):
            index = parent[STATICS][0] if parent is not None and parent[OP].name == "pick" else 0
            found.append((None if parent is None else grad_fn(parent), index))
        return tuple(found)

    @property
    def variable(self) -> Any:
        """The leaf tensor that an AccumulateGrad node adds into."""
        if self._node[OP].name != "AccumulateGrad":
            raise AttributeError(f"'{node_name(self._node)}' object has no attribute 'variable'")
        return self._node[SAVED][0]()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GradFn) and self._node is other._node

    def __hash__(self) -> int:
        return id(self._node)

    def __repr__(self) -> str:
        home = "torch.autograd.function." if hasattr(self._whole[OP], "custom") else ""  # where PyTorch makes them
        return f"<{home}{node_name(self._node)} object at {id(self._node):#x}>"

    # ---- what users look at, and hook into
    @property
    def _whole(self) -> list[Any]:
        """The node itself, where this is one of its several outputs."""
        return self._node[PARENTS][0] if self._node[OP].name == "pick" else self._node

    def register_hook(self, fn: Any) -> RemovableHandle:
        """Call `fn(grad_inputs, grad_outputs)` after this node ran; what it returns replaces `grad_inputs`."""
        return add_hook(hooks_of(self._whole).after, fn)

    def register_prehook(self, fn: Any) -> RemovableHandle:
        """Call `fn(grad_outputs)` before this node runs; what it returns replaces them."""
        return add_hook(hooks_of(self._whole).before, fn)

    @property
    def metadata(self) -> dict[Any, Any]:
        """A dict of the user's own, kept with the node's object."""
        return hooks_of(self._whole).metadata

    def _sequence_nr(self) -> int:
        return int(self._whole[SEQ])

    @property
    def requires_grad(self) -> bool:
        return True

    def __dir__(self) -> list[str]:
        return sorted([*object.__dir__(self), *self._saved()])

    def _saved(self) -> dict[str, str]:
        """PyTorch's names of what is kept for backward, and the op's names of it."""
        op = getattr(self._whole[OP], "op", self._whole[OP])
        names = (*op.saves, *getattr(op, "statics", ()))
        return {"_saved_" + _SAVED_AS.get(name, name): name for name in names}

    def __getattr__(self, name: str) -> Any:
        context = getattr(self._whole[OP], "context", None)
        if context is not None and not name.startswith("__"):
            return context.of(self._whole, name)
        wanted = self._saved().get(name) if name.startswith("_saved_") else None
        if wanted is None:
            raise AttributeError(f"'{node_name(self._node)}' object has no attribute '{name}'")
        node = self._whole
        if wanted not in node[OP].saves:
            return node[STATICS][getattr(node[OP], "op", node[OP]).statics.index(wanted)]
        if node[SAVED] is FREED:
            raise RuntimeError(SECOND_TIME)
        return saved_tensors(node)[node[OP].saves.index(wanted)]


def edges(node: list[Any]) -> list[Any]:
    """The inputs' nodes as PyTorch has them: in its order, without inputs that never get a gradient."""
    op, parents = getattr(node[OP], "op", node[OP]), node[PARENTS]
    places = getattr(op, "edge_places", None)
    if places is None or op.variadic or len(parents) != len(op.arrays):
        return list(parents)
    if op.overload is not None:
        number = op.number(node)
        places = [i for i in places if not number(op.arrays[i])]
    return [parents[i] for i in places]


@cache
def _class(name: str) -> type[GradFn]:
    return type(name, (GradFn,), {"__slots__": ()})


def grad_fn(node: list[Any]) -> GradFn:
    """`node` as an object whose class carries PyTorch's name for it."""
    return _class(node_name(node).rpartition(":")[2])(node)
