"""Hooks: functions kept in a dict under a handle that removes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class RemovableHandle:
    """What registering a hook returns: `remove()` takes the hook off; it is a context manager too.

    `more` are dicts that say something about the hook under the same id, and lose it with the hook.
    """

    __slots__ = ("_hooks", "_more", "id")
    next_id = 0

    def __init__(self, hooks: dict[Any, Any], more: tuple[dict[Any, Any], ...] = ()):
        self._hooks, self._more = hooks, more
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1

    def remove(self) -> None:
        for known in (self._hooks, *self._more):
            known.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *exc: Any) -> None:
        self.remove()


def reserve(ids: Iterable[int]) -> None:
    """Let no later hook have one of these ids, which come from a file."""
    RemovableHandle.next_id = max([RemovableHandle.next_id, *[i + 1 for i in ids]])


def add_hook(hooks: dict[Any, Any], hook: Any, *more: dict[Any, Any], first: bool = False) -> RemovableHandle:
    """Put `hook` into `hooks`, last or first, and its id into the dicts `more`."""
    if not callable(hook):
        raise TypeError(f"a hook must be callable, got {type(hook).__name__}")
    handle = RemovableHandle(hooks, more)
    hooks[handle.id] = hook
    for known in more:
        known[handle.id] = True
    if first:
        rest = [item for item in hooks.items() if item[0] != handle.id]
        hooks.clear()
        hooks[handle.id] = hook
        hooks.update(rest)
    return handle


class Hooks:
    """The hooks of a node, in the order in which they run.

    `tensor` sees (and may replace) the gradient of the output, `retain` keeps it for `retain_grad`, `before` sees the
    tuple of the node's gradients, `after` the tuples of what it computed and was given. `metadata` is the user's.
    """

    __slots__ = ("after", "before", "metadata", "retain", "tensor")

    def __init__(self) -> None:
        self.tensor: dict[int, Callable[[Any], Any]] = {}
        self.retain: Callable[[Any], None] | None = None
        self.before: dict[int, Callable[[Any], Any]] = {}
        self.after: dict[int, Callable[[Any, Any], Any]] = {}
        self.metadata: dict[Any, Any] = {}


def named(hook: Any) -> str:
    """A hook's name as error messages give it."""
    return getattr(hook, "__name__", type(hook).__name__)


def checked(hook: Any, new: Any, old: Any) -> Any:
    """What a hook returned in the place of `old`, when it is a tensor of its shape and dtype."""
    if not hasattr(new, "_node"):
        raise TypeError(f"expected Variable, but hook returned '{type(new).__name__}'")
    if old is None:
        return new
    if new.dtype != old.dtype:
        words = [f"torch.{t.dtype.word}Tensor" for t in (old, new)]
        raise RuntimeError(f"hook '{named(hook)}' has changed the type of value (was {words[0]} got {words[1]})")
    if new.shape != old.shape:
        raise RuntimeError(f"hook '{named(hook)}' has changed the size of value")
    return new


def replaced(hook: Any, new: Any, old: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a node's hook returned in the place of the tuple `old`."""
    if new is None:
        return old
    if not isinstance(new, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(new).__name__}'")
    if len(new) != len(old):
        raise RuntimeError(
            f"hook '{named(hook)}' has returned an incorrect number of values (got {len(new)}, but expected {len(old)})"
        )
    return tuple([n if n is None else checked(hook, n, o) for n, o in zip(new, old, strict=True)])
