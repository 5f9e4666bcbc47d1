"""Hooks of all modules at once."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from ...autograd.hooks import RemovableHandle, add_hook

FORWARD_PRE: Any = OrderedDict()
FORWARD: Any = OrderedDict()
WITH_KWARGS: Any = OrderedDict()  # the ids of forward hooks that want the keywords
ALWAYS_CALLED: Any = OrderedDict()  # and of those that run after an error too
BACKWARD_PRE: Any = OrderedDict()
BACKWARD: Any = OrderedDict()
REGISTERED: dict[str, Any] = {"parameter": OrderedDict(), "buffer": OrderedDict(), "module": OrderedDict()}
full: list[bool | None] = [None]  # what `BACKWARD` holds: hooks of the inputs' gradients, or of the last node's
MIXED = "Cannot use both regular backward hooks and full backward hooks {where}. Please use only one of them."


def any_calls() -> bool:
    """Whether calling a module has more to do than its forward."""
    return bool(FORWARD_PRE or FORWARD or BACKWARD_PRE or BACKWARD)


def registered(kind: str, module: Any, name: str, value: Any) -> Any:
    """`value` as the hooks want it registered."""
    for hook in list(REGISTERED[kind].values()):
        changed = hook(module, name, value)
        value = value if changed is None else changed
    return value


def register_module_forward_pre_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, args)` before the forward of every module."""
    return add_hook(FORWARD_PRE, hook)


def register_module_forward_hook(hook: Any, *, with_kwargs: bool = False, always_call: bool = False) -> RemovableHandle:
    """Call `hook(module, args, output)` after the forward of every module."""
    return add_hook(FORWARD, hook, *[WITH_KWARGS] * with_kwargs, *[ALWAYS_CALLED] * always_call)


def register_module_full_backward_pre_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, grad_output)` when the gradient of any module's output is known."""
    return add_hook(BACKWARD_PRE, hook)


def register_module_full_backward_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, grad_input, grad_output)` when the gradients of any module's inputs are known."""
    return _backward(hook, True)


def register_module_backward_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, grad_input, grad_output)` with what the last node of any module has."""
    return _backward(hook, False)


def _backward(hook: Any, whole: bool) -> RemovableHandle:
    if full[0] is not None and full[0] != whole:
        raise RuntimeError(MIXED.format(where="as a global Module hook"))
    full[0] = whole
    return add_hook(BACKWARD, hook)


def register_module_parameter_registration_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, name, parameter)` when any module gets a parameter."""
    return add_hook(REGISTERED["parameter"], hook)


def register_module_buffer_registration_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, name, buffer)` when any module gets a buffer."""
    return add_hook(REGISTERED["buffer"], hook)


def register_module_module_registration_hook(hook: Any) -> RemovableHandle:
    """Call `hook(module, name, submodule)` when any module gets a module."""
    return add_hook(REGISTERED["module"], hook)
