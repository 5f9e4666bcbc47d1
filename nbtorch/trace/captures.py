"""Training steps that were measured op by op: the graph of the newest, and what the steps before it had for numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from .devices import Devices
from .elements import BINS
from .graph import Graph, Histogram, Node
from .history import ITEM, Spread

STRUCTURES_MOST = 4  # different graphs whose numbers are kept; of others only that the step was another
NODE, COPY, MOMENT = 1600, 150, 250  # bytes that a node of a graph takes, a copy of it, a moment of a memory timeline
NUMBERS = np.dtype([
    ("fwd", "f4"), ("bwd", "f4"), ("grad", "f4"), ("bytes", "f8"),
    ("low", "f4", (2,)), ("high", "f4", (2,)), ("bins", "u1", (2, BINS)),  # of the value and of the gradient
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Capture:
    """The numbers of one step: a record of `NUMBERS` per node, nan where there is none.

    `copies` has (gradient norm, forward, backward microseconds) of every copy of a repeated node, node after node. A
    histogram's bins are square roots of its counts, 255 the largest; `low` is nan where there is no histogram.
    """

    step: int
    loss: float | None
    structure: int  # captures of one structure ran the same ops
    nodes: np.ndarray
    copies: np.ndarray


class Captures:
    """The measured steps of one run.

    `graph` and `devices` are those of the newest; `kept` are the steps; those of one structure ran the same ops. What
    other threads read is only ever replaced.
    """

    def __init__(self) -> None:
        self.graph: Graph | None = None
        self.devices: Devices | None = None
        self.structure = 0  # of the newest
        self._graphs: dict[int, Graph] = {}  # structure -> the newest graph of it
        self._numbers = count()
        self._steps: Spread[Capture] = Spread(lambda one: one.nodes.nbytes + one.copies.nbytes + ITEM)

    @property
    def kept(self) -> tuple[Capture, ...]:
        """The steps, oldest first."""
        return self._steps.kept

    @property
    def steps(self) -> list[int]:
        """Which steps those are."""
        return [one.step for one in self.kept]

    def add(self, graph: Graph, devices: Devices | None = None) -> None:
        """Keep one more step."""
        structure = next((number for number, one in self._graphs.items() if same_ops(graph, one)), None)
        if structure is None:
            structure = next(self._numbers)
            if len(self._graphs) == STRUCTURES_MOST:
                oldest = next(iter(self._graphs))
                self._graphs = {number: one for number, one in self._graphs.items() if number != oldest}
        self._graphs = {number: one for number, one in self._graphs.items() if number != structure} | {structure: graph}
        self._steps.add(Capture(graph.step or 0, graph.loss, structure, _numbers(graph.nodes), _copies(graph.nodes)))
        self.graph, self.devices, self.structure = graph, devices, structure

    def structure_of(self, graph: Graph) -> int | None:
        """Which captured steps ran the same ops as `graph`; None if none did."""
        return next((number for number, one in reversed(self._graphs.items()) if same_ops(graph, one)), None)

    def newest(self, structure: int) -> Graph:
        """The graph of the newest step of a structure."""
        return self._graphs[structure]

    @property
    def nbytes(self) -> int:
        """Bytes it all takes."""
        nodes = [node for graph in self._graphs.values() for node in graph.nodes]
        moments = sum([len(one.timeline) for one in self.devices.devices]) if self.devices is not None else 0
        copies = sum([len(node.reps) for node in nodes])
        return self._steps.nbytes + len(nodes) * NODE + copies * COPY + moments * MOMENT

    def halve(self) -> bool:
        """Let every second step go; where there are only two, all structures but the newest, then the timeline."""
        if self._steps.halve():
            return True
        if len(self._graphs) > 1:
            self._graphs = {self.structure: self._graphs[self.structure]}
            return True
        held, self.devices = self.devices, None
        return held is not None


def same_ops(one: Graph, other: Graph) -> bool:
    """Whether two graphs have the same ops and modules, and the same shapes but for the batch."""
    return len(one.nodes) == len(other.nodes) and all(
        (a.op, a.mod, a.shape[1:], len(a.reps)) == (b.op, b.mod, b.shape[1:], len(b.reps))
        for a, b in zip(one.nodes, other.nodes, strict=True)
    )


def _numbers(nodes: Sequence[Node]) -> np.ndarray:
    found = np.zeros(len(nodes), NUMBERS)
    for name in ("fwd", "bwd", "grad"):
        found[name] = [_float(getattr(node, name)) for node in nodes]
    found["bytes"] = [node.bytes for node in nodes]
    found["low"] = found["high"] = np.nan
    for place, drawn in enumerate(([node.val for node in nodes], [node.ghist for node in nodes])):
        for bins in (1, BINS):
            where = [at for at, one in enumerate(drawn) if one is not None and len(one.bins) == bins]
            _note(found, where, place, bins, [one for one in drawn if one is not None and len(one.bins) == bins])
    return found


def _note(found: np.ndarray, where: list[int], place: int, bins: int, drawn: list[Histogram]) -> None:
    """Write histograms of so many bins, which belong to the nodes `where`."""
    if not where:
        return
    found["low"][where, place], found["high"][where, place] = [one.lo for one in drawn], [one.hi for one in drawn]
    counts = np.array([one.bins for one in drawn], "f4")
    heights = np.sqrt(counts / np.maximum(1, counts.max(axis=1, keepdims=True)))
    found["bins"][where, place, :bins] = np.ceil(255 * heights)


def _copies(nodes: Sequence[Node]) -> np.ndarray:
    rows = [[_float(value) for value in copy] for node in nodes for copy in node.reps]
    return np.array(rows, "f4").reshape(-1, 3)


def _float(value: float | None) -> float:
    return float("nan") if value is None else value
