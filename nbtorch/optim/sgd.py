"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from .bucket import Bucket
from .optimizer import Optimizer, positive


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum (Polyak, 1964) or Nesterov's (Sutskever et al., 2013)."""

    state_names = ("momentum_buffer",)

    def __init__(
        self, params: Any, lr: Any = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
        nesterov: bool = False, *, maximize: bool = False, foreach: bool | None = None, differentiable: bool = False,
        fused: bool | None = None,
    ):  # fmt: skip
        positive("learning rate", lr)
        positive("momentum value", momentum)
        positive("weight_decay value", weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        super().__init__(params, dict(
            lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
            maximize=maximize, foreach=foreach, differentiable=differentiable, fused=fused,
        ))  # fmt: skip

    def update(self, group: dict[str, Any], xp: Any, step: int, data: Any, grad: Any, state: Any, scratch: Any) -> None:
        change, other = scratch
        if group["maximize"]:
            grad = xp.negative(grad, out=other)
        if group["weight_decay"]:
            xp.multiply(data, group["weight_decay"], out=change)
            grad = xp.add(grad, change, out=other)
        if group["momentum"]:
            (momentum,) = state
            if step == 1:
                momentum[...] = grad
            else:
                xp.multiply(momentum, group["momentum"], out=momentum)
                keep = 1 - group["dampening"]
                xp.add(momentum, grad if keep == 1 else xp.multiply(grad, keep, out=change), out=momentum)
            if group["nesterov"]:
                xp.multiply(momentum, group["momentum"], out=change)
                grad = xp.add(grad, change, out=change)
            else:
                grad = momentum
        xp.multiply(grad, float(group["lr"]), out=change)
        xp.subtract(data, change, out=data)

    def named_state(self, bucket: Bucket, index: int, group: dict[str, Any]) -> dict[str, Any]:
        return bucket.state_of(index) if group["momentum"] else {}

    def _load_one(self, bucket: Bucket, index: int, values: dict[str, Any]) -> None:
        started = values.get("momentum_buffer") is not None
        super()._load_one(bucket, index, {**values, "step": 2 if started else 0})
