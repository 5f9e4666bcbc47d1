"""SparseAdam."""

from __future__ import annotations

from typing import Any

from ..autograd.modes import enable_grad
from .optimizer import Optimizer
from .settings import check_betas, check_rate


class SparseAdam(Optimizer):
    """Adam for sparse gradients only, as in PyTorch; there are none yet, so that a step refuses what it gets."""

    def __init__(
        self, params: Any, lr: Any = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        maximize: bool = False,
    ):  # fmt: skip
        check_rate(lr)
        for name, value in (("learning rate", lr), ("epsilon value", eps)):
            if not value > 0.0:
                raise ValueError(f"Invalid {name}: {value}")
        check_betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))
        found = [
            [i, j]
            for i, group in enumerate(self.param_groups)
            for j, p in enumerate(group["params"])
            if p.is_complex()
        ]  # fmt: skip
        if found:
            raise ValueError(f"Complex params at indices {found}: SparseAdam does not support complex parameters")

    def step(self, closure: Any = None) -> Any:
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        if any([p.grad is not None for group in self.param_groups for p in group["params"]]):
            raise RuntimeError("SparseAdam does not support dense gradients, please consider Adam instead")
        return loss
