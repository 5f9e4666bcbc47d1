"""Several root modules in one graph: whose paths are kept apart by the root's class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from ..autograd.scope import Scope


class Roots:
    """Names modules. Paths start below the root module, so two roots (generator and critic) would share names."""

    def __init__(self, scopes: Iterable[Scope | None]):
        self._root = cache(root)
        ops, inner = Counter[str](), set()
        for scope, times in Counter(scopes).items():
            if scope is not None:
                kind = self._root(scope).kind
                ops[kind] += times
                if scope.path:
                    inner.add(kind)
        self.name = max(ops, key=lambda kind: (kind in inner, ops[kind]), default=None)
        self._several = inner if len(inner) > 1 else set()

    def path(self, scope: Scope | None) -> str:
        """Dotted path of a module, led by its root's class where several roots have modules inside."""
        if scope is None:
            return ""
        kind = self._root(scope).kind
        if kind not in self._several:
            return scope.path
        return f"{kind}.{scope.path}" if scope.path else kind


def root(scope: Scope) -> Scope:
    """The outermost module of a call."""
    while scope.parent is not None:
        scope = scope.parent
    return scope
