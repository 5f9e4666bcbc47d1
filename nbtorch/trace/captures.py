"""Training steps that were measured op by op: the graph of the newest, and how its numbers changed over the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from .devices import Devices
from .graph import Graph

LIMIT = 12 << 20  # bytes of the history: then every second step goes


class Captures:
    """The measured steps of one run.

    `graph` and `devices` are those of the newest; `steps` and `measures` go back in time: per step an array
    of (forward microseconds, backward microseconds, gradient norm) for each of the graph's nodes, nan where there is
    none. A graph of another structure starts a new history.
    """

    def __init__(self, limit: int = LIMIT):
        self.limit = limit
        self.graph: Graph | None = None
        self.devices: Devices | None = None
        self.steps: list[int] = []
        self.measures: list[np.ndarray] = []

    def add(self, graph: Graph, devices: Devices | None = None) -> None:
        """Keep one more step."""
        if self.graph is None or not alike(graph, self.graph):
            self.steps, self.measures = [], []
        self.graph, self.devices = graph, devices
        row = np.array([(_float(n.fwd), _float(n.bwd), _float(n.grad)) for n in graph.nodes], "f4").reshape(-1, 3)
        if (len(self.steps) + 1) * row.nbytes > self.limit and len(self.steps) > 2:
            self.steps, self.measures = self.steps[::2], self.measures[::2]
        self.steps = [*self.steps, graph.step or 0]
        self.measures = [*self.measures, row]


def measured(graph: Graph, captures: Iterable[Captures | None]) -> Graph:
    """`graph` with the times and gradients of the newest captured step that ran the same ops, if there is one."""
    for one in captures:
        if one is not None and one.graph is not None and alike(graph, one.graph):
            nodes = tuple(
                replace(node, fwd=seen.fwd, bwd=seen.bwd, grad=seen.grad, val=seen.val, ghist=seen.ghist,
                        reps=seen.reps, bytes=node.bytes or seen.bytes)
                for node, seen in zip(graph.nodes, one.graph.nodes, strict=True)
            )  # fmt: skip
            return replace(graph, nodes=nodes, step=one.graph.step)
    return graph


def alike(one: Graph, other: Graph) -> bool:
    """Whether two graphs have the same ops, modules and shapes, so that their numbers can be compared."""
    return len(one.nodes) == len(other.nodes) and all(
        (a.op, a.mod, a.shape) == (b.op, b.mod, b.shape) for a, b in zip(one.nodes, other.nodes, strict=True)
    )


def _float(value: float | None) -> float:
    return float("nan") if value is None else value
