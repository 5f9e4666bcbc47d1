"""`linear` takes its weight in pieces where BLAS computes small products fastest, with the numbers of the whole."""

from __future__ import annotations

import numpy
import pytest

import nbtorch as torch
from nbtorch.ops import linalg


@pytest.fixture
def pieces(monkeypatch):
    """BLAS as on a processor with AVX-512, with one thread, and the pieces that `linear` took."""
    taken = []
    by_pieces = linalg._in_pieces

    def noting(input, weight, bias, piece):
        taken.append(piece)
        return by_pieces(input, weight, bias, piece)

    monkeypatch.setattr(linalg, "has_small_kernels", lambda: True)
    monkeypatch.setattr(linalg, "get_num_threads", lambda: 1)
    monkeypatch.setattr(linalg, "_in_pieces", noting)
    return taken


def drawn(*shape):
    return numpy.random.default_rng(sum(shape)).standard_normal(shape).astype("float32")


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(
    ("rows", "inner", "outer", "piece"),
    [
        (64, 784, 128, 16), (9, 784, 128, 16), (100, 784, 128, 8), (64, 784, 40, 8),  # in pieces
        (64, 784, 100, None), (200, 784, 128, None), (8, 784, 128, None), (64, 64, 64, None), (64, 1024, 512, None),
    ],
)  # fmt: skip
def test_linear_in_pieces(pieces, rows, inner, outer, piece, bias):
    x, weight, add = drawn(rows, inner), drawn(outer, inner), drawn(outer)
    leaves = [torch.tensor(a, requires_grad=True) for a in (x, weight, add)]
    out = torch.nn.functional.linear(*leaves[: 3 if bias else 2])
    exact = x.astype("float64") @ weight.T.astype("float64") + (add if bias else 0)
    assert pieces == ([] if piece is None else [piece])
    assert out.is_contiguous()
    numpy.testing.assert_allclose(out.detach().numpy(), exact, rtol=1e-4, atol=1e-4)
    g = drawn(rows, outer)
    out.backward(torch.tensor(g))
    numpy.testing.assert_allclose(leaves[1].grad.numpy(), g.T @ x, rtol=1e-4, atol=1e-3)
    if bias:
        numpy.testing.assert_allclose(leaves[2].grad.numpy(), g.sum(0), rtol=1e-4, atol=1e-4)


def test_only_what_lies_in_rows_and_is_float32(pieces):
    x, weight = drawn(64, 256), drawn(256, 128)
    turned = torch.nn.functional.linear(torch.tensor(x), torch.tensor(weight).T)
    double = torch.nn.functional.linear(torch.tensor(x).double(), torch.tensor(weight.T.copy()).double())
    assert pieces == []
    numpy.testing.assert_allclose(turned.numpy(), double.numpy(), rtol=1e-4, atol=1e-4)


def test_threads_take_the_whole(pieces, monkeypatch):
    monkeypatch.setattr(linalg, "get_num_threads", lambda: 2)
    torch.nn.functional.linear(torch.tensor(drawn(64, 784)), torch.tensor(drawn(128, 784)))
    assert pieces == []


def test_a_weight_that_does_not_fit_is_told(pieces):
    with pytest.raises(RuntimeError, match=r"mat1 and mat2 shapes cannot be multiplied \(64x783 and 784x128\)"):
        torch.nn.functional.linear(torch.zeros(64, 783), torch.zeros(128, 784))
