"""Memory shared with other array libraries by DLPack, the protocol of `from_dlpack`."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes
from .create import wrap


@composed(method=False)
def from_dlpack(ext_tensor, *, device=None, copy=None):
    """A tensor on the memory of another library's array; `copy=True` copies, `copy=False` raises where it must copy."""
    if not hasattr(ext_tensor, "__dlpack_device__"):
        raise RuntimeError(
            f"from_dlpack(): expected an object with __dlpack__ and __dlpack_device__, got {type(ext_tensor).__name__}"
        )
    if hasattr(ext_tensor, "_node"):
        return _of_ours(ext_tensor, device, copy)
    kind = int(ext_tensor.__dlpack_device__()[0])
    source = "cuda" if kind in (2, 13) else "cpu"  # kDLCUDA, kDLCUDAManaged: the numbers of DLPack's DLDeviceType
    target = source if device is None else devices.device(device).type
    if copy is False and target != source:
        raise ValueError(f"from_dlpack(): an array on {source} cannot come to {target} without a copy")
    array = devices.namespace(source).from_dlpack(ext_tensor)
    if source == "cpu" and (copy or not array.flags.writeable):
        array = numpy.array(array)
    dtypes.of(array.dtype)
    return wrap(devices.move(array, target))


def _of_ours(t: Any, device: Any, copy: Any) -> Any:
    exportable(t)
    moved = t.detach() if device is None else t.detach().to(device)
    if copy is False and type(moved._data) is not type(t._data):
        raise ValueError(f"from_dlpack(): a tensor on {t.device} cannot come to {device} without a copy")
    return moved.clone() if copy and moved._data is t._data else moved


def exportable(t: Any) -> None:
    """Refuse to hand memory out of reach of autograd."""
    if t.requires_grad:
        raise BufferError("Can't export tensors that require gradient, use tensor.detach()")


@composed(function=False)
def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
    """A capsule by which another library takes this tensor's memory."""
    exportable(self)
    if self._data.dtype == dtypes.bfloat16.array:
        raise BufferError("NumPy cannot export bfloat16 by DLPack: use x.float()")
    if self.device.type == "cpu" and stream is not None:
        raise AssertionError("stream should be None on cpu.")
    where = None if dl_device is None else tuple([int(part) for part in dl_device])
    return self._data.__dlpack__(stream=stream, max_version=max_version, dl_device=where, copy=copy)


@composed(function=False)
def __dlpack_device__(self):
    """DLPack's numbers of this tensor's kind of device (1 CPU, 2 CUDA) and of the device."""
    return (1, 0) if self.device.type == "cpu" else (2, self.device.index or 0)
