"""What libraries look for in the C++ core of PyTorch, by the names they know."""

from __future__ import annotations

from typing import Any

from ._size import Size as Size
from ._tensor import Tensor
from .backend.device import device as device
from .backend.dtype import dtype as dtype
from .backend.layout import layout as layout, memory_format as memory_format
from .futures import Future as Future
from .ops.random import Generator as Generator

_TensorMeta: Any = type(Tensor)


def _log_api_usage_once(event: str) -> None:
    """Tell the logger of API calls, which PyTorch has none of either, that something was used."""


def _get_tracing_state() -> None:
    """What traces this code for TorchScript: nothing does."""


def __getattr__(name: str) -> Any:
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}: there is no C++ here")
