"""The processor, asked like an accelerator."""

from __future__ import annotations

from . import amp as amp


def is_available() -> bool:
    """Whether there is a CPU: yes."""
    return True


def device_count() -> int:
    """The CPU is one device."""
    return 1


def current_device() -> str:
    """The name of the one CPU device."""
    return "cpu"


def synchronize(device: object = None) -> None:
    """Wait for the CPU: its work is done when a call returns."""
