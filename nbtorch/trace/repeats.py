"""Folding repeated blocks: of twelve equal siblings `h.0` to `h.11`, the first stays and stands for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .collapse import numbered, prefixes
from .graph import Module, Node, Shape

Edge = tuple[int, int, Shape]
DATA = -1  # the source of an input that no node made
FEWEST_OPS = 2


@dataclass(slots=True)
class Block:
    """Nodes before folding: per node the number of the node that made each input (parameters left out).

    `picked` holds the shape of an input, by node and position, where its maker has several outputs.
    """

    nodes: list[Node] = field(default_factory=list)
    sources: list[tuple[int, ...]] = field(default_factory=list)
    picked: dict[tuple[int, int], Shape] = field(default_factory=dict)


def fold(block: Block, modules: Mapping[str, Module]) -> tuple[tuple[Node, ...], tuple[Edge, ...], dict[str, Module]]:
    """The nodes that stay, renumbered, their edges, and the modules with their repeats.

    Copies are equal when their ops, shapes and types are, and each reads from the one before it or from where
    the first reads. Only outermost repeats fold: a block inside a folded one is drawn as it is.
    """
    under: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(block.nodes):
        for path in prefixes(node.mod):
            under[path].append(i)
    first_of: dict[int, int] = {}  # a node of a later copy -> its counterpart in the first
    kept = dict(modules)
    folded: list[str] = []
    for run in _runs(under):
        if any(run[0].startswith(done + ".") for done in folded):
            continue
        start = 0
        while start < len(run):
            copies = _equal(run[start:], under, block, modules)
            if len(copies) > 1:
                folded += copies
                kept[copies[0]] = replace(kept[copies[0]], repeat=len(copies), last=copies[-1])
                for copy in copies[1:]:
                    first_of.update(zip(under[copy], under[copies[0]], strict=True))
                    for path in [p for p in kept if p == copy or p.startswith(copy + ".")]:
                        del kept[path]
            start += len(copies)
    return (*_renumbered(block, first_of), kept)


def _runs(under: Mapping[str, list[int]]) -> list[list[str]]:
    """Consecutively numbered siblings, outermost first."""
    siblings: dict[str, list[int]] = defaultdict(list)
    for path in under:
        split = numbered(path)
        if split:
            siblings[split[0]].append(split[1])
    runs: list[list[str]] = []
    for parent in sorted(siblings, key=lambda path: path.count(".") if path else -1):
        row: list[str] = []
        previous = None
        for number in sorted(siblings[parent]):
            if row and number - 1 != previous:
                runs.append(row)
                row = []
            row.append(f"{parent}.{number}" if parent else str(number))
            previous = number
        runs.append(row)
    return [run for run in runs if len(run) > 1]


def _equal(
    run: Sequence[str], under: Mapping[str, list[int]], block: Block, modules: Mapping[str, Module]
) -> list[str]:
    """The leading copies of `run` that are the same block over and over."""
    first = under[run[0]]
    copies = [run[0]]
    if len(first) < FEWEST_OPS:
        return copies
    base = {i: k for k, i in enumerate(first)}
    inner = [
        (path[len(run[0]) :], modules[path].type) for path in modules if path == run[0] or path.startswith(run[0] + ".")
    ]
    chain: dict[tuple[int, int], int] = {}  # (op, input) -> op of the previous copy that it reads
    previous = base
    for path in run[1:]:
        own = {i: k for k, i in enumerate(under[path])}
        types_agree = all(path + rest in modules and modules[path + rest].type == kind for rest, kind in inner)
        if len(own) != len(first) or not types_agree:
            break
        links: dict[tuple[int, int], int] = {}
        for k, (a, b) in enumerate(zip(first, under[path], strict=True)):
            if block.nodes[a].mod[len(run[0]) :] != block.nodes[b].mod[len(path) :]:
                break
            if not _same(block.nodes[a], block.nodes[b]):
                break
            if not _joined_alike(block.sources[a], block.sources[b], k, base, own, previous, links):
                break
        else:
            if len(copies) == 1 or links == chain:
                chain, previous = links, own
                copies.append(path)
                continue
        break
    return copies


def _same(a: Node, b: Node) -> bool:
    return (a.op, a.fn, a.shape, a.dtype, a.device, a.params) == (b.op, b.fn, b.shape, b.dtype, b.device, b.params)


def _joined_alike(
    sources: tuple[int, ...],
    others: tuple[int, ...],
    k: int,
    base: Mapping[int, int],
    own: Mapping[int, int],
    previous: Mapping[int, int],
    links: dict[tuple[int, int], int],
) -> bool:
    """Whether op `k` of a later copy reads as in the first; notes in `links` what it reads from the copy before."""
    if len(sources) != len(others):
        return False
    for position, (one, other) in enumerate(zip(sources, others, strict=True)):
        if other in own:
            if base.get(one) != own[other]:
                return False
        elif other in previous:
            if one in base:
                return False
            links[k, position] = previous[other]
        elif one != other:
            return False
    return True


def _renumbered(block: Block, first_of: Mapping[int, int]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    copies: dict[int, list[int]] = {}
    for copy, first in first_of.items():
        copies.setdefault(first, [first]).append(copy)
    new: dict[int, int] = {}
    nodes: list[Node] = []
    edges: list[Edge] = []
    for i, node in enumerate(block.nodes):
        if i in first_of:
            continue
        number = new[i] = len(nodes)
        if number != i or i in copies:
            same = [block.nodes[copy] for copy in copies.get(i, ())]
            node = replace(node, id=number, reps=tuple((one.grad, one.fwd, one.bwd) for one in same))
        nodes.append(node)
        seen = set()
        for position, source in enumerate(block.sources[i]):
            if source == DATA:
                continue
            start = new[first_of.get(source, source)]
            if start not in seen:
                seen.add(start)
                edges.append((start, number, block.picked.get((i, position), block.nodes[source].shape)))
    return tuple(nodes), tuple(edges)
