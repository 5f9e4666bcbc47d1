"""Elements in order."""

from __future__ import annotations

from .. import _functions as functions
from .._tensor import Tensor


def sort(x: Tensor, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Tensor:
    """The elements in order along `axis`."""
    return functions.sort(x, axis, descending, stable)[0]


def argsort(x: Tensor, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Tensor:
    """The places of the elements in order along `axis`."""
    return functions.argsort(x, axis, descending, stable)
