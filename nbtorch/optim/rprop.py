"""Resilient backpropagation."""

from __future__ import annotations

from typing import Any, ClassVar

from .elementwise import Elementwise
from .settings import check_rate, number


class Rprop(Elementwise):
    """Steps by the signs of gradients only (Riedmiller & Braun, 1993), for full batches.

    A step grows by `etas[1]` while the sign stays, and shrinks by `etas[0]` when it turns.
    """

    late: ClassVar[dict[str, Any]] = {"foreach": None, "maximize": False, "differentiable": False, "capturable": False}

    def __init__(
        self, params: Any, lr: Any = 1e-2, etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50), *, capturable: bool = False, foreach: bool | None = None,
        maximize: bool = False, differentiable: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        if not 0 < etas[0] < 1 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        super().__init__(params, dict(
            lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize, differentiable=differentiable,
            capturable=capturable,
        ))  # fmt: skip

    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        return {"prev": 0.0, "step_size": number(group["lr"])}

    def constants(self, group: dict[str, Any], counters: Any, fresh: bool) -> Any:
        counters[0] += 1

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        before, size = state
        shrink, grow = group["etas"]
        if group["maximize"]:
            grad = math.neg(grad)
        factor = math.by_sign(math.mul(grad, before), grow, shrink)
        math.clamp_(math.mul_(size, factor), *group["step_sizes"])
        grad = math.zeroed(grad, factor, shrink)  # where the sign turned, nothing moves, and the next step starts anew
        math.addcmul_(data, math.sign(grad), size, -1)
        math.copy_(before, grad)
