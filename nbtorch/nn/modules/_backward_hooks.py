"""Calling a module that has hooks of its own, or that everyone's hooks are for."""

from __future__ import annotations

import warnings
from typing import Any

from ...autograd.function import Function
from . import _everywhere


def call(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run the forward between the hooks; those that are always called are called after an error too."""
    seen: set[int] = set()
    state = [args, kwargs, None]
    try:
        return _call(module, state, seen)
    except Exception:
        for hooks, kind in ((_everywhere.FORWARD, "global module"), (module._forward_hooks, "module")):
            for hook in list(hooks.values()):
                if getattr(hook, "always_call", False) and id(hook) not in seen:
                    try:
                        changed = _after(hook, module, *state)
                        state[2] = state[2] if changed is None else changed
                    except Exception as second:
                        warnings.warn(
                            f"{kind} forward hook with ``always_call=True`` raised an exception that was silenced as "
                            f"another error was raised in forward: {second}",
                            stacklevel=2,
                        )
        raise


def _after(hook: Any, module: Any, args: Any, kwargs: Any, result: Any) -> Any:
    return hook(module, args, kwargs, result) if hook.with_kwargs else hook(module, args, result)


def _call(module: Any, state: list[Any], seen: set[int]) -> Any:
    for hook in [*_everywhere.FORWARD_PRE.values(), *module._forward_pre_hooks.values()]:
        args, kwargs = state[:2]
        if hook.with_kwargs:
            changed = hook(module, args, kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(
                        f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {changed}."
                    )
                state[:2] = changed
        else:
            changed = hook(module, args)
            if changed is not None:
                state[0] = changed if isinstance(changed, tuple) else (changed,)
    full, last = _backward_hooks_of(module)
    before = [*_everywhere.BACKWARD_PRE.values(), *module._backward_pre_hooks.values()]
    watch = _Watch(module, full, before) if full or before else None
    if watch is not None:
        state[0] = watch.inputs(state[0])
    state[2] = module.forward(*state[0], **state[1])
    for hook in [*_everywhere.FORWARD.values(), *module._forward_hooks.values()]:
        seen.add(id(hook))
        changed = _after(hook, module, *state)
        state[2] = state[2] if changed is None else changed
    if watch is not None:
        if not (hasattr(state[2], "_node") or isinstance(state[2], tuple)):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received "
                f"{type(state[2])}",
                stacklevel=4,
            )
        state[2] = watch.outputs(state[2])
    if last:
        _watch_last_node(module, state[2], last)
    return state[2]


def _backward_hooks_of(module: Any) -> tuple[list[Any], list[Any]]:
    """The hooks that see the gradients of the inputs, and those that see what the last node gives."""
    own, everyone = list(module._backward_hooks.values()), list(_everywhere.BACKWARD.values())
    full = [*(everyone if _everywhere.full[0] else ()), *(own if module._full_backward else ())]
    last = [*(() if _everywhere.full[0] else everyone), *(() if module._full_backward else own)]
    return full, last


def _watch_last_node(module: Any, result: Any, hooks: list[Any]) -> None:
    """Hooks registered with `register_backward_hook` are those of the node that made the (first) output."""
    while not hasattr(result, "_node"):
        result = next(iter(result.values())) if isinstance(result, dict) else result[0]
    if result.grad_fn is not None:
        for hook in hooks:
            result.grad_fn.register_hook(lambda found, given, hook=hook: hook(module, found, given))


class _Watch:
    """The gradients of one call: those of the outputs arrive first, those of the inputs last."""

    def __init__(self, module: Any, after: list[Any], before: list[Any]):
        self.module, self.after, self.before = module, after, before
        self.grad_output: tuple[Any, ...] | None = None
        self.places: list[int] = []
        self.count = 0

    def inputs(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        self.places = [i for i, a in enumerate(args) if hasattr(a, "_node") and a.requires_grad]
        self.count = len(args)
        if not self.places:
            return args
        return self._passed(args, self.places, self._input_gradients)

    def outputs(self, result: Any) -> Any:
        single = not isinstance(result, tuple)
        tensors = (result,) if single else result
        places = [i for i, t in enumerate(tensors) if hasattr(t, "_node") and t.requires_grad]
        if not places:
            return result
        count = len(tensors)
        changed = self._passed(tensors, places, lambda g: self._output_gradients(g, places, count))
        return changed[0] if single else type(result)(*changed) if hasattr(result, "_fields") else changed

    @staticmethod
    def _passed(tensors: Any, places: list[int], see: Any) -> tuple[Any, ...]:
        passed = _Boundary.apply(see, *[tensors[i] for i in places])
        changed = list(tensors)
        for i, t in zip(places, passed if isinstance(passed, tuple) else (passed,), strict=True):
            changed[i] = t
        return tuple(changed)

    @staticmethod
    def _filled(gradients: Any, places: list[int], count: int) -> tuple[Any, ...]:
        """One gradient for each argument; None where it has none."""
        found = dict(zip(places, gradients, strict=True))
        return tuple([found.get(i) for i in range(count)])

    def _output_gradients(self, gradients: tuple[Any, ...], places: list[int], count: int) -> tuple[Any, ...]:
        whole = self._filled(gradients, places, count)
        for hook in self.before:
            whole = self._replaced(hook(self.module, whole), whole, "Backward pre hook", "grad_output")
        self.grad_output = whole
        if not self.places:  # no input has a gradient: the hooks are called now
            self._input_gradients(())
        return tuple([whole[i] for i in places])

    def _input_gradients(self, gradients: tuple[Any, ...]) -> tuple[Any, ...]:
        whole = self._filled(gradients, self.places, self.count)
        for hook in self.after:
            changed = hook(self.module, whole, self.grad_output)
            if changed is not None and not self.places:
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or None for "
                    "all gradients."
                )
            whole = self._replaced(changed, whole, "Backward hook", "grad_input")
        return tuple([whole[i] for i in self.places])

    @staticmethod
    def _replaced(changed: Any, whole: tuple[Any, ...], kind: str, name: str) -> tuple[Any, ...]:
        if changed is None:
            return whole
        changed = changed if isinstance(changed, tuple) else (changed,)
        if len(changed) != len(whole):
            raise RuntimeError(
                f"{kind} returned an invalid number of {name}, got {len(changed)}, but expected {len(whole)}"
            )
        return changed


class _Boundary(Function):
    """Passes tensors through and shows their gradients to `see`, which may replace them."""

    node_name = "BackwardHookFunctionBackward"

    @staticmethod
    def forward(ctx: Any, see: Any, *tensors: Any) -> Any:
        ctx.see = see
        passed = tuple([t.detach() for t in tensors])
        return passed if len(passed) > 1 else passed[0]

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return (None, *ctx.see(gradients))
