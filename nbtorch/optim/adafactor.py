"""Adafactor."""

from __future__ import annotations

from typing import Any

import numpy

from .. import _functions as F
from .._tensor import Tensor
from ..backend.limits import finfo
from .bucket import counter_kind
from .one_by_one import OneByOne
from .settings import check_rate, scalar


class Adafactor(OneByOne):
    """Second moments of matrices as a row times a column (Shazeer & Stern, 2018), and steps relative to the weights."""

    def __init__(
        self, params: Any, lr: Any = 1e-2, beta2_decay: float = -0.8, eps: tuple[float | None, float] = (None, 1e-3),
        d: float = 1.0, weight_decay: float = 0.0, *, foreach: bool | None = None, maximize: bool = False,
    ):  # fmt: skip
        if isinstance(lr, Tensor):
            check_rate(F.zeros_like(lr))
        for good, text in (
            (lr >= 0.0, f"Learning rate should be >= 0 but is: {lr}"),
            (beta2_decay <= 0.0, f"beta2_decay should be <= 0 but is: {beta2_decay}"),
            (eps[0] is None or eps[0] >= 0.0, f"epsilon1 should be >= 0 but is: {eps[0]}"),
            (eps[1] >= 0.0, f"epsilon2 should be >= 0 but is: {eps[1]}"),
            (d >= 1.0, f"Clipping threshold d should be >= 1 but is: {d}"),
            (weight_decay >= 0.0, f"weight_decay should be >= 0 but is: {weight_decay}"),
        ):
            if not good:
                raise ValueError(text)
        super().__init__(params, dict(
            lr=lr, beta2_decay=beta2_decay, eps=eps, d=d, weight_decay=weight_decay, foreach=foreach, maximize=maximize,
        ))  # fmt: skip

    def _state_of(self, p: Any, grad: Any) -> dict[str, Any]:
        state: dict[str, Any] = self.state[p]
        if not state:
            state["step"] = Tensor(numpy.array(0.0, counter_kind()), None)
            if grad.dim() > 1:
                shape = list(grad.shape)
                state["row_var"] = grad.new_zeros([*shape[:-1], 1])
                state["col_var"] = grad.new_zeros([*shape[:-2], 1, shape[-1]])
            else:
                state["variance"] = F.zeros_like(grad)
        return state

    def _update(self, p: Any, grad: Any, group: dict[str, Any]) -> None:
        state, lr = self._state_of(p, grad), scalar(group["lr"])
        if group["maximize"]:
            grad = -grad
        least, least_rms = group["eps"]
        if least is None:
            least = finfo(p.dtype).eps
        state["step"] += 1
        step = state["step"].item()
        new = step ** group["beta2_decay"]  # the share of the new gradient in the second moment
        rate = max(least_rms, p.norm(2).item() / p.numel() ** 0.5) * min(lr, 1 / step**0.5)
        if group["weight_decay"] != 0:
            p.mul_(1 - lr * group["weight_decay"])
        if grad.dim() > 1:
            for name, dim in (("row_var", -1), ("col_var", -2)):
                mean = F.norm(grad, dim=dim, keepdim=True).square_().div_(grad.size(dim))
                state[name].lerp_(mean, new)
            rows = state["row_var"]
            square = (rows @ state["col_var"]).div_(rows.mean(dim=-2, keepdim=True).clamp_(min=least))
        else:
            square = state["variance"].lerp_(grad * grad, new).clone()
        change = square.clamp_(min=least * least).rsqrt_().mul_(grad)
        over = max(1.0, change.norm(2).item() / (change.numel() ** 0.5 * group["d"]))
        p.add_(change, alpha=float(-rate / over))

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            for p in group["params"]:
                entry = self.state.get(p, {})
                if entry and not isinstance(entry["step"], Tensor):
                    entry["step"] = Tensor(numpy.array(entry["step"], counter_kind()), None)
