"""What is visible of a graph at one level: ops, closed groups, inputs, and the links between them.

Collapse comes before layout: no layout engine survives 10,000 nodes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .graph import Graph, Node, Shape
from .theme import family, is_loss

Kind = Literal["op", "group", "run", "input", "loss"]
CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")
READERS = ("linear", "conv", "embedding")  # these read data even where its shape is forgotten
MOST_ITEMS = 64  # more than this at one level is nothing that a person reads
ENTRY, EXIT = "end:in", "end:out"  # ends of links that leave an opened group


@dataclass(slots=True)
class Item:
    """One box: an op, a group of ops that share a module, a run of unnamed ops, or a data input."""

    key: str
    kind: Kind
    nodes: list[int] = field(default_factory=list)
    path: str | None = None
    shape: Shape | None = None


@dataclass(slots=True)
class Link:
    source: str
    target: str
    grad: float | None = None


@dataclass(slots=True)
class Level:
    items: dict[str, Item]
    links: list[Link]


class Tree:
    """The modules of a graph as groups that can be opened."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self.copies = {path: module.repeat for path, module in graph.modules.items() if module.repeat}
        self.under: Counter[str] = Counter()
        chains = {mod: prefixes(mod) for mod in {node.mod for node in graph.nodes}}
        for node in graph.nodes:
            self.under.update(chains[node.mod])
        children: dict[str, list[str]] = {}
        for path in self.under:
            children.setdefault(path.rpartition(".")[0], []).append(path)
        scattered = self._scattered(children)
        self.blocks = {path for path, ops in self.under.items() if ops > 1} - scattered
        self.groups = {path for path in self.blocks if not self._dissolves(path, children)}
        self._chains = {mod: [path for path in chain if path in self.groups] for mod, chain in chains.items()}

    def _dissolves(self, path: str, children: dict[str, list[str]]) -> bool:
        """A container of nothing but blocks is not drawn: its blocks are."""
        module, inside = self.graph.modules.get(path), children.get(path)
        return bool(
            module is not None
            and module.type in CONTAINERS
            and inside
            and all(child in self.blocks for child in inside)
            and sum(self.under[child] for child in inside) == self.under[path]
        )

    def _scattered(self, children: Mapping[str, list[str]]) -> set[str]:
        """Modules called several times that run single ops which do not follow each other: one ReLU for a whole block.

        As a group they would be fed by what they feed.
        """
        nodes = self.graph.nodes
        joined = {nodes[a].mod for a, b, _ in self.graph.edges if nodes[a].mod == nodes[b].mod}
        return {path for path in self.under if path not in children and path not in joined and path not in self.copies}

    def own_name(self, node: Node) -> str:
        """"conv1": what the module of an op is called that is no group; "" where that says nothing new."""
        name = node.mod.rpartition(".")[2]
        return "" if node.mod in self.groups or name.isdecimal() or name == node.op else name

    def chain(self, node: Node) -> list[str]:
        """The groups around a node, outermost first."""
        return self._chains[node.mod]

    def repeats(self, node: Node) -> int:
        """How many ops of the real graph this one stands for."""
        total = 1
        for path in prefixes(node.mod):
            total *= self.copies.get(path, 1)
        return total

    def level(self, prefix: str = "", ids: Iterable[int] | None = None, most: int = MOST_ITEMS) -> Level:
        """The items, at most about `most`, directly inside the group `prefix` ("" for the whole graph)."""
        graph, items, place = self.graph, {}, {}
        for node in graph.nodes if ids is None else [graph.nodes[i] for i in ids]:
            chain = self.chain(node)
            if prefix:
                if prefix not in chain:
                    continue
                chain = chain[chain.index(prefix) + 1 :]
            key = f"group:{chain[0]}" if chain else f"op:{node.id}"
            if key not in items:
                kind: Kind = "group" if chain else "loss" if is_loss(node.op) and not node.shape else "op"
                items[key] = Item(key, kind, path=chain[0] if chain else None)
            items[key].nodes.append(node.id)
            place[node.id] = key
        if len(items) > most:
            items, place = _runs(items, most // 2)
        links: dict[tuple[str, str], Link] = {}
        fed = set()
        for source, target, _ in graph.edges:
            a, b = place.get(source), place.get(target)
            fed.add(target)
            if a != b and (prefix or (a and b)):
                _join(links, a or ENTRY, b or EXIT, graph.nodes[source].grad)
        self._inputs([i for i in place if i not in fed], place, items, links, bool(prefix))
        return Level(items, list(links.values()))

    def _inputs(
        self,
        starts: Sequence[int],
        place: dict[int, str],
        items: dict[str, Item],
        links: dict[tuple[str, str], Link],
        inside: bool,
    ) -> None:
        """Data that no node made: a pill for each, or the entry of the group when looking inside one."""
        for i in starts:
            node = self.graph.nodes[i]
            kind = family(node.op)
            if not node.inputs and not node.op.startswith(READERS):
                continue
            shape = node.inputs[-1 if kind == "embedding" else 0] if node.inputs else None
            target = place[i]
            key = ENTRY if inside else f"in:{target}:{shape}"
            if not inside and key not in items:
                items[key] = Item(key, "input", [i], shape=shape)
            _join(links, key, target, None)


def prefixes(path: str) -> list[str]:
    """`a.b.c` -> `[a, a.b, a.b.c]`."""
    found = [path] if path else []
    while "." in path:
        path = path.rpartition(".")[0]
        found.append(path)
    return found[::-1]


def numbered(path: str) -> tuple[str, int] | None:
    """`h.3` -> `("h", 3)`; None when the last part is no number."""
    match = re.fullmatch(r"(?:(.*)\.)?(\d+)", path)
    return (match[1] or "", int(match[2])) if match else None


def _join(links: dict[tuple[str, str], Link], source: str, target: str, grad: float | None) -> None:
    link = links.setdefault((source, target), Link(source, target, grad))
    if grad is not None and (link.grad is None or grad > link.grad):
        link.grad = grad


def _runs(items: dict[str, Item], most: int) -> tuple[dict[str, Item], dict[int, str]]:
    """Too many items: neighbours in topological order share a box; the last few stay as they are."""
    order = sorted(items.values(), key=lambda item: item.nodes[-1])
    tail = order[-4:]
    body = order[:-4]
    size = -(-len(body) // most)
    made: dict[str, Item] = {}
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        nodes = sorted(i for item in piece for i in item.nodes)
        item = piece[0] if len(piece) == 1 else Item(f"run:{start}", "run", nodes)
        made[item.key] = item
    made.update((item.key, item) for item in tail)
    return made, {i: item.key for item in made.values() for i in item.nodes}
