"""PyTorch's protocol for look-alikes of tensors: who has `__torch_function__`, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import _absent
from ._tensor import Tensor


def has_torch_function(relevant_args: Iterable[Any]) -> bool:
    """Whether one of the arguments brings its own implementations, by `__torch_function__`."""
    return any([hasattr(type(arg), "__torch_function__") for arg in relevant_args])


def has_torch_function_unary(arg: Any) -> bool:
    """`has_torch_function` of one argument."""
    return has_torch_function((arg,))


def has_torch_function_variadic(*args: Any) -> bool:
    """`has_torch_function` of several arguments."""
    return has_torch_function(args)


def handle_torch_function(
    public_api: Callable[..., Any], relevant_args: Iterable[Any], *args: Any, **kwargs: Any
) -> Any:
    """What the first argument that implements `public_api` makes of the call."""
    found = {type(arg): arg for arg in relevant_args if has_torch_function_unary(arg)}
    for kind in found:
        result = kind.__torch_function__(public_api, tuple(found), args, kwargs)
        if result is not NotImplemented:
            return result
    raise TypeError(
        f"no implementation found for '{public_api.__module__}.{public_api.__name__}' on types that implement "
        f"__torch_function__: {list(found)}"
    )


def is_tensor_like(inp: Any) -> bool:
    """Whether it is a tensor, or says by `__torch_function__` that it can stand for one."""
    return isinstance(inp, Tensor) or hasattr(inp, "__torch_function__")

__getattr__ = _absent.getter(__name__)
