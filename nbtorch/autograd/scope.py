"""Where an op was called: inside which module, and at which line of the user's code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from os.path import dirname, join
from types import FrameType
from typing import Any
from weakref import ref

from .modes import recording
from .node import clock

PACKAGE = join(dirname(dirname(__file__)), "")  # with the separator: a neighbour may be called nbtorch-tutorials


class Scope:
    """A module being called: its dotted path below the root module, and its class.

    `site` is the user's (code, line) that led here, while lines are tracked and the module is the framework's own:
    found once, it holds for everything inside. `quiet` counts the calls of a root module in training mode with nothing
    recorded, since one that was recorded; `asked` is the line of the last of them, and when that was.
    """

    __slots__ = ("asked", "calls", "kind", "module", "parent", "path", "quiet", "site")

    def __init__(self, path: str, kind: str, parent: Scope | None, module: Any = None):
        self.path, self.kind, self.parent = path, kind, parent
        self.calls = self.quiet = 0  # counted while lines are tracked
        self.module = None if module is None else ref(module)
        self.site: tuple[Any, int] | None = None
        self.asked: tuple[Any, int, int] = None, 0, 0

    def __repr__(self) -> str:
        return f"Scope({self.path!r}, {self.kind})"


current: ContextVar[Scope | None] = ContextVar("scope", default=None)
_own: dict[Any, bool] = {}  # code object -> whether it is the framework's


def ours(code: Any) -> bool:
    """Whether a code object is the framework's; each is judged once."""
    own = _own.get(code)
    if own is None:
        own = _own[code] = code.co_filename.startswith(PACKAGE)
    return own


def site() -> tuple[Any, int]:
    """The code object and line of the innermost frame outside the framework."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if not (_own[code] if code in _own else ours(code)):
            return code, frame.f_lineno
        frame = frame.f_back
    return None, 0


def located() -> tuple[Any, Any, int]:
    """The module scope, and the user's code object and line."""
    scope = current.get()
    if scope is not None and scope.site is not None:
        return scope, *scope.site
    return scope, *site()


def enter(scope: Scope, forward: Any) -> None:
    """Note the user's line for a module whose `forward` is the framework's own; its parent may know it already."""
    scope.calls += 1
    if scope.parent is None:
        if recording.get():
            scope.quiet = 0
        elif getattr(scope.module and scope.module(), "training", False):
            scope.quiet += 1
            scope.asked = *site(), next(clock)
    code = getattr(forward, "__code__", None)
    own = _own.get(code)
    if not (own if own is not None else code is not None and ours(code)):
        scope.site = None
    elif scope.parent is not None and scope.parent.site is not None:
        scope.site = scope.parent.site
    else:
        scope.site = site()


where: list[Callable[[], Any]] = [current.get]  # one cell: what fills a node's WHERE


def track_source(on: bool) -> None:
    """Let every node remember the user's line as well (about 0.2 us a node)."""
    where[0] = located if on else current.get
