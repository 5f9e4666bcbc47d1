"""The binomial distribution."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import abs, arange, binomial, exp, lgamma, log1p
from ..autograd.modes import no_grad
from . import constraints
from .odds import Odds

__all__ = ["Binomial"]


def _positive_part(x: Any) -> Any:
    """`max(x, 0)` whose slope at 0 is one half."""
    return (x.clamp(min=0) + x - x.clamp(max=0)) / 2


class Binomial(Odds):
    """The successes in `total_count` trials of probability `probs`."""

    arg_constraints: ClassVar[Any] = {"total_count": constraints.nonnegative_integer, **Odds.arg_constraints}
    has_enumerate_support = True
    _batched = ("total_count", "probs", "logits", "_param")

    def __init__(
        self, total_count: Any = 1, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ):
        super().__init__(self._take_with_count(total_count, probs, logits), validate_args=validate_args)

    @constraints.dependent_property(is_discrete=True, event_dim=0)
    def support(self) -> Any:
        """0, ..., total_count."""
        return constraints.integer_interval(0, self.total_count)

    mean = property(lambda self: self.total_count * self.probs)
    variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

    @property
    def mode(self) -> Any:
        """The most likely count."""
        return ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count)

    def sample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            return binomial(self.total_count.expand(shape), self.probs.expand(shape))

    def log_prob(self, value: Any) -> Any:
        value, count, logits = self._checked(value), self.total_count, self.logits
        ways = lgamma(value + 1), lgamma(count - value + 1)
        scale = count * _positive_part(logits) + count * log1p(exp(-abs(logits))) - lgamma(count + 1)
        return value * logits - ways[0] - ways[1] - scale

    def _one_count(self, purpose: str) -> int:
        count = int(self.total_count.max())
        if not self.total_count.min() == count:
            raise NotImplementedError(f"Inhomogeneous total count not supported by `{purpose}`.")
        return count

    def entropy(self) -> Any:
        self._one_count("entropy")
        log_prob = self.log_prob(self.enumerate_support(False))
        return -(exp(log_prob) * log_prob).sum(0)

    def enumerate_support(self, expand: bool = True) -> Any:
        count = self._one_count("enumerate_support")
        return self._along_new_dimension(arange(1 + count, dtype=self._param.dtype, device=self._param.device), expand)
