"""RMSprop."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_rate, not_below, scalar


class RMSprop(Elementwise):
    """Gradients over the root of their running mean square (Hinton, 2012); `centered` takes the variance instead."""

    late: ClassVar[dict[str, Any]] = {
        "momentum": 0, "centered": False, "foreach": None, "maximize": False, "differentiable": False,
        "capturable": False,
    }  # fmt: skip

    def __init__(
        self, params: Any, lr: Any = 1e-2, alpha: float = 0.99, eps: float = 1e-8, weight_decay: float = 0,
        momentum: float = 0, centered: bool = False, capturable: bool = False, foreach: bool | None = None,
        maximize: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "epsilon value", eps)
        not_below(0, "momentum value", momentum)
        not_below(0, "weight_decay value", weight_decay)
        not_below(0, "alpha value", alpha)
        super().__init__(params, dict(
            lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered, weight_decay=weight_decay,
            capturable=capturable, foreach=foreach, maximize=maximize, differentiable=differentiable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        arrays = {"square_avg": 0.0}
        if group["momentum"] > 0:
            arrays["momentum_buffer"] = 0.0
        if group["centered"]:
            arrays["grad_avg"] = 0.0
        return arrays

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        counters[0] += 1
        return scalar(group["lr"])

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        square, alpha = state[0], group["alpha"]
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            grad = math.add(grad, data, group["weight_decay"])
        math.addcmul_(math.mul_(square, alpha), grad, grad, 1 - alpha)
        if group["centered"]:
            mean = math.lerp_(state[-1], grad, 1 - alpha)
            below = math.sqrt_(math.addcmul(square, mean, mean, -1))
        else:
            below = math.sqrt(square)
        below = math.add_(below, group["eps"])
        if group["momentum"] > 0:
            velocity = math.addcdiv_(math.mul_(state[1], group["momentum"]), grad, below)
            math.add_(data, velocity, -constants)
        else:
            math.addcdiv_(data, grad, below, -constants)
