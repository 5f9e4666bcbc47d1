"""Truth of many elements, and differences."""

from __future__ import annotations

from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from ..backend import dtype as dtypes
from .statistical import reduced


def all(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """Whether all elements over `axis` are true; PyTorch answers in uint8 about uint8."""
    return reduced(functions.all, x, axis, keepdims).to(dtypes.bool_)


def any(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """Whether any element over `axis` is true."""
    return reduced(functions.any, x, axis, keepdims).to(dtypes.bool_)


def diff(
    x: Tensor, /, *, axis: int = -1, n: int = 1, prepend: Tensor | None = None, append: Tensor | None = None
) -> Tensor:
    """Each element less the one before it along `axis`, `n` times over."""
    return functions.diff(x, n, axis, prepend, append)
