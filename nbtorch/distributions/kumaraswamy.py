"""The Kumaraswamy distribution."""

from __future__ import annotations

from math import nan
from typing import Any, ClassVar

from .._functions import digamma, exp, full_like, lgamma, log, pow, where
from . import constraints
from .transformed_distribution import TransformedDistribution
from .transforms import AffineTransform, PowerTransform
from .uniform import Uniform
from .utils import broadcast_all, euler_constant

__all__ = ["Kumaraswamy"]


class Kumaraswamy(TransformedDistribution):
    """Much like the beta distribution, with an integral in closed form."""

    arg_constraints: ClassVar[Any] = {"concentration1": constraints.positive, "concentration0": constraints.positive}
    support = constraints.unit_interval
    has_rsample = True
    _batched = ("concentration1", "concentration0")

    def __init__(self, concentration1: Any, concentration0: Any, validate_args: bool | None = None):
        self.concentration1, self.concentration0 = broadcast_all(concentration1, concentration0)
        low, high = [full_like(self.concentration0, end) for end in (0, 1)]
        steps = [
            PowerTransform(self.concentration0.reciprocal()), AffineTransform(1.0, -1.0),
            PowerTransform(self.concentration1.reciprocal()),
        ]  # fmt: skip
        super().__init__(Uniform(low, high, validate_args=validate_args), steps, validate_args=validate_args)

    def _moment(self, power: int) -> Any:
        other, above = self.concentration0, 1 + power / self.concentration1
        return other * exp(lgamma(above) + lgamma(other) - lgamma(above + other))

    mean = property(lambda self: self._moment(1))
    variance = property(lambda self: self._moment(2) - pow(self.mean, 2))

    @property
    def mode(self) -> Any:
        """The most likely value; undefined where a concentration is below 1."""
        one, other = self.concentration1, self.concentration0
        log_mode = other.reciprocal() * (-other).log1p() - (-other * one).log1p()
        return where((other < 1) | (one < 1), nan, log_mode).exp()

    def entropy(self) -> Any:
        one, other = self.concentration1, self.concentration0
        harmonic = digamma(other + 1) + euler_constant
        return (1 - other.reciprocal()) + (1 - one.reciprocal()) * harmonic - log(one) - log(other)
