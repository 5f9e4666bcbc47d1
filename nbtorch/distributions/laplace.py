"""The Laplace distribution."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import abs, expm1, log, log1p
from ..backend.limits import finfo
from . import constraints
from .distribution import Distribution
from .utils import batch_of, broadcast_all, room

__all__ = ["Laplace"]


class Laplace(Distribution):
    """Exponential on both sides of `loc`, of mean distance `scale`."""

    arg_constraints: ClassVar[Any] = {"loc": constraints.real, "scale": constraints.positive}
    support = constraints.real
    has_rsample = True
    _batched = ("loc", "scale")

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None):
        self.loc, self.scale = broadcast_all(loc, scale)
        super().__init__(batch_of(loc, scale), validate_args=validate_args)

    mean = mode = property(lambda self: self.loc)
    variance = property(lambda self: 2 * self.scale.pow(2))
    stddev = property(lambda self: (2**0.5) * self.scale)

    def rsample(self, sample_shape: Any = ()) -> Any:
        side = room(self._extended_shape(sample_shape), self.loc).uniform_(finfo(self.loc.dtype).eps - 1, 1)
        return self.loc - self.scale * side.sign() * log1p(-side.abs())

    def log_prob(self, value: Any) -> Any:
        return -log(2 * self.scale) - abs(self._checked(value) - self.loc) / self.scale

    def cdf(self, value: Any) -> Any:
        apart = self._checked(value) - self.loc
        return 0.5 - 0.5 * apart.sign() * expm1(-apart.abs() / self.scale)

    def icdf(self, value: Any) -> Any:
        side = value - 0.5
        return self.loc - self.scale * side.sign() * log1p(-2 * side.abs())

    def entropy(self) -> Any:
        return 1 + log(2 * self.scale)
