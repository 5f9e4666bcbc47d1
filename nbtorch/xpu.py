"""Intel's GPUs, which are not used: programs that ask find none."""

from __future__ import annotations

from .backend.random import default_generator as _stream


def is_available() -> bool:
    """Whether tensors can live there: no."""
    return False


def device_count() -> int:
    """How many there are: none."""
    return 0


def manual_seed(seed: int) -> None:
    """Start the random stream from `seed`."""
    _stream.manual_seed(int(seed))


def empty_cache() -> None:
    """Give unused memory back, of which there is none."""


def synchronize() -> None:
    """Wait for the device, which has nothing to do."""


def manual_seed_all(seed: int) -> None:
    """Start the random stream from `seed`."""
    manual_seed(seed)
