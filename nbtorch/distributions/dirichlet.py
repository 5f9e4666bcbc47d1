"""The Dirichlet distribution."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import digamma, lgamma, where, xlogy
from ..nn.functional import one_hot
from ..ops.implicit import _sample_dirichlet, drawn_dirichlet
from . import constraints
from .exp_family import ExponentialFamily

__all__ = ["Dirichlet"]


class Dirichlet(ExponentialFamily):
    """Probabilities that sum to 1 over the last dimension, by their `concentration`."""

    arg_constraints: ClassVar[Any] = {"concentration": constraints.independent(constraints.positive, 1)}
    support = constraints.simplex
    has_rsample = True
    _batched = ("concentration",)

    def __init__(self, concentration: Any, validate_args: bool | None = None):
        if concentration.dim() < 1:
            raise ValueError("`concentration` parameter must be at least one-dimensional.")
        self.concentration = concentration
        super().__init__(concentration.shape[:-1], concentration.shape[-1:], validate_args=validate_args)

    def rsample(self, sample_shape: Any = ()) -> Any:
        concentration = self.concentration.expand(self._extended_shape(sample_shape))
        return drawn_dirichlet(concentration, _sample_dirichlet(concentration))

    def log_prob(self, value: Any) -> Any:
        weight = xlogy(self.concentration - 1.0, self._checked(value)).sum(-1)
        return weight + lgamma(self.concentration.sum(-1)) - lgamma(self.concentration).sum(-1)

    mean = property(lambda self: self.concentration / self.concentration.sum(-1, True))

    @property
    def mode(self) -> Any:
        """The most likely point; a corner where every concentration is below 1."""
        above = (self.concentration - 1).clamp(min=0.0)
        inside = above / above.sum(-1, True)
        corner = one_hot(inside.argmax(dim=-1), above.shape[-1]).to(inside.dtype)
        return where((self.concentration < 1).all(-1).unsqueeze(-1), corner, inside)

    @property
    def variance(self) -> Any:
        """The variance of each share."""
        total = self.concentration.sum(-1, True)
        return self.concentration * (total - self.concentration) / (total.pow(2) * (total + 1))

    def entropy(self) -> Any:
        total, count = self.concentration.sum(-1), self.concentration.size(-1)
        return (
            lgamma(self.concentration).sum(-1)
            - lgamma(total)
            - (count - total) * digamma(total)
            - ((self.concentration - 1.0) * digamma(self.concentration)).sum(-1)
        )

    _natural_params = property(lambda self: (self.concentration,))

    def _log_normalizer(self, x: Any) -> Any:
        return x.lgamma().sum(-1) - lgamma(x.sum(-1))
