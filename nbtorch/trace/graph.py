"""A recorded computation as frozen plain data: numbers and strings, no arrays, no references to tensors.

Every view reads this: the notebook's graph, the panel, the static picture, the text tree, DOT, a file on disk.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from .theme import is_loss

if TYPE_CHECKING:
    import graphviz

Shape = tuple[int, ...]
Copy = tuple[float | None, float | None, float | None]  # gradient norm, forward and backward microseconds
Layout = Literal["auto", "dot", "builtin"]
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts in equal bins from `lo` to `hi`."""

    lo: float
    hi: float
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One recorded op. Times are microseconds, `bytes` is what it alone keeps alive for the backward pass.

    `mod` is the module that it is drawn in; `own` the one that ran it, where that is another.
    """

    id: int
    op: str
    fn: str
    mod: str
    shape: Shape
    dtype: str = "float32"
    device: str = "cpu"
    bytes: int = 0
    params: int = 0
    cell: int | None = None
    line: int | None = None
    cell_id: str | None = None
    file: str | None = None
    fwd: float | None = None
    bwd: float | None = None
    flops: int | None = None
    grad: float | None = None
    inputs: tuple[Shape, ...] = ()
    reps: tuple[Copy, ...] = ()
    val: Histogram | None = None
    ghist: Histogram | None = None
    own: str | None = None
    many: int = 1  # neighbours that a condensed graph shows as this one


@dataclass(frozen=True, slots=True)
class Module:
    """A module some of whose calls were recorded; `repeat` copies up to `last` are folded into this one."""

    type: str
    params: int = 0
    repeat: int | None = None
    last: str | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes in topological order (inputs first; `id` is the position), and `(producer, consumer, shape)` edges."""

    name: str | None
    call: str
    step: int | None
    loss: float | None
    params: int
    ops: int
    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int, Shape], ...]
    modules: Mapping[str, Module]
    depth: int | None = None  # how many levels of groups are open at first; None: as many as tell something
    history: Mapping[str, Any] | None = None  # the numbers of captured steps, as graph_history.py makes it

    @cached_property
    def batch(self) -> int | None:
        """The leading size that most nodes share; views name it once and leave it out of the shapes."""
        sizes: dict[int, int] = {}
        for node in self.nodes:
            if len(node.shape) > 1:
                sizes[node.shape[0]] = sizes.get(node.shape[0], 0) + 1
        size = max(sizes, key=sizes.__getitem__, default=None)
        return size if size is not None and sizes[size] >= 0.6 * sum(sizes.values()) else None

    @cached_property
    def devices(self) -> tuple[str, ...]:
        """Where the ops ran, the device of most first; views name those that are elsewhere."""
        numbers: dict[str, int] = {}
        for node in self.nodes:
            numbers[node.device] = numbers.get(node.device, 0) + 1
        return tuple(sorted(numbers, key=lambda device: -numbers[device]))

    def elsewhere(self, node: Node) -> str:
        """" on cuda:0" of a node that is not where most are."""
        return f" on {node.device}" if node.device != self.devices[0] else ""

    @property
    def value_word(self) -> str:
        """What a scalar root is called: "loss" if it is one."""
        named = "loss" in self.call.lower() or (self.nodes and is_loss(self.nodes[-1].op))
        return "loss" if named else "value"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: numbers that JSON cannot hold become `None`."""
        return {
            "schema": SCHEMA,
            "kind": "graph",
            "name": self.name,
            "call": self.call,
            "step": self.step,
            "loss": finite(self.loss),
            "params": self.params,
            "ops": self.ops,
            "nodes": [_node_dict(node) for node in self.nodes],
            "edges": [[source, target, list(shape)] for source, target, shape in self.edges],
            "modules": {path: _module_dict(module) for path, module in self.modules.items()},
        } | {name: value for name, value in (("depth", self.depth), ("history", self.history)) if value is not None}

    def to_json(self) -> str:
        """`to_dict` as compact JSON text."""
        return json.dumps(self.to_dict(), allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Graph:
        """The graph that `to_dict` wrote; a ValueError for another kind or a newer schema."""
        if data.get("kind") != "graph" or data.get("schema") not in range(1, SCHEMA + 1):
            raise ValueError(
                f"expected a graph of schema {SCHEMA} at most, got kind {data.get('kind')!r} "
                f"of schema {data.get('schema')!r}"
            )
        nodes = tuple(_node_from(node) for node in data["nodes"])
        edges = tuple(
            (edge[0], edge[1], tuple(edge[2]) if len(edge) > 2 else nodes[edge[0]].shape) for edge in data["edges"]
        )
        modules = {path: Module(**module) for path, module in data["modules"].items()}
        return cls(
            data["name"], data["call"], data["step"], data["loss"], data["params"], data["ops"], nodes, edges, modules,
            data.get("depth"), data.get("history"),
        )  # fmt: skip

    def condensed(self, most: int = 2000) -> Graph:
        """The same graph in at most `most` nodes, for where every node costs: a saved notebook, a browser."""
        from .condense import condensed

        return condensed(self, most)

    def to_text(self) -> str:
        """A tree by module for a terminal, at most 100 columns wide."""
        from .text import graph_text

        return graph_text(self)

    def to_dot(self) -> graphviz.Digraph:
        """The graph for Graphviz, modules as clusters."""
        from .dot import digraph

        return digraph(self)

    def to_svg(self, depth: int | None = None, layout: Layout = "auto") -> str:
        """A static picture.

        depth: how many levels of groups to open below the overview, the graph's own unless given; None opens the most
            telling one if there is room.
        layout: "auto" asks Graphviz where `dot` is installed; the built-in layout stands in whenever it cannot answer.
        """
        from .picture import graph_svg

        return graph_svg(self, self.depth if depth is None else depth, layout)


def first_shape(shape: Any) -> Shape:
    """The shape of a node's output, of the first of several."""
    return tuple(shape[0]) if shape and isinstance(shape[0], tuple) else tuple(shape)


def finite(value: float | None) -> float | None:
    """`value`, or None where JSON has no word for it."""
    return value if value is not None and math.isfinite(value) else None


def _node_dict(node: Node) -> dict[str, Any]:
    data = {
        "id": node.id,
        "op": node.op,
        "fn": node.fn,
        "mod": node.mod,
        "shape": list(node.shape),
        "dtype": node.dtype,
        "device": node.device,
        "bytes": node.bytes,
        "params": node.params,
        "cell": node.cell,
        "line": node.line,
        "cellId": node.cell_id,
        "file": node.file,
        "fwd": _measured(node.fwd),
        "bwd": _measured(node.bwd),
        "flops": node.flops,
        "grad": _measured(node.grad),
        "inputs": [list(shape) for shape in node.inputs],
    }
    if node.own is not None:
        data["own"] = node.own
    if node.many > 1:
        data["many"] = node.many
    if node.reps:
        data["reps"] = [[_measured(value) for value in copy] for copy in node.reps]
    for name, counts in (("val", node.val), ("ghist", node.ghist)):
        if counts is not None:
            data[name] = {"lo": _short(counts.lo), "hi": _short(counts.hi), "bins": list(counts.bins)}
    return data


def _short(value: float) -> float:
    """Six digits: nobody reads more off a histogram."""
    return float(f"{value:.6g}")


def _measured(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else _short(value)


def _node_from(data: Mapping[str, Any]) -> Node:
    return Node(
        data["id"],
        data["op"],
        data["fn"],
        data["mod"],
        tuple(data["shape"]),
        data["dtype"],
        data.get("device", "cpu"),
        data["bytes"],
        data["params"],
        data.get("cell"),
        data.get("line"),
        data.get("cellId"),
        data.get("file"),
        data.get("fwd"),
        data.get("bwd"),
        data.get("flops"),
        data.get("grad"),
        tuple(tuple(shape) for shape in data.get("inputs", ())),
        tuple((copy[0], copy[1], copy[2]) for copy in data.get("reps", ())),
        _histogram_from(data.get("val")),
        _histogram_from(data.get("ghist")),
        data.get("own"),
        data.get("many", 1),
    )


def _histogram_from(data: Mapping[str, Any] | None) -> Histogram | None:
    return None if data is None else Histogram(data["lo"], data["hi"], tuple(data["bins"]))


def _module_dict(module: Module) -> dict[str, Any]:
    data: dict[str, Any] = {"type": module.type, "params": module.params}
    if module.repeat is not None:
        data["repeat"], data["last"] = module.repeat, module.last
    return data
