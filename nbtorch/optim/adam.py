"""Adam and AdamW."""

from __future__ import annotations

from math import sqrt
from typing import Any

from .optimizer import Optimizer, positive


class Adam(Optimizer):
    """Adam (Kingma & Ba, 2015); `amsgrad` keeps the largest second moment (Reddi et al., 2018).

    Weight decay is added to the gradient; `decoupled_weight_decay` shrinks the weights instead (see AdamW).
    """

    state_names: tuple[str, ...] = ("exp_avg", "exp_avg_sq", "max_exp_avg_sq")

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 0, amsgrad: bool = False, *, foreach: bool | None = None, maximize: bool = False,
        capturable: bool = False, differentiable: bool = False, fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ):  # fmt: skip
        positive("learning rate", lr)
        positive("epsilon value", eps)
        for i, beta in enumerate(betas):
            if not 0 <= beta < 1:
                raise ValueError(f"Invalid beta parameter at index {i}: {beta}")
        positive("weight_decay value", weight_decay)
        if not amsgrad:
            self.state_names = type(self).state_names[:2]
        super().__init__(params, dict(
            lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize, foreach=foreach,
            capturable=capturable, differentiable=differentiable, fused=fused,
            decoupled_weight_decay=decoupled_weight_decay,
        ))  # fmt: skip

    def update(self, group: dict[str, Any], xp: Any, step: int, data: Any, grad: Any, state: Any, scratch: Any) -> None:
        first, second, *largest = state
        a, b = scratch
        (beta1, beta2), lr = group["betas"], float(group["lr"])
        if group["maximize"]:
            grad = xp.negative(grad, out=b)
        if group["weight_decay"]:
            if group["decoupled_weight_decay"]:
                xp.multiply(data, 1 - lr * group["weight_decay"], out=data)
            else:
                xp.multiply(data, group["weight_decay"], out=a)
                grad = xp.add(grad, a, out=b)
        xp.subtract(grad, first, out=a)
        xp.multiply(a, 1 - beta1, out=a)
        xp.add(first, a, out=first)
        xp.multiply(grad, grad, out=a)
        xp.multiply(a, 1 - beta2, out=a)
        xp.multiply(second, beta2, out=second)
        xp.add(second, a, out=second)
        if largest:
            second = xp.maximum(largest[0], second, out=largest[0])
        xp.sqrt(second, out=a)
        xp.multiply(a, 1 / sqrt(1 - beta2**step), out=a)
        xp.add(a, group["eps"], out=a)
        xp.divide(first, a, out=a)
        xp.multiply(a, lr / (1 - beta1**step), out=a)
        xp.subtract(data, a, out=data)


class AdamW(Adam):
    """Adam with decoupled weight decay (Loshchilov & Hutter, 2019)."""

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 1e-2, amsgrad: bool = False, *, maximize: bool = False, foreach: bool | None = None,
        capturable: bool = False, differentiable: bool = False, fused: bool | None = None,
    ):  # fmt: skip
        super().__init__(
            params, lr, betas, eps, weight_decay, amsgrad, foreach=foreach, maximize=maximize, capturable=capturable,
            differentiable=differentiable, fused=fused, decoupled_weight_decay=True,
        )  # fmt: skip
