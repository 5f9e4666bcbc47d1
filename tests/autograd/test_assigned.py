"""What may be assigned to `grad`, `data` and `requires_grad`: PyTorch's refusals and warning."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from endings import ends_alike

import nbtorch

VALUES = [
    "None", "T.ones(2)", "T.ones(1, 3)", "T.ones(3)", "T.ones(1).expand(3)", "leaf(3)", "leaf(3) * 2", "3", "3.0",
    "numpy.ones(3)", "[1, 2, 3]", "'a'",
    *[f"T.ones(3, dtype=T.{kind})" for kind in (
        "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64", "complex128",
    )],
]  # fmt: skip
OTHERS = [
    "put(leaf(3), 'requires_grad', False)",
    "put(leaf(3) * 2, 'requires_grad', False)",
    "put(leaf(3) * 2, 'requires_grad', True)",
    "put(T.ones(2), 'requires_grad', True)",
    *[f"put(T.ones(3, dtype=T.{kind}), 'requires_grad', {on})" for kind in ("int64", "bool") for on in (True, False)],
    *[f"put(T.ones(3), 'requires_grad', {on})" for on in ("1", "None", "'a'")],
    *[f"T.ones(3).requires_grad_({on})" for on in ("1", "None", "'a'", "False")],
    "(leaf(3) * 2).requires_grad_(False)",
    "T.ones(3, dtype=T.int64).requires_grad_()",
    "T.ones(3, dtype=T.int64, requires_grad=True)",
    "T.nn.Parameter(T.tensor([1, 2]))",
    "delattr(leaf(3), 'grad')",
    "delattr(leaf(3), 'data')",
    "delattr(leaf(3), 'requires_grad')",
    "removed(leaf(3))",
    "itself(leaf(3))",
    "put(T.ones(3, dtype=T.int64), 'grad', T.ones(3, dtype=T.int64))",
    "put(T.ones(3, dtype=T.int64), 'data', T.ones(3))",
    "put(leaf(3) * 2, 'grad', T.ones(3))",
    "put(leaf(3) * 2, 'data', T.ones(3))",
    "T.nn.Linear(2, 2).double().weight.dtype",
    "converted(T)",
]


def put(t, name, value):
    setattr(t, name, value)
    return getattr(t, name)


def removed(t):
    t.grad = t.detach()
    del t.grad
    return t.grad


def itself(t):
    t.grad = t


def converted(T):
    """A module that has gradients, in another dtype."""
    layer = T.nn.Linear(2, 1)
    layer(T.ones(1, 2)).sum().backward()
    return layer.double().weight.grad


@pytest.mark.oracle
@pytest.mark.parametrize(
    "statement",
    [f"put(leaf(3), 'grad', {v})" for v in VALUES] + [f"put(leaf(3), 'data', {v}).dtype" for v in VALUES] + OTHERS,
)
def test_ends_as_in_pytorch(statement):
    def run(T):
        names = {"T": T, "numpy": np, "put": put, "removed": removed, "itself": itself, "converted": converted}
        return eval(statement, names | {"leaf": lambda *shape: T.ones(*shape, requires_grad=True)})

    ends_alike(run)


def warned(t):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert t.grad is None
    return [str(w.message).split(" (Triggered")[0] for w in seen]


def computed(T):
    return T.ones(3, requires_grad=True) * 2


@pytest.mark.oracle
def test_the_gradient_of_a_computed_tensor_is_read_with_a_warning():
    torch = pytest.importorskip("torch")
    with_warning = warned(computed(nbtorch))
    assert with_warning == warned(computed(torch))
    assert len(with_warning) == 1
    kept = computed(nbtorch)
    kept.retain_grad()
    assert warned(kept) == warned(nbtorch.ones(3)) == warned(nbtorch.ones(3, requires_grad=True)) == []
