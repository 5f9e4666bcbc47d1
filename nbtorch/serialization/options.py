"""Settings of saving and loading that hold for the process."""

from __future__ import annotations

import mmap
from enum import Enum
from typing import Any


class LoadEndianness(Enum):
    """In which order the bytes of numbers are, in a file that does not say."""

    NATIVE = 1
    LITTLE = 2
    BIG = 3


_endianness: list[LoadEndianness | None] = [None]
_crc32: list[bool] = [True]
_mapping: list[int] = [getattr(mmap, "MAP_PRIVATE", 2)]


def get_default_load_endianness() -> LoadEndianness | None:
    """What `set_default_load_endianness` was told; None is little."""
    return _endianness[0]


def set_default_load_endianness(endianness: LoadEndianness | None) -> None:
    """In which order to read numbers where the file does not say."""
    if endianness is not None and not isinstance(endianness, LoadEndianness):
        raise TypeError("Invalid argument type in function set_default_load_endianness")
    _endianness[0] = endianness


def get_crc32_options() -> bool:
    """Whether saved records get a checksum."""
    return _crc32[0]


def set_crc32_options(compute_crc32: bool) -> None:
    """Whether saved records get a checksum; without one a damaged file is not noticed when it is loaded."""
    _crc32[0] = compute_crc32


def get_default_mmap_options() -> int:
    """How files are mapped: `mmap.MAP_PRIVATE` or `mmap.MAP_SHARED`."""
    return _mapping[0]


class set_default_mmap_options:
    """Map files so from now on, or inside of `with`: `mmap.MAP_PRIVATE`, or `mmap.MAP_SHARED` to write into them."""

    def __init__(self, flags: int):
        if flags not in (getattr(mmap, "MAP_PRIVATE", 2), getattr(mmap, "MAP_SHARED", 1)):
            raise ValueError(
                "Invalid argument in function set_default_mmap_options, expected mmap.MAP_PRIVATE or mmap.MAP_SHARED, "
                f"but got {flags}"
            )
        self.before, _mapping[0] = _mapping[0], flags

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exc: Any) -> None:
        _mapping[0] = self.before
