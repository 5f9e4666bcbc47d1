"""The generalised Pareto distribution: what lies above a threshold (Pickands, 1975)."""

from __future__ import annotations

from math import inf, nan
from typing import Any, ClassVar

from .._functions import exp, expm1, isclose, log, log1p, rand, where, zeros_like
from . import constraints
from .distribution import Distribution
from .utils import batch_of, broadcast_all

__all__ = ["GeneralizedPareto"]


class GeneralizedPareto(Distribution):
    """From `loc` on, of a `scale`; exponential where `concentration` is 0, bounded where it is below."""

    arg_constraints: ClassVar[Any] = {
        "loc": constraints.real, "scale": constraints.positive, "concentration": constraints.real
    }  # fmt: skip
    has_rsample = True
    _batched = ("loc", "scale", "concentration")

    def __init__(self, loc: Any, scale: Any, concentration: Any, validate_args: bool | None = None):
        self.loc, self.scale, self.concentration = broadcast_all(loc, scale, concentration)
        super().__init__(batch_of(loc, scale, concentration), validate_args=validate_args)

    @property
    def _exponential(self) -> Any:
        return isclose(self.concentration, zeros_like(self.concentration))

    def _z(self, x: Any) -> Any:
        return (x - self.loc) / self.scale

    mode = property(lambda self: self.loc)

    @property
    def mean(self) -> Any:
        """The mean; undefined from `concentration` 1 on."""
        k = self.concentration
        return where(k < 1, self.loc + self.scale / (1 - k), nan)

    @property
    def variance(self) -> Any:
        """The variance; undefined from `concentration` 1/2 on."""
        k = self.concentration
        return where(k < 0.5, self.scale**2 / ((1 - k) ** 2 * (1 - 2 * k)), nan)

    @constraints.dependent_property(is_discrete=False, event_dim=0)
    def support(self) -> Any:
        """From `loc` on, for a negative `concentration` up to where the density ends."""
        lower = self.loc
        upper = where(self.concentration < 0, lower - self.scale / self.concentration, inf)
        return constraints.interval(lower, upper)

    def log_survival_function(self, value: Any) -> Any:
        """The logarithm of the probability above `value`."""
        z, k = self._z(self._checked(value)), self.concentration
        some = where(self._exponential, 1.0, k)
        return where(self._exponential, -z, -log1p(some * z) / some)

    def log_prob(self, value: Any) -> Any:
        z, k = self._z(self._checked(value)), self.concentration
        some = where(self._exponential, 1.0, k)
        return where(self._exponential, -z, -(1 + 1 / some) * log1p(some * z)) - log(self.scale)

    def log_cdf(self, value: Any) -> Any:
        """The logarithm of the probability below `value`."""
        return log1p(-exp(self.log_survival_function(value)))

    def cdf(self, value: Any) -> Any:
        return exp(self.log_cdf(value))

    def icdf(self, value: Any) -> Any:
        some = where(self._exponential, 1.0, self.concentration)
        above = log1p(-value)
        return self.loc + self.scale * where(self._exponential, -above, expm1(-some * above) / some)

    def rsample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        return self.icdf(rand(shape, dtype=self.loc.dtype, device=self.loc.device))

    def entropy(self) -> Any:
        return (log(self.scale) + self.concentration + 1).expand(self._batch_shape)
