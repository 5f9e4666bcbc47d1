"""One line of code run on both frameworks: do they end alike?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from cases import host, weighted

import nbtorch


def drawn(shape: Any, seed: int, dtype: str = "float64") -> Any:
    """Numbers with three digits, so that no two frameworks round them apart."""
    draw = np.random.default_rng(seed)
    if dtype == "bool":
        return draw.random(shape) > 0.5
    values = draw.integers(-999, 999, shape) / 500
    return (values * 3).astype(dtype) if np.dtype(dtype).kind in "iu" else values.astype(dtype)


def names(module: Any, grad: bool, dtype: str) -> dict[str, Any]:
    """What an expression may name: floats x y (3, 4), b (2, 3, 4), v w (4,), s (), m n (4, 4), integers i k q, a mask."""
    shapes = {
        "x": (3, 4),
        "y": (3, 4),
        "b": (2, 3, 4),
        "v": (4,),
        "w": (4,),
        "s": (),
        "m": (4, 4),
        "n": (4, 4),
        "e": (0, 4),
    }
    made: dict[str, Any] = {"T": module, "np": np, "inf": float("inf")}
    for seed, (name, shape) in enumerate(shapes.items()):
        made[name] = module.tensor(drawn(shape, seed, dtype), requires_grad=grad and np.dtype(dtype).kind == "f")
    made["i"] = module.tensor(np.array([2, 0, 2]))
    made["k"] = module.tensor(np.array([[0, 3], [1, 1], [2, 0]]))
    made["mask"] = module.tensor(drawn((3, 4), 7, "bool"))
    made["q"] = module.arange(12).reshape(3, 4)
    return made


def flat(result: Any) -> list[Any]:
    return [
        t
        for value in (result if isinstance(result, (tuple, list)) else [result])
        for t in (flat(value) if isinstance(value, (tuple, list)) else [value])
    ]


class End:
    """What an expression came to: values, first and second gradients, or an error."""

    def __init__(self, module: Any, expression: str, dtype: str = "float64"):
        given = names(module, True, dtype)
        self.error, self.values, self.first, self.second = None, [], [], []
        try:
            self.values = flat(eval(expression, given))
        except Exception as error:
            self.error = error
            return
        self.given = given
        inputs = [t for name, t in given.items() if hasattr(t, "requires_grad") and t.requires_grad]
        tensors = [t for t in self.values if hasattr(t, "requires_grad")]
        loss = weighted([t for t in tensors if not t.is_complex()], module)
        if hasattr(loss, "backward") and loss.requires_grad:
            self.first = module.autograd.grad(loss, inputs, create_graph=True, allow_unused=True)
            total = sum([(g * g).sum() for g in self.first if g is not None])
            if hasattr(total, "requires_grad") and total.requires_grad:
                try:
                    self.second = module.autograd.grad(total, inputs, allow_unused=True)
                except (NotImplementedError, RuntimeError):
                    if module is nbtorch:
                        raise
                    self.second = None  # PyTorch has no second derivative


def same(mine: Any, yours: Any, tolerance: float) -> None:
    if mine is None or yours is None:
        assert all([t is None or not np.any(host(t)) for t in (mine, yours)])
        return
    if not hasattr(yours, "requires_grad"):
        assert mine == yours or mine != mine
        assert isinstance(mine, (bool, int, float, complex)) == isinstance(yours, (bool, int, float, complex))
        return
    assert str(mine.dtype) == str(yours.dtype)
    assert tuple(mine.shape) == tuple(yours.shape)
    assert mine.requires_grad == yours.requires_grad
    tolerance = max(
        tolerance, {"torch.float32": 2e-6, "torch.float16": 2e-3, "torch.bfloat16": 2e-2}.get(str(yours.dtype), 0)
    )
    np.testing.assert_allclose(host(mine), host(yours), rtol=tolerance, atol=tolerance)


def alike(expression: str, dtype: str = "float64", words: int = 30, tolerance: float = 1e-9) -> None:
    """The same values, dtypes, gradients and second gradients; or the same error class and first words."""
    torch = pytest.importorskip("torch")
    mine, yours = End(nbtorch, expression, dtype), End(torch, expression, dtype)
    if mine.error is not None or yours.error is not None:
        assert yours.error is not None, f"we raise {mine.error!r}"
        assert mine.error is not None, f"PyTorch raises {yours.error!r}"
        assert type(mine.error).__name__ == type(yours.error).__name__.lstrip("_"), (mine.error, yours.error)
        assert str(mine.error)[:words] == str(yours.error)[:words], (mine.error, yours.error)
        return
    if yours.second is None:
        yours.second = mine.second = []
    for one, other in ((mine.values, yours.values), (mine.first, yours.first), (mine.second, yours.second)):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            same(a, b, tolerance)


def aliased(expression: str, source: str = "x") -> list[bool]:
    """For both frameworks, whether the result shares memory with `source`."""
    torch = pytest.importorskip("torch")
    found = []
    for module in (nbtorch, torch):
        given = names(module, False, "float64")
        for t in flat(eval(expression, given)):
            before = host(t).copy()
            given[source].add_(1)
            found.append(not np.array_equal(before, host(t)))
            given[source].sub_(1)
    half = len(found) // 2
    assert found[:half] == found[half:]
    return found[:half]


__all__ = ["aliased", "alike", "drawn"]
