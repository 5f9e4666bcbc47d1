"""The Cauchy distribution."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from .._functions import atan, full, tan
from . import constraints
from .distribution import Distribution
from .utils import batch_of, broadcast_all, room

__all__ = ["Cauchy"]


class Cauchy(Distribution):
    """Of median `loc` and half-width `scale`."""

    arg_constraints: ClassVar[Any] = {"loc": constraints.real, "scale": constraints.positive}
    support = constraints.real
    has_rsample = True
    _batched = ("loc", "scale")

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None):
        self.loc, self.scale = broadcast_all(loc, scale)
        super().__init__(batch_of(loc, scale), validate_args=validate_args)

    def _everywhere(self, value: float) -> Any:
        return full(self._extended_shape(), value, dtype=self.loc.dtype, device=self.loc.device)

    mean = property(lambda self: self._everywhere(math.nan))
    variance = property(lambda self: self._everywhere(math.inf))
    mode = property(lambda self: self.loc)

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.loc + room(self._extended_shape(sample_shape), self.loc).cauchy_() * self.scale

    def log_prob(self, value: Any) -> Any:
        apart = (self._checked(value) - self.loc) / self.scale
        return -math.log(math.pi) - self.scale.log() - (apart**2).log1p()

    def cdf(self, value: Any) -> Any:
        return atan((self._checked(value) - self.loc) / self.scale) / math.pi + 0.5

    def icdf(self, value: Any) -> Any:
        return tan(math.pi * (value - 0.5)) * self.scale + self.loc

    def entropy(self) -> Any:
        return math.log(4 * math.pi) + self.scale.log()
