"""GPUs through CuPy, which is imported when it is first asked for."""

from __future__ import annotations

from typing import Any

from .. import _absent
from .._tensortypes import ON_CUDA as _types
from ..backend import cuda as _cuda
from ..backend.random import default_generator as _stream
from . import amp as amp


def is_available() -> bool:
    """Whether tensors can live on a GPU; never raises."""
    return _cuda.is_available()


def device_count() -> int:
    """How many GPUs there are."""
    return _cuda.device_count()


def current_device() -> int:
    """The index of the GPU in use."""
    return _cuda.current_device()


def get_device_name(device: Any = None) -> str:
    """The name of a GPU."""
    return _cuda.device_name(current_device() if device is None else device)


def synchronize(device: Any = None) -> None:
    """Wait until the GPU has done what was asked of it."""
    _cuda.namespace().cuda.runtime.deviceSynchronize()


def empty_cache() -> None:
    """Give unused GPU memory back."""
    if is_available():
        _cuda.namespace().get_default_memory_pool().free_all_blocks()


def manual_seed(seed: int) -> None:
    """Start the random stream from `seed`; CPU and GPU tensors draw on the same one."""
    _stream.manual_seed(int(seed))


manual_seed_all = manual_seed
(
    FloatTensor, DoubleTensor, HalfTensor, BFloat16Tensor, IntTensor, LongTensor, ShortTensor, CharTensor, ByteTensor,
    BoolTensor,
) = _types.values()  # fmt: skip

__getattr__ = _absent.getter(__name__)
