"""The inverse gamma distribution."""

from __future__ import annotations

from math import inf
from typing import Any, ClassVar

from .._functions import where
from . import constraints
from .gamma import Gamma
from .transformed_distribution import TransformedDistribution
from .transforms import PowerTransform

__all__ = ["InverseGamma"]


class InverseGamma(TransformedDistribution):
    """The reciprocal of a gamma variable of shape `concentration` and `rate`."""

    arg_constraints: ClassVar[Any] = {"concentration": constraints.positive, "rate": constraints.positive}
    support = constraints.positive
    has_rsample = True
    _batched = ()

    def __init__(self, concentration: Any, rate: Any, validate_args: bool | None = None):
        base = Gamma(concentration, rate, validate_args=validate_args)
        super().__init__(base, PowerTransform(-base.rate.new_ones(())), validate_args=validate_args)

    concentration = property(lambda self: self.base_dist.concentration, doc="The shape.")
    rate = property(lambda self: self.base_dist.rate, doc="The rate of the reciprocal.")
    mean = property(lambda self: where(self.concentration > 1, self.rate / (self.concentration - 1), inf))
    mode = property(lambda self: self.rate / (self.concentration + 1))

    @property
    def variance(self) -> Any:
        """The variance; infinite up to `concentration` 2."""
        shape = self.concentration
        return where(shape > 2, self.rate.square() / ((shape - 1).square() * (shape - 2)), inf)

    def entropy(self) -> Any:
        shape = self.concentration
        return shape + self.rate.log() + shape.lgamma() - (1 + shape) * shape.digamma()
