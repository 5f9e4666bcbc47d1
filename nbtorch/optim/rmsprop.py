"""RMSprop."""

from __future__ import annotations

from typing import Any

from .bucket import Bucket
from .optimizer import Optimizer, positive


class RMSprop(Optimizer):
    """Gradients over the root of their running mean square (Hinton, 2012); `centered` takes the variance instead."""

    state_names = ("square_avg", "momentum_buffer", "grad_avg")

    def __init__(
        self, params: Any, lr: Any = 1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0,
        momentum: float = 0, centered: bool = False, capturable: bool = False, foreach: bool | None = None,
        maximize: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        positive("learning rate", lr)
        positive("epsilon value", eps)
        positive("momentum value", momentum)
        positive("weight_decay value", weight_decay)
        positive("alpha value", alpha)
        super().__init__(params, dict(
            lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered, weight_decay=weight_decay,
            capturable=capturable, foreach=foreach, maximize=maximize, differentiable=differentiable,
        ))  # fmt: skip

    def update(self, group: dict[str, Any], xp: Any, step: int, data: Any, grad: Any, state: Any, scratch: Any) -> None:
        square, momentum, mean = state
        a, b = scratch
        if group["maximize"]:
            grad = xp.negative(grad, out=b)
        if group["weight_decay"]:
            xp.multiply(data, group["weight_decay"], out=a)
            grad = xp.add(grad, a, out=b)
        xp.multiply(square, group["alpha"], out=square)
        xp.multiply(grad, grad, out=a)
        xp.multiply(a, 1 - group["alpha"], out=a)
        xp.add(square, a, out=square)
        if group["centered"]:
            xp.subtract(grad, mean, out=a)
            xp.multiply(a, 1 - group["alpha"], out=a)
            xp.add(mean, a, out=mean)
            xp.multiply(mean, mean, out=a)
            xp.sqrt(xp.subtract(square, a, out=a), out=a)
        else:
            xp.sqrt(square, out=a)
        xp.add(a, group["eps"], out=a)
        change = xp.divide(grad, a, out=a)
        if group["momentum"]:
            xp.multiply(momentum, group["momentum"], out=momentum)
            change = xp.add(momentum, change, out=momentum)
        xp.subtract(data, xp.multiply(change, float(group["lr"]), out=a), out=data)

    def named_state(self, bucket: Bucket, index: int, group: dict[str, Any]) -> dict[str, Any]:
        state = super().named_state(bucket, index, group)
        unused = {"momentum_buffer": not group["momentum"], "grad_avg": not group["centered"]}
        return {name: value for name, value in state.items() if not unused.get(name)}
