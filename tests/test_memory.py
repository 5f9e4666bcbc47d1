"""Where elements lie, who shares them, and what may be written: lines run on both frameworks (golden/memory.txt)."""

from __future__ import annotations

import ast
import copy
import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
LINES = [
    line
    for line in (Path(__file__).parent / "golden" / "memory.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def facts(value: Any, module: Any) -> Any:
    """What a value is, tensors with their memory and place in the graph, by builtin values only."""
    if isinstance(value, module.Tensor):
        node = value.grad_fn
        return (
            type(value).__name__, tuple(value.shape), value.stride(), value.storage_offset(), str(value.dtype),
            value.requires_grad, value.is_leaf, None if node is None else type(node).__name__,
            repr(value.detach().tolist()), value._version,
        )  # fmt: skip
    if isinstance(value, (tuple, list)):
        return type(value).__name__, [facts(v, module) for v in value]
    if isinstance(value, np.ndarray):
        return "array", value.shape, str(value.dtype), value.strides, repr(value.tolist()), value.flags.writeable
    if isinstance(value, np.generic):
        return str(value.dtype), repr(value.item())
    return type(value).__name__, repr(value).replace("nbtorch", "torch")


def end(line: str, module: Any) -> Any:
    """What the last expression of a line comes to, or how it fails; and what it warns of."""
    tree = ast.parse(line.replace("\\n", "\n"))
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    names: dict[str, Any] = {"torch": module, "np": np, "copy": copy, "pickle": pickle}
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(compile(tree, line, "exec"), names)
            if isinstance(last, ast.Expr):
                found = facts(eval(compile(ast.Expression(last.value), line, "eval"), names), module)
            else:
                found = None
        except Exception as error:
            found = type(error).__name__.lstrip("_"), str(error).split("\n")[0]
    return found, [(w.category.__name__, str(w.message)[:50]) for w in seen]


@pytest.fixture
def torch() -> Any:
    """PyTorch, told to repeat its warnings; ours forgets that somebody asked for channels last."""
    found = pytest.importorskip("torch")
    yield found
    nbtorch.autograd.memory.asked[0] = False


@pytest.mark.parametrize("line", LINES)
def test_alike(line, torch):
    assert end(line, nbtorch) == end(line, torch)


def test_convolutions_look_contiguous(torch):
    y = nbtorch.nn.Conv2d(3, 4, 3)(nbtorch.ones(2, 3, 5, 5)).relu()
    part = y.detach()[0]
    seen = y.view(2, -1)
    with nbtorch.no_grad():
        seen.fill_(7)
    assert y.is_contiguous() and y.stride() == (36, 9, 3, 1)
    assert bool((part == 7).all()) and seen.data_ptr() == y.data_ptr()
