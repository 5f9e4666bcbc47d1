"""A module that shares a batch among the GPUs of this process."""

from __future__ import annotations

from itertools import chain
from typing import Any

from ...backend import cuda
from ...backend.device import device as _device
from ..modules.module import Module
from .replicate import parallel_apply, replicate
from .scatter_gather import gather, scatter_kwargs


def _number(where: Any) -> int:
    if isinstance(where, int):
        return where
    found = _device(where)
    if found.type == "cpu":
        return -1
    return cuda.current_device() if found.index is None else found.index


class DataParallel(Module):
    """Run `module` on a part of the batch on each GPU, and join the results; gradients add up in `module`.

    On one GPU, or without any, it is `module`. `output_device` is where results are joined, the first GPU by default.
    RuntimeError where a parameter or buffer of `module` is not on the first GPU.
    """

    def __init__(self, module: Any, device_ids: Any = None, output_device: Any = None, dim: int = 0):
        super().__init__()
        self.module, self.dim = module, dim
        self.device_ids: list[int] = []
        if not cuda.is_available():
            return
        chosen = list(range(cuda.device_count())) if device_ids is None else list(device_ids)
        if not chosen:
            raise RuntimeError("no available devices were found")
        self.device_ids = [_number(where) for where in chosen]
        self.output_device = _number(chosen[0] if output_device is None else output_device)
        self.src_device_obj = _device("cuda", self.device_ids[0])
        if len(self.device_ids) == 1:
            self.module.to(self.src_device_obj)

    def forward(self, *inputs: Any, **kwargs: Any) -> Any:
        """What `module` gives."""
        if not self.device_ids:
            return self.module(*inputs, **kwargs)
        for t in chain(self.module.parameters(), self.module.buffers()):
            if t.device != self.src_device_obj:
                raise RuntimeError(
                    f"module must have its parameters and buffers on device {self.src_device_obj} (device_ids[0]) but "
                    f"found one of them on device: {t.device}"
                )
        parts, named = self.scatter(inputs, kwargs, self.device_ids)
        if not parts and not named:
            parts, named = ((),), ({},)
        if len(self.device_ids) == 1:
            return self.module(*parts[0], **named[0])
        replicas = self.replicate(self.module, self.device_ids[: len(parts)])
        return self.gather(self.parallel_apply(replicas, parts, named), self.output_device)

    def replicate(self, module: Any, device_ids: Any) -> list[Any]:
        """A copy of `module` on each GPU."""
        return replicate(module, device_ids)

    def scatter(self, inputs: Any, kwargs: Any, device_ids: Any) -> tuple[Any, Any]:
        """The arguments of each copy."""
        return scatter_kwargs(inputs, kwargs, device_ids, self.dim)

    def parallel_apply(self, replicas: Any, inputs: Any, kwargs: Any) -> list[Any]:
        """The result of each copy."""
        return parallel_apply(replicas, inputs, kwargs, self.device_ids[: len(replicas)])

    def gather(self, outputs: Any, output_device: Any) -> Any:
        """The results joined."""
        return gather(outputs, output_device, self.dim)


def data_parallel(
    module: Any, inputs: Any, device_ids: Any = None, output_device: Any = None, dim: int = 0,
    module_kwargs: Any = None,
) -> Any:  # fmt: skip
    """`DataParallel(module, ...)` once: `inputs` are the arguments, a tuple, or one of them."""
    inputs = inputs if isinstance(inputs, tuple) else () if inputs is None else (inputs,)
    return DataParallel(module, device_ids, output_device, dim)(*inputs, **(module_kwargs or {}))
