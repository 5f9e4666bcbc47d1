"""Parameters and buffers: tensors that a module owns."""

from __future__ import annotations

from typing import Any

from .._tensor import Tensor
from ..autograd.memory import meant
from ..autograd.overriding import disabled
from ..ops import create


class Parameter(Tensor):
    """A tensor that a module learns: assigned to a module it is in its `parameters()`."""

    __slots__ = ()
    __torch_function__ = disabled  # type: ignore[assignment]

    def __init__(self, data: Any = None, requires_grad: bool = True):
        shared = create.empty(0) if data is None else data.detach()
        super().__init__(shared._data, None)
        self._writes = shared._writes
        meant(self)
        if requires_grad:
            if not (self.is_floating_point() or self.is_complex()):
                raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
            self.requires_grad = True

    def __deepcopy__(self, memo: Any) -> Parameter:
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return memo[id(self)]

    def __repr__(self, **contents: Any) -> str:  # type: ignore[override] # mypy drops the names of a special method
        return "Parameter containing:\n" + super().__repr__(**contents)


class Buffer(Tensor):
    """A tensor that a module carries without learning it; `persistent` buffers are saved."""

    __slots__ = ("persistent",)
    __torch_function__ = disabled  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, persistent: bool = True):
        super().__init__((create.empty(0) if data is None else data.detach())._data, None)
        meant(self)
        self.persistent = persistent


def __getattr__(name: str) -> Any:
    if name in ("UninitializedParameter", "UninitializedBuffer", "is_lazy"):  # which are made of the classes above
        from . import _lazy_parameter

        return getattr(_lazy_parameter, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
