"""Walking the recorded graph backwards. Knows no op by name."""

from __future__ import annotations

import threading
from operator import itemgetter
from sys import getrefcount
from typing import Any

from ..backend import array
from . import observe
from .apply import PICK as PICK, picked
from .modes import recording
from .node import (
    CELLS,
    FREED,
    GRAD,
    HOOKS,
    OP,
    OWNED,
    PARENTS,
    SAVED,
    SEQ,
    SHAPE,
    STATICS,
    WHERE as WHERE,
    Internal,
    clock,
    make_leaf,
    node_name as node_name,
)  # fmt: skip
from .references import ARGUMENT, ITEM

Tensor: Any = None  # set by nbtorch._tensor
sum_to: Any = None  # the op, set by nbtorch.ops.shape
_lock = threading.RLock()


# ---------------------------------------------------------------- leaves
def _accumulate(g: Any, saved: Any, node: list[Any]) -> tuple[()]:
    """Add `g` to the leaf's `.grad`: steal it when nobody else holds it, copy it otherwise."""
    leaf = node[SAVED][0]()
    if leaf is None:
        return ()
    grad, home = leaf.grad, node[STATICS]
    if isinstance(g, Tensor):  # create_graph: keep the history
        leaf.grad = g if grad is None else grad + g
    elif grad is not None and grad._node is None and type(g) is type(grad._data):
        grad._data += g
        grad._version[0] = next(clock)
    elif (
        home
        and getrefcount(home[0]) <= ITEM + 1  # held by the optimizer too, and by nobody else:
        and getrefcount(home[0]._data) <= ITEM
        and getrefcount(home[1]) <= ITEM + 1  # not even through a slice that NumPy made of it
    ):
        home[0]._data[...] = g  # in the optimizer's flat buffer
        leaf.grad = home[0]
    else:
        mine = getrefcount(g) <= ARGUMENT and type(g) is type(leaf._data) and g.base is None
        leaf.grad = Tensor(g if mine else array.NAMESPACES[type(leaf._data)].array(g), None)
    if len(node[SAVED]) > 1:
        for hook in list(node[SAVED][1].values()):
            hook(leaf)
    return ()


LEAF = Internal("AccumulateGrad", _accumulate)


def leaf_node(t: Any) -> list[Any]:
    """A new leaf node for `t`."""
    return make_leaf(LEAF, t)


# ---------------------------------------------------------------- the walk
def backward(
    roots: list[Any],
    gradients: list[Any],
    retain: bool = False,
    create: bool = False,
    targets: list[Any] | None = None,
    inputs: list[Any] | None = None,
) -> list[Any]:
    """Walk from `roots` in reverse creation order, each node once.

    With `targets`, return their gradients and touch no leaf; with `inputs`, accumulate into those nodes only.
    Gradients travel inside the nodes: the first to arrive is held by reference, the second makes a new array
    that this walk owns, later ones are added in place.
    """
    if not roots:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    with _lock:
        before = recording.get()
        recording.set(create)
        order = collect(roots)
        wanted = found = None
        if targets is not None:
            wanted, found = paths(order, targets), {id(n): None for n in targets}
        elif inputs is not None:
            wanted = paths(order, inputs) | {id(n) for n in inputs}
        try:
            for root, g in zip(roots, gradients, strict=True):
                _seed(root, g)
            while order:
                node = order.pop()
                g = node[GRAD]
                if g is None:
                    continue
                node[GRAD] = None
                if node[HOOKS] is not None:
                    g = run_hooks(node, g)
                if wanted is not None:
                    if found is not None and id(node) in found:
                        found[id(node)] = g if not create or isinstance(g, Tensor) else Tensor(g, None)
                    if id(node) not in wanted or (found is not None and not node[PARENTS]):
                        continue
                saved = node[SAVED]
                if node[CELLS]:
                    if saved is FREED:
                        raise RuntimeError(
                            "Trying to backward through the graph a second time (or directly access saved tensors "
                            "after they have already been freed). Saved intermediate values of the graph are freed "
                            "when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
                            "backward through the graph a second time or if you need to access saved tensors after "
                            "calling backward."
                        )
                    check_versions(node)
                    if create:
                        saved = saved_tensors(node)
                    elif not retain:
                        node[SAVED] = FREED
                pieces = node[OP].backward(g, saved, node)
                saved = g = None
                if observe.ops:
                    observe.tell(observe.ops, node[OP], node, node[STATICS], pieces, "backward")
                for parent, piece in zip(node[PARENTS], pieces):  # noqa: B905 (strict costs 0.1 us a node)
                    if parent is None or piece is None:
                        continue
                    if wanted is not None and id(parent) not in wanted and (found is None or id(parent) not in found):
                        continue
                    if piece.shape != parent[SHAPE]:
                        piece = sum_to(piece, parent[SHAPE])
                    total = parent[GRAD]
                    if total is None:
                        parent[GRAD] = piece
                        parent[OWNED] = False
                    elif parent[OWNED]:
                        total += piece
                        parent[GRAD] = total
                    else:
                        parent[GRAD] = total + piece
                        parent[OWNED] = not create
                piece = total = pieces = None
        finally:
            recording.set(before)
            for node in order:  # an error half way must not leave gradients behind
                node[GRAD] = None
    return [found[id(n)] for n in targets] if found is not None and targets is not None else []


def _seed(node: list[Any], g: Any) -> None:
    node[GRAD] = g if node[GRAD] is None else node[GRAD] + g
    node[OWNED] = False


def collect(roots: list[Any]) -> list[Any]:
    """Every node below `roots`, oldest first (iterative: a graph may be 100,000 deep)."""
    seen, stack = {id(n): n for n in roots}, list(roots)
    order = list(seen.values())
    while stack:
        for parent in stack.pop()[PARENTS]:
            if parent is not None and id(parent) not in seen:
                seen[id(parent)] = parent
                stack.append(parent)
                order.append(parent)
    order.sort(key=itemgetter(SEQ))
    return order


def paths(order: list[Any], targets: list[Any]) -> set[int]:
    """Ids of the nodes from which a target can be reached: only these run."""
    goal, wanted = {id(n) for n in targets}, set()
    for node in order:
        for parent in node[PARENTS]:
            if parent is not None and (id(parent) in wanted or id(parent) in goal):
                wanted.add(id(node))
                break
    return wanted


def run_hooks(node: list[Any], g: Any) -> Any:
    """Let the hooks see, and perhaps replace, the gradient of a node's output."""
    for hook in list(node[HOOKS].values()):
        raw = not isinstance(g, (Tensor, list))
        new = hook(Tensor(g, None) if raw else g)
        if new is not None:
            g, node[OWNED] = (new._data if raw else new), False
    return g


def check_versions(node: list[Any]) -> None:
    """Refuse saved values that were overwritten since."""
    for name, cell in zip(node[OP].saves, node[CELLS]):  # noqa: B905 (strict costs 0.1 us a node)
        if cell is not None and cell[0] > node[SEQ]:
            raise RuntimeError(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                f"{name!r}, saved by {node_name(node)}, is at version {cell[1]}. Hint: clone() it before the change, "
                "or use the out-of-place operation."
            )


def saved_tensors(node: list[Any]) -> tuple[Any, ...]:
    """The saved arrays as tensors joined to the graph, so that a rule run on them is itself recorded."""
    op, values = node[OP], []
    for name, value, cell in zip(op.saves, node[SAVED], node[CELLS], strict=True):
        if cell is not None:
            t = Tensor(value, None)
            t._version = cell
            if name in op.results and getattr(op, "whole", False):
                t._node = picked(node, op.results.index(name))
            elif name in op.results:
                t._node = node if op.results[0] == name else None
            else:
                t._node = node[PARENTS][op.arrays.index(name)]
            value = t
        values.append(value)
    return tuple(values)
