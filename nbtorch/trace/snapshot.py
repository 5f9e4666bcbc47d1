"""`snapshot(loss)`: the recorded graph as plain data, made on the training thread at a bounded cost."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nbtorch.autograd.node import FREED, OP, PARENTS, SAVED, SEQ, SHAPE, STATICS, WHERE, node_name
from nbtorch.autograd.scope import Scope
from nbtorch.backend.device import device
from nbtorch.backend.dtype import dtype
from nbtorch.trace.collapse import prefixes
from nbtorch.trace.graph import Graph, Module, Node, Shape, finite
from nbtorch.trace.memory import Memory
from nbtorch.trace.repeats import Draft, fold
from nbtorch.trace.roots import Roots

LEAF, PICK, WRITE = "AccumulateGrad", "pick", "CopySlices"
Cells = Callable[[str], "tuple[int | None, str | None] | None"]


def snapshot(tensors: Any, *, call: str | None = None, cells: Cells | None = None) -> Graph:
    """The graph behind a tensor (or several) as frozen numbers and strings; it keeps no array alive.

    call: the expression that made it, for titles. cells: what notebook cell (number, id) a file name stands for.
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
    return _Reader(recorded, cells).graph(recorded, call)


def reachable(roots: Iterable[list[Any]]) -> list[list[Any]]:
    """Every node behind `roots`, inputs first (iterative: a graph may be 100,000 deep)."""
    found = {id(node): node for node in roots}
    stack = list(found.values())
    while stack:
        for parent in stack.pop()[PARENTS]:
            if parent is not None and id(parent) not in found:
                found[id(parent)] = parent
                stack.append(parent)
    return sorted(found.values(), key=lambda node: node[SEQ])


class _Reader:
    """Reads recorded nodes into drafts, which `fold` then shortens."""

    def __init__(self, tensors: list[Any], cells: Cells | None):
        self.cells = cells
        self.nodes = reachable([tensor._node for tensor in tensors])
        self.leaves = {id(node): node for node in self.nodes if node[OP].name == LEAF}
        self.memory = Memory(leaf._data for leaf in (node[SAVED][0]() for node in self.leaves.values()) if leaf is not None)
        self.roots = Roots(scope_of(node) for node in self.nodes)
        self.types: dict[str, str] = {}
        self.files: dict[str, tuple[int | None, str | None, str | None]] = {}
        self.position: dict[int, int] = {}  # id of a node -> its draft
        self.kinds: dict[int, tuple[str, str]] = {}  # id of a node -> dtype and device of its output
        for tensor in tensors:
            self.kinds[id(tensor._node)] = (_name(tensor.dtype), str(tensor.device))
        for key, node in self.leaves.items():
            leaf = node[SAVED][0]()
            if leaf is not None:
                self.kinds[key] = (_name(leaf.dtype), str(leaf.device))

    def graph(self, tensors: list[Any], call: str | None) -> Graph:
        drafts: list[Draft] = []
        for node in self.nodes:
            if id(node) in self.leaves:
                continue
            kind = self._kind(node)
            if node[OP].name == PICK:
                self.position[id(node)] = self.position[id(node[PARENTS][0])]
                continue
            self.position[id(node)] = len(drafts)
            drafts.append(self._draft(len(drafts), node, kind))
        owned: dict[str, set[int]] = {}
        for draft in drafts:
            for path in prefixes(draft.mod):
                owned.setdefault(path, set()).update(draft.leaves)
        modules = {path: Module(self._type(path, owned), sum(map(self._size, mine))) for path, mine in owned.items()}
        kept, edges, modules = fold(drafts, modules)
        root = tensors[0]
        loss = finite(float(root.detach().item())) if root._data.size == 1 and len(tensors) == 1 else None
        return Graph(self.roots.name, call or "", None, loss, sum(map(self._size, self.leaves)), len(drafts),
                     tuple(draft.node for draft in kept), edges, modules)

    def _size(self, leaf: int) -> int:
        size = 1
        for length in self.leaves[leaf][SHAPE]:
            size *= length
        return size

    def _draft(self, number: int, node: list[Any], kind: tuple[str, str]) -> Draft:
        op, parents = node[OP], node[PARENTS]
        scope, cell, cell_id, file, line = self._where(node[WHERE])
        mod = self.roots.path(scope)
        if scope is not None:
            self._learn(scope)
        leaves, sources = [], []
        for parent in parents:
            if parent is None:
                sources.append(None)
            elif id(parent) in self.leaves:
                leaves.append(id(parent))
            else:
                sources.append((self.position[id(parent)], parent[SHAPE]))
        wrote = op.name.startswith(WRITE)
        made = Node(
            number, "write" if wrote else op.name, node_name(node), mod, first_shape(node[SHAPE]), *kind,
            self.memory.kept(node[SAVED]), sum(map(self._size, dict.fromkeys(leaves))), cell, line, cell_id, file,
            inputs=_constants(node),
        )
        return Draft(made, mod, tuple(sources), tuple(dict.fromkeys(leaves)))

    def _kind(self, node: list[Any]) -> tuple[str, str]:
        """dtype and device of the output: the op's own word if it casts or moves, else its first input's."""
        kind = self.kinds.get(id(node))
        if kind is not None:
            return kind
        known = next((self.kinds[id(parent)] for parent in node[PARENTS] if parent is not None), ("float32", "cpu"))
        for value in node[STATICS]:
            if isinstance(value, dtype):
                known = (value.name, known[1])
            elif isinstance(value, device):
                known = (known[0], str(value))
        self.kinds[id(node)] = known
        return known

    def _where(self, where: Any) -> tuple[Scope | None, int | None, str | None, str | None, int | None]:
        if not isinstance(where, tuple):
            return where, None, None, None, None
        scope, code, line = where
        if code is None:
            return scope, None, None, None, None
        name = code.co_filename
        if name not in self.files:
            found = self.cells(name) if self.cells is not None else None
            self.files[name] = (None, None, name) if found is None else (*found, None)
        return scope, *self.files[name], line

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
        names = [p[len(path) + 1:].partition(".")[0] for p in paths if p.startswith(path + ".")]
        return "ModuleList" if all(name.isdecimal() for name in names) else "ModuleDict"


def scope_of(node: list[Any]) -> Scope | None:
    where = node[WHERE]
    return where[0] if isinstance(where, tuple) else where


def first_shape(shape: Any) -> Shape:
    """The shape of the output, of the first of several."""
    return tuple(shape[0]) if shape and isinstance(shape[0], tuple) else tuple(shape)


def _constants(node: list[Any]) -> tuple[Shape, ...]:
    """Shapes of the data inputs that no node made, as far as they were saved for the backward pass."""
    op, saved = node[OP], node[SAVED]
    if saved is FREED or not saved:
        return ()
    parents = dict(zip(op.arrays, node[PARENTS], strict=False))
    return tuple(
        tuple(array.shape) for name, array in zip(op.saves, saved, strict=False)
        if name in parents and parents[name] is None and getattr(array, "shape", ())
    )


def _name(kind: Any) -> str:
    return kind.name
