"""Adagrad."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_rate, not_below, scalar


class Adagrad(Elementwise):
    """Gradients over the root of the sum of their squares so far (Duchi et al., 2011)."""

    late: ClassVar[dict[str, Any]] = {"foreach": None, "maximize": False, "differentiable": False, "fused": None}

    def __init__(
        self, params: Any, lr: Any = 1e-2, lr_decay: float = 0, weight_decay: float = 0,
        initial_accumulator_value: float = 0, eps: float = 1e-10, foreach: bool | None = None, *,
        maximize: bool = False, differentiable: bool = False, fused: bool | None = None,
    ):  # fmt: skip
        check_rate(lr)
        not_below(0, "lr_decay value", lr_decay)
        not_below(0, "weight_decay value", weight_decay)
        not_below(0, "initial_accumulator_value value", initial_accumulator_value)
        not_below(0, "epsilon value", eps)
        super().__init__(params, dict(
            lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value, foreach=foreach, maximize=maximize,
            differentiable=differentiable, fused=fused,
        ))  # fmt: skip
        for group in self.param_groups:  # PyTorch's Adagrad has its state before the first step
            for bucket in self._buckets_of(group):
                if bucket.data is not None:
                    bucket.start(self.state, self.counters, self.arrays(group))
            for p in group["params"]:
                if p not in self.state:
                    self.state[p] = self.new_state(p, self.arrays(group))

    def share_memory(self) -> None:
        """Nothing to do: threads share all memory, and there are no other processes to share it with."""

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"sum": self.defaults["initial_accumulator_value"]}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        counters[0] += 1
        return scalar(group["lr"]) / (1 + (counters[0].item() - 1) * group["lr_decay"])

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        (total,) = state
        if group["maximize"]:
            grad = math.neg(grad)
        if group["weight_decay"] != 0:
            grad = math.add(grad, data, group["weight_decay"])
        math.addcmul_(total, grad, grad)
        math.addcdiv_(data, grad, math.add_(math.sqrt(total), group["eps"]), -constants)
