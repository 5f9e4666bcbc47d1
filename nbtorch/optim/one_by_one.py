"""Optimizers whose parameters are updated one by one, since an update looks at the whole of a parameter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..autograd.modes import enable_grad, no_grad
from .optimizer import Optimizer


class OneByOne(Optimizer):
    """A subclass writes `_update(p, grad, group)`."""

    _update: Callable[[Any, Any, dict[str, Any]], None]

    def step(self, closure: Any = None) -> Any:
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        if p.is_complex():
                            raise RuntimeError(f"{type(self).__name__} does not support complex parameters")
                        self._update(p, p.grad, group)
        return loss
