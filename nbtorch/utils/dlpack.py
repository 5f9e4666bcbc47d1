"""DLPack by the names that PyTorch gave it first; `torch.from_dlpack` takes any array that knows the protocol."""

from __future__ import annotations

import enum
from typing import Any

import numpy

from .._tensor import Tensor
from ..ops.exchange import from_dlpack as _from_dlpack


class DLDeviceType(enum.IntEnum):
    """The protocol's numbers of kinds of devices."""

    kDLCPU = 1
    kDLCUDA = 2
    kDLCUDAHost = 3


class _Capsule:
    """A capsule with the two methods that array libraries ask for."""

    def __init__(self, capsule: Any):
        self.capsule = capsule

    def __dlpack__(self, **options: Any) -> Any:
        return self.capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return int(DLDeviceType.kDLCPU), 0


def to_dlpack(tensor: Tensor) -> Any:
    """A capsule of the tensor's memory, to be taken once."""
    return tensor.__dlpack__(max_version=(1, 0))  # older ones NumPy gives out read-only


def from_dlpack(ext_tensor: Any, *, device: Any = None, copy: bool | None = None) -> Tensor:
    """A tensor over the memory of a capsule or of another library's array."""
    if type(ext_tensor).__name__ != "PyCapsule":
        return _from_dlpack(ext_tensor, device=device, copy=copy)
    return Tensor(numpy.from_dlpack(_Capsule(ext_tensor)), None)
