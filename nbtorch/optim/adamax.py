"""Adamax."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_betas, check_rate, not_below, scalar


class Adamax(Elementwise):
    """Adam with the infinity norm in the place of the second moment (Kingma & Ba, 2015, section 7.1)."""

    late: ClassVar[dict[str, Any]] = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}

    def __init__(
        self, params: Any, lr: Any = 2e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 0, foreach: bool | None = None, *, maximize: bool = False, differentiable: bool = False,
        capturable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "epsilon value", eps)
        check_betas(betas)
        not_below(0, "weight_decay value", weight_decay)
        super().__init__(params, dict(
            lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize,
            differentiable=differentiable, capturable=capturable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"exp_avg": 0.0, "exp_inf": 0.0}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        counters[0] += 1
        return scalar(group["lr"]) / (1 - group["betas"][0] ** counters[0].item())

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        mean, largest = state
        beta1, beta2 = group["betas"]
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            grad = math.add(grad, data, group["weight_decay"])
        math.lerp_(mean, grad, 1 - beta1)
        math.maximum_(math.mul_(largest, beta2), math.add_(math.abs(grad), group["eps"]))
        math.addcdiv_(data, mean, largest, -constants)
