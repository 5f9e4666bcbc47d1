"""Distinct elements. Every NaN counts as distinct."""

from __future__ import annotations

from typing import NamedTuple

from .. import _functions as functions
from .._tensor import Tensor
from ..ops import counting


class UniqueAll(NamedTuple):
    """What `unique_all` gives."""

    values: Tensor
    indices: Tensor
    inverse_indices: Tensor
    counts: Tensor


class UniqueCounts(NamedTuple):
    """What `unique_counts` gives."""

    values: Tensor
    counts: Tensor


class UniqueInverse(NamedTuple):
    """What `unique_inverse` gives."""

    values: Tensor
    inverse_indices: Tensor


def _distinct(x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The values, where each element is among them, and counts; `unique` takes no complex numbers."""
    return counting.distinct.call(x, None, False)


def unique_all(x: Tensor, /) -> UniqueAll:
    """The distinct elements, where each comes first, where each element is among them, and their counts."""
    values, inverse, counts = _distinct(x)
    places = functions.arange(x.numel(), device=x.device)
    first = functions.full(tuple(values.shape), x.numel(), device=x.device)
    first = functions.scatter_reduce(first, 0, inverse.reshape(-1), places, "amin")
    return UniqueAll(values, first, inverse, counts)


def unique_counts(x: Tensor, /) -> UniqueCounts:
    """The distinct elements and how often each comes."""
    return UniqueCounts(*_distinct(x)[::2])


def unique_inverse(x: Tensor, /) -> UniqueInverse:
    """The distinct elements and where each element is among them."""
    return UniqueInverse(*_distinct(x)[:2])


def unique_values(x: Tensor, /) -> Tensor:
    """The distinct elements."""
    return _distinct(x)[0]
