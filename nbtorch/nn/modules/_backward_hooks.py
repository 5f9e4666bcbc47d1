"""Calling a module that has hooks of its own, or that everyone's hooks are for."""

from __future__ import annotations

import warnings
from typing import Any

from ..._functions import zeros
from ...autograd.function import Function
from . import _everywhere


def call(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run the forward between the hooks; those that are always called are called after an error too."""
    seen: set[int] = set()
    state = [args, kwargs, None]
    try:
        return _call(module, state, seen)
    except Exception:
        if _everywhere.ALWAYS_CALLED or module._forward_hooks_always_called:
            _call_always(module, state, seen)
        raise


def _call_always(module: Any, state: list[Any], seen: set[int]) -> None:
    always = {*_everywhere.ALWAYS_CALLED, *module._forward_hooks_always_called} - seen
    for hooks, kind in ((_everywhere.FORWARD, "global module"), (module._forward_hooks, "module")):
        for number, hook in list(hooks.items()):
            if number in always:
                try:
                    _after(number, hook, module, state)
                except Exception as second:
                    warnings.warn(
                        f"{kind} forward hook with ``always_call=True`` raised an exception that was silenced as "
                        f"another error was raised in forward: {second}",
                        stacklevel=2,
                    )


def _after(number: int, hook: Any, module: Any, state: list[Any]) -> None:
    """Show the result to a hook, which may replace it."""
    args, kwargs, result = state
    wants = number in module._forward_hooks_with_kwargs or number in _everywhere.WITH_KWARGS
    changed = hook(module, args, kwargs, result) if wants else hook(module, args, result)
    state[2] = result if changed is None else changed


def _before(number: int, hook: Any, module: Any, state: list[Any]) -> None:
    """Show the arguments to a hook, which may replace them."""
    args, kwargs = state[:2]
    if number in module._forward_pre_hooks_with_kwargs:
        changed = hook(module, args, kwargs)
        if changed is not None:
            if not isinstance(changed, tuple) or len(changed) != 2:
                raise RuntimeError(
                    f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {changed}."
                )
            state[:2] = changed
        return
    changed = hook(module, args)
    if changed is not None:
        state[0] = changed if isinstance(changed, tuple) else (changed,)


def _call(module: Any, state: list[Any], seen: set[int]) -> Any:
    for number, hook in [*_everywhere.FORWARD_PRE.items(), *module._forward_pre_hooks.items()]:
        _before(number, hook, module, state)
    full, last = _backward_hooks_of(module)
    before = [*_everywhere.BACKWARD_PRE.values(), *module._backward_pre_hooks.values()]
    watch = _Watch(module, full, before) if full or before else None
    if watch is not None:
        state[0] = watch.inputs(state[0])
    state[2] = module.forward(*state[0], **state[1])
    for number, hook in [*_everywhere.FORWARD.items(), *module._forward_hooks.items()]:
        seen.add(number)
        _after(number, hook, module, state)
    if watch is not None:
        if not (hasattr(state[2], "_node") or isinstance(state[2], tuple)):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received "
                f"{type(state[2])}",
                stacklevel=4,
            )
        state[2] = watch.outputs(state[2])
    if last:
        _watch_last_node(module, state[0], state[2], last)
    return state[2]


def _backward_hooks_of(module: Any) -> tuple[list[Any], list[Any]]:
    """The hooks that see the gradients of the inputs, and those that see what the last node gives."""
    own, everyone = list(module._backward_hooks.values()), list(_everywhere.BACKWARD.values())
    full = [*(everyone if _everywhere.full[0] else ()), *(own if module._is_full_backward_hook else ())]
    last = [*(() if _everywhere.full[0] else everyone), *(() if module._is_full_backward_hook else own)]
    return full, last


def _watch_last_node(module: Any, args: Any, result: Any, hooks: list[Any]) -> None:
    """Hooks registered with `register_backward_hook` are those of the node that made the (first) output."""
    first = result
    while not hasattr(first, "_node"):
        first = next(iter(first.values())) if isinstance(first, dict) else first[0]
    if first.grad_fn is not None:
        for hook in hooks:
            first.grad_fn.register_hook(lambda found, given, hook=hook: hook(module, found, given))
        _warn_of_what_is_missing(args, result, first.grad_fn)


def _warn_of_what_is_missing(args: Any, result: Any, last: Any) -> None:
    """Say when the last node does not have all gradients of the module's inputs and outputs."""
    results = (result,) if hasattr(result, "_node") else result
    nodes = {t.grad_fn for t in results if t.grad_fn is not None} if _tensors(results) else set()
    if not _tensors(results):
        when = "hooks on a Module that does not return a single Tensor or a tuple of Tensors"
        what = "of the grad_output"
    elif not _tensors(args):
        when = "hooks on a Module that does not take as input a single Tensor or a tuple of Tensors"
        what = "of the grad_input"
    elif len(nodes) > 1:
        when, what = "hook when outputs are generated by different autograd Nodes", "grad_output"
    elif {t.grad_fn for t in args if t.grad_fn is not None} != {node for node, _ in last.next_functions}:
        when, what = "hook when the forward contains multiple autograd Nodes", "grad_input"
    else:
        return
    warnings.warn(
        f"Using {'' if when.startswith('hooks') else 'a '}non-full backward {when} is deprecated and will be removed "
        f"in future versions. This hook will be missing some {what}. Please use register_full_backward_hook to get the "
        "documented behavior.",
        FutureWarning,
        stacklevel=6,
    )


def _tensors(values: Any) -> bool:
    return isinstance(values, tuple) and all([hasattr(t, "_node") for t in values])


class _Watch:
    """The gradients of one call: those of the outputs arrive first, those of the inputs last."""

    def __init__(self, module: Any, after: list[Any], before: list[Any]):
        self.module, self.after, self.before = module, after, before
        self.grad_output: tuple[Any, ...] | None = None
        self.places: list[int] = []
        self.count = 0
        self.kinds: dict[int, Any] = {}  # of the arguments that are tensors: how to make zeros like them

    def inputs(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        self.places = [i for i, a in enumerate(args) if hasattr(a, "_node") and a.requires_grad]
        self.count = len(args)
        self.kinds = {i: (a.shape, a.dtype, a.device) for i, a in enumerate(args) if hasattr(a, "_node")}
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
            warnings.warn(
                "Full backward hook is firing when gradients are computed with respect to module outputs since no "
                "inputs require gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html"
                "#torch.nn.Module.register_full_backward_hook for more details.",
                stacklevel=5,
            )
            self._input_gradients(())
        return tuple([whole[i] for i in places])

    def _input_gradients(self, gradients: tuple[Any, ...]) -> tuple[Any, ...]:
        if self.grad_output is None:  # this gradient came to the inputs past the outputs, as in a double backward
            return gradients
        whole = self._filled(gradients, self.places, self.count)
        if self.places:
            whole = tuple([self._zeros(i) if g is None and i in self.kinds else g for i, g in enumerate(whole)])
        for hook in self.after:
            changed = hook(self.module, whole, self.grad_output)
            if changed is not None and not self.places:
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or None for "
                    "all gradients."
                )
            whole = self._replaced(changed, whole, "Backward hook", "grad_input")
        self.grad_output = None
        return tuple([whole[i] for i in self.places])

    def _zeros(self, place: int) -> Any:
        shape, dtype, device = self.kinds[place]
        return zeros(shape, dtype=dtype, device=device)

    @staticmethod
    def _replaced(changed: Any, whole: tuple[Any, ...], kind: str, name: str) -> tuple[Any, ...]:
        if changed is None:
            return whole
        if len(changed) != len(whole):
            raise RuntimeError(
                f"{kind} returned an invalid number of {name}, got {len(changed)}, but expected {len(whole)}"
            )
        return tuple(changed)


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
