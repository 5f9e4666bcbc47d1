"""Gradients of complex numbers: PyTorch's are conjugated, and a rule written for real numbers need not know."""

from __future__ import annotations

from typing import Any

conj: Any = None  # the op, set by nbtorch.ops.complexes


class Conjugated:
    """`op` recorded on complex numbers.

    For a function with a complex derivative `f'`, PyTorch's gradient is `g * conj(f')`: the rule's `g * f'` between two
    conjugations. Functions without one (`abs`, `angle`, `real`...) declare `conjugates` and do it in their rules.
    """

    def __init__(self, op: Any):
        self.op = op
        self.name, self.saves, self.arrays, self.results = op.name, op.saves, op.arrays, op.results
        self.outputs, self.variadic, self.picks, self.grad_name = op.outputs, op.variadic, op.picks, op.grad_name
        self.whole = op.whole

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        g = [None if p is None else conj(p) for p in g] if isinstance(g, list) else conj(g)
        return [None if p is None else conj(p) for p in self.op.backward(g, saved, node)]
