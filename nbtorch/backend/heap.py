"""How the C library hands out memory to arrays, and when Python looks for garbage.

glibc gets large blocks from the system and gives them back at once, so that every temporary of an op is mapped, and
zeroed page by page, anew: most of the time of an elementwise op on a megabyte. Kept in the process, freed memory is
used again by the next op.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h
_SIZES = (1 << 30, 1 << 25)  # blocks above are mapped still; old versions of glibc refuse the first


def _library() -> Any:
    """The process's C library where it is glibc, else None."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") and hasattr(library, "mallopt") else None


def keep_freed_memory() -> bool:
    """Have glibc keep what is freed, unless the environment says NBTORCH_MALLOC=0; whether it does."""
    if os.environ.get("NBTORCH_MALLOC") == "0":
        return False
    library = _library()
    return (
        library is not None
        and any([library.mallopt(_MMAP_THRESHOLD, size) for size in _SIZES])
        and bool(library.mallopt(_TRIM_THRESHOLD, 2**31 - 1))
    )


@contextmanager
def without_collections() -> Iterator[None]:
    """Python looks for no garbage meanwhile: where all that is made is kept, it would look in vain, many times."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def give_back() -> None:
    """Return freed memory to the system."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)
