"""What the rules ask of recorded nodes: which op made an input, what was saved of it, where it was called."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...autograd.node import FREED, OP, PARENTS, SAVED, SHAPE
from ...autograd.scope import site
from ...backend.array import ARRAYS
from ..nodes import LEAF, PICK, scopes
from ..places import Place, Places

THROUGH = frozenset((  # ops that only rearrange values, so that what was true before is true after
    "reshape", "view", "cast", "transfer", "squeeze", "unsqueeze", "flatten", "permute", "transpose", "clone", "expand",
    "take_basic", "take_key", "index_select", "select", "narrow", "gather", "masked_select", "contiguous", "alias",
    PICK,
))  # fmt: skip


def parents(node: list[Any]) -> dict[str, Any]:
    """The nodes of the inputs by argument name."""
    return dict(zip(node[OP].arrays, node[PARENTS], strict=False))


def saved(node: list[Any], name: str) -> Any:
    """An array that was kept for backward; None when it was not, or no longer is."""
    if node[SAVED] is FREED or name not in node[OP].saves:
        return None
    kept = dict(zip(node[OP].saves, node[SAVED], strict=False)).get(name)
    return kept if type(kept) in ARRAYS else None  # a hook may have packed it


def maker(node: Any) -> Any:
    """The op whose values reach this node, past ops that only rearrange; None for data and leaves."""
    while node is not None and node[OP].name in THROUGH and node[PARENTS]:
        node = node[PARENTS][0]
    return None if node is None or node[OP].name == LEAF else node


def path_of(node: list[Any]) -> str:
    """Dotted path of the module a node was called in."""
    return next((scope.path for scope in scopes(node)), "")


def shape_of(node: list[Any]) -> tuple[int, ...]:
    """Shape of a node's output."""
    return tuple(node[SHAPE])


class Lines(Places):
    """Finds the user's lines, and reads them."""

    def here(self) -> Place:
        """The line that is running now."""
        return self.at(*site())

    def at(self, code: Any, line: int | None) -> Place:
        place = super().at(code, line)
        return replace(place, source=linecache.getline(code.co_filename, line).strip()) if code and line else place


def called(place: Place, wrong: Callable[[str], str | None], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """A diff of the user's own line where `wrong` can rewrite it, else what is suggested in general."""
    better = wrong(place.source) if place.source else None
    return (f"- {place.source}", f"+ {better}") if better and better != place.source else otherwise
