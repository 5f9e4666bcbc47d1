"""Folding repeated blocks: of twelve equal siblings `h.0` to `h.11`, the first stays and stands for all."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nbtorch.trace.collapse import numbered, prefixes
from nbtorch.trace.graph import Module, Node, Shape

Source = tuple[int, Shape] | None  # the draft that made an input, and the input's shape; None for data
Edge = tuple[int, int, Shape]
FEWEST_OPS = 2


@dataclass(slots=True)
class Draft:
    """A node before folding, with what its inputs are and which leaves it uses."""

    node: Node
    mod: str
    sources: tuple[Source, ...]
    leaves: tuple[int, ...]


def fold(drafts: Sequence[Draft], modules: Mapping[str, Module]) -> tuple[list[Draft], tuple[Edge, ...],
                                                                          dict[str, Module]]:
    """The drafts that stay, renumbered, their edges, and the modules with their repeats.

    Copies are equal when their ops, shapes and types are, and each reads from the one before it or from where
    the first reads. Only outermost repeats fold: a block inside a folded one is drawn as it is.
    """
    under: dict[str, list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        for path in prefixes(draft.mod):
            under[path].append(i)
    first_of: dict[int, int] = {}  # a draft of a later copy -> its counterpart in the first
    kept_modules, folded = dict(modules), []
    for run in _runs(under):
        if any(path.startswith(done + ".") for path in run[:1] for done in folded):
            continue
        start = 0
        while start < len(run):
            copies = _equal(run[start:], under, drafts, modules)
            if len(copies) > 1:
                folded += copies
                head = kept_modules[copies[0]]
                kept_modules[copies[0]] = replace(head, repeat=len(copies), last=copies[-1])
                for copy in copies[1:]:
                    first_of.update(zip(under[copy], under[copies[0]], strict=True))
                    for path in [p for p in kept_modules if p == copy or p.startswith(copy + ".")]:
                        del kept_modules[path]
            start += len(copies)
    return (*_renumbered(drafts, first_of), kept_modules)


def _runs(under: Mapping[str, list[int]]) -> list[list[str]]:
    """Consecutively numbered siblings, outermost first."""
    siblings: dict[str, list[int]] = defaultdict(list)
    for path in under:
        split = numbered(path)
        if split:
            siblings[split[0]].append(split[1])
    runs = []
    for parent in sorted(siblings, key=lambda path: path.count(".") if path else -1):
        numbers = sorted(siblings[parent])
        row: list[str] = []
        for previous, number in zip([None, *numbers], numbers, strict=False):
            if previous is not None and number != previous + 1 and row:
                runs.append(row)
                row = []
            row.append(f"{parent}.{number}" if parent else str(number))
        runs.append(row)
    return [run for run in runs if len(run) > 1]


def _equal(run: Sequence[str], under: Mapping[str, list[int]], drafts: Sequence[Draft],
           modules: Mapping[str, Module]) -> list[str]:
    """The leading copies of `run` that are the same block over and over."""
    first = under[run[0]]
    copies, base = [run[0]], {i: k for k, i in enumerate(first)}
    if len(first) < FEWEST_OPS:
        return copies
    inner = [(path[len(run[0]):], modules[path].type) for path in modules
             if path == run[0] or path.startswith(run[0] + ".")]
    chain: dict[tuple[int, int], int] = {}  # (op, input) -> op of the previous copy that it reads
    previous = base
    for path in run[1:]:
        own = {i: k for k, i in enumerate(under[path])}
        types_agree = all(path + rest in modules and modules[path + rest].type == kind for rest, kind in inner)
        if len(own) != len(first) or not types_agree:
            break
        links: dict[tuple[int, int], int] = {}
        pairs = zip(first, under[path], strict=True)
        if not all(_same(drafts[a], drafts[b], k, run[0], path, base, own, previous, links)
                   for k, (a, b) in enumerate(pairs)):
            break
        if len(copies) > 1 and links != chain:
            break
        chain, previous = links, own
        copies.append(path)
    return copies


def _same(a: Draft, b: Draft, k: int, first: str, path: str, base: Mapping[int, int], own: Mapping[int, int],
          previous: Mapping[int, int], links: dict[tuple[int, int], int]) -> bool:
    """Whether `b` does in its copy what `a` does in the first; notes in `links` what it reads from the copy before."""
    x, y = a.node, b.node
    if (x.op, x.fn, x.shape, x.dtype, x.device, x.params) != (y.op, y.fn, y.shape, y.dtype, y.device, y.params):
        return False
    if a.mod[len(first):] != b.mod[len(path):] or len(a.sources) != len(b.sources):
        return False
    for position, (one, other) in enumerate(zip(a.sources, b.sources, strict=True)):
        if other is None:
            if one is not None:
                return False
        elif other[0] in own:
            if one is None or base.get(one[0]) != own[other[0]]:
                return False
        elif other[0] in previous:
            if one is not None and one[0] in base:
                return False
            links[k, position] = previous[other[0]]
        elif one is None or one[0] != other[0]:
            return False
    return True


def _renumbered(drafts: Sequence[Draft], first_of: Mapping[int, int]) -> tuple[list[Draft], tuple[Edge, ...]]:
    kept = [i for i in range(len(drafts)) if i not in first_of]
    new = {i: k for k, i in enumerate(kept)}
    copies: dict[int, int] = defaultdict(lambda: 1)
    for target in first_of.values():
        copies[target] += 1
    edges: dict[tuple[int, int], Shape] = {}
    for i in kept:
        for source in drafts[i].sources:
            if source is not None:
                edges.setdefault((new[first_of.get(source[0], source[0])], new[i]), source[1])
    result = []
    for i in kept:
        draft = drafts[i]
        reps = ((None, None, None),) * copies[i] if i in copies else ()
        if reps or draft.node.id != new[i]:
            draft = replace(draft, node=replace(draft.node, id=new[i], reps=reps))
        result.append(draft)
    return result, tuple((a, b, shape) for (a, b), shape in edges.items() if a != b)
