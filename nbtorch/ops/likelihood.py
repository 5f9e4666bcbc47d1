"""Minus the logarithm of a likelihood: the Poisson and the normal distribution."""

from __future__ import annotations

import math

from ..autograd.errors import no_cast
from ..autograd.modes import no_grad
from ..autograd.op import composed
from ..backend import dtype as dtypes
from .compare import where
from .loss import legacy, summarised


@composed(method=False, function=False)
def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
):
    """`exp(input) - target * input`, for counts `target` of the rate `exp(input)`; `full` adds Stirling's `log(n!)`."""
    reduction = legacy(reduction, size_average, reduce)
    loss = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        loss = loss + where(target > 1, stirling, 0.0)
    return summarised(loss, reduction)


def _variances(input, var):
    """`var` so that it broadcasts against `input`: one per element, per vector, or one for all."""
    shape, given = tuple(input.shape), tuple(var.shape)
    if shape == given:
        return var
    if shape[:-1] == given:
        return var.unsqueeze(-1)
    if len(shape) == len(given) and sum([a != b for a, b in zip(shape, given, strict=True)]) == 1 and 1 in [
        b for a, b in zip(shape, given, strict=True) if a != b
    ]:  # fmt: skip
        return var
    raise ValueError("var is of incorrect size")


@composed(method=False, function=False)
def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """`(log(var) + (input - target) ** 2 / var) / 2`, the variance held above `eps` (Nix & Weigend, 1994)."""
    if isinstance(var, float):
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = input.new_full(input.shape, var)
    elif (var < 0).any():
        raise ValueError("var has negative entry/entries")
    var = _variances(input, var)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    if var._data.dtype.kind in "biu":
        raise no_cast(dtypes.float32.array, var._data.dtype)
    held = var.clone()
    with no_grad():  # the bound does not change the gradient
        held.clamp_min_(eps)
    loss = 0.5 * (held.log() + (input - target).square() / held)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return summarised(loss, reduction)
