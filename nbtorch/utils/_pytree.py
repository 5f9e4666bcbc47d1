"""Nested containers of tensors by PyTorch's names: taken apart, mapped, put together again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..autograd import tree


class TreeSpec:
    """The shape of a tree: what its leaves are put into again."""

    def __init__(self, shape: Any):
        self.shape = shape

    @property
    def num_leaves(self) -> int:
        """How many leaves there are."""
        return len(tree.spread(None, self.shape) or ())

    @property
    def type(self) -> Any:
        """The kind of the outermost container; None for a leaf."""
        return None if self.is_leaf() else self.shape[0]

    def is_leaf(self) -> bool:
        """Whether the tree is one leaf."""
        return bool(self.shape == tree.LEAF)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TreeSpec) and self.shape == other.shape

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        return tree.spec(self.shape)


def _ends(found: Any, is_leaf: Callable[[Any], bool] | None) -> Any:
    """The tree with what `is_leaf` calls a leaf hidden in a box."""
    if is_leaf is None:
        return found
    if is_leaf(found):
        return _Box(found)
    if type(found) in (list, tuple):
        return type(found)([_ends(t, is_leaf) for t in found])
    if isinstance(found, tuple) and hasattr(found, "_fields"):
        return type(found)(*[_ends(t, is_leaf) for t in found])
    return {k: _ends(t, is_leaf) for k, t in found.items()} if type(found) is dict else found


class _Box:
    def __init__(self, value: Any):
        self.value = value


def tree_flatten(tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> tuple[list[Any], TreeSpec]:
    """The leaves of a tree in order, and its shape."""
    leaves, shape = tree.flat(_ends(tree_, is_leaf))
    return [leaf.value if type(leaf) is _Box else leaf for leaf in leaves], TreeSpec(shape)


def tree_unflatten(leaves: Any, treespec: TreeSpec) -> Any:
    """The tree of this shape with these leaves."""
    leaves = list(leaves)
    if len(leaves) != treespec.num_leaves:
        raise ValueError(
            f"treespec.unflatten(leaves): `leaves` has length {len(leaves)} but the spec refers to a pytree that "
            f"holds {treespec.num_leaves} items ({treespec})."
        )
    return tree.built(treespec.shape, leaves)


def tree_leaves(tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> list[Any]:
    """The leaves of a tree in order."""
    return tree_flatten(tree_, is_leaf)[0]


def tree_structure(tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> TreeSpec:
    """The shape of a tree."""
    return tree_flatten(tree_, is_leaf)[1]


def tree_map(func: Any, tree_: Any, *rests: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The tree with `func` of every leaf, and of the leaves of `rests` at the same place."""
    leaves, spec = tree_flatten(tree_, is_leaf)
    others = []
    for rest in rests:
        more = tree.spread(rest, spec.shape)
        if more is None:
            raise ValueError(f"Node arity mismatch: the structures of {rest!r} and {spec} differ")
        others.append(more)
    return tree_unflatten([func(*row) for row in zip(leaves, *others, strict=True)], spec)


def tree_map_(func: Any, tree_: Any, *rests: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """Call `func` on every leaf for what it does, and return the tree."""
    tree_map(func, tree_, *rests, is_leaf=is_leaf)
    return tree_


def tree_map_only(kind: Any, func: Any, tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> Any:
    """The tree with `func` of the leaves of a type, or of those that a predicate is true of."""
    fits = kind if callable(kind) and not isinstance(kind, type) else lambda leaf: isinstance(leaf, kind)
    return tree_map(lambda leaf: func(leaf) if fits(leaf) else leaf, tree_, is_leaf=is_leaf)


def tree_all(pred: Any, tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> bool:
    """Whether `pred` is true of every leaf."""
    return all(map(pred, tree_leaves(tree_, is_leaf)))


def tree_any(pred: Any, tree_: Any, is_leaf: Callable[[Any], bool] | None = None) -> bool:
    """Whether `pred` is true of some leaf."""
    return any(map(pred, tree_leaves(tree_, is_leaf)))
