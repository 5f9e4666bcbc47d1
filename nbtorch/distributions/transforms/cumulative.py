"""A distribution's integral as a transform."""

from __future__ import annotations

from typing import Any

from .. import constraints
from .transform import Transform


class CumulativeDistributionTransform(Transform):
    """`y = distribution.cdf(x)`."""

    bijective, codomain, sign = True, constraints.unit_interval, +1
    settings = ("distribution",)

    def __init__(self, distribution: Any, cache_size: int = 0):
        super().__init__(cache_size)
        self.distribution = distribution

    domain = property(lambda self: self.distribution.support)

    def _call(self, x: Any) -> Any:
        return self.distribution.cdf(x)

    def _inverse(self, y: Any) -> Any:
        return self.distribution.icdf(y)

    def log_abs_det_jacobian(self, x: Any, y: Any) -> Any:
        return self.distribution.log_prob(x)
