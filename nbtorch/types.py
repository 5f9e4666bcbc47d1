"""Names for annotations."""

from __future__ import annotations

import os
from builtins import bool as _bool, bytes as _bytes, complex as _complex, float as _float, int as _int, str as _str
from collections.abc import Sequence
from typing import IO, Any, TypeAlias

from . import _absent
from ._size import Size as Size
from ._tensor import Tensor as Tensor
from .backend.device import device as _device
from .backend.dtype import dtype as _dtype
from .backend.layout import layout as _layout

_TensorOrTensors: TypeAlias = Tensor | Sequence[Tensor]
_size: TypeAlias = Size | list[int] | tuple[int, ...]
Number: TypeAlias = int | float | bool
Device: TypeAlias = _device | str | int | None
FileLike: TypeAlias = str | os.PathLike[str] | IO[bytes]
Storage: TypeAlias = Any

__all__ = [
    "Device", "FileLike", "Number", "Size", "Storage", "Tensor", "_TensorOrTensors", "_bool", "_bytes", "_complex",
    "_device", "_dtype", "_float", "_int", "_layout", "_size", "_str",
]  # fmt: skip

__getattr__ = _absent.getter(__name__)
