"""Parameters and buffers: tensors that a module owns."""

from __future__ import annotations

from typing import Any

from .._tensor import Tensor
from ..ops import create


class Parameter(Tensor):
    """A tensor that a module learns: assigned to a module it is in its `parameters()`."""

    __slots__ = ()

    def __init__(self, data: Any = None, requires_grad: bool = True):
        array = (
            create.empty(0)._data if data is None else data._data if hasattr(data, "_node") else create.array_of(data)
        )
        super().__init__(array, None)
        if requires_grad:
            self.requires_grad = True

    def __deepcopy__(self, memo: Any) -> Parameter:
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return memo[id(self)]

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


class Buffer(Tensor):
    """A tensor that a module carries without learning it; `persistent` buffers are saved."""

    __slots__ = ("persistent",)

    def __init__(self, data: Any = None, *, persistent: bool = True):
        super().__init__(create.empty(0)._data if data is None else data._data, None)
        self.persistent = persistent
