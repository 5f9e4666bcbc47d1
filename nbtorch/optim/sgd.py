"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_rate, scalar


class SGD(Elementwise):
    """Stochastic gradient descent, with momentum (Polyak, 1964) or Nesterov's (Sutskever et al., 2013)."""

    counters: ClassVar[dict[str, float]] = {}
    late: ClassVar[dict[str, Any]] = {
        "nesterov": False,
        "maximize": False,
        "foreach": None,
        "differentiable": False,
        "fused": False,
    }

    def __init__(
        self, params: Any, lr: Any = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: Any = 0,
        nesterov: bool = False, *, maximize: bool = False, foreach: bool | None = None, differentiable: bool = False,
        fused: bool | None = None,
    ):  # fmt: skip
        check_rate(lr)
        for name, value in (("momentum", momentum), ("weight_decay", weight_decay)):
            if value < 0:
                raise ValueError(f"Invalid {name} value: {value}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        super().__init__(params, dict(
            lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
            maximize=maximize, foreach=foreach, differentiable=differentiable, fused=fused,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"momentum_buffer": 0.0} if group["momentum"] != 0 else {}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        return scalar(group["lr"]), fresh

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        lr, fresh = constants
        if group["maximize"]:
            grad = math.neg(grad)
        if not is_zero(group["weight_decay"]):
            grad = math.add(grad, data, group["weight_decay"])
        if state:
            (velocity,) = state
            if fresh:
                math.copy_(velocity, grad)
            else:
                math.add_(math.mul_(velocity, group["momentum"]), grad, 1 - group["dampening"])
            grad = math.add(grad, velocity, group["momentum"]) if group["nesterov"] else velocity
        math.add_(data, grad, -lr)


def is_zero(value: Any) -> bool:
    """Whether a setting is the number 0; a tensor that gradients flow to is not."""
    return bool(value == 0)
