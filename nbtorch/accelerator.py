"""The device PyTorch code asks for when any accelerator will do: a GPU, where there is one."""

from __future__ import annotations

from . import cuda as _cuda
from .backend.device import device


def is_available() -> bool:
    """Whether there is an accelerator; never raises."""
    return _cuda.is_available()


def current_accelerator(check_available: bool = False) -> device | None:
    """The accelerator's type as a device, or None."""
    return device("cuda") if is_available() else None


def device_count() -> int:
    """How many accelerators there are."""
    return _cuda.device_count()
