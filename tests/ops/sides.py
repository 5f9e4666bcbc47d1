"""One line of code run on both frameworks: do they end alike?"""

from __future__ import annotations

import re
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
    """What a line may name: floats x y (3, 4), b (2, 3, 4), v w (4,), s (), m n (4, 4), integers i k q, mask."""
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
    made["C"] = module.complex
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


def run(line: str, given: dict[str, Any]) -> Any:
    """The value of an expression, or `y` after a statement."""
    try:
        code = compile(line, line, "eval")
    except SyntaxError:
        exec(line, given)
        return given["y"]
    return eval(code, given)


class End:
    """What an expression came to: values, first and second gradients, or an error."""

    def __init__(self, module: Any, expression: str, dtype: str = "float64", prepare: Any = None):
        given = names(module, True, dtype) if prepare is None else prepare(module)
        self.error, self.values, self.first, self.second = None, [], [], []
        try:
            self.values = flat(run(expression, given))
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


def alike(
    expression: str, dtype: str = "float64", words: int = 30, tolerance: float = 1e-9, prepare: Any = None
) -> None:
    """The same values, dtypes, gradients and second gradients; or the same error class and first words."""
    torch = pytest.importorskip("torch")
    mine, yours = [End(module, expression, dtype, prepare) for module in (nbtorch, torch)]
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


def written(line: str) -> None:
    """`alike` for what a non-leaf `y` becomes when the line writes into it."""

    def prepare(module: Any) -> dict[str, Any]:
        given = names(module, True, "float64")
        given["leaf"], given["y"] = given["y"], given["y"] * given["y"]
        return given

    statement = line if " = " in line else f"[{line}, y][1]"
    alike(statement, prepare=prepare)


def on_gpu(given: dict[str, Any]) -> dict[str, Any]:
    """The same names, their tensors on the GPU."""
    moved = dict(given)
    for name, t in given.items():
        if hasattr(t, "_data"):
            there = t.detach().to("cuda")
            moved[name] = there.requires_grad_() if t.requires_grad else there
    return moved


HERE = re.compile(
    r"T\.(\w*tensor|zeros|ones|eye|arange|full|empty|rand|linspace|logspace)\w*\(|"
    r"\"cpu\"|cpu\(\)|type\(|is x|np\.|C\(|storage_offset"
)


def placed(line: str) -> None:
    """The same values and gradients on a GPU as here; lines that make tensors on the CPU are left out."""
    if HERE.search(line):
        pytest.skip("makes a tensor on the CPU")
    given = names(nbtorch, True, "float64")
    there = on_gpu(given)
    try:
        here = flat(run(line, given))
    except Exception:
        pytest.skip("an error, compared with PyTorch's elsewhere")
    both = [here, flat(run(line, there))]
    for a, b in zip(*both, strict=True):
        if hasattr(a, "_data"):
            assert b.device.type == "cuda"
            np.testing.assert_allclose(host(b), host(a), rtol=1e-9, atol=1e-9)
    losses = [
        weighted([t for t in tensors if hasattr(t, "_data") and not t.is_complex()], nbtorch, **options)
        for tensors, options in zip(both, ({}, {"device": "cuda"}), strict=True)
    ]
    if not hasattr(losses[0], "backward"):
        return
    gradients = [
        nbtorch.autograd.grad(
            loss, [t for t in names_.values() if getattr(t, "requires_grad", False)], allow_unused=True
        )
        for loss, names_ in zip(losses, (given, there), strict=True)
    ]
    for a, b in zip(*gradients, strict=True):
        same(b, a, 1e-9)


def aliased(expression: str, source: str = "x") -> bool:
    """Whether both frameworks say the same of which results share memory with `source`."""
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
    return found[:half] == found[half:]


__all__ = ["aliased", "alike", "drawn", "placed", "written"]
