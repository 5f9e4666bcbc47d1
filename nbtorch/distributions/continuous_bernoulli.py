"""The continuous Bernoulli distribution (Loaiza-Ganem and Cunningham 2019)."""

from __future__ import annotations

import math
from typing import Any

from .._functions import abs, expm1, le, log, log1p, ones_like, pow, rand, sqrt, where, zeros_like
from ..autograd.modes import no_grad
from ..nn.functional import binary_cross_entropy_with_logits
from . import constraints
from .exp_family import ExponentialFamily
from .odds import Odds
from .utils import broadcast_all, clamp_probs, lazy_property, logits_to_probs

__all__ = ["ContinuousBernoulli"]


class ContinuousBernoulli(Odds, ExponentialFamily):
    """On [0, 1], of density proportional to `probs**x * (1 - probs)**(1 - x)`; series replace it between `lims`."""

    support = constraints.unit_interval
    has_rsample = True
    _mean_carrier_measure = 0
    _batched, _kept = ("probs", "logits", "_param"), ("_lims",)

    def __init__(
        self, probs: Any = None, logits: Any = None, lims: tuple[float, float] = (0.499, 0.501),
        validate_args: bool | None = None,
    ):  # fmt: skip
        batch_shape = self._take(probs, logits)
        if probs is not None:
            if validate_args is not None and not self.arg_constraints["probs"].check(self.probs).all():
                raise ValueError("The parameter probs has invalid values")
            self.probs = self._param = clamp_probs(self.probs)
        self._lims = lims
        super().__init__(batch_shape, validate_args=validate_args)

    @lazy_property
    def probs(self) -> Any:
        """The parameter, away from 0 and 1."""
        return clamp_probs(logits_to_probs(self.logits, is_binary=True))

    def _apart(self) -> Any:
        """Where `probs` is far enough from one half for the formulas."""
        return le(self.probs, self._lims[0]) | (self.probs > self._lims[1])

    def _far_probs(self) -> Any:
        return where(self._apart(), self.probs, self._lims[0] * ones_like(self.probs))

    def _cont_bern_log_norm(self) -> Any:
        probs = self._far_probs()
        below = where(le(probs, 0.5), probs, zeros_like(probs))
        above = where(probs >= 0.5, probs, ones_like(probs))
        scale = log(abs(log1p(-probs) - log(probs)))
        scale = scale - where(le(probs, 0.5), log1p(-2.0 * below), log(2.0 * above - 1.0))
        x = pow(self.probs - 0.5, 2)
        return where(self._apart(), scale, math.log(2.0) + (4.0 / 3.0 + 104.0 / 45.0 * x) * x)

    @property
    def mean(self) -> Any:
        """The mean."""
        probs = self._far_probs()
        far = probs / (2.0 * probs - 1.0) + 1.0 / (log1p(-probs) - log(probs))
        x = self.probs - 0.5
        return where(self._apart(), far, 0.5 + (1.0 / 3.0 + 16.0 / 45.0 * pow(x, 2)) * x)

    stddev = property(lambda self: sqrt(self.variance))

    @property
    def variance(self) -> Any:
        """The variance."""
        probs = self._far_probs()
        far = probs * (probs - 1.0) / pow(1.0 - 2.0 * probs, 2) + 1.0 / pow(log1p(-probs) - log(probs), 2)
        x = pow(self.probs - 0.5, 2)
        return where(self._apart(), far, 1.0 / 12.0 - (1.0 / 15.0 - 128.0 / 945.0 * x) * x)

    def _uniform(self, sample_shape: Any) -> Any:
        return rand(self._extended_shape(sample_shape), dtype=self.probs.dtype, device=self.probs.device)

    def sample(self, sample_shape: Any = ()) -> Any:
        uniform = self._uniform(sample_shape)
        with no_grad():
            return self.icdf(uniform)

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.icdf(self._uniform(sample_shape))

    def log_prob(self, value: Any) -> Any:
        value = self._checked(value)
        logits, value = broadcast_all(self.logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction="none") + self._cont_bern_log_norm()

    def cdf(self, value: Any) -> Any:
        value, probs = self._checked(value), self._far_probs()
        far = (pow(probs, value) * pow(1.0 - probs, 1.0 - value) + probs - 1.0) / (2.0 * probs - 1.0)
        inside = where(self._apart(), far, value)
        return where(le(value, 0.0), zeros_like(value), where(value >= 1.0, ones_like(value), inside))

    def icdf(self, value: Any) -> Any:
        probs = self._far_probs()
        rise = log1p(-probs + value * (2.0 * probs - 1.0)) - log1p(-probs)
        return where(self._apart(), rise / (log(probs) - log1p(-probs)), value)

    def entropy(self) -> Any:
        no, yes = log1p(-self.probs), log(self.probs)
        return self.mean * (no - yes) - self._cont_bern_log_norm() - no

    _natural_params = property(lambda self: (self.logits,))

    def _log_normalizer(self, x: Any) -> Any:
        apart = le(x, self._lims[0] - 0.5) | (x > self._lims[1] - 0.5)
        far = where(apart, x, (self._lims[0] - 0.5) * ones_like(x))
        near = 0.5 * x + pow(x, 2) / 24.0 - pow(x, 4) / 2880.0
        return where(apart, log(abs(expm1(far))) - log(abs(far)), near)
