"""Containers of a kind that a user chose, with other things in them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any


def like_mapping(model: Mapping[Any, Any], items: dict[Any, Any]) -> Any:
    """A mapping as `model` is, with these items: a copy where it can be changed, for it may hold more than items."""
    try:
        if isinstance(model, MutableMapping):
            made = copy.copy(model)
            made.update(items)
            return made
        return type(model)(items)  # type: ignore[call-arg]
    except TypeError:  # a kind that is made in its own way
        return items


def like_sequence(model: Sequence[Any], items: list[Any]) -> Any:
    """A sequence as `model` is, with these items."""
    try:
        if isinstance(model, MutableSequence):
            made = copy.copy(model)
            for i, item in enumerate(items):
                made[i] = item
            return made
        return type(model)(items)  # type: ignore[call-arg]
    except TypeError:
        return items
