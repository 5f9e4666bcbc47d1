"""TorchScript's decorators: programs keep running as the Python they are. Nothing is compiled, saved or loaded here."""

from __future__ import annotations

import builtins
from typing import Any, Final as Final

from . import _absent
from .nn.modules.module import Module


class ScriptModule(Module):
    """A base class of modules that mark their methods with `script_method`."""


def script(obj: Any, *args: Any, **kwargs: Any) -> Any:
    """`obj`, a function, class or module, as it is."""
    return obj


script_method = script_if_tracing = interface = freeze = optimize_for_inference = script


def trace(func: Any, example_inputs: Any = None, *args: Any, **kwargs: Any) -> Any:
    """`func`, a function or module, as it is: what it does with `example_inputs` is not frozen."""
    return func


trace_module = trace


def export(fn: Any) -> Any:
    """`fn` itself."""
    return fn


unused = export


def ignore(drop: Any = False, **kwargs: Any) -> Any:
    """The decorated function itself; `@ignore` and `@ignore()` are the same."""
    return drop if callable(drop) else export


def annotate(the_type: Any, the_value: Any) -> Any:
    """`the_value`."""
    return the_value


def isinstance(obj: Any, target_type: Any) -> bool:
    """Python's isinstance."""
    return builtins.isinstance(obj, target_type)


def is_scripting() -> bool:
    """Whether TorchScript runs the code: never."""
    return False


is_tracing = is_scripting

__getattr__ = _absent.getter(__name__)
