"""Hooks: functions kept in a dict under a handle that removes them."""

from __future__ import annotations

from typing import Any


class Handle:
    """What registering a hook returns: `remove()` takes the hook off; it is a context manager too."""

    __slots__ = ("_hooks", "id")

    def __init__(self, hooks: dict[Any, Any]):
        self._hooks = hooks

    def remove(self) -> None:
        self._hooks.pop(self, None)

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *exc: Any) -> None:
        self.remove()


def add_hook(hooks: dict[Any, Any], hook: Any, *, first: bool = False) -> Handle:
    """Put `hook` into `hooks`, last or first."""
    if not callable(hook):
        raise TypeError(f"a hook must be callable, got {type(hook).__name__}")
    handle = Handle(hooks)
    if first:
        rest = dict(hooks)
        hooks.clear()
        hooks[handle] = hook
        hooks.update(rest)
    else:
        hooks[handle] = hook
    return handle
