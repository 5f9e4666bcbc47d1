"""Reductions of segments and by index: zeros, ties and NaN, gradients and PyTorch's errors."""

from __future__ import annotations

import math

import numpy as np
import pytest

import nbtorch

AWKWARD = [1.0, math.nan, 3.0, 3.0, 0.0, 0.0, 2.0, 4.0, 0.0]
LENGTHS = [1, 3, 3, 0, 2]


def test_segments_of_a_ragged_batch():
    data = nbtorch.tensor([1.0, 2.0, 3.0, 4.0, 5.0], requires_grad=True)
    means = nbtorch.segment_reduce(data, "mean", lengths=nbtorch.tensor([2, 0, 3]))
    assert means[0].item() == 1.5
    assert math.isnan(means[1].item())
    means[[0, 2]].sum().backward()
    np.testing.assert_allclose(data.grad.numpy(), [1 / 2] * 2 + [1 / 3] * 3)


def test_offsets_say_the_same_as_lengths():
    data = nbtorch.randn(2, 5, 3)
    lengths = nbtorch.tensor([[2, 0, 3], [1, 4, 0]])
    offsets = nbtorch.tensor([[0, 2, 2, 5], [0, 1, 5, 5]])
    for how in ("sum", "prod", "max", "min"):
        by_lengths = nbtorch.segment_reduce(data, how, lengths=lengths, axis=1)
        assert by_lengths.shape == (2, 3, 3)
        assert by_lengths.equal(nbtorch.segment_reduce(data, how, offsets=offsets, axis=1))


def test_elements_of_no_segment_are_left_out():
    data = nbtorch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    total = nbtorch.segment_reduce(data, "sum", offsets=nbtorch.tensor([1, 3]))
    assert total.tolist() == [5]
    total.sum().backward()
    assert data.grad.tolist() == [0, 1, 1, 0]


def reduced(framework, how, initial):
    data = framework.tensor(AWKWARD, requires_grad=True)
    result = framework.segment_reduce(data, how, lengths=framework.tensor(LENGTHS), initial=initial)
    result.sum().backward()
    return [result.detach().numpy(), data.grad.numpy()]


@pytest.mark.oracle
@pytest.mark.parametrize("initial", [None, 3.0])
@pytest.mark.parametrize("how", ["sum", "mean", "max", "min", "prod"])
def test_zeros_ties_and_nan(how, initial):
    torch = pytest.importorskip("torch")
    for yours, mine in zip(*[reduced(f, how, initial) for f in (torch, nbtorch)], strict=True):
        np.testing.assert_allclose(mine, yours, rtol=1e-6)


WRONG = [
    {"reduce": "foo"}, {"lengths": None}, {"axis": 1}, {"lengths": [2.0, 4.0]}, {"lengths": [2, 1]},
    {"lengths": [-2, 8]}, {"lengths": None, "offsets": [0.0, 6.0]}, {"dtype": "int64"}, {"axis": 3},
    {"lengths": [[1, 1], [1, 1]]}, {"indices": [0, 1]},
]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_errors_are_pytorchs(wrong):
    torch = pytest.importorskip("torch")
    told = []
    for framework in (torch, nbtorch):
        given = {"reduce": "sum", "lengths": [2, 4], **wrong}
        data = framework.ones(6, 2, dtype=getattr(framework, given.pop("dtype", "float32")))
        for name in ("lengths", "offsets", "indices"):
            if given.get(name) is not None:
                given[name] = framework.tensor(given[name])
        with pytest.raises(Exception) as caught:
            framework.segment_reduce(data, **given)
        told.append((type(caught.value), str(caught.value).split("\nException raised")[0]))
    assert told[0] == told[1]


def scattered(framework, how, dtype, include_self, in_place):
    """Twice the same places, zeros among the values; what comes out, and gradients."""
    kind = getattr(framework, dtype)
    target = framework.tensor([0.0, 2.0, 3.0, 3.0], dtype=kind, requires_grad=True)
    source = framework.tensor([3.0, 0.0, 4.0, 0.0, 3.0, 5.0], dtype=kind, requires_grad=True)
    index = framework.tensor([0, 0, 1, 1, 3, 3])
    start = target.clone() if in_place else target
    write = start.scatter_reduce_ if in_place else start.scatter_reduce
    result = write(0, index, source, how, include_self=include_self)
    (result * framework.arange(1, 5, dtype=kind)).sum().backward()
    return [t.float().numpy() for t in (result.detach(), target.grad, source.grad)]


@pytest.mark.oracle
@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("include_self", [False, True])
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("how", ["sum", "mean", "amax", "amin", "prod"])
def test_scatter_reduce(how, dtype, include_self, in_place):
    torch = pytest.importorskip("torch")
    ends = [scattered(f, how, dtype, include_self, in_place) for f in (torch, nbtorch)]
    for yours, mine in zip(*ends, strict=True):
        np.testing.assert_allclose(mine, yours, rtol=1e-6 if dtype == "float32" else 1e-2)


def test_a_second_derivative_where_a_factor_is_zero():
    target = nbtorch.tensor([0.0], dtype=nbtorch.float64, requires_grad=True)
    source = nbtorch.tensor([2.0, 3.0], dtype=nbtorch.float64, requires_grad=True)
    product = target.scatter_reduce(0, nbtorch.tensor([0, 0]), source, "prod")
    slope = nbtorch.autograd.grad(product.sum(), source, create_graph=True)[0]
    assert slope.tolist() == [0, 0]
    assert nbtorch.autograd.grad(slope.sum(), target)[0].item() == 5


def test_pieces_of_the_same_number_are_joined():
    a, b = nbtorch.arange(6.0).view(3, 2), nbtorch.arange(2.0)
    assert nbtorch._chunk_cat([a, b], 0, 2).tolist() == [[0, 1, 2, 3, 0], [4, 5, 0, 0, 1]]
