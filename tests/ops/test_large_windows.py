"""Convolutions, batch norm and relu on arrays that are worked on in several pieces, against PyTorch."""

from __future__ import annotations

import numpy
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

# input, weight, stride, padding, dilation, groups
CONVOLUTIONS = [
    ((2, 16, 6000), (8, 16, 7), 1, 3, 1, 1),
    ((40, 3, 33), (4, 3, 5), 2, 1, 1, 1),
    ((1, 16, 70, 66), (24, 16, 3, 3), 1, 1, 1, 1),
    ((5, 16, 41, 38), (8, 16, 3, 3), 2, 1, 1, 1),
    ((3, 16, 30, 31), (16, 16, 4, 2), 3, 2, 2, 1),
    ((3, 1, 90, 95), (32, 1, 3, 3), 1, 0, 1, 1),
    ((2, 3, 70, 65), (16, 3, 7, 7), 2, 3, 1, 1),
    ((2, 32, 60, 61), (16, 8, 3, 3), 1, 1, 1, 4),
    ((2, 24, 60, 61), (24, 1, 3, 3), 1, 1, 1, 24),
    ((2, 8, 14, 15, 13), (16, 8, 3, 3, 3), 1, 1, 1, 1),
]


def both(shapes, call, seed=0):
    """The results and the gradients of a call, of PyTorch and of nbtorch, in double precision."""
    found = []
    for library in (torch, nbtorch):
        rng = numpy.random.default_rng(seed)
        inputs = [library.tensor(rng.standard_normal(shape), requires_grad=True) for shape in shapes]
        out = call(library, *inputs)
        weights = library.tensor(rng.standard_normal(tuple(out.shape)))
        found.append([a.detach().numpy() for a in (out, *library.autograd.grad(out, inputs, weights))])
    return found


def agree(pair):
    for wanted, got in zip(*pair, strict=True):
        numpy.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-9 * abs(wanted).max())


@pytest.mark.parametrize("laid", ["contiguous_format", "channels_last"])
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolution(case, laid):
    (x, w, stride, padding, dilation, groups), rank = case, len(case[0]) - 2
    if laid == "channels_last" and rank != 2:
        laid = "contiguous_format"

    def call(library, x, w, b):
        function = getattr(library.nn.functional, f"conv{rank}d")
        x = x.contiguous(memory_format=getattr(library, laid))
        return function(x, w, b, stride, padding, dilation, groups)

    agree(both([x, w, (w[0],)], call))


@pytest.mark.parametrize("case", [((2, 16, 40, 41), (16, 24, 4, 4), 2, 1), ((2, 16, 5000), (16, 8, 4), 2, 1)])
def test_transposed_convolution(case):
    (x, w, stride, padding), rank = case, len(case[0]) - 2

    def call(library, x, w, b):
        return getattr(library.nn.functional, f"conv_transpose{rank}d")(x, w, b, stride, padding)

    agree(both([x, w, (w[1],)], call))


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("laid", ["contiguous_format", "channels_last"])
def test_batch_norm_and_relu(laid, training):
    def call(library, x, w, b):
        functional = library.nn.functional
        x = x.contiguous(memory_format=getattr(library, laid))
        mean, var = library.zeros(12, dtype=library.float64), library.ones(12, dtype=library.float64)
        return functional.relu(functional.batch_norm(x, mean, var, w, b, training))

    agree(both([(9, 12, 37, 35), (12,), (12,)], call))


def test_relu_has_no_negative_zero_and_keeps_nan():
    values = numpy.random.default_rng(0).standard_normal((3, 8, 61, 47)).astype("float32")
    values[0, 0, 0, :3] = -0.0, numpy.nan, -numpy.inf
    for array in (values, numpy.moveaxis(values, 1, -1).copy().transpose(0, 3, 1, 2), values[:, ::2]):
        got = nbtorch.relu(nbtorch.tensor(array)).numpy()
        numpy.testing.assert_array_equal(got, torch.relu(torch.tensor(array)).numpy())
        assert not numpy.signbit(got[~numpy.isnan(got)]).any()
