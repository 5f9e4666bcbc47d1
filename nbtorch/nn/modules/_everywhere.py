"""Hooks of all modules at once."""

from __future__ import annotations

import functools
from collections import OrderedDict
from typing import Any

from ...autograd.hooks import Handle, add_hook

FORWARD_PRE: Any = OrderedDict()
FORWARD: Any = OrderedDict()
BACKWARD_PRE: Any = OrderedDict()
BACKWARD: Any = OrderedDict()
REGISTERED: dict[str, Any] = {"parameter": OrderedDict(), "buffer": OrderedDict(), "module": OrderedDict()}
full: list[bool | None] = [None]  # what `BACKWARD` holds: hooks of the inputs' gradients, or of the last node's
MIXED = "Cannot use both regular backward hooks and full backward hooks {where}. Please use only one of them."


def any_calls() -> bool:
    """Whether calling a module has more to do than its forward."""
    return bool(FORWARD_PRE or FORWARD or BACKWARD_PRE or BACKWARD)


def kept(hook: Any, **options: Any) -> Any:
    """A hook that knows how it wants to be called."""
    made = functools.partial(hook)
    made.__dict__.update(options)
    return made


def registered(kind: str, module: Any, name: str, value: Any) -> Any:
    """`value` as the hooks want it registered."""
    for hook in list(REGISTERED[kind].values()):
        changed = hook(module, name, value)
        value = value if changed is None else changed
    return value


def register_module_forward_pre_hook(hook: Any) -> Handle:
    """Call `hook(module, args)` before the forward of every module."""
    return add_hook(FORWARD_PRE, kept(hook, with_kwargs=False))


def register_module_forward_hook(hook: Any, *, with_kwargs: bool = False, always_call: bool = False) -> Handle:
    """Call `hook(module, args, output)` after the forward of every module."""
    return add_hook(FORWARD, kept(hook, with_kwargs=with_kwargs, always_call=always_call))


def register_module_full_backward_pre_hook(hook: Any) -> Handle:
    """Call `hook(module, grad_output)` when the gradient of any module's output is known."""
    return add_hook(BACKWARD_PRE, hook)


def register_module_full_backward_hook(hook: Any) -> Handle:
    """Call `hook(module, grad_input, grad_output)` when the gradients of any module's inputs are known."""
    return _backward(hook, True)


def register_module_backward_hook(hook: Any) -> Handle:
    """Call `hook(module, grad_input, grad_output)` with what the last node of any module has."""
    return _backward(hook, False)


def _backward(hook: Any, whole: bool) -> Handle:
    if full[0] is not None and full[0] != whole:
        raise RuntimeError(MIXED.format(where="as a global Module hook"))
    full[0] = whole
    return add_hook(BACKWARD, hook)


def register_module_parameter_registration_hook(hook: Any) -> Handle:
    """Call `hook(module, name, parameter)` when any module gets a parameter."""
    return add_hook(REGISTERED["parameter"], hook)


def register_module_buffer_registration_hook(hook: Any) -> Handle:
    """Call `hook(module, name, buffer)` when any module gets a buffer."""
    return add_hook(REGISTERED["buffer"], hook)


def register_module_module_registration_hook(hook: Any) -> Handle:
    """Call `hook(module, name, submodule)` when any module gets a module."""
    return add_hook(REGISTERED["module"], hook)
