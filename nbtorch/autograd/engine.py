"""Walking the recorded graph backwards. Knows no op by name."""

from __future__ import annotations

import threading
from operator import itemgetter
from sys import getrefcount
from typing import Any

from ..backend import array, placing
from ..backend.dtype import HALF
from ..backend.silence import hush
from . import anomaly, node as nodes, observe, packing
from .apply import PICK as PICK, apply, picked as picked, recorded
from .hooks import Hooks, checked, replaced
from .memory import asked
from .modes import no_grad, recording
from .node import (
    CELLS,
    FREED,
    GRAD,
    HOOKS,
    OP,
    OWNED,
    PARENTS,
    SAVED,
    SECOND_TIME,
    SEQ,
    SHAPE,
    STATICS,
    WHERE as WHERE,
    Internal,
    clock,
    edges,
    make_leaf,
    node_name as node_name,
)  # fmt: skip
from .references import ARGUMENT, ITEM
from .versions import changed, saved_from

Tensor: Any = None  # set by nbtorch._tensor
sum_to: Any = None  # the ops, set by nbtorch.ops.shape
stack: Any = None
_lock = threading.RLock()


class Walk:
    """One call of `backward`: what it has not run yet, and which nodes it will run (None: all)."""

    __slots__ = ("found", "node", "number", "order", "wanted")

    def __init__(self, order: list[Any], wanted: set[int] | None, found: dict[int, Any] | None):
        self.order, self.wanted, self.found, self.node = order, wanted, found, None
        self.number = next(clock)

    def reaches(self, node: Any) -> bool:
        """Whether `node` is still to run, or running."""
        if self.wanted is not None and id(node) not in self.wanted and id(node) not in (self.found or ()):
            return False
        return node is self.node or any([n is node for n in self.order])


walks: list[Walk] = []  # those that run now, outermost first


# ---------------------------------------------------------------- leaves
def _accumulate(g: Any, saved: Any, node: list[Any]) -> tuple[()]:
    """Add `g` to the leaf's `.grad`: steal it when nobody else holds it, copy it otherwise."""
    leaf = node[SAVED][0]()
    if leaf is None:
        return ()
    grad, home = leaf._grad, node[STATICS]
    if array.SEVERAL:
        placing.use(placing.index_of(g))
    if leaf._node is None:  # it was told after the forward not to require gradients
        pass
    elif isinstance(g, Tensor):  # create_graph: keep the history
        leaf._grad = g if grad is None else grad + g
    elif grad is not None and grad._node is None:
        grad._data += g  # which may be one of NumPy's scalars
        grad._writes[0] = next(clock)
    elif grad is not None:
        leaf._grad = Tensor(grad._data + g, None)
    elif (
        home
        and getrefcount(home[0]) <= ITEM + 1  # held by the optimizer too, and by nobody else:
        and getrefcount(home[0]._data) <= ITEM
        and getrefcount(home[1]) <= ITEM + 1  # not even through a slice that NumPy made of it
    ):
        home[0]._data[...] = g  # in the optimizer's flat buffer
        leaf._grad = home[0]
    elif g.strides != leaf._data.strides and g.ndim and (g.ndim < 4 or asked[0]):  # else when somebody looks
        leaf._grad = Tensor(_laid_as(leaf._data, g), None)
    else:
        mine = getrefcount(g) <= ARGUMENT and type(g) is type(leaf._data) and (g.base is None or _covers(g))
        leaf._grad = Tensor(g if mine else array.NAMESPACES[type(leaf._data)].array(g), None)
    if len(node[SAVED]) > 1:
        for hook in list(node[SAVED][1].values()):
            hook(leaf)
    return ()


def _laid_as(data: Any, g: Any) -> Any:
    """A copy of a gradient, in the memory order of its leaf."""
    copy = array.NAMESPACES[type(data)].empty_like(data)
    copy[...] = g
    return copy


def _covers(g: Any) -> bool:
    """Whether a view, such as a reshaped array, is all there is of an array that nobody else holds."""
    return type(g.base) is type(g) and g.base.size == g.size and getrefcount(g.base) <= ITEM


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
    hush()
    with _lock:
        before, gpu = recording.get(), placing.current() if array.SEVERAL else None
        recording.set(create)
        order = collect(roots)
        outer = held(order) if walks else []
        wanted = found = None
        if targets is not None:
            wanted, found = paths(order, targets), {id(n): None for n in targets}
        elif inputs is not None:
            wanted = paths(order, inputs) | {id(n) for n in inputs}
        walk = Walk(order, wanted, found)
        walks.append(walk)
        node: Any = None
        try:
            for root, g in zip(roots, gradients, strict=True):
                _seed(root, g)
            while order:
                node = order.pop()
                g = node[GRAD]
                if g is None:
                    continue
                node[GRAD] = None
                hooks = node[HOOKS]
                if wanted is not None:
                    needed = id(node) in wanted and not (found is not None and not node[PARENTS])
                    if found is not None and id(node) in found:
                        if hooks is not None and not needed:  # where the walk goes on, it is taken before the hooks
                            walk.node = node
                            g = run_hooks(node, hooks, g)
                        found[id(node)] = g if not create or isinstance(g, Tensor) else Tensor(g, None)
                    if not needed:
                        continue
                if hooks is not None:
                    walk.node = node
                    g = run_prehooks(hooks, run_hooks(node, hooks, g), node)
                saved = node[SAVED]
                if node[CELLS]:
                    if saved is FREED:
                        raise RuntimeError(SECOND_TIME)
                    saved = checked_versions(node)
                    if create:
                        saved = saved_tensors(node)
                    if not retain:
                        node[SAVED] = FREED
                pieces = node[OP].backward(g, saved, node)
                if hooks is not None and hooks.after:
                    pieces = run_posthooks(hooks, pieces, g, node)
                saved = None
                if observe.ops:
                    observe.tell(observe.ops, node[OP], node, g, pieces, "backward")
                g = None
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
        except Exception as error:
            if anomaly.enabled and node is not None:
                anomaly.tell_forward(node, error)
            raise
        finally:
            walks.pop()
            recording.set(before)
            placing.use(gpu)
            for node in order:  # an error half way must not leave gradients behind
                node[GRAD] = None
            for node, g, owned in outer:
                node[GRAD], node[OWNED] = g, owned
    return [found[id(n)] for n in targets] if found is not None and targets is not None else []


def held(order: list[Any]) -> list[tuple[Any, Any, bool]]:
    """The gradients that a walk around this one has left in these nodes, taken out of its way."""
    outer = [(node, node[GRAD], node[OWNED]) for node in order if node[GRAD] is not None]
    for node, _, _ in outer:
        node[GRAD] = None
    return outer


def _seed(node: list[Any], g: Any) -> None:
    node[GRAD] = g if node[GRAD] is None else node[GRAD] + g
    node[OWNED] = False


def collect(roots: list[Any]) -> list[Any]:
    """Every node below `roots`, oldest first (iterative: a graph may be 100,000 deep)."""
    order = list({id(n): n for n in roots}.values())
    seen = {id(n) for n in order}
    for node in order:  # which grows meanwhile
        for parent in node[PARENTS]:
            if parent is not None and (key := id(parent)) not in seen:
                seen.add(key)
                order.append(parent)
    order.sort(key=itemgetter(SEQ))
    for node in order:
        if node[OP] is not LEAF:
            break
        if node[HOOKS] is not None or len(node[SAVED]) > 1:
            return _as_ready(order)
    return order


def _as_ready(order: list[Any]) -> list[Any]:
    """`order`, whose leaves come last to run, with each leaf right after the last node that adds to it.

    PyTorch's order, which only hooks of leaves can tell: an optimizer's step in one frees a gradient before the next.
    """
    placed: set[int] = set()
    ready: list[Any] = []
    for node in order:  # the last to run first
        if node[OP] is not LEAF:
            for parent in reversed(edges(node)):
                if parent is not None and parent[OP] is LEAF and id(parent) not in placed:
                    placed.add(id(parent))
                    ready.append(parent)
            ready.append(node)
    return [node for node in order if node[OP] is LEAF and id(node) not in placed] + ready


def paths(order: list[Any], targets: list[Any]) -> set[int]:
    """Ids of the nodes from which a target can be reached: only these run."""
    goal, wanted = {id(n) for n in targets}, set()
    for node in order:
        for parent in node[PARENTS]:
            if parent is not None and (id(parent) in wanted or id(parent) in goal):
                wanted.add(id(node))
                break
    return wanted


def run_hooks(node: list[Any], hooks: Hooks, g: Any) -> Any:
    """Let the hooks of a tensor see, and perhaps replace, its gradient; `retain_grad` keeps the last word."""
    if isinstance(g, list):  # a node of several outputs: their hooks stand at the outputs
        return g
    for hook in list(hooks.tensor.values()):
        given = _shown(g)
        new = hook(given)
        if new is not None:
            checked(hook, new, given)
            g, node[OWNED] = (new if given is g else new._data), False
    if hooks.retain is not None:
        hooks.retain(_shown(g))
        node[OWNED] = False
    return g


def _shown(g: Any) -> Any:
    """A gradient as hooks see it: a tensor."""
    return g if g is None or isinstance(g, Tensor) else Tensor(_array(g), None)


def _array(g: Any) -> Any:
    return g if type(g) in array.ARRAYS else array.NAMESPACES[type(g)].asarray(g)


def _hidden(new: Any, old: Any) -> Any:
    """A hook's tensor as the walk carries it."""
    return new if new is None or isinstance(old, Tensor) or recording.get() else new._data


def run_prehooks(hooks: Hooks, g: Any, node: list[Any]) -> Any:
    """Let the hooks of a node see, and perhaps replace, the gradients of its outputs."""
    for hook in list(hooks.before.values()):
        given = tuple([_shown(p) for p in (g if isinstance(g, list) else [g])])
        new = replaced(hook, hook(given), given)
        if new is not given:
            g = [_hidden(n, p) for n, p in zip(new, g, strict=True)] if isinstance(g, list) else _hidden(new[0], g)
            node[OWNED] = False
    return g


def run_posthooks(hooks: Hooks, pieces: Any, g: Any, node: list[Any]) -> Any:
    """Let the hooks of a node see what it was given, and see and perhaps replace what it computed."""
    given = tuple([_shown(p) for p in (g if isinstance(g, list) else [g])])
    for hook in list(hooks.after.values()):
        found = tuple([_shown(_fitting(p, n)) for p, n in zip(pieces, node[PARENTS], strict=False)])
        new = replaced(hook, hook(found, given), found)
        if new is not found:
            pieces = [_hidden(n, p) for n, p in zip(new, pieces, strict=True)]
    return pieces


def _fitting(piece: Any, parent: Any) -> Any:
    """The gradient of a broadcast input, summed to its shape."""
    if piece is None or parent is None:
        return None
    return sum_to(piece, parent[SHAPE]) if piece.shape != parent[SHAPE] else piece


def checked_versions(node: list[Any]) -> tuple[Any, ...]:
    """The saved values; an error where one was overwritten since and cannot be made again."""
    for cell in node[CELLS]:
        if cell is not None and cell[0] > node[SEQ]:
            index = next(i for i, c in enumerate(node[CELLS]) if c is cell)
            name = node[OP].saves[index]
            if name != "out" or not getattr(getattr(node[OP], "op", node[OP]), "remade", False):
                raise changed(node[SAVED][index], cell, node[SEQ], saved_from(node, name))
            _remake(node, index)
    return node[SAVED]


def _remake(node: list[Any], index: int) -> None:
    """Compute the saved result of a node again, from what else it saved."""
    op = getattr(node[OP], "op", node[OP])
    given = dict(zip(node[OP].saves, node[SAVED], strict=True))
    with no_grad():
        made = apply(op, tuple([Tensor(given[name], None) for name in op.arrays]), node[STATICS])
    node[SAVED] = (*node[SAVED][:index], made._data, *node[SAVED][index + 1 :])
    node[CELLS] = (*node[CELLS][:index], made._writes, *node[CELLS][index + 1 :])


def saved_tensors(node: list[Any]) -> tuple[Any, ...]:
    """The saved arrays as tensors joined to the graph, so that a rule run on them is itself recorded."""
    op, values = node[OP], []
    for name, value, cell in zip(op.saves, node[SAVED], node[CELLS], strict=True):
        if cell is not None:
            value = joined(node, name, Tensor(value, None))
            value._writes = cell
        values.append(value)
    return tuple(values)


def joined(node: list[Any], name: str, t: Any) -> Any:
    """Give `t`, saved as `name`, its place in the graph again."""
    op = node[OP]
    if name in op.results and getattr(op, "whole", False):
        t._node = picked(node, op.results.index(name))
    elif name in op.results:
        t._node = node if op.results[0] == name else _within(node, name, t)
    else:
        t._node = node[PARENTS][op.arrays.index(name)]
    return t


def _within(node: list[Any], name: str, t: Any) -> Any:
    """A node for the result `t` of another op on the first input, where `node` says that it is one."""
    made = getattr(getattr(node[OP], "op", node[OP]), "within", {}).get(name)
    if made is None or node[PARENTS][0] is None:
        return None
    op, statics = made(t._data)
    op = recorded(op, t._data.dtype if t._data.dtype in HALF else None, (t._data,))
    saved = ((t._data,), (t._writes,)) if op.saves else ((), ())
    return [op, (node[PARENTS][0],), *saved, statics, t._data.shape, next(clock), None, False, None, None]


def _shown_saved(node: list[Any]) -> tuple[Any, ...]:
    if type(node[OP]) is packing.Unpacking:
        return node[OP].opened(node, node[SAVED], True)
    return saved_tensors(node)


packing.joined = joined
nodes.saved_tensors = _shown_saved
