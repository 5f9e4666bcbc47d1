"""The F distribution."""

from __future__ import annotations

from math import nan
from typing import Any, ClassVar

from .._functions import log, log1p, where
from ..backend.limits import finfo
from . import constraints
from .distribution import Distribution
from .gamma import Gamma
from .utils import batch_of, broadcast_all

__all__ = ["FisherSnedecor"]


class FisherSnedecor(Distribution):
    """The ratio of two chi-squared variables, each by its degrees of freedom `df1`, `df2`."""

    arg_constraints: ClassVar[Any] = {"df1": constraints.positive, "df2": constraints.positive}
    support = constraints.positive
    has_rsample = True
    _batched = ("df1", "df2", "_gamma1", "_gamma2")

    def __init__(self, df1: Any, df2: Any, validate_args: bool | None = None):
        self.df1, self.df2 = broadcast_all(df1, df2)
        self._gamma1, self._gamma2 = Gamma(self.df1 * 0.5, self.df1), Gamma(self.df2 * 0.5, self.df2)
        super().__init__(batch_of(df1, df2), validate_args=validate_args)

    @property
    def mean(self) -> Any:
        """The mean; undefined up to `df2` 2."""
        df2 = where(self.df2 <= 2, nan, self.df2)
        return df2 / (df2 - 2)

    @property
    def mode(self) -> Any:
        """The most likely value; undefined up to `df1` 2."""
        return where(self.df1 <= 2, nan, (self.df1 - 2) / self.df1 * self.df2 / (self.df2 + 2))

    @property
    def variance(self) -> Any:
        """The variance; undefined up to `df2` 4."""
        df2 = where(self.df2 <= 4, nan, self.df2)
        return 2 * df2.pow(2) * (self.df1 + df2 - 2) / (self.df1 * (df2 - 2).pow(2) * (df2 - 4))

    def rsample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        above, below = [g.rsample(sample_shape).view(shape) for g in (self._gamma1, self._gamma2)]
        tiny = finfo(below.dtype).tiny
        return (above / below.clamp(min=tiny)).clamp(min=tiny)

    def log_prob(self, value: Any) -> Any:
        value = self._checked(value)
        half1, half2, ratio = self.df1 * 0.5, self.df2 * 0.5, self.df1 / self.df2
        scale = (half1 + half2).lgamma() - half1.lgamma() - half2.lgamma()
        return scale + (half1 * ratio.log() + (half1 - 1) * log(value)) - (half1 + half2) * log1p(ratio * value)
