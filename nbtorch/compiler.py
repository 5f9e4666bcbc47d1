"""`torch.compile` and what stands around it: nbtorch runs every program op by op, compiled or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import _absent
from .nn.modules.module import Module


class OptimizedModule(Module):
    """What `compile` makes of a module: PyTorch's wrapper, whose state has `_orig_mod.` before every name."""

    def __init__(self, mod: Module):
        super().__init__()
        self._orig_mod = mod
        self.training = mod.training

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """The module's own result."""
        return self._orig_mod(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in ("_modules", "_orig_mod") or name.startswith("__"):
            return super().__getattr__(name)
        return getattr(self._orig_mod, name)


def compile(
    model: Any = None,
    *,
    fullgraph: bool = False,
    dynamic: bool | None = None,
    backend: Any = "inductor",
    mode: str | None = None,
    options: dict[str, Any] | None = None,
    disable: bool = False,
    **more: Any,
) -> Any:
    """`model`, a function or module, to be run as it is; without one, a decorator. No option changes anything."""
    if mode is not None and options is not None:
        raise RuntimeError("Either mode or options can be specified, but both can't be specified at the same time.")
    if model is None:
        return lambda found: compile(found)
    if not callable(model):
        raise AssertionError(f"A callable function is expected, but {type(model)} is provided.")
    return OptimizedModule(model) if isinstance(model, Module) and not isinstance(model, OptimizedModule) else model


def disable(fn: Any = None, recursive: bool = True, *, reason: str | None = None) -> Any:
    """`fn`, which runs uncompiled anyway; without one, a decorator."""
    return (lambda found: found) if fn is None else fn


def allow_in_graph(fn: Callable[..., Any]) -> Callable[..., Any]:
    """`fn` itself: there is no graph to allow it in."""
    return fn


assume_constant_result = allow_in_graph


def is_compiling() -> bool:
    """Whether the code runs inside a compiled graph: never here."""
    return False


is_dynamo_compiling = is_exporting = is_compiling


def reset() -> None:
    """Forget compiled graphs, of which there are none."""


def cudagraph_mark_step_begin() -> None:
    """A note to CUDA graphs, of which there are none."""


def list_backends(exclude_tags: Any = ()) -> list[str]:
    """The compilers that `compile(backend=...)` could use: none."""
    return []

__getattr__ = _absent.getter(__name__)
