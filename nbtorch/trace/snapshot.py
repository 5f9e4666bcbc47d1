"""`snapshot(loss)`: the recorded graph as plain data, made on the training thread at a bounded cost."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ..autograd.node import FREED, OP, PARENTS, SAVED, SHAPE, STATICS, WHERE, node_name
from ..autograd.scope import Scope
from ..backend.array import NAMESPACES
from ..backend.device import device, of as device_of
from ..backend.dtype import dtype
from .between import adopted
from .collapse import prefixes
from .flops import PRODUCTS, flops
from .graph import Graph, Module, Node, Shape, finite, first_shape
from .ledger import Ledger, owner
from .names import shown_name
from .nodes import LEAF, PICK, leaf_of, reachable, scope_at
from .places import Cells, Places
from .probe import Measure, Probe
from .repeats import DATA, Block, fold
from .roots import Roots

UNMEASURED = Measure()


def snapshot(tensors: Any, *, call: str | None = None, cells: Cells | None = None, probe: Probe | None = None,
             step: int | None = None) -> Graph:
    """The graph behind a tensor (or several) as frozen numbers and strings; it keeps no array alive.

    call: the expression that made it, for titles. cells: what notebook cell (number, id) a file name stands for.
    probe: the `Probe` under which it ran, whose measurements go onto the nodes. step: which training step it was.
    Raises RuntimeError for a tensor that no recorded op made.
    """
    roots = list(tensors) if isinstance(tensors, list | tuple) else [tensors]
    for root in roots:
        if not hasattr(root, "_node"):
            raise TypeError(f"snapshot(): argument 'tensors' must be Tensors, not {type(root).__name__}")
    recorded = [root for root in roots if root.grad_fn is not None]
    if not recorded:
        raise RuntimeError(
            "element 0 of tensors does not require grad and does not have a grad_fn: there is no graph to show. "
            "Make it from a tensor with requires_grad=True, outside no_grad()."
        )
    return _Reader(recorded, cells, probe).graph(recorded, call, step)


class _Reader:
    """Reads recorded nodes into one block, which `fold` then shortens."""

    def __init__(self, tensors: list[Any], cells: Cells | None, probe: Probe | None):
        self.places, self.probe = Places(cells), probe
        if probe is not None:
            probe.settle()
        self.nodes = reachable([tensor._node for tensor in tensors])
        self.leaves = {id(node): node for node in self.nodes if node[OP].name == LEAF}
        alive = [leaf for leaf in map(leaf_of, self.leaves.values()) if leaf is not None]
        # bytes of each memory that are counted already: all of a leaf's, which nobody keeps for backward's sake
        self.counted = dict.fromkeys((id(owner(leaf._data)) for leaf in alive), math.inf)
        self.roots = Roots(scope_at(node[WHERE]) for node in self.nodes)
        self.names: dict[int, str] = {}  # id of an op -> PyTorch's name of its node
        self.types: dict[str, str] = {}
        self.position: dict[int, int] = {}  # id of a node -> its number in the block
        self.kinds: dict[int, tuple[str, str]] = {}  # id of a node -> dtype and device of its output
        for tensor in tensors:
            self.kinds[id(tensor._node)] = (_name(tensor.dtype), str(tensor.device))
        for key, node in self.leaves.items():
            leaf = leaf_of(node)
            if leaf is not None:
                self.kinds[key] = (_name(leaf.dtype), str(leaf.device))

    def graph(self, tensors: list[Any], call: str | None, step: int | None) -> Graph:
        block = Block()
        owned: dict[str, set[int]] = {}
        parameters: set[int] = set()
        for node in self.nodes:
            key = id(node)
            if key in self.leaves:
                continue
            kind = self._kind(node)
            if node[OP].name == PICK:
                self.position[key] = self.position[id(node[PARENTS][0])]
                continue
            number = self.position[key] = len(block.nodes)
            leaves = self._parameters(node)
            parameters.update(leaves)
            made = self._node(number, node, kind, leaves)
            block.nodes.append(made)
            block.sources.append(self._sources(number, node, block.picked))
            for path in prefixes(made.mod):
                owned.setdefault(path, set()).update(leaves)
        modules = {path: Module(self._type(path, owned), sum(map(self._size, mine))) for path, mine in owned.items()}
        block.nodes, modules = adopted(block.nodes, modules, self.types)
        nodes, edges, modules = fold(block, modules)
        root = tensors[0]
        loss = finite(float(root.detach().item())) if root._data.size == 1 and len(tensors) == 1 else None
        params = sum(map(self._size, parameters))
        return Graph(self.roots.name, call or "", step, loss, params, len(block.nodes), nodes, edges, modules)

    def _size(self, leaf: int) -> int:
        size = 1
        for length in self.leaves[leaf][SHAPE]:
            size *= length
        return size

    def _parameters(self, node: list[Any]) -> list[int]:
        """The leaves that a node uses, but for one that takes the place of data (an image whose gradient is asked)."""
        found = [id(parent) for parent in node[PARENTS] if id(parent) in self.leaves]
        data = _data_leaf(node)
        return found if data is None else [key for key in found if key != id(data)]

    def _sources(self, number: int, node: list[Any], picked: dict[tuple[int, int], Shape]) -> tuple[int, ...]:
        """Which node each input comes from; the shape is noted where it is not that node's own."""
        sources = []
        for parent in node[PARENTS]:
            if parent is None:
                sources.append(DATA)
            elif id(parent) not in self.leaves:
                if parent[OP].name == PICK:
                    picked[number, len(sources)] = tuple(parent[SHAPE])
                sources.append(self.position[id(parent)])
        return tuple(sources)

    def _node(self, number: int, node: list[Any], kind: tuple[str, str], leaves: list[int]) -> Node:
        scope, place = scope_at(node[WHERE]), self.places.of(node[WHERE])
        self._learn(scope)
        name = node[OP].name
        shape = first_shape(node[SHAPE])
        shown = shown_name(name, shape, None if scope is None else scope.kind)
        measure = self.probe.measure(node) if self.probe is not None else UNMEASURED
        return Node(
            id=number,
            op=shown,
            fn=self._fn(node),
            mod=self.roots.path(scope),
            shape=shape,
            dtype=kind[0],
            device=kind[1],
            bytes=self._kept(node) if self.probe is None else measure.kept,
            params=sum(map(self._size, dict.fromkeys(leaves))) if leaves else 0,
            cell=place.cell,
            line=place.line,
            cell_id=place.cell_id,
            file=place.file,
            flops=flops(name, shape, _shapes(node)) if name.startswith(PRODUCTS) else None,
            inputs=() if shown == "dropout" else _constants(node),  # a mask is no data
            fwd=measure.fwd,
            bwd=measure.bwd,
            grad=measure.grad,
            val=measure.val,
            ghist=measure.ghist,
        )

    def _kept(self, node: list[Any]) -> int:
        """Bytes that a node keeps for backward and none before it did; of views of one memory the largest counts."""
        total = 0
        for array in Ledger.arrays(node[SAVED]):
            base = owner(array)
            size, before = min(array.nbytes, base.nbytes), self.counted.get(id(base), 0)  # spread views are larger
            if size > before:
                self.counted[id(base)] = size
                total += size - int(before)
        return total

    def _fn(self, node: list[Any]) -> str:
        """PyTorch's name, asked once per op unless it depends on the arguments."""
        op = node[OP]
        if callable(getattr(op, "grad_fn", None)):
            return node_name(node)
        found = self.names.get(id(op))
        if found is None:
            found = self.names[id(op)] = node_name(node)
        return found

    def _kind(self, node: list[Any]) -> tuple[str, str]:
        """dtype and device of the output: the op's own word if it casts or moves, else its first input's."""
        kind = self.kinds.get(id(node))
        if kind is not None:
            return kind
        known = next((self.kinds[id(p)] for p in node[PARENTS] if id(p) in self.kinds), None) or _saved_kind(node)
        for value in node[STATICS]:
            if isinstance(value, dtype):
                known = (value.name, known[1])
            elif isinstance(value, device):
                known = (known[0], str(value))
        self.kinds[id(node)] = known
        return known

    def _learn(self, scope: Scope | None) -> None:
        while scope is not None:
            path = self.roots.path(scope)
            if path in self.types:
                break
            self.types[path] = scope.kind
            scope = scope.parent

    def _type(self, path: str, paths: Iterable[str]) -> str:
        """The class of a module; one that is never called is a container, told by the names in it."""
        if path in self.types:
            return self.types[path]
        names = [p[len(path) + 1 :].partition(".")[0] for p in paths if p.startswith(path + ".")]
        return "ModuleList" if all(name.isdecimal() for name in names) else "ModuleDict"


def _saved_kind(node: list[Any]) -> tuple[str, str]:
    """dtype and device of a node whose leaves are gone, as its saved arrays tell."""
    for array in () if node[SAVED] is FREED else node[SAVED]:
        kind = dtype.known.get(getattr(array, "dtype", None))
        if kind is not None and kind.is_floating_point and type(array) in NAMESPACES:
            return kind.name, str(device_of(array))
    return "float32", "cpu"


def _shapes(node: list[Any]) -> dict[str, Shape]:
    """Shapes of the inputs by name, from the nodes that made them or from what was saved of them."""
    op, saved = node[OP], node[SAVED]
    shapes = {
        name: tuple(parent[SHAPE]) for name, parent in zip(op.arrays, node[PARENTS], strict=False) if parent is not None
    }
    for name, array in zip(op.saves, () if saved is FREED else saved, strict=False):
        if name in op.arrays and getattr(array, "shape", None):
            shapes.setdefault(name, tuple(array.shape))
    return shapes


def _data_leaf(node: list[Any]) -> Any:
    """The leaf that an op with a weight reads as its data; None if its data is none."""
    named = dict(zip(node[OP].arrays, node[PARENTS], strict=False))
    data = named.get("input") if "weight" in named else None
    return data if data is not None and data[OP].name == LEAF else None


def _constants(node: list[Any]) -> tuple[Shape, ...]:
    """Shapes of the data inputs that no node made, as far as they were saved for the backward pass."""
    op, saved = node[OP], node[SAVED]
    parents = dict(zip(op.arrays, node[PARENTS], strict=False))
    leaf = _data_leaf(node)
    if leaf is not None:
        return (tuple(leaf[SHAPE]),)
    if None not in node[PARENTS]:
        return ()
    if saved is FREED and op.name == "linear" and parents["input"] is None and parents["weight"] is not None:
        return ((*node[SHAPE][:-1], parents["weight"][SHAPE][-1]),)  # what it must have been
    if saved is FREED or not saved:
        return ()
    return tuple(
        tuple(array.shape)
        for name, array in zip(op.saves, saved, strict=False)
        if name in parents and parents[name] is None and getattr(array, "shape", None)
    )


def _name(kind: Any) -> str:
    return kind.name
