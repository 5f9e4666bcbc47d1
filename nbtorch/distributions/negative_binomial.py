"""The negative binomial distribution."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import exp, lgamma, poisson, sigmoid
from ..autograd.modes import no_grad
from ..nn.functional import logsigmoid
from . import constraints
from .gamma import Gamma
from .odds import Odds
from .utils import lazy_property

__all__ = ["NegativeBinomial"]


class NegativeBinomial(Odds):
    """The successes of probability `probs` before the `total_count`-th failure."""

    arg_constraints: ClassVar[Any] = {
        "total_count": constraints.greater_than_eq(0), "probs": constraints.half_open_interval(0.0, 1.0),
        "logits": constraints.real,
    }  # fmt: skip
    support = constraints.nonnegative_integer
    _batched = ("total_count", "probs", "logits", "_param")

    def __init__(self, total_count: Any, probs: Any = None, logits: Any = None, validate_args: bool | None = None):
        super().__init__(self._take_with_count(total_count, probs, logits), validate_args=validate_args)

    mean = property(lambda self: self.total_count * exp(self.logits))
    mode = property(lambda self: ((self.total_count - 1) * self.logits.exp()).floor().clamp(min=0.0))
    variance = property(lambda self: self.mean / sigmoid(-self.logits))

    @lazy_property
    def _gamma(self) -> Any:
        return Gamma(self.total_count, exp(-self.logits), validate_args=False)  # a count of 0 would not be valid

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            return poisson(self._gamma.sample(sample_shape))

    def log_prob(self, value: Any) -> Any:
        value, count = self._checked(value), self.total_count
        weight = count * logsigmoid(-self.logits) + value * logsigmoid(self.logits)
        scale = -lgamma(count + value) + lgamma(1.0 + value) + lgamma(count)
        return weight - scale.masked_fill(count + value == 0.0, 0.0)  # nothing is certain there
