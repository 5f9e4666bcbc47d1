"""Several root modules in one graph: whose paths are kept apart by the root's class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..autograd.scope import Scope


class Roots:
    """Names modules. Paths start below the root module, so two roots (generator and critic) would share names."""

    def __init__(self, scopes: Iterable[Scope | None]):
        self._root: dict[Scope, Scope] = {}
        ops: Counter[Scope] = Counter()
        inner: dict[Scope, None] = {}  # the roots with modules inside, in order
        for scope, times in Counter(scopes).items():
            if scope is not None:
                top = self._root[scope] = root(scope)
                ops[top] += times
                if scope.path:
                    inner[top] = None
        main = max(ops, key=lambda top: (top in inner, ops[top]), default=None)
        self.name = None if main is None else main.kind
        self._names: dict[Scope, str] = {}
        if len(inner) > 1:
            seen: Counter[str] = Counter()
            for top in inner:
                seen[top.kind] += 1
                self._names[top] = top.kind if seen[top.kind] == 1 else f"{top.kind}_{seen[top.kind]}"

    def path(self, scope: Scope | None) -> str:
        """Dotted path of a module, led by its root's class where several roots have modules inside."""
        if scope is None:
            return ""
        top = self._root.get(scope)
        name = self._names.get(top or root(scope))
        if name is None:
            return scope.path
        return f"{name}.{scope.path}" if scope.path else name


def root(scope: Scope) -> Scope:
    """The outermost module of a call."""
    while scope.parent is not None:
        scope = scope.parent
    return scope
