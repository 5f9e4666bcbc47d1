"""Ops that a loop runs between the blocks of a ModuleList, drawn with them: `x = relu(layer(x))`, `x = x + block(x)`.

The list itself is never called, so what joins its blocks stands in the module around it. Left there, a closed list
would read from ops that read from it, and no two of its blocks would be alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .collapse import prefixes
from .graph import Module, Node

MOST = 8  # ops that a block takes in; more are a part of their own


@dataclass(slots=True)
class _List:
    """A container that is never called: the module around it, and its blocks' nodes, one range for each call."""

    around: str
    blocks: list[str] = field(default_factory=list)
    calls: list[range] = field(default_factory=list)

    def note(self, block: str, place: int) -> None:
        if self.blocks and self.blocks[-1] == block and self.calls[-1].stop == place:
            self.calls[-1] = range(self.calls[-1].start, place + 1)
        else:
            self.blocks.append(block)
            self.calls.append(range(place, place + 1))


def adopted(
    nodes: Sequence[Node], modules: Mapping[str, Module], called: Collection[str]
) -> tuple[list[Node], dict[str, Module]]:
    """Nodes between blocks moved into a block: `mod` is where one is drawn from then on, `own` the module that ran it.

    nodes: in the order in which they ran. modules: those of them; a block that took ops in gets a type that says so
    ("Linear, relu"), and one that lost them all goes. called: the paths of modules that were called.
    """
    lists = _lists(nodes, called)
    found, kept = list(nodes), dict(modules)
    ops = Counter(node.mod for node in nodes)

    def joins(node: Node, around: str) -> bool:
        """Whether a node is the module's around a list, or of a module in it that is called between the blocks."""
        parent = node.mod.rpartition(".")[0]
        beside = parent in lists and lists[parent].around == around and ops[node.mod] == 1
        return node.own is None and (node.mod == around or beside or (parent == around and ops[node.mod] > 1))

    words = [node.op for node in nodes]
    for path, one in lists.items():
        if len(one.blocks) == 1 or len(set(one.blocks)) < len(one.blocks):
            continue  # blocks that are called again share their ops with several places
        for block, before, after in _shares(one, words):
            taken = [*before, *after]
            if len(taken) > MOST or not all(joins(found[i], one.around) for i in taken):
                continue
            names = [*words[before.start : before.stop], kept[block].type, *words[after.start : after.stop]]
            kept[block] = replace(kept[block], type=", ".join(dict.fromkeys(names)))
            for i in taken:
                found[i] = replace(found[i], mod=block, own=found[i].mod)
                for grown in (path, block):
                    kept[grown] = replace(kept[grown], params=kept[grown].params + nodes[i].params)
    left = {path for mod in {node.mod for node in found} for path in prefixes(mod)}
    return found, {path: module for path, module in kept.items() if path in left}


def _shares(one: _List, ops: Sequence[str]) -> list[tuple[str, range, range]]:
    """The nodes before and after each block that are its own: so many of each that the first and last block fit too.

    Where no share does (`layers[-1]` is often called without an activation), a block has what follows it.
    """
    gaps = [range(a.stop, b.start) for a, b in pairwise(one.calls)]
    start, end, length = one.calls[0].start, one.calls[-1].stop, len(gaps[-1])

    def alike(a: range, b: range) -> bool:
        return a.start >= 0 and ops[a.start : a.stop] == ops[b.start : b.stop]

    regular = all(alike(gap, gaps[-1]) for gap in gaps)
    if not regular and all(len(call) > 1 for call in one.calls):
        return []  # such blocks are drawn one by one, and those that are alike still fold
    for after in range(length, -1 if regular else length - 1, -1):
        first, last = range(start - (length - after), start), range(end, end + after)
        if alike(first, gaps[0][after:]) and alike(last, gaps[-1][:after]):
            break
    else:
        after, first, last = length, range(start, start), range(end, end)
    cut = after if regular else None  # all of each
    befores = [first, *(gap[cut:] if regular else gap[:0] for gap in gaps)]
    afters = [*(gap[:cut] for gap in gaps), last]
    return list(zip(one.blocks, befores, afters, strict=True))


def _lists(nodes: Sequence[Node], called: Collection[str]) -> dict[str, _List]:
    """The containers that were never called, by path, in the order of their first op."""
    inside: dict[str, list[tuple[str, str]]] = {}  # of a module: the lists around it, and its block in each
    lists: dict[str, _List] = {}
    for place, node in enumerate(nodes):
        if node.mod not in inside:
            inside[node.mod] = [pair for pair in pairwise(prefixes(node.mod)) if pair[0] not in called]
        for path, block in inside[node.mod]:
            if path not in lists:
                lists[path] = _List(next((up for up in reversed(prefixes(path)[:-1]) if up in called), ""))
            lists[path].note(block, place)
    return lists
