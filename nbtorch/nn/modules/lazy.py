"""Modules that learn their sizes from the first input."""

from __future__ import annotations

from typing import Any

from ...autograd.modes import no_grad
from .._lazy_parameter import UninitializedParameter, is_lazy


class LazyModuleMixin:
    """A module some of whose parameters have no shape: its first call, or a state dict, gives them one.

    A subclass writes `initialize_parameters(*args, **kwargs)`, which sees the first call; afterwards the module is a
    `cls_to_become`.
    """

    cls_to_become: Any = None

    def __init__(self: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
        self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)

    def _lazy_load_hook(self: Any, state_dict: Any, prefix: str, *rest: Any) -> None:
        for name, own in [*self._parameters.items(), *self._buffers.items()]:
            value = state_dict.get(prefix + name)
            if value is not None and is_lazy(own) and not is_lazy(value):
                with no_grad():
                    own.materialize(value.shape)

    def initialize_parameters(self: Any, *args: Any, **kwargs: Any) -> None:
        """Give every parameter its shape; every subclass writes its own."""
        raise NotImplementedError(f"initialize_parameters is not implemented for {type(self).__name__}")

    def has_uninitialized_params(self: Any) -> bool:
        """Whether some parameter or buffer has no shape yet."""
        return any([is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values())])

    def _infer_parameters(self: Any, module: Any, args: Any, kwargs: Any = None) -> None:
        module.initialize_parameters(*args, **(kwargs or {}))
        if module.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        module._initialize_hook.remove()
        module._load_hook.remove()
        del module._initialize_hook, module._load_hook
        if module.cls_to_become is not None:
            module.__class__ = module.cls_to_become

    def _replicate_for_data_parallel(self: Any) -> None:
        raise RuntimeError(
            "Modules with uninitialized parameters can't be used with `DataParallel`. Run a dummy forward pass to "
            "correctly initialize the modules"
        )

    def _start_lazily(self: Any, device: Any, dtype: Any, weight: bool, bias: bool) -> None:
        for name, there in (("weight", weight), ("bias", bias)):
            if there:
                self.register_parameter(name, UninitializedParameter(device=device, dtype=dtype))
