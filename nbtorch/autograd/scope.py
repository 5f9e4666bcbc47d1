"""Where an op was called: inside which module, and at which line of the user's code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

PACKAGE = str(Path(__file__).parent.parent)


class Scope:
    """A module being called: its dotted path below the root module, and its class."""

    __slots__ = ("kind", "parent", "path")

    def __init__(self, path: str, kind: str, parent: Scope | None):
        self.path, self.kind, self.parent = path, kind, parent

    def __repr__(self) -> str:
        return f"Scope({self.path!r}, {self.kind})"


current: ContextVar[Scope | None] = ContextVar("scope", default=None)
_own: dict[Any, bool] = {}  # code object -> whether it is the framework's


def located() -> tuple[Any, Any, int]:
    """The module scope, and the code object and line of the innermost frame outside the framework."""
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        own = _own.get(code)
        if own is None:
            own = _own[code] = code.co_filename.startswith(PACKAGE)
        if not own:
            return current.get(), code, frame.f_lineno
        frame = frame.f_back
    return current.get(), None, 0


where: list[Callable[[], Any]] = [current.get]  # one cell: what fills a node's WHERE


def track_source(on: bool) -> None:
    """Let every node remember the user's line as well (about 0.2 us a node)."""
    where[0] = located if on else current.get
