"""The samples declared with the ops, as test parameters, and how to draw and run them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nbtorch
from nbtorch.autograd.op import REGISTRY


class Case:
    """One op with one sample."""

    def __init__(self, op: Any, sample: Any):
        self.op = op
        self.statics = sample[-1] if sample and isinstance(sample[-1], dict) else {}
        self.inputs = [s for s in sample if not isinstance(s, dict)]
        self.low, self.high = getattr(sample, "low", 0.3), getattr(sample, "high", 1.5)

    def arrays(self, dtype: str = "float64", seed: int = 0) -> list[Any]:
        """One array (or list of arrays, number, None) per input."""
        draw = np.random.default_rng(seed)

        def array(spec: Any) -> Any:
            if isinstance(spec, list):
                return [array(s) for s in spec]
            if isinstance(spec, tuple):
                values = np.asarray(draw.uniform(self.low, self.high, spec))
                return np.asarray(values * 4).astype(dtype) if np.dtype(dtype).kind in "iub" else values.astype(dtype)
            if callable(spec):
                values = np.asarray(spec(draw))
                return values.astype(dtype) if values.dtype.kind == "f" else values
            return spec

        return [array(spec) for spec in self.inputs]

    def tensors(self, module: Any, dtype: str = "float64", grad: bool = True, **options: Any) -> list[Any]:
        """The arrays as tensors of a framework, float ones requiring a gradient."""

        def tensor(value: Any, learns: bool) -> Any:
            if isinstance(value, list):
                return [tensor(v, learns) for v in value]
            if not isinstance(value, np.ndarray):
                return value
            return module.tensor(value, requires_grad=learns and value.dtype.kind == "f", **options)

        fixed = (
            () if self.op.variadic else set(range(len(self.op.arrays))) - set(self.op.promoted)
        )  # class weights and the like
        return [tensor(value, grad and i not in fixed) for i, value in enumerate(self.arrays(dtype))]


def leaves(tensors: list[Any]) -> list[Any]:
    """Those that require a gradient, lists flattened."""
    flat = [t for value in tensors for t in (value if isinstance(value, list) else [value])]
    return [t for t in flat if hasattr(t, "requires_grad") and t.requires_grad]


def outputs(result: Any) -> list[Any]:
    """The tensors of a result."""
    return [t for t in (result if isinstance(result, (tuple, list)) else (result,)) if t is not None]


def cases(keep: Any = lambda op: True) -> list[Any]:
    """Every sample of every op that `keep` accepts, as parameters."""
    return [
        pytest.param(Case(op, sample), id=f"{op.name}-{index}")
        for op in REGISTRY.values()
        if keep(op)
        for index, sample in enumerate(op.samples)
    ]


def host(t: Any) -> Any:
    """The NumPy array of a tensor of any framework."""
    array = getattr(t, "_data", None)
    if array is None:
        return (t.float() if str(t.dtype) == "torch.bfloat16" else t).numpy(force=True)
    array = array.get() if hasattr(array, "get") else array
    return array.astype("float32") if str(array.dtype) == "bfloat16" else array


def weighted(result: Any, module: Any, **options: Any) -> Any:
    """A scalar that depends on every differentiable output, each element with its own weight."""
    total = 0
    for t in outputs(result):
        if t.requires_grad:
            t = module.view_as_real(t) if t.is_complex() else t
            weight = np.random.default_rng(1).uniform(0.5, 1, tuple(t.shape))
            total = total + (t * module.tensor(weight, dtype=t.dtype, **options)).sum()
    return total


__all__ = ["Case", "cases", "host", "leaves", "nbtorch", "outputs", "weighted"]
