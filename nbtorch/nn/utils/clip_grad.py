"""Keeping gradients small."""

from __future__ import annotations

import inspect
import math
import warnings
from typing import Any

from ..._functions import stack, tensor
from ...autograd.modes import no_grad
from ...linalg import vector_norm


def _gradients(parameters: Any, looked_at: bool = False) -> list[Any]:
    if hasattr(parameters, "_node"):
        parameters = [parameters]
    elif looked_at and inspect.isgenerator(parameters):
        parameters = list(parameters)
        if not parameters:
            warnings.warn("`parameters` is an empty generator, no gradient clipping will occur.", stacklevel=4)
    return [p.grad for p in parameters if p.grad is not None]


@no_grad()
def get_total_norm(
    tensors: Any, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach: bool | None = None
) -> Any:
    """The norm of all tensors together, as if they were one vector."""
    tensors = [tensors] if hasattr(tensors, "_node") else list(tensors)
    norm_type = float(norm_type)
    if not tensors:
        return tensor(0.0)
    device = tensors[0].device
    norms = [vector_norm(t, norm_type) for t in tensors]
    total = vector_norm(stack([n if n.device == device else n.to(device) for n in norms]), norm_type)
    if error_if_nonfinite and not math.isfinite(total.item()):
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be "
            "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
            "`error_if_nonfinite=False`"
        )
    return total


def clip_grads_with_norm_(parameters: Any, max_norm: float, total_norm: Any, foreach: bool | None = None) -> None:
    """Scale the gradients, whose total norm is `total_norm`, so that it is at most `max_norm`."""
    _scale(_gradients(parameters), max_norm, total_norm)


@no_grad()
def _scale(gradients: list[Any], max_norm: float, total: Any) -> None:
    if not gradients:
        return
    scale = (float(max_norm) / (total + 1e-6)).clamp(max=1.0)
    for g in gradients:
        g.mul_(scale if g.device == scale.device else scale.to(g.device))


def clip_grad_norm_(
    parameters: Any, max_norm: float, norm_type: float = 2.0, error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Any:  # fmt: skip
    """Scale the gradients so that their total norm is at most `max_norm`; returns the norm before."""
    found = _gradients(parameters, looked_at=True)
    total = get_total_norm(found, norm_type, error_if_nonfinite)
    _scale(found, max_norm, total)
    return total


def clip_grad_norm(
    parameters: Any, max_norm: float, norm_type: float = 2.0, error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Any:  # fmt: skip
    """The old name of `clip_grad_norm_`."""
    warnings.warn(
        "`torch.nn.utils.clip_grad_norm` is now deprecated in favor of `torch.nn.utils.clip_grad_norm_`.",
        FutureWarning,
        stacklevel=2,
    )
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite, foreach)


@no_grad()
def clip_grad_value_(parameters: Any, clip_value: float, foreach: bool | None = None) -> None:
    """Keep every gradient element within ±`clip_value`."""
    limit = float(clip_value)
    for g in _gradients(parameters):
        g.clamp_(-limit, limit)
