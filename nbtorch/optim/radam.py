"""RAdam."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_betas, check_rate, not_below, scalar


class RAdam(Elementwise):
    """Adam with a rectified variance (Liu et al., 2020): plain momentum until the second moment can be trusted."""

    late: ClassVar[dict[str, Any]] = {
        "foreach": None, "maximize": False, "differentiable": False, "decoupled_weight_decay": False,
        "capturable": False,
    }  # fmt: skip

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 0, decoupled_weight_decay: bool = False, *, foreach: bool | None = None,
        maximize: bool = False, capturable: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "epsilon value", eps)
        check_betas(betas)
        not_below(0, "weight_decay value", weight_decay)
        super().__init__(params, dict(
            lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach,
            capturable=capturable, decoupled_weight_decay=decoupled_weight_decay, differentiable=differentiable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"exp_avg": 0.0, "exp_avg_sq": 0.0}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        (beta1, beta2), lr = group["betas"], scalar(group["lr"])
        counters[0] += 1
        step = counters[0].item()
        rest = 1 - beta2**step
        longest = 2 / (1 - beta2) - 1  # rho of the paper, the length of the average, in the end and by now
        length = longest - 2 * step * beta2**step / rest
        rectified = None
        if length > 5.0:
            rectified = (
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
            ) ** 0.5  # fmt: skip
        return lr, 1 - beta1**step, rest**0.5, rectified

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        lr, correction, root, rectified = constants
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
        change = math.mul_(math.div(mean, correction), lr)
        if rectified is not None:
            adapted = math.over_(math.add_(math.sqrt(square), group["eps"]), root)
            change = math.mul_(math.mul_(change, adapted), rectified)
        math.add_(data, change, -1)
