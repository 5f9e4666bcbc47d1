"""What distributions of a yes or no share: the probability of yes, or its log-odds."""

from __future__ import annotations

from typing import Any, ClassVar

from .._size import Size
from . import constraints
from .distribution import Distribution
from .utils import NUMBERS, broadcast_all, lazy_property, logits_to_probs, probs_to_logits


def exactly_one(probs: Any, logits: Any) -> None:
    """Refuse both, and neither."""
    if (probs is None) == (logits is None):
        raise ValueError("Either `probs` or `logits` must be specified, but not both.")


class Odds(Distribution):
    """A distribution over `probs` or `logits`; the other is computed when it is asked for."""

    arg_constraints: ClassVar[Any] = {"probs": constraints.unit_interval, "logits": constraints.real}

    def _take(self, probs: Any, logits: Any) -> Size:
        """Keep the one that is given; the batch's shape."""
        exactly_one(probs, logits)
        given = logits if probs is None else probs
        (self._param,) = broadcast_all(given)
        self.__dict__["logits" if probs is None else "probs"] = self._param
        return Size() if isinstance(given, NUMBERS) else self._param.shape

    def _take_with_count(self, total_count: Any, probs: Any, logits: Any) -> Size:
        exactly_one(probs, logits)
        count, self._param = broadcast_all(total_count, logits if probs is None else probs)
        self.__dict__["logits" if probs is None else "probs"] = self._param
        self.total_count = count.to(self._param.dtype)
        return self._param.shape

    @lazy_property
    def logits(self) -> Any:
        """The log-odds."""
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self) -> Any:
        """The probabilities."""
        return logits_to_probs(self.logits, is_binary=True)

    param_shape = property(lambda self: self._param.shape, doc="The shape of the parameter.")

    def _new(self, *args: Any, **kwargs: Any) -> Any:
        return self._param.new(*args, **kwargs)
