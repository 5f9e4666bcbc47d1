"""The categorical distribution."""

from __future__ import annotations

from math import nan
from typing import Any, ClassVar

from .._functions import arange, broadcast_tensors, clamp, full, multinomial
from .._size import Size
from ..backend.limits import finfo
from . import constraints
from .distribution import Distribution
from .odds import exactly_one
from .utils import lazy_property, logits_to_probs, probs_to_logits

__all__ = ["Categorical"]


class Categorical(Distribution):
    """An index from 0 on, by `probs` (made to sum to 1) or `logits` over the last dimension."""

    arg_constraints: ClassVar[Any] = {"probs": constraints.simplex, "logits": constraints.real_vector}
    has_enumerate_support = True
    _batched, _kept = ("probs", "logits", "_param"), ("_num_events",)

    def __init__(self, probs: Any = None, logits: Any = None, validate_args: bool | None = None):
        exactly_one(probs, logits)
        name, given = ("logits", logits) if probs is None else ("probs", probs)
        if given.dim() < 1:
            raise ValueError(f"`{name}` parameter must be at least one-dimensional.")
        if probs is None:
            self._param = self.logits = logits - logits.logsumexp(dim=-1, keepdim=True)
        else:
            self._param = self.probs = probs / probs.sum(-1, keepdim=True)
        self._num_events = self._param.shape[-1]
        super().__init__(self._param.shape[:-1], validate_args=validate_args)

    @constraints.dependent_property(is_discrete=True, event_dim=0)
    def support(self) -> Any:
        """The indices."""
        return constraints.integer_interval(0, self._num_events - 1)

    @lazy_property
    def logits(self) -> Any:
        """The logarithms of the probabilities."""
        return probs_to_logits(self.probs)

    @lazy_property
    def probs(self) -> Any:
        """The probabilities."""
        return logits_to_probs(self.logits)

    param_shape = property(lambda self: self._param.shape, doc="The shape of the parameter.")

    def _new(self, *args: Any, **kwargs: Any) -> Any:
        return self._param.new(*args, **kwargs)

    def _undefined(self) -> Any:
        return full(self._extended_shape(), nan, dtype=self.probs.dtype, device=self.probs.device)

    mean = variance = property(_undefined, doc="Not defined for indices.")
    mode = property(lambda self: self.probs.argmax(dim=-1))

    def sample(self, sample_shape: Any = ()) -> Any:
        sample_shape = Size(sample_shape)
        rows = self.probs.detach().reshape(-1, self._num_events)
        drawn = multinomial(rows, sample_shape.numel(), True).T
        return drawn.reshape(self._extended_shape(sample_shape))

    def log_prob(self, value: Any) -> Any:
        value = self._checked(value).long().unsqueeze(-1)
        value, logits = broadcast_tensors(value, self.logits)
        return logits.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self) -> Any:
        logits = clamp(self.logits, min=finfo(self.logits.dtype).min)
        return -(logits * self.probs).sum(-1)

    def enumerate_support(self, expand: bool = True) -> Any:
        return self._along_new_dimension(arange(self._num_events, device=self._param.device), expand)
