"""What the library can do, asked by programs."""

from __future__ import annotations

import sys
from typing import Any

from .. import cuda
from ..backend import device as devices, dtype as dtypes
from .datatypes import KINDS, of_kind

VERSIONS = ("2022.12", "2023.12", "2024.12")  # of the standard: each adds to the one before
_NAMED = {found.name: found for found in (*KINDS["bool"], *KINDS["numeric"])}


class Info:
    """The answers of `__array_namespace_info__()`."""

    __module__ = "nbtorch.array_api"

    def capabilities(self) -> dict[str, Any]:
        """Boolean indexing and shapes that depend on data work; NumPy has at most 64 dimensions."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> devices.device:
        """Where arrays are made."""
        return devices.cpu

    def devices(self) -> list[devices.device]:
        """The devices that arrays can be on."""
        return [devices.cpu, *[devices.device("cuda", index) for index in range(cuda.device_count())]]

    def default_dtypes(self, *, device: Any = None) -> dict[str, dtypes.dtype]:
        """The dtypes that numbers and indices take."""
        real = dtypes.get_default_dtype()
        return {
            "real floating": real,
            "complex floating": real.to_complex(),
            "integral": dtypes.int64,
            "indexing": dtypes.int64,
        }

    def dtypes(self, *, device: Any = None, kind: Any = None) -> dict[str, dtypes.dtype]:
        """The dtypes of a kind by their names."""
        wanted = tuple(_NAMED.values()) if kind is None else of_kind(kind)
        return {name: found for name, found in _NAMED.items() if found in wanted}


def __array_namespace_info__() -> Info:
    """What the library can do: its devices, dtypes and capabilities."""
    return Info()


def of_version(api_version: str | None) -> Any:
    """This namespace, which serves every version in `VERSIONS`."""
    if api_version is not None and api_version not in VERSIONS:
        raise ValueError(f"api_version must be one of {', '.join(VERSIONS)}, got {api_version!r}")
    return sys.modules[__package__ or ""]
