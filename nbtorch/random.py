"""The default random stream: seeds, states, and a fork that leaves it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _absent
from .backend.random import default_generator as default_generator
from .ops.random import (
    Generator as _Generator,
    get_rng_state as get_rng_state,
    initial_seed as initial_seed,
    manual_seed as manual_seed,
    seed as seed,
    set_rng_state as set_rng_state,
)

__all__ = ["set_rng_state", "get_rng_state", "manual_seed", "seed", "initial_seed", "fork_rng", "thread_safe_generator"]


@contextmanager
def fork_rng(
    devices: Any = None, enabled: bool = True, _caller: str = "fork_rng", _devices_kw: str = "devices",
    device_type: str | None = None,
) -> Iterator[None]:  # fmt: skip
    """Continue the stream after the `with` block as if the block had drawn nothing; every device draws from it."""
    before = get_rng_state() if enabled else None
    try:
        yield
    finally:
        if before is not None:
            set_rng_state(before)


def thread_safe_generator() -> _Generator | None:
    """The generator of this loader's thread; None outside one, where the default stream serves."""
    return None

__getattr__ = _absent.getter(__name__)
