"""Every public op with samples against PyTorch: value, dtype, gradient, second gradient, node name."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from cases import Case, cases, host, leaves, outputs, weighted

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
TOLERANCE = {"float32": 2e-5, "float64": 1e-10}


PLACES = ("nn.functional", "", "Tensor", "linalg", "special")
NO_SECOND_DERIVATIVE = {"hardsigmoid"}  # "derivative for aten::hardsigmoid_backward is not implemented"
SINGLE_PRECISION = {"hardsigmoid"}  # PyTorch multiplies a gradient of any dtype by float32's 1/6


NUMBERS_FORGOTTEN = {"rsub", "remainder", "fmod", "copysign"}  # their nodes do not know a number from a tensor
OTHER_WAY_DOWN = {"clamp", "matmul", "linear", "l1_loss", "nll_loss", "cross_entropy"}  # one op here, several there


def named(framework, place: str, name: str):
    """What a framework calls `place.name`; None where it has no such name."""
    for part in filter(None, place.split(".")):
        framework = getattr(framework, part, None)
    return getattr(framework, name, None)


def pair(name: str):
    """The two frameworks' functions of this public name; None for an op that has another name, or none, outside."""
    for place in PLACES:
        found = named(nbtorch, place, name), named(torch, place, name)
        if None not in found:
            return found
    return None


def public(declared) -> bool:
    return pair(declared.name) is not None


def run(function, case: Case, tensors):
    """Call a function with a sample, by names where it knows them: some take arrays in another order than the op."""
    try:
        by_name = set(case.op.arrays) <= set(inspect.signature(function).parameters)
    except ValueError:  # PyTorch's built-in functions have no signature
        by_name = False
    if by_name:
        return function(**dict(zip(case.op.arrays, tensors, strict=False)), **case.statics)
    return function(*tensors, **case.statics)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", cases(public))
def test_values_and_gradients(case: Case, dtype):
    ours, reference = case.tensors(nbtorch, dtype), case.tensors(torch, dtype)
    mine, yours = [run(f, case, t) for f, t in zip(pair(case.op.name), (ours, reference), strict=True)]
    for a, b in zip(outputs(mine), outputs(yours), strict=True):
        assert str(a.dtype) == str(b.dtype)
        assert tuple(a.shape) == tuple(b.shape)
        np.testing.assert_allclose(host(a), host(b), rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype] / 10)
        assert a.requires_grad == b.requires_grad
    losses = weighted(mine, nbtorch), weighted(yours, torch)
    if not hasattr(losses[1], "backward"):
        return
    firsts = [
        framework.autograd.grad(loss, leaves(tensors), create_graph=True, allow_unused=True)
        for framework, loss, tensors in ((nbtorch, losses[0], ours), (torch, losses[1], reference))
    ]
    same_gradients(*firsts, 5 * TOLERANCE["float32" if case.op.name in SINGLE_PRECISION else dtype])
    if case.op.name in NO_SECOND_DERIVATIVE:
        return
    totals = [sum([(g * g).sum() for g in first if g is not None]) for first in firsts]
    if hasattr(totals[1], "requires_grad") and totals[1].requires_grad:
        seconds = [
            framework.autograd.grad(total, leaves(tensors), allow_unused=True)
            if getattr(total, "requires_grad", False)
            else [None] * len(leaves(tensors))  # ours knows a derivative to be zero, PyTorch computes the zeros
            for framework, total, tensors in ((nbtorch, totals[0], ours), (torch, totals[1], reference))
        ]
        same_gradients(*seconds, TOLERANCE[dtype] * 50)


def same_gradients(mine, yours, tolerance):
    for a, b in zip(mine, yours, strict=True):
        if a is None or b is None:
            assert all(t is None or not np.any(host(t)) for t in (a, b))
        else:
            assert str(a.dtype) == str(b.dtype)
            np.testing.assert_allclose(host(a), host(b), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("case", cases(lambda d: public(d) and d.rules and d.outputs is None))
def test_node_names(case: Case):
    ours, reference = case.tensors(nbtorch, "float32"), case.tensors(torch, "float32")
    mine, yours = [run(f, case, t) for f, t in zip(pair(case.op.name), (ours, reference), strict=True)]
    if yours.grad_fn is None:
        return
    names = mine.grad_fn.name(), yours.grad_fn.name()
    if case.op.name in NUMBERS_FORGOTTEN:
        names = tuple(name.rstrip("0123456789") for name in names)
    assert names[0] == names[1]
    if case.op.name not in {*NUMBERS_FORGOTTEN, *OTHER_WAY_DOWN}:
        ways = [[None if f is None else f.name() for f, _ in t.grad_fn.next_functions] for t in (mine, yours)]
        assert ways[0] == ways[1]


@pytest.mark.parametrize("dtype", ["int64", "int32", "uint8", "bool"])
@pytest.mark.parametrize("case", cases(lambda d: public(d) and d.promote is not None))
def test_integers(case: Case, dtype):
    """The same values and dtype as PyTorch's, or an error of the same class."""
    ends = []
    for framework, function in zip((nbtorch, torch), pair(case.op.name), strict=True):
        try:
            ends.append(outputs(run(function, case, case.tensors(framework, dtype))))
        except Exception as error:
            ends.append(error)
    mine, yours = ends
    if isinstance(yours, Exception) or isinstance(mine, Exception):
        assert isinstance(mine, Exception), f"PyTorch raises {yours!r}"
        assert isinstance(yours, Exception), f"we raise {mine!r}"
        assert isinstance(mine, type(yours)) or isinstance(yours, type(mine)), (mine, yours)
        return
    for a, b in zip(mine, yours, strict=True):
        assert str(a.dtype) == str(b.dtype)
        np.testing.assert_allclose(host(a), host(b), rtol=1e-5)


def test_every_name_we_export_is_pytorchs():
    """A misspelt name would be left out of every comparison above. In-place forms come with their op, in all places."""
    import nbtorch._functions as functions

    ours = [name for name in vars(functions) if not name.startswith("_") and not name.endswith("_")]
    assert len(ours) > 300
    assert [name for name in ours if not hasattr(torch, name)] == []
    methods = [name for name in vars(nbtorch._tensor._methods.TensorMethods) if not name.endswith("_")]
    assert [name for name in methods if not hasattr(torch.Tensor, name)] == []
    functional = [name for name, f in vars(nbtorch.nn.functional).items() if callable(f) and not name.startswith("_")]
    assert [n for n in functional if n[0].islower() and not hasattr(torch.nn.functional, n)] == []
