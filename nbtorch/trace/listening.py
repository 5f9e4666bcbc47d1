"""Coming and going of what listens to the framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ..autograd import observe


class Listening:
    """Its methods named in `heard` are told of the events of those names while it is attached."""

    heard: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self._attached: list[tuple[list[Callable[..., Any]], Callable[..., Any]]] = []

    def listener(self, name: str) -> Callable[..., Any]:
        """What is called at an event."""
        found: Callable[..., Any] = getattr(self, name)
        return found

    def attach(self) -> None:
        """Start listening."""
        for name in self.heard:
            pair = getattr(observe, name), self.listener(name)
            pair[0].append(pair[1])
            self._attached.append(pair)

    def detach(self) -> None:
        """Stop listening; what was heard stays."""
        for listeners, listener in self._attached:
            if listener in listeners:
                listeners.remove(listener)
        self._attached.clear()
