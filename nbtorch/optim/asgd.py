"""Averaged stochastic gradient descent."""

from __future__ import annotations

from typing import Any, ClassVar

from .bucket import counter_kind
from .elementwise import Elementwise
from .settings import check_rate, not_below, scalar


class ASGD(Elementwise):
    """Stochastic gradient descent whose iterates are averaged (Polyak & Juditsky, 1992), after `t0` steps."""

    counters: ClassVar[dict[str, float]] = {"step": 0.0, "eta": 0.0, "mu": 1.0}
    late: ClassVar[dict[str, Any]] = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}
    capturable_state = "params, mus, etas, and state_steps"

    def __init__(
        self, params: Any, lr: Any = 1e-2, lambd: float = 1e-4, alpha: float = 0.75, t0: float = 1e6,
        weight_decay: float = 0, foreach: bool | None = None, maximize: bool = False, differentiable: bool = False,
        capturable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "weight_decay value", weight_decay)
        super().__init__(params, dict(
            lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach, maximize=maximize,
            differentiable=differentiable, capturable=capturable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"ax": 0.0}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        lr, lambd = float(scalar(group["lr"])), group["lambd"]
        if fresh:
            counters[1] = type(counters[1])(lr)
        counters[0] += 1
        step, eta, mu = [count.item() for count in counters]
        rounded = counter_kind()  # also where a checkpoint brought another dtype, as in PyTorch
        counters[1] = rounded(lr / (1 + lambd * lr * step) ** group["alpha"])
        counters[2] = rounded(1 / max(1, step - group["t0"]))
        return eta, mu

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        eta, mu = constants
        (average,) = state
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            grad = math.add(grad, data, group["weight_decay"])
        math.add_(math.mul_(data, 1 - group["lambd"] * eta), grad, -eta)
        if mu == 1:
            math.copy_(average, data)
        else:
            math.add_(average, math.mul_(math.add(data, average, -1), mu))
