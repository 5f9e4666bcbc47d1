"""Transforms of the parts of a tensor, each by its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..._functions import cat, stack
from .. import constraints
from ..utils import _sum_rightmost
from .transform import Transform


class CatTransform(Transform):
    """Parts of given lengths along `dim`."""

    settings = ("transforms", "dim", "lengths")

    def __init__(
        self, tseq: Sequence[Transform], dim: int = 0, lengths: Sequence[int] | None = None, cache_size: int = 0
    ):
        super().__init__(cache_size)
        self.transforms = [t.with_cache(cache_size) for t in tseq] if cache_size else list(tseq)
        self.lengths = [1] * len(self.transforms) if lengths is None else list(lengths)
        if len(self.lengths) != len(self.transforms):
            raise AssertionError(
                f"lengths ({len(self.lengths)}) must match transforms ({len(self.transforms)})"
            )
        self.dim = dim

    event_dim = property(lambda self: max([t.event_dim for t in self.transforms]))
    length = property(lambda self: sum(self.lengths))
    bijective = property(lambda self: all([t.bijective for t in self.transforms]))

    def _pieces(self, value: Any, name: str) -> Any:
        if not -value.dim() <= self.dim < value.dim():
            raise AssertionError(f"dim {self.dim} out of range for tensor with {value.dim()} dimensions")
        if value.size(self.dim) != self.length:
            raise AssertionError(
                f"{name}.size({self.dim}) = {value.size(self.dim)} must equal length {self.length}"
            )
        return value.split(self.lengths, self.dim)

    def _call(self, x: Any) -> Any:
        return cat([t(part) for t, part in zip(self.transforms, self._pieces(x, "x"), strict=True)], self.dim)

    def _inverse(self, y: Any) -> Any:
        return cat([t.inv(part) for t, part in zip(self.transforms, self._pieces(y, "y"), strict=True)], self.dim)

    def log_abs_det_jacobian(self, x: Any, y: Any) -> Any:
        terms = []
        for t, before, after in zip(self.transforms, self._pieces(x, "x"), self._pieces(y, "y"), strict=True):
            terms.append(_sum_rightmost(t.log_abs_det_jacobian(before, after), self.event_dim - t.event_dim))
        dim = (self.dim - x.dim() if self.dim >= 0 else self.dim) + self.event_dim
        return cat(terms, dim) if dim < 0 else sum(terms)

    @constraints.dependent_property
    def domain(self) -> Any:
        """The set that x lies in."""
        return constraints.cat([t.domain for t in self.transforms], self.dim, self.lengths)

    @constraints.dependent_property
    def codomain(self) -> Any:
        """The set that y lies in."""
        return constraints.cat([t.codomain for t in self.transforms], self.dim, self.lengths)


class StackTransform(Transform):
    """Slices along `dim`."""

    settings = ("transforms", "dim")

    def __init__(self, tseq: Sequence[Transform], dim: int = 0, cache_size: int = 0):
        super().__init__(cache_size)
        self.transforms = [t.with_cache(cache_size) for t in tseq] if cache_size else list(tseq)
        self.dim = dim

    bijective = property(lambda self: all([t.bijective for t in self.transforms]))

    def _slices(self, value: Any, name: str) -> Any:
        if not -value.dim() <= self.dim < value.dim():
            raise AssertionError(f"dim {self.dim} out of range for tensor with {value.dim()} dimensions")
        if value.size(self.dim) != len(self.transforms):
            raise AssertionError(
                f"{name}.size({self.dim}) = {value.size(self.dim)} must equal len(transforms) {len(self.transforms)}"
            )
        return value.unbind(self.dim)

    def _call(self, x: Any) -> Any:
        return stack([t(part) for t, part in zip(self.transforms, self._slices(x, "x"), strict=True)], self.dim)

    def _inverse(self, y: Any) -> Any:
        return stack([t.inv(part) for t, part in zip(self.transforms, self._slices(y, "y"), strict=True)], self.dim)

    def log_abs_det_jacobian(self, x: Any, y: Any) -> Any:
        triples = zip(self.transforms, self._slices(x, "x"), self._slices(y, "y"), strict=True)
        return stack([t.log_abs_det_jacobian(before, after) for t, before, after in triples], self.dim)

    @constraints.dependent_property
    def domain(self) -> Any:
        """The set that x lies in."""
        return constraints.stack([t.domain for t in self.transforms], self.dim)

    @constraints.dependent_property
    def codomain(self) -> Any:
        """The set that y lies in."""
        return constraints.stack([t.codomain for t in self.transforms], self.dim)
