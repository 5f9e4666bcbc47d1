"""What programs set before `torch.compile`: kept, without effect, since nothing is compiled."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from .compiler import allow_in_graph as allow_in_graph, disable as disable, reset as reset

config = SimpleNamespace(
    cache_size_limit=8,
    recompile_limit=8,
    suppress_errors=False,
    verbose=False,
    capture_scalar_outputs=False,
    dynamic_shapes=True,
)


def mark_dynamic(t: Any, index: Any, **more: Any) -> None:
    """Nothing: every size may change at every call."""


maybe_mark_dynamic = mark_static = mark_dynamic


def optimize(backend: Any = "inductor", **more: Any) -> Any:
    """A decorator that leaves functions and modules as they are."""
    return lambda found: found


def graph_break() -> None:
    """Nothing: there is no graph to break."""
