"""Random numbers on the GPU: the one stream that CPU tensors draw on too, so that a run gives the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..backend import cuda as _cuda
from ..backend.random import default_generator as _stream
from ..ops.random import get_rng_state as _state, set_rng_state as _set_state


def manual_seed(seed: int) -> None:
    """Start the random stream from `seed`; CPU and GPU tensors draw on the same one."""
    _stream.manual_seed(int(seed))


manual_seed_all = manual_seed


def seed() -> None:
    """Start the random stream somewhere."""
    _stream.seed()


seed_all = seed


def initial_seed() -> int:
    """What the random stream was started from."""
    _cuda.namespace()
    return int(_stream.initial_seed())


def get_rng_state(device: Any = "cuda") -> Any:
    """The state of the random stream."""
    _cuda.namespace()
    return _state()


def get_rng_state_all() -> list[Any]:
    """The state of the random stream, once for each GPU."""
    return [get_rng_state() for _ in range(_cuda.device_count())]


def set_rng_state(new_state: Any, device: Any = "cuda") -> None:
    """Continue the random stream from a state."""
    _set_state(new_state)


def set_rng_state_all(new_states: Iterable[Any]) -> None:
    """Continue the random stream from the states of all GPUs, which are one."""
    for state in new_states:
        set_rng_state(state)
