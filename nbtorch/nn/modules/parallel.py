"""A module on several devices; here on one."""

from __future__ import annotations

from typing import Any

from .module import Module


class DataParallel(Module):
    """Runs `module` as it is: there is one device. Its state dict has PyTorch's keys, which begin with `module.`."""

    def __init__(self, module: Module, device_ids: Any = None, output_device: Any = None, dim: int = 0):
        super().__init__()
        self.dim, self.module = dim, module
        self.device_ids, self.output_device = list(device_ids or ()), output_device

    def forward(self, *inputs: Any, **kwargs: Any) -> Any:
        return self.module(*inputs, **kwargs)
