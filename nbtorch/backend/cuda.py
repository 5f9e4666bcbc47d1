"""CuPy, imported only when a CUDA device is asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from .array import SEVERAL, register


class AcceleratorError(RuntimeError):
    """What a GPU answers when it fails."""


class OutOfMemoryError(RuntimeError):
    """A GPU has no memory left for what was asked."""


def is_exhausted(error: Exception) -> bool:
    """Whether this is CuPy's way to say that there is no memory left."""
    cupy = _found()[0] if _found.cache_info().currsize else None
    return cupy is not None and isinstance(error, cupy.cuda.memory.OutOfMemoryError)


@cache
def _found() -> tuple[Any, str]:
    """CuPy when it is there and sees a GPU, else None and the reason."""
    try:
        cupy = import_module("cupy")
        if cupy.cuda.is_available():
            register(cupy.ndarray, cupy)
            SEVERAL[:] = [cupy] if cupy.cuda.runtime.getDeviceCount() > 1 else []
            return cupy, ""
    except ImportError as error:
        return None, f"CuPy is not installed ({error}): pip install 'nbtorch[cuda13]'"
    except Exception as error:  # a broken driver raises classes of CuPy's own: no GPU, and this is why
        return None, f"CuPy does not work here: {error}"
    return None, "CuPy sees no CUDA device"


def is_available() -> bool:
    """Whether tensors can live on a GPU; never raises."""
    return _found()[0] is not None


def namespace() -> Any:
    """CuPy, or the error that says why there is none."""
    cupy, reason = _found()
    if cupy is None:  # AssertionError: the class that programs for PyTorch without CUDA expect
        raise AssertionError(
            f"Torch not compiled with CUDA enabled: {reason}. Use device='cpu', or check torch.cuda.is_available()."
        )
    return cupy


def device_count() -> int:
    """How many CUDA devices CuPy sees."""
    return int(namespace().cuda.runtime.getDeviceCount()) if is_available() else 0


def current_device() -> int:
    """The index of the CUDA device in use."""
    return int(namespace().cuda.runtime.getDevice())


def properties(index: int) -> dict[str, Any]:
    """What the driver tells of a CUDA device."""
    return dict(namespace().cuda.runtime.getDeviceProperties(int(index)))
