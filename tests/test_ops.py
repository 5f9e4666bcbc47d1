"""Every op with samples: first and second gradients, in place, half precision, on a strict GPU stand-in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from cases import Case, cases, host, leaves, outputs, weighted

import nbtorch
from nbtorch.autograd.op import REGISTRY, op
from nbtorch.backend.array import Array


def differentiable(declared) -> bool:
    return bool(declared.rules)


def numeric(function, tensors, module=nbtorch, step=1e-6):
    """Central differences of a scalar function, one array per leaf."""
    gradients = []
    for t in leaves(tensors):
        g = np.zeros(t.shape)
        data = t._data
        for index in np.ndindex(*t.shape):
            ends = []
            for sign in (1, -1):
                old = data[index].copy()
                data[index] = old + sign * step
                ends.append(function().item())
                data[index] = old
            g[index] = (ends[0] - ends[1]) / (2 * step)
        gradients.append(g)
    return gradients


@pytest.mark.parametrize("case", cases(differentiable))
def test_derivatives_are_those_of_differences(case: Case):
    tensors = case.tensors(nbtorch)

    def loss():
        return weighted(case.op(*tensors, **case.statics), nbtorch)

    inputs = leaves(tensors)
    if not inputs or not hasattr(loss(), "backward"):
        pytest.skip("nothing to differentiate in this sample")
    first = nbtorch.autograd.grad(loss(), inputs, create_graph=True, allow_unused=True)
    for got, want in zip(first, numeric(loss, tensors), strict=True):
        np.testing.assert_allclose(0 * want if got is None else host(got), want, rtol=1e-5, atol=1e-7)

    def squares():
        grads = nbtorch.autograd.grad(loss(), inputs, create_graph=True, allow_unused=True)
        return sum([(g * g).sum() for g in grads if g is not None])

    total = squares()
    if hasattr(total, "requires_grad") and total.requires_grad:
        second = nbtorch.autograd.grad(total, inputs, allow_unused=True)
        for got, want in zip(second, numeric(squares, tensors), strict=True):
            np.testing.assert_allclose(0 * want if got is None else host(got), want, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("case", cases())
def test_on_a_strict_gpu(case: Case, fake_gpu):
    """The same values and gradients where every implicit host/device mix is refused."""
    here, there = case.tensors(nbtorch), case.tensors(nbtorch, device="cuda")
    results = [case.op(*tensors, **case.statics) for tensors in (here, there)]
    for ours, theirs in zip(outputs(results[0]), outputs(results[1]), strict=True):
        assert theirs.device.type == "cuda"
        np.testing.assert_allclose(host(theirs), host(ours), rtol=1e-12)
    losses = [weighted(results[0], nbtorch), weighted(results[1], nbtorch, device="cuda")]
    if hasattr(losses[0], "backward"):
        for loss in losses:
            loss.backward()
        for a, b in zip(leaves(here), leaves(there), strict=True):
            if a.grad is not None:
                np.testing.assert_allclose(host(b.grad), host(a.grad), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("case", cases(lambda declared: declared.inplace and declared.method))
def test_in_place_is_out_of_place(case: Case):
    ours, theirs = case.tensors(nbtorch), case.tensors(nbtorch)
    if not hasattr(ours[0], "_node"):
        pytest.skip("a number cannot be written")
    expected = case.op(*theirs, **case.statics)
    target = ours[0].clone()
    change = getattr(target, case.op.name + "_")
    if tuple(expected.shape) != tuple(target.shape):
        with pytest.raises(RuntimeError, match="doesn't match the broadcast shape"):
            change(*ours[1:], **case.statics)
        return
    assert change(*ours[1:], **case.statics) is target
    np.testing.assert_allclose(host(target), host(expected), rtol=1e-12)
    if target.requires_grad and expected.requires_grad:
        weighted(expected, nbtorch).backward()
        weighted(target, nbtorch).backward()
        for a, b in zip(leaves(ours), leaves(theirs), strict=True):
            np.testing.assert_allclose(host(a.grad), host(b.grad), rtol=1e-12)


def rounded(value, dtype):
    """A floating tensor, or those of a list, as a leaf of another dtype; anything else as it is."""
    if isinstance(value, list):
        return [rounded(v, dtype) for v in value]
    if not hasattr(value, "_node") or not value.is_floating_point():
        return value
    return value.detach().to(dtype).requires_grad_(value.requires_grad)


REFUSE_HALF = {"inv", "det", "sign_and_log", "orthogonal", "pseudo", "erfcx", "ndtri", "log_ndtr"}  # as PyTorch does


@pytest.mark.parametrize("case", cases(lambda d: d.promote is not None and d.rules and d.name not in REFUSE_HALF))
@pytest.mark.parametrize("kind", ["float16", "bfloat16"])
def test_half_precision_rounds_once(case: Case, kind):
    """Half inputs give the float32 result, rounded; and half gradients. Numbers beside them are rounded first."""
    halves = [rounded(value, getattr(nbtorch, kind)) for value in case.tensors(nbtorch, "float32")]
    singles = [
        nbtorch.tensor(value, dtype=getattr(nbtorch, kind)).item()
        if type(value) is float and name not in case.op.exact
        else rounded(value, nbtorch.float32)
        for name, value in zip(case.op.arrays, halves, strict=False)
    ]
    for half, single in zip(
        outputs(case.op(*halves, **case.statics)), outputs(case.op(*singles, **case.statics)), strict=True
    ):
        if single.is_floating_point():
            assert str(half.dtype) == f"torch.{kind}"
            np.testing.assert_array_equal(host(half), host(single.to(half.dtype)))
    loss = weighted(case.op(*halves, **case.statics), nbtorch)
    if hasattr(loss, "backward"):
        loss.backward()
        assert all(t.grad is None or t.grad.dtype == t.dtype for t in leaves(halves))


def test_every_public_op_has_samples():
    assert [
        declared.name
        for declared in REGISTRY.values()
        if (declared.method or declared.function) and not declared.samples
    ] == []


def test_a_misspelt_name_in_a_rule_fails_at_import():
    with pytest.raises(TypeError, match="'outt'"):

        @op(vjp={"input": lambda g, outt: g * outt})
        def broken(xp, input: Array):
            return input

    with pytest.raises(TypeError, match="'inptu'"):

        @op(vjp={"inptu": lambda g: g})
        def broken_too(xp, input: Array):
            return input


def test_the_generated_tables_are_current():
    root = Path(nbtorch.__file__).parent
    done = subprocess.run([sys.executable, str(root / "ops/surface.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
