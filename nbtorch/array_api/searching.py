"""Places of elements."""

from __future__ import annotations

from typing import Any

from .. import _functions as functions
from .._tensor import Tensor
from .datatypes import matched
from .statistical import reduced


def argmax(x: Tensor, /, *, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Where the (first) largest element is, along `axis` or in the flattened array."""
    return functions.argmax(x, axis, keepdims)


def argmin(x: Tensor, /, *, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Where the (first) smallest element is, along `axis` or in the flattened array."""
    return functions.argmin(x, axis, keepdims)


def count_nonzero(x: Tensor, /, *, axis: Any = None, keepdims: bool = False) -> Tensor:
    """How many elements over `axis` are not zero."""
    return reduced(functions.sum, x != 0, axis, keepdims)


def nonzero(x: Tensor, /) -> tuple[Tensor, ...]:
    """The places of the elements that are not zero, a vector per dimension."""
    if x.ndim == 0:
        raise ValueError("nonzero(): an array without dimensions has no places")
    return functions.nonzero(x, as_tuple=True)


def searchsorted(x1: Tensor, x2: Any, /, *, side: str = "left", sorter: Tensor | None = None) -> Tensor:
    """Where each of `x2` would go to keep `x1` in order, before equal ones or ("right") behind them."""
    x1, x2 = matched(x1, x2)
    return functions.searchsorted(x1, x2, side=side, sorter=sorter)


def where(condition: Tensor, x1: Any, x2: Any, /) -> Tensor:
    """`x1` where `condition`, else `x2`."""
    numbers = not isinstance(x1, Tensor) and not isinstance(x2, Tensor)
    return functions.where(condition, *((x1, x2) if numbers else matched(x1, x2)))
