"""Nested lists, tuples and dicts of tensors, taken apart and put together again."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import Any

LEAF = "*"  # the shape of what is no container


def flat(tree: Any) -> tuple[list[Any], Any]:
    """The leaves of `tree` in order, and its shape."""
    leaves: list[Any] = []
    return leaves, _shape(tree, leaves)


def _shape(tree: Any, leaves: list[Any]) -> Any:
    kind = type(tree)
    if kind in (list, tuple) or (isinstance(tree, tuple) and hasattr(tree, "_fields")):
        return kind, None, [_shape(t, leaves) for t in tree]
    if kind in (dict, OrderedDict, defaultdict):
        return kind, tuple(tree), [_shape(t, leaves) for t in tree.values()]
    leaves.append(tree)
    return LEAF


def built(shape: Any, leaves: Any) -> Any:
    """The tree of this shape with these leaves."""
    return _built(shape, iter(leaves))


def _built(shape: Any, leaves: Any) -> Any:
    if shape == LEAF:
        return next(leaves)
    kind, keys, parts = shape
    values = [_built(p, leaves) for p in parts]
    if keys is not None:
        pairs = zip(keys, values, strict=True)
        return defaultdict(None, pairs) if kind is defaultdict else kind(pairs)
    return kind(*values) if hasattr(kind, "_fields") else kind(values)


def mapped(function: Any, tree: Any) -> Any:
    """The tree with `function` of every leaf."""
    leaves, shape = flat(tree)
    return built(shape, [function(leaf) for leaf in leaves])


def spread(value: Any, shape: Any) -> list[Any] | None:
    """The leaves of `value`, a tree that ends where `shape` does or sooner, as many as `shape` has; None: no fit."""
    if shape == LEAF:
        return [value]
    kind, keys, parts = shape
    if not isinstance(value, (list, tuple, dict)):
        return [value] * _count(shape)
    if type(value) is not kind or len(value) != len(parts) or (keys is not None and set(keys) != set(value)):
        return None
    found: list[Any] = []
    for key, part in zip(range(len(parts)) if keys is None else keys, parts, strict=True):
        more = spread(value[key], part)
        if more is None:
            return None
        found += more
    return found


def _count(shape: Any) -> int:
    return 1 if shape == LEAF else sum([_count(p) for p in shape[2]])


def told(shape: Any) -> str:
    """A shape in PyTorch's words."""
    if shape == LEAF:
        return "*"
    kind, keys, parts = shape
    inner = [told(p) for p in parts]
    if keys is not None:
        return "{" + ", ".join([f"{k!r}: {p}" for k, p in zip(keys, inner, strict=True)]) + "}"
    if kind is list:
        return f"[{', '.join(inner)}]"
    return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"


def spec(shape: Any, indent: int = 0) -> str:
    """A shape in the words of PyTorch's tree specifications."""
    if shape == LEAF:
        return "*"
    kind, keys, parts = shape
    inner = [spec(p, indent + 2) for p in parts]
    between = ",\n" + " " * (indent + 2)
    return f"TreeSpec({kind.__name__}, {None if keys is None else list(keys)}, [{between.join(inner)}])"
