"""A bound on what is sent to a browser: neighbouring ops of a huge graph share a node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .collapse import prefixes
from .graph import Graph, Node, Shape


def condensed(graph: Graph, most: int) -> Graph:
    """See `Graph.condensed`. Runs of neighbours in topological order merge, so no cycle can appear."""
    if len(graph.nodes) <= most:
        return graph
    size = -(-len(graph.nodes) // most)
    runs = [graph.nodes[start : start + size] for start in range(0, len(graph.nodes), size)]
    nodes = tuple(_merged(number, run) for number, run in enumerate(runs))
    edges: dict[tuple[int, int], Shape] = {}
    for source, target, shape in graph.edges:
        if source // size != target // size:
            edges.setdefault((source // size, target // size), shape)
    used = {path for node in nodes for path in prefixes(node.mod)}
    modules = {path: module for path, module in graph.modules.items() if path in used}
    joined = tuple((a, b, shape) for (a, b), shape in edges.items())
    return replace(graph, nodes=nodes, edges=joined, modules=modules, history=None)


def _merged(number: int, run: Sequence[Node]) -> Node:
    """One node for several: in the module they share, with the place and shape of the last."""
    last = run[-1]
    if len(run) == 1:
        return replace(last, id=number)
    shared = set(prefixes(run[0].mod))
    for node in run:
        shared &= set(prefixes(node.mod))
    grads = [node.grad for node in run if node.grad is not None]
    return replace(
        last,
        id=number,
        op=f"{sum(node.many for node in run)} ops",
        fn=last.fn,
        mod=max(shared, key=len, default=""),
        bytes=sum(node.bytes for node in run),
        params=sum(node.params for node in run),
        fwd=_total(node.fwd for node in run),
        bwd=_total(node.bwd for node in run),
        flops=None,
        grad=max(grads, default=None),
        val=None,
        ghist=None,
        own=None,
        many=sum(node.many for node in run),
        inputs=tuple(shape for node in run for shape in node.inputs)[:4],
    )


def _total(times: Iterable[float | None]) -> float | None:
    known = [time for time in times if time is not None]
    return sum(known) if known else None
