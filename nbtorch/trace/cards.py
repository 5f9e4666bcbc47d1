"""What is written on each box of the static picture, and so how large it is."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from .collapse import CONTAINERS, Item, Tree
from .theme import family
from .wording import DASH, TIMES, count, dimensions, number, printable, shortened, text_width

LONGEST = 28
GHOST = 8.0  # how far the cards behind a repeated block stick out


@dataclass(frozen=True, slots=True)
class Card:
    """A box with its two lines, or three: `middle` is the op of a named module.

    The body is smaller than the box by the ghost cards of a repeated block.
    """

    kind: str
    label: str
    sub: str
    width: float
    height: float
    op: str = ""
    repeat: int = 0
    bars: tuple[float, ...] = ()
    middle: str = ""

    @property
    def body(self) -> tuple[float, float]:
        ghost = GHOST if self.repeat else 0
        return self.width - ghost, self.height - ghost


def card(item: Item, tree: Tree, prefix: str) -> Card:
    """The card of one item, named relative to the group `prefix`."""
    graph = tree.graph
    if item.kind in ("op", "loss"):
        node = graph.nodes[item.nodes[0]]
        value = number(graph.loss) if item.kind == "loss" and graph.loss is not None else None
        label, sub = _cut(node.op), value or dimensions(node.shape, graph.batch) + graph.elsewhere(node)
        middle, name = "", tree.own_name(node)
        if name and item.kind == "op":
            label, middle = _cut(name), label
        inner = max(text_width(label, bold=True), text_width(middle, 11), text_width(sub, 11, mono=True), 36)
        height = 59 if middle else 44
        return Card(item.kind, label, sub, inner + (32 if item.kind == "loss" else 23), height, node.op, middle=middle)
    if item.kind == "input":
        label = "idx" if family(graph.nodes[item.nodes[0]].op) == "embedding" else "x"
        sub = "" if item.shape is None else dimensions(item.shape, graph.batch)
        inner = max(text_width(label, bold=True), text_width(sub, 11, mono=True), 18)
        return Card("input", label, sub, inner + 26, 36)
    if item.path is None:
        return _run(item, tree)
    return _group(item.path, item, tree, prefix)


def group_name(path: str, prefix: str, tree: Tree) -> str:
    """`h.0–11`: relative to the group it stands in, with the last of its copies."""
    last = tree.graph.modules[path].last if path in tree.graph.modules else None
    return path[len(prefix) + 1 if prefix else 0 :] + (f"{DASH}{last.rpartition('.')[2]}" if last else "")


def type_name(path: str, tree: Tree) -> str:
    """The class of a module; a plain container's is not written out."""
    module = tree.graph.modules.get(path)
    return "" if module is None or module.type in CONTAINERS else module.type


def _group(path: str, item: Item, tree: Tree, prefix: str) -> Card:
    ops = sum(tree.repeats(node) * node.many for node in map(tree.graph.nodes.__getitem__, item.nodes))
    repeat = tree.copies.get(path, 0)
    ops //= repeat or 1
    for outer, copies in tree.copies.items():  # inside a repeated block the first copy is shown
        if path.startswith(outer + "."):
            ops //= copies
    kind, label = type_name(path, tree), _cut(group_name(path, prefix, tree))
    sub = (_cut(kind) + " · " if kind else "") + f"{count(ops)} ops"
    bars = copy_norms(item, tree) if repeat else ()
    inner = max(text_width(label, bold=True), text_width(sub, 11), 56)
    if repeat:
        pill = text_width(f"{TIMES}{repeat}", 11, bold=True) + 16
        inner = max(inner, pill + 8 + min(8 * repeat, 96)) if bars else inner + pill + 8
        return Card("group", label, sub, inner + 26 + GHOST, (64 if bars else 44) + GHOST, "", repeat, bars)
    return Card("group", label, sub, inner + 26, 44)


def _run(item: Item, tree: Tree) -> Card:
    common = Counter(tree.graph.nodes[i].op for i in item.nodes).most_common(2)
    label = f"{count(sum(tree.graph.nodes[i].many for i in item.nodes))} ops"
    sub = _cut(", ".join(op for op, _ in common) + (" …" if len(set(common)) > 1 else ""))
    return Card("run", label, sub, max(text_width(label, bold=True), text_width(sub, 11), 56) + 26, 44)


def copy_norms(item: Item, tree: Tree) -> tuple[float, ...]:
    """The largest gradient norm inside each copy; empty when none is known."""
    copies = [[copy[0] for copy in node.reps] for node in map(tree.graph.nodes.__getitem__, item.nodes) if node.reps]
    norms = [
        max((value for value in values if value is not None and math.isfinite(value)), default=0.0)
        for values in zip(*copies, strict=False)
    ]
    return tuple(norms) if any(norms) else ()


def _cut(text: str) -> str:
    return shortened(printable(text), LONGEST)
