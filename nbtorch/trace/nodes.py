"""Reading the engine's nodes: what every view, rule and measurement asks of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..autograd.apply import PICK as _PICK
from ..autograd.engine import LEAF as _LEAF
from ..autograd.node import OP, PARENTS, SAVED, SEQ, WHERE
from ..autograd.scope import Scope

LEAF, PICK = _LEAF.name, _PICK.name  # of a leaf's node, and of one output of several


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


def exceeds(root: list[Any], most: int) -> bool:
    """Whether there are more than `most` nodes behind `root`; no more are looked at."""
    found, stack = {id(root)}, [root]
    while stack and len(found) <= most:
        for parent in stack.pop()[PARENTS]:
            if parent is not None and id(parent) not in found:
                found.add(id(parent))
                stack.append(parent)
    return len(found) > most


def leaf_of(node: Any) -> Any:
    """The tensor that a leaf's node adds into; None for another node, for none, and for a leaf that is gone."""
    return node[SAVED][0]() if node is not None and node[OP].name == LEAF else None


def whole(node: Any) -> Any:
    """The node that computed an output: of several outputs each has its own beside it."""
    return node[PARENTS][0] if node is not None and node[OP].name == PICK else node


def scope_at(place: Any) -> Scope | None:
    """The module scope of what a node or an event says of where it was called."""
    scope: Scope | None = place[0] if isinstance(place, tuple) else place
    return scope


def scopes(node: list[Any]) -> Iterator[Scope]:
    """The modules that a node was called in, innermost first."""
    scope = scope_at(node[WHERE])
    while scope is not None:
        yield scope
        scope = scope.parent
