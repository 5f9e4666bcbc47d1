"""Adam."""

from __future__ import annotations

from typing import Any, ClassVar

from .._tensor import Tensor
from .elementwise import Elementwise
from .settings import check_betas, check_rate, not_below, scalar


class Adam(Elementwise):
    """Adam (Kingma & Ba, 2015); `amsgrad` keeps the largest second moment (Reddi et al., 2018).

    Weight decay is added to the gradient; `decoupled_weight_decay` shrinks the weights instead (see AdamW).
    """

    late: ClassVar[dict[str, Any]] = {
        "amsgrad": False, "maximize": False, "foreach": None, "capturable": False, "differentiable": False,
        "decoupled_weight_decay": False, "fused": None,
    }  # fmt: skip

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[Any, Any] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: Any = 0, amsgrad: bool = False, *, foreach: bool | None = None, maximize: bool = False,
        capturable: bool = False, differentiable: bool = False, fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ):  # fmt: skip
        apart = foreach and not capturable  # together they take no tensors as settings
        if isinstance(lr, Tensor) and apart:
            raise ValueError("lr as a Tensor is not supported for capturable=False and foreach=True")
        check_rate(lr)
        not_below(0, "epsilon value", eps)
        check_betas(betas)
        not_below(0, "weight_decay value", weight_decay)
        kinds = [Tensor if isinstance(beta, Tensor) else type(beta) for beta in betas]
        if kinds not in ([float, float], [Tensor, Tensor]):
            raise ValueError("betas must be either both floats or both Tensors")
        for i, beta in enumerate(betas):
            if isinstance(beta, Tensor):
                if apart:
                    raise ValueError(f"betas[{i}] as a Tensor is not supported for capturable=False and foreach=True")
                if beta.numel() != 1:
                    raise ValueError(f"Tensor betas[{i}] must be 1-element")
        super().__init__(params, dict(
            lr=lr, betas=tuple([scalar(beta) for beta in betas]), eps=eps, weight_decay=weight_decay, amsgrad=amsgrad,
            maximize=maximize, foreach=foreach, capturable=capturable, differentiable=differentiable, fused=fused,
            decoupled_weight_decay=decoupled_weight_decay,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        arrays = {"exp_avg": 0.0, "exp_avg_sq": 0.0}
        return {**arrays, "max_exp_avg_sq": 0.0} if group["amsgrad"] else arrays

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        (beta1, beta2), lr = group["betas"], scalar(group["lr"])
        counters[0] += 1
        step = counters[0].item()
        return lr, beta1, beta2, lr / (1 - beta1**step), (1 - beta2**step) ** 0.5

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        lr, beta1, beta2, rate, root = constants
        mean, square = state[:2]
        if group["maximize"]:
            grad = math.neg(grad)
        decay = group["weight_decay"]
        if decay != 0:
            if group["decoupled_weight_decay"]:
                math.mul_(data, 1 - lr * decay)
            else:
                grad = math.add(grad, data, decay)
        math.lerp_(mean, grad, 1 - beta1)
        math.addcmul_(math.mul_(square, beta2), grad, grad, 1 - beta2)
        if group["amsgrad"]:
            square = math.maximum_(state[2], square)
        math.rescaled_(data, mean, square, -rate, root, group["eps"])
