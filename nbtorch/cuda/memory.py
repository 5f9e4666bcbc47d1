"""Memory on the GPU, as CuPy's memory pool counts it. Peaks are the largest values that these functions saw."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from typing import Any

from ..backend import cuda as _cuda, heap as _heap
from .devices import device as _use, index_of

_peaks = {"allocated": 0, "reserved": 0}


def _now(device: Any) -> dict[str, int]:
    if not _cuda.is_available():
        return dict.fromkeys(_peaks, 0)
    with _use(index_of(device)):
        pool = _cuda.namespace().get_default_memory_pool()
        found = {"allocated": int(pool.used_bytes()), "reserved": int(pool.total_bytes())}
    for name, value in found.items():
        _peaks[name] = max(_peaks[name], value)
    return found


def empty_cache() -> None:
    """Give unused memory back: the GPU's, and what the C library keeps for new arrays."""
    _heap.give_back()
    if _cuda.is_available():
        _now(None)
        _cuda.namespace().get_default_memory_pool().free_all_blocks()


def memory_allocated(device: Any = None) -> int:
    """Bytes that arrays hold now."""
    return _now(device)["allocated"]


def memory_reserved(device: Any = None) -> int:
    """Bytes that the pool holds now, used or not."""
    return _now(device)["reserved"]


def max_memory_allocated(device: Any = None) -> int:
    """The most bytes that arrays were seen to hold."""
    return max(_now(device)["allocated"], _peaks["allocated"] if _cuda.is_available() else 0)


def max_memory_reserved(device: Any = None) -> int:
    """The most bytes that the pool was seen to hold."""
    return max(_now(device)["reserved"], _peaks["reserved"] if _cuda.is_available() else 0)


def reset_peak_memory_stats(device: Any = None) -> None:
    """Let the peaks start again from what is held now."""
    _cuda.namespace()
    _peaks.update(_now(device))


def _renamed(old: str, new: Any, verb: str = "has been renamed to") -> Any:
    def called(device: Any = None) -> Any:
        warnings.warn(f"`torch.cuda.{old}` {verb} `torch.cuda.{new.__name__}`", FutureWarning, stacklevel=2)
        return new(device)

    called.__name__ = called.__qualname__ = old
    called.__doc__ = f"`{new.__name__}`, as it was called before."
    return called


memory_cached = _renamed("memory_cached", memory_reserved)
max_memory_cached = _renamed("max_memory_cached", max_memory_reserved)
reset_max_memory_allocated = _renamed("reset_max_memory_allocated", reset_peak_memory_stats, "now calls")
reset_max_memory_cached = _renamed("reset_max_memory_cached", reset_peak_memory_stats, "now calls")


def memory_stats(device: Any = None) -> Any:
    """The counts by PyTorch's names; empty without a GPU."""
    if not _cuda.is_available():
        return OrderedDict()
    found = _now(device)
    return OrderedDict(
        (f"{name}_bytes.all.{when}", source[name])
        for name in ("allocated", "reserved")
        for when, source in (("current", found), ("peak", _peaks))
    )


def memory_summary(device: Any = None, abbreviated: bool = False) -> str:
    """The counts as a table."""
    _cuda.namespace()
    found = _now(device)
    lines = [f"{'CUDA memory of CuPy pool':28s}{'now':>14s}{'peak':>14s}"]
    lines += [f"{name + ' (MiB)':28s}{found[name] / 2**20:14.1f}{_peaks[name] / 2**20:14.1f}" for name in _peaks]
    return "\n".join(lines) + "\n"


def mem_get_info(device: Any = None) -> tuple[int, int]:
    """Free and total bytes of a GPU, whoever uses them."""
    with _use(index_of(device)):
        free, total = _cuda.namespace().cuda.runtime.memGetInfo()
    return int(free), int(total)


def set_per_process_memory_fraction(fraction: float, device: Any = None) -> None:
    """Let this process allocate at most a fraction, from 0 to 1, of a GPU's memory."""
    if not isinstance(fraction, float):
        raise TypeError("Invalid type for fraction argument, must be `float`")
    if not 0 <= fraction <= 1:
        raise ValueError(f"Invalid fraction value: {fraction}. Allowed range: 0~1")
    with _use(device):
        _cuda.namespace().get_default_memory_pool().set_limit(size=int(fraction * mem_get_info(device)[1]))


def get_per_process_memory_fraction(device: Any = None) -> float:
    """The fraction of a GPU's memory that this process may allocate."""
    with _use(device):
        limit = _cuda.namespace().get_default_memory_pool().get_limit()
    return float(limit / mem_get_info(device)[1]) if limit else 1.0
