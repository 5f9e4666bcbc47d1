"""Muon."""

from __future__ import annotations

import math
from typing import Any

from .. import _functions as F
from .._tensor import Tensor
from .one_by_one import OneByOne
from .settings import scalar


class Muon(OneByOne):
    """Momentum whose matrices are made orthogonal by Newton-Schulz steps in bfloat16 (Jordan, 2024), for 2D weights.

    `adjust_lr_fn` fits the rate to the shape: 'original', or 'match_rms_adamw' (Liu et al., 2025).
    """

    def __init__(
        self, params: Any, lr: Any = 1e-3, weight_decay: float = 0.1, momentum: float = 0.95, nesterov: bool = True,
        ns_coefficients: tuple[float, float, float] = (3.4445, -4.7750, 2.0315), eps: float = 1e-7, ns_steps: int = 5,
        adjust_lr_fn: str | None = None,
    ):  # fmt: skip
        if isinstance(lr, Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        for name, value in (("Learning rate", lr), ("momentum", momentum), ("weight decay", weight_decay)):
            if not value >= 0.0:
                raise ValueError(f"{name} should be >= 0 but is: {value}")
        if adjust_lr_fn not in (None, "original", "match_rms_adamw"):
            raise ValueError(f"Adjust learning rate function {adjust_lr_fn} is not supported")
        super().__init__(params, dict(
            lr=lr, weight_decay=weight_decay, momentum=momentum, nesterov=nesterov, ns_coefficients=ns_coefficients,
            eps=eps, ns_steps=ns_steps, adjust_lr_fn=adjust_lr_fn,
        ))  # fmt: skip
        for group in self.param_groups:
            for p in group["params"]:
                if p.ndim != 2:
                    raise ValueError(
                        f"Muon only supports 2D parameters whereas we found a parameter with size: {p.size()}"
                    )

    def _update(self, p: Any, grad: Any, group: dict[str, Any]) -> None:
        state, lr, momentum = self.state[p], scalar(group["lr"]), group["momentum"]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = F.zeros_like(grad)
        mean = state["momentum_buffer"].lerp_(grad, 1 - momentum)
        change = grad.lerp(mean, momentum) if group["nesterov"] else mean
        change = orthogonal(change, group["ns_coefficients"], group["ns_steps"], group["eps"])
        rows, columns = p.shape
        if group["adjust_lr_fn"] == "match_rms_adamw":
            fit = 0.2 * math.sqrt(max(rows, columns))
        else:
            fit = math.sqrt(max(1, rows / columns))
        p.mul_(1 - lr * group["weight_decay"])
        p.add_(change, alpha=float(-lr * fit))


def orthogonal(matrix: Any, coefficients: tuple[float, float, float], steps: int, eps: float) -> Any:
    """About the nearest matrix with orthogonal rows or columns, in bfloat16: `(M, N) -> (M, N)`.

    Each step takes an odd polynomial of the singular values, which drives them towards 1.
    """
    if steps >= 100:
        raise ValueError("Number of steps must be less than 100 for computational efficiency")
    if len(coefficients) != 3:
        raise ValueError("Coefficients must be a tuple of exactly 3 values")
    a, b, c = coefficients
    tall = matrix.size(0) > matrix.size(1)
    x = matrix.bfloat16()
    if tall:
        x = x.T
    x = x / x.norm().clamp(min=eps)
    for _ in range(steps):
        gram = x @ x.T
        x = F.addmm(x, F.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.T if tall else x
