"""NAdam."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_betas, check_rate, not_below, scalar


class NAdam(Elementwise):
    """Adam with Nesterov momentum (Dozat, 2016); `momentum_decay` is psi of its momentum schedule."""

    counters: ClassVar[dict[str, float]] = {"step": 0.0, "mu_product": 1.0}
    late: ClassVar[dict[str, Any]] = {
        "maximize": False, "foreach": None, "capturable": False, "differentiable": False,
        "decoupled_weight_decay": False,
    }  # fmt: skip
    capturable_state = "params, mu_products and state_steps"

    def __init__(
        self, params: Any, lr: Any = 2e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 0, momentum_decay: float = 4e-3, decoupled_weight_decay: bool = False, *,
        foreach: bool | None = None, maximize: bool = False, capturable: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "epsilon value", eps)
        check_betas(betas)
        not_below(0, "weight_decay value", weight_decay)
        not_below(0, "momentum_decay value", momentum_decay)
        super().__init__(params, dict(
            lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay,
            decoupled_weight_decay=decoupled_weight_decay, maximize=maximize, foreach=foreach, capturable=capturable,
            differentiable=differentiable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"exp_avg": 0.0, "exp_avg_sq": 0.0}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        (beta1, beta2), lr, decay = group["betas"], scalar(group["lr"]), group["momentum_decay"]
        counters[0] += 1
        step = counters[0].item()
        now, following = [beta1 * (1.0 - 0.5 * 0.96 ** (n * decay)) for n in (step, step + 1)]
        counters[1] *= now
        product = counters[1].item()
        return lr, 1 - beta2**step, lr * (1.0 - now) / (1.0 - product), lr * following / (1.0 - product * following)

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        lr, correction, by_grad, by_mean = constants
        mean, square = state
        beta1, beta2 = group["betas"]
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            if group["decoupled_weight_decay"]:
                math.mul_(data, 1 - lr * group["weight_decay"])
            else:
                grad = math.add(grad, data, group["weight_decay"])
        math.lerp_(mean, grad, 1 - beta1)
        math.addcmul_(math.mul_(square, beta2), grad, grad, 1 - beta2)
        below = math.add_(math.sqrt_(math.div(square, correction)), group["eps"])
        math.addcdiv_(data, grad, below, -by_grad)
        math.addcdiv_(data, mean, below, -by_mean)
