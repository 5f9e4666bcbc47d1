"""The geometric distribution."""

from __future__ import annotations

from typing import Any

from .._functions import where, zeros_like
from ..autograd.modes import no_grad
from ..backend.limits import finfo
from ..nn.functional import binary_cross_entropy_with_logits
from . import constraints
from .odds import Odds
from .utils import broadcast_all, room

__all__ = ["Geometric"]


class Geometric(Odds):
    """The failures before the first success of probability `probs`: 0, 1, 2, ..."""

    support = constraints.nonnegative_integer
    _batched = ("probs", "logits", "_param")

    def __init__(self, probs: Any = None, logits: Any = None, validate_args: bool | None = None):
        super().__init__(self._take(probs, logits), validate_args=validate_args)
        if self._validate_args and probs is not None:
            valid = self.probs > 0
            if not valid.all():
                raise ValueError(
                    f"Expected parameter probs ({type(self.probs).__name__} of shape {tuple(self.probs.shape)}) of "
                    f"distribution {self!r} to be positive but found invalid values:\n{self.probs.data[~valid]}"
                )

    mean = property(lambda self: 1.0 / self.probs - 1.0)
    mode = property(lambda self: zeros_like(self.probs))
    variance = property(lambda self: (1.0 / self.probs - 1.0) / self.probs)

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            uniform = room(self._extended_shape(sample_shape), self.probs).uniform_(finfo(self.probs.dtype).tiny, 1)
            return (uniform.log() / (-self.probs).log1p()).floor()

    def log_prob(self, value: Any) -> Any:
        value, probs = broadcast_all(self._checked(value), self.probs)
        probs = where((probs == 1) & (value == 0), 0.0, probs)  # no failure is certain: 0 * log(0) is 0
        return value * (-probs).log1p() + self.probs.log()

    def entropy(self) -> Any:
        return binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / self.probs
