"""Student's t distribution."""

from __future__ import annotations

import math
from math import inf, nan
from typing import Any, ClassVar

from .._functions import digamma, lgamma, log1p, rsqrt, where
from . import constraints
from .chi2 import Chi2
from .distribution import Distribution
from .utils import _standard_normal, broadcast_all

__all__ = ["StudentT"]


class StudentT(Distribution):
    """Of `df` degrees of freedom, about `loc`, times `scale`."""

    arg_constraints: ClassVar[Any] = {
        "df": constraints.positive, "loc": constraints.real, "scale": constraints.positive
    }  # fmt: skip
    support = constraints.real
    has_rsample = True
    _batched = ("df", "loc", "scale", "_chi2")

    def __init__(self, df: Any, loc: Any = 0.0, scale: Any = 1.0, validate_args: bool | None = None):
        self.df, self.loc, self.scale = broadcast_all(df, loc, scale)
        self._chi2 = Chi2(self.df)
        super().__init__(self.df.shape, validate_args=validate_args)

    mean = property(lambda self: self.loc.masked_fill(self.df <= 1, nan))
    mode = property(lambda self: self.loc)

    @property
    def variance(self) -> Any:
        """The variance; infinite up to two degrees of freedom, undefined up to one."""
        some = self.df.masked_fill(self.df <= 2, 3)
        finite = self.scale.pow(2) * some / (some - 2)
        return where(self.df <= 1, nan, where(self.df <= 2, inf, finite))

    def rsample(self, sample_shape: Any = ()) -> Any:
        normal = _standard_normal(self._extended_shape(sample_shape), self.df)
        return self.loc + self.scale * (normal * rsqrt(self._chi2.rsample(sample_shape) / self.df))

    def log_prob(self, value: Any) -> Any:
        apart = (self._checked(value) - self.loc) / self.scale
        scale = (
            self.scale.log()
            + 0.5 * self.df.log()
            + 0.5 * math.log(math.pi)
            + lgamma(0.5 * self.df)
            - lgamma(0.5 * (self.df + 1.0))
        )
        return -0.5 * (self.df + 1.0) * log1p(apart**2.0 / self.df) - scale

    def entropy(self) -> Any:
        half, above = 0.5 * self.df, 0.5 * (self.df + 1)
        beta = lgamma(half) + math.lgamma(0.5) - lgamma(above)
        return self.scale.log() + above * (digamma(above) - digamma(half)) + 0.5 * self.df.log() + beta
