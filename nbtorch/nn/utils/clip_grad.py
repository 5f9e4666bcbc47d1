"""Keeping gradients small."""

from __future__ import annotations

import math
from typing import Any

from ..._functions import stack
from ...autograd.modes import no_grad


def _with_gradients(parameters: Any) -> list[Any]:
    parameters = [parameters] if hasattr(parameters, "_node") else list(parameters)
    return [p for p in parameters if p.grad is not None]


def get_total_norm(
    tensors: Any, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach: bool | None = None
) -> Any:
    """The norm of all tensors together, as if they were one vector."""
    tensors = [tensors] if hasattr(tensors, "_node") else list(tensors)
    if not tensors:
        from ..._functions import tensor

        return tensor(0.0)
    with no_grad():
        norms = stack([t.detach().norm(norm_type).to(tensors[0].device) for t in tensors])
        total = norms.max() if norm_type == math.inf else norms.norm(norm_type)
    if error_if_nonfinite and not math.isfinite(total.item()):
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be "
            "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
            "`error_if_nonfinite=False`"
        )
    return total


def clip_grad_norm_(
    parameters: Any, max_norm: float, norm_type: float = 2.0, error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Any:  # fmt: skip
    """Scale the gradients so that their total norm is at most `max_norm`; returns the norm before."""
    found = _with_gradients(parameters)
    total = get_total_norm([p.grad for p in found], float(norm_type), error_if_nonfinite)
    with no_grad():
        scale = (float(max_norm) / (total + 1e-6)).clamp(max=1.0)
        for p in found:
            p.grad.mul_(scale.to(p.grad.device))
    return total


def clip_grad_value_(parameters: Any, clip_value: float, foreach: bool | None = None) -> None:
    """Keep every gradient element within ±`clip_value`."""
    with no_grad():
        for p in _with_gradients(parameters):
            p.grad.clamp_(-float(clip_value), float(clip_value))
