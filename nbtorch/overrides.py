"""PyTorch's protocol for look-alikes of tensors: who has `__torch_function__`, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import _absent
from ._tensor import Tensor
from .autograd import overriding


def has_torch_function(relevant_args: Iterable[Any]) -> bool:
    """Whether a mode is on, or one of the arguments brings its own implementations by `__torch_function__`."""
    return overriding.concerned(relevant_args)


def has_torch_function_unary(arg: Any) -> bool:
    """`has_torch_function` of one argument."""
    return overriding.concerned((arg,))


def has_torch_function_variadic(*args: Any) -> bool:
    """`has_torch_function` of several arguments."""
    return overriding.concerned(args)


def handle_torch_function(
    public_api: Callable[..., Any], relevant_args: Iterable[Any], *args: Any, **kwargs: Any
) -> Any:
    """What the innermost mode, or the first argument that implements `public_api`, makes of the call."""
    return overriding.handle(public_api, relevant_args, args, kwargs)


def is_tensor_like(inp: Any) -> bool:
    """Whether it is a tensor, or says by `__torch_function__` that it can stand for one."""
    return isinstance(inp, Tensor) or hasattr(inp, "__torch_function__")


class TorchFunctionMode:
    """`with` it, calls of ops go to its `__torch_function__(func, types, args, kwargs)`, whatever the arguments."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        raise NotImplementedError

    def __enter__(self) -> Any:
        overriding.enter(self)
        return self

    def __exit__(self, *exc: Any) -> None:
        overriding.leave(self)


class BaseTorchFunctionMode(TorchFunctionMode):
    """A mode that changes nothing."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return func(*args, **(kwargs or {}))


__getattr__ = _absent.getter(__name__)
