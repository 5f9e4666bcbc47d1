"""The Weibull distribution."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import exp, lgamma, log, ones_like
from . import constraints
from .exponential import Exponential
from .transformed_distribution import TransformedDistribution
from .transforms import AffineTransform, PowerTransform
from .utils import broadcast_all, euler_constant

__all__ = ["Weibull"]


class Weibull(TransformedDistribution):
    """The time to a failure that grows likelier (or less likely) by the power `concentration`."""

    arg_constraints: ClassVar[Any] = {"scale": constraints.positive, "concentration": constraints.positive}
    support = constraints.positive
    _batched = ("scale", "concentration", "concentration_reciprocal")

    def __init__(self, scale: Any, concentration: Any, validate_args: bool | None = None):
        self.scale, self.concentration = broadcast_all(scale, concentration)
        self.concentration_reciprocal = self.concentration.reciprocal()
        base = Exponential(ones_like(self.scale), validate_args=validate_args)
        steps = [PowerTransform(self.concentration_reciprocal), AffineTransform(0, self.scale)]
        super().__init__(base, steps, validate_args=validate_args)

    mean = property(lambda self: self.scale * exp(lgamma(1 + self.concentration_reciprocal)))

    @property
    def mode(self) -> Any:
        """The most likely value."""
        return self.scale * ((self.concentration - 1) / self.concentration) ** self.concentration.reciprocal()

    @property
    def variance(self) -> Any:
        """The variance."""
        share = self.concentration_reciprocal
        return self.scale.pow(2) * (exp(lgamma(1 + 2 * share)) - exp(2 * lgamma(1 + share)))

    def entropy(self) -> Any:
        share = self.concentration_reciprocal
        return euler_constant * (1 - share) + log(self.scale * share) + 1
