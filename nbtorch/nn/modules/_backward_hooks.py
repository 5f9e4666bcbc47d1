"""Calling a module that has hooks."""

from __future__ import annotations

from typing import Any

from ...autograd.function import Function


def call(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run the forward between the hooks."""
    for hook in list(module._forward_pre_hooks.values()):
        if hook.with_kwargs:
            changed = hook(module, args, kwargs)
            if changed is not None:
                args, kwargs = changed
        else:
            changed = hook(module, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
    watch = _Watch(module) if module._backward_hooks or module._backward_pre_hooks else None
    if watch is not None:
        args = watch.inputs(args)
    result = module.forward(*args, **kwargs)
    for hook in list(module._forward_hooks.values()):
        changed = hook(module, args, kwargs, result) if hook.with_kwargs else hook(module, args, result)
        if changed is not None:
            result = changed
    return result if watch is None else watch.outputs(result)


class _Watch:
    """The gradients of one call: those of the outputs arrive first, those of the inputs last."""

    def __init__(self, module: Any):
        self.module = module
        self.grad_output: tuple[Any, ...] | None = None

    def inputs(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        places = [i for i, a in enumerate(args) if hasattr(a, "_node") and a.requires_grad]
        if not places:
            return args
        passed = _Boundary.apply(self._input_gradients, *[args[i] for i in places])
        changed = list(args)
        for i, t in zip(places, passed if isinstance(passed, tuple) else (passed,), strict=True):
            changed[i] = t
        return tuple(changed)

    def outputs(self, result: Any) -> Any:
        tensors = result if isinstance(result, tuple) else (result,)
        places = [i for i, t in enumerate(tensors) if hasattr(t, "_node") and t.requires_grad]
        if not places:
            return result
        passed = _Boundary.apply(self._output_gradients, *[tensors[i] for i in places])
        changed = list(tensors)
        for i, t in zip(places, passed if isinstance(passed, tuple) else (passed,), strict=True):
            changed[i] = t
        return tuple(changed) if isinstance(result, tuple) else changed[0]

    def _output_gradients(self, gradients: tuple[Any, ...]) -> tuple[Any, ...]:
        for hook in list(self.module._backward_pre_hooks.values()):
            changed = hook(self.module, gradients)
            if changed is not None:
                gradients = changed if isinstance(changed, tuple) else (changed,)
        self.grad_output = gradients
        return gradients

    def _input_gradients(self, gradients: tuple[Any, ...]) -> tuple[Any, ...]:
        for hook in list(self.module._backward_hooks.values()):
            changed = hook(self.module, gradients, self.grad_output)
            if changed is not None:
                gradients = changed if isinstance(changed, tuple) else (changed,)
        return gradients


class _Boundary(Function):
    """Passes tensors through and shows their gradients to `see`, which may replace them."""

    @staticmethod
    def forward(ctx: Any, see: Any, *tensors: Any) -> Any:
        ctx.see = see
        passed = tuple([t.detach() for t in tensors])
        return passed if len(passed) > 1 else passed[0]

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return (None, *ctx.see(gradients))
