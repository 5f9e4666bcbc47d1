"""Adadelta."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_rate, not_below, scalar


class Adadelta(Elementwise):
    """Steps in the units of the parameters: as long as the last ones, by root mean square (Zeiler, 2012)."""

    late: ClassVar[dict[str, Any]] = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}
    capturable_devices: tuple[str, ...] = ("cuda", "xpu", "hpu", "privateuseone")

    def __init__(
        self, params: Any, lr: Any = 1.0, rho: float = 0.9, eps: float = 1e-6, weight_decay: float = 0,
        foreach: bool | None = None, *, capturable: bool = False, maximize: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        if not 0 <= rho <= 1:
            raise ValueError(f"Invalid rho value: {rho}")
        not_below(0, "epsilon value", eps)
        not_below(0, "weight_decay value", weight_decay)
        super().__init__(params, dict(
            lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, capturable=capturable,
            foreach=foreach, differentiable=differentiable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"square_avg": 0.0, "acc_delta": 0.0}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        counters[0] += 1
        return scalar(group["lr"])

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        square, moved = state
        rho, eps = group["rho"], group["eps"]
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            grad = math.add(grad, data, group["weight_decay"])
        math.addcmul_(math.mul_(square, rho), grad, grad, 1 - rho)
        below = math.sqrt_(math.add(square, eps))
        change = math.mul_(math.div_(math.sqrt_(math.add(moved, eps)), below), grad)
        math.addcmul_(math.mul_(moved, rho), change, change, 1 - rho)
        math.add_(data, change, -constants)
