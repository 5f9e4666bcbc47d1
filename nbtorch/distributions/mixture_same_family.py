"""Mixtures of distributions of one family."""

from __future__ import annotations

from typing import Any, ClassVar

from .._functions import gather, log_softmax, logsumexp
from .._size import Size
from ..autograd.modes import no_grad
from . import constraints
from .categorical import Categorical
from .distribution import Distribution

__all__ = ["MixtureSameFamily"]


class MixtureSameFamily(Distribution):
    """A component, the last batch dimension of `component_distribution`, chosen by `mixture_distribution`."""

    arg_constraints: ClassVar[Any] = {}

    def __init__(self, mixture_distribution: Any, component_distribution: Any, validate_args: bool | None = None):
        if not isinstance(mixture_distribution, Categorical):
            raise ValueError(
                " The Mixture distribution needs to be an  instance of torch.distributions.Categorical"
            )
        if not isinstance(component_distribution, Distribution):
            raise ValueError(
                "The Component distribution needs to be an instance of torch.distributions.Distribution"
            )
        wanted, batch = mixture_distribution.batch_shape, component_distribution.batch_shape[:-1]
        for size, other in zip(reversed(wanted), reversed(batch), strict=False):
            if size not in (1, other) and other != 1:
                raise ValueError(
                    f"`mixture_distribution.batch_shape` ({wanted}) is not compatible with "
                    f"`component_distribution.batch_shape`({batch})"
                )
        chosen, given = mixture_distribution.logits.shape[-1], component_distribution.batch_shape[-1]
        if chosen != given:
            raise ValueError(
                f"`mixture_distribution component` ({chosen}) does not equal "
                f"`component_distribution.batch_shape[-1]` ({given})"
            )
        self._mixture_distribution, self._component_distribution = mixture_distribution, component_distribution
        self._num_component, self._event_ndims = chosen, len(component_distribution.event_shape)
        super().__init__(batch, component_distribution.event_shape, validate_args=validate_args)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        new = self._get_checked_instance(MixtureSameFamily, _instance)
        batch_shape = Size(batch_shape)
        new._component_distribution = self._component_distribution.expand((*batch_shape, self._num_component))
        new._mixture_distribution = self._mixture_distribution.expand(batch_shape)
        new._num_component, new._event_ndims = self._num_component, self._event_ndims
        Distribution.__init__(new, batch_shape, self._event_shape, validate_args=False)
        new._validate_args = self._validate_args
        return new

    @constraints.dependent_property
    def support(self) -> Any:
        """What all components allow."""
        return constraints.MixtureSameFamilyConstraint(self._component_distribution.support)

    mixture_distribution = property(lambda self: self._mixture_distribution, doc="What chooses a component.")
    component_distribution = property(lambda self: self._component_distribution, doc="The components.")

    def _weights(self) -> Any:
        """The components' probabilities, with dimensions for the batch and the event."""
        probs, mixture = self._mixture_distribution.probs, len(self._mixture_distribution.batch_shape)
        missing = 0 if mixture == 1 else len(self._batch_shape) - mixture
        shape = probs.shape
        return probs.reshape(shape[:-1] + (1,) * missing + shape[-1:] + (1,) * self._event_ndims)

    def _pad(self, value: Any) -> Any:
        return value.unsqueeze(-1 - self._event_ndims)

    def _average(self, value: Any) -> Any:
        return (self._weights() * value).sum(-1 - self._event_ndims)

    mean = property(lambda self: self._average(self.component_distribution.mean))

    @property
    def variance(self) -> Any:
        """The mean of the variances plus the variance of the means."""
        apart = (self.component_distribution.mean - self._pad(self.mean)).pow(2.0)
        return self._average(self.component_distribution.variance) + self._average(apart)

    def cdf(self, x: Any) -> Any:
        return (self.component_distribution.cdf(self._pad(x)) * self.mixture_distribution.probs).sum(-1)

    def log_prob(self, x: Any) -> Any:
        each = self.component_distribution.log_prob(self._pad(self._checked(x)))
        return logsumexp(each + log_softmax(self.mixture_distribution.logits, dim=-1), dim=-1)

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            dim = len(sample_shape) + len(self._batch_shape)
            chosen = self.mixture_distribution.sample(sample_shape)
            drawn = self.component_distribution.sample(sample_shape)
            index = chosen.reshape(chosen.shape + (1,) * (self._event_ndims + 1))
            index = index.expand(*chosen.shape, 1, *self._event_shape)
            return gather(drawn, dim, index).squeeze(dim)

    def __repr__(self) -> str:
        return f"MixtureSameFamily(\n  {self.mixture_distribution},\n  {self.component_distribution})"
