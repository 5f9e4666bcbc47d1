"""Parameters and buffers whose shape is not known yet."""

from __future__ import annotations

from typing import Any

from .._functions import empty
from .._tensor import Tensor
from .parameter import Parameter


class _Uninitialized:
    """A tensor without a shape; `materialize` gives it one, and makes it what it stands for."""

    cls_to_become: Any = None
    data: Any
    requires_grad: Any
    device: Any
    dtype: Any

    def materialize(self, shape: Any, device: Any = None, dtype: Any = None) -> None:
        """Become a tensor of `shape`, not filled, on the same device and of the same dtype if none are given."""
        old = self.data
        made = empty(shape, device=device or old.device, dtype=dtype or old.dtype)
        self.__class__ = self.cls_to_become
        self.data = made

    @property
    def shape(self) -> Any:
        """Not known."""
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in "
            "`load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward` "
            "to initialize the parameters before accessing their attributes."
        )

    def numel(self) -> Any:
        """Not known."""
        raise ValueError(
            "Attempted to use an uninitialized parameter in numel. This error happens when you are using a "
            "`LazyModule` or explicitly manipulating `torch.nn.parameter.UninitializedParameter` objects. When using "
            "LazyModules Call `forward` with a dummy batch to initialize the parameters before calling torch functions"
        )

    def share_memory_(self) -> Any:
        """Not possible yet."""
        raise RuntimeError(
            "Can't share memory on an uninitialized parameter or buffer. Call `forward` to initialize the parameters "
            "before calling `module.share_memory()`."
        )

    def __repr__(self, **contents: Any) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), (self.requires_grad,)

    def __deepcopy__(self, memo: Any) -> Any:
        if id(self) not in memo:
            kind: Any = type(self)
            memo[id(self)] = kind(self.requires_grad, self.device, self.dtype)
        return memo[id(self)]


class UninitializedParameter(_Uninitialized, Parameter):  # type: ignore[misc]
    """A parameter whose shape is not known yet."""

    __slots__ = ()
    cls_to_become = Parameter

    def __init__(self, requires_grad: bool = True, device: Any = None, dtype: Any = None):
        Parameter.__init__(self, empty(0, device=device, dtype=dtype), requires_grad)


class UninitializedBuffer(_Uninitialized, Tensor):  # type: ignore[misc]
    """A buffer whose shape is not known yet."""

    __slots__ = ()
    cls_to_become = Tensor

    def __init__(self, requires_grad: bool = False, device: Any = None, dtype: Any = None, persistent: bool = True):
        Tensor.__init__(self, empty(0, device=device, dtype=dtype)._data, None)
        self.persistent = persistent


def is_lazy(param: Any) -> bool:
    """Whether the shape of `param` is not known yet."""
    return isinstance(param, _Uninitialized)
