"""Histograms, slopes, combined slices, indices and statistics: the same ends, to the words of errors, as PyTorch's."""

from __future__ import annotations

import pytest
from endings import end, ends_alike

import nbtorch

EXPRESSIONS = """
    f.histogram(v, 4)
    f.histogram(v, 4, range=(0.0, 3.0), weight=v, density=True)
    f.histogram(v, f.tensor([0.0, 1.0, 2.0]))
    f.histogram(f.tensor([]), 4)
    f.histogram(f.tensor([2.0]), 4)
    f.histogram(v.long(), 4)
    f.histogram(v, 0)
    f.histogram(v, 4, range=(3.0, 1.0))
    f.histogram(f.tensor([float("nan")]), 4)
    f.histogram(v, f.tensor([0, 3]))
    f.histogram(v, f.tensor([[0.0, 3.0]]))
    f.histogram(v, f.tensor([]))
    f.histogram(v, 4, weight=v.long())
    f.histogramdd(m, [3, 2])
    f.histogramdd(m, 3, range=[0.0, 4.0, 0.0, 1.0])
    f.histogramdd(m, (f.tensor([0.0, 1.0, 9.0]), f.tensor([0.0, 5.0])), density=True)
    f.histogramdd(m, [3, 3, 3])
    f.histogramdd(v, [3])
    f.gradient(v)
    f.gradient(m, dim=0, edge_order=2)
    f.gradient(m[:, :2], spacing=[1.0, 2.0], dim=(0, 1))
    f.gradient(v, spacing=(f.tensor([0.0, 1.0, 3.0, 4.0]),), edge_order=2)
    f.gradient(v, edge_order=3)
    f.gradient(v[:1])
    f.gradient(m, spacing=[1.0, 2.0, 3.0], dim=(0, 1))
    f.gradient(m, dim=(0, 0))
    f.index_reduce(m, 0, f.tensor([0, 0, 2]), 2 * m, "prod")
    m.index_reduce_(0, f.tensor([0, 0, 2]), m + 3, "mean", include_self=False)
    f.index_reduce(m, 0, f.tensor([0, 0, 3]), m, "amax")
    f.index_reduce(m, 0, f.tensor([0, 0]), m, "amax")
    f.index_reduce(m, 0, f.tensor([0, 0, 1]), m[:, :1], "amax")
    f.index_reduce(m, 0, f.tensor([0, 0, 1]), m, "sum")
    f.unravel_index(f.tensor([5, -1, 50]), (2, 3))
    f.unravel_index(v, (2, 3))
    f.unravel_index(f.tensor([5]), (2, -3))
    f.unravel_index(f.tensor([5]), (2, 3.0))
    f.nonzero_static(m > 1, size=2)
    f.nonzero_static(m > 1, size=9, fill_value=7)
    f.nonzero_static(m, size=-1)
    f.renorm(m, 2, 0, 3)
    m.renorm_(1, 1, 2)
    f.renorm(m, -2, 0, 1)
    f.renorm(v, 2, 0, 1)
    f.frexp(f.tensor([1.0, 0.0, -3.5, float("inf"), float("nan")]))
    f.frexp(v.long())
    f.hash_tensor(v).item()
    f.hash_tensor(v.long() - 5).item()
    f.hash_tensor(v, mode=1)
    f.hash_tensor(f.tensor([]))
    f.native_layer_norm(m, [2], None, None, 1e-5)
    f.native_layer_norm(m, [4], None, None, 1e-5)
    f.native_group_norm(m, None, None, 3, 2, 1, 2, 1e-5)
    f.native_batch_norm(m, None, None, f.zeros(2), f.ones(2), True, 0.1, 1e-5)
    f.native_batch_norm(m, None, None, f.zeros(2), f.ones(2), False, 0.1, 1e-5)
    f.zeros(3).index_put((f.tensor([0.0, 1.0]),), f.ones(2))
    f.zeros(3).index_put((f.tensor([1, 0, 1], dtype=f.uint8),), f.ones(2))
    f.empty_permuted((2, 3), (1, 0)).stride()
    f.empty_permuted((2, 3), (0, 0))
    f.empty_permuted((2,), (3,))
    f.logcumsumexp(f.complex(m, m), 0)
    f.normal(m.requires_grad_(), 1.0).requires_grad
    f.bernoulli((m / 9).requires_grad_()).requires_grad
    f.autograd.grad(f.poisson(m.requires_grad_()).sum(), m)
    f.blackman_window(1, dtype=f.complex64)
    f.hann_window(0, dtype=f.complex64)
    f.hann_window(2, dtype=f.complex64)
    f.trapezoid(v, dx=1j)
    f.trapezoid(v, dx=True)
    f.trapezoid(v[:0], dx=1j)
    f.trapz(v, dx=True)
    f.trapezoid(v.bool(), dx=2)
    f.trapezoid(m[:2], f.ones(0, 2), dim=0)
    f.cumulative_trapezoid(v[:0])
    f.cumulative_trapezoid(m, dx=1 + 0j)
    f.cumulative_trapezoid(f.ones(1, 0), f.ones(3, 0, 0))
    f.arange(70000, dtype=f.uint8)
    f.arange(0.0, 70000.0, 0.7, dtype=f.float64)
    f.arange(140000, 3, -2)
"""


@pytest.mark.oracle
@pytest.mark.parametrize("expression", [line.strip() for line in EXPRESSIONS.strip().splitlines()])
def test_ends_as_in_pytorch(expression):
    def run(f):
        f.manual_seed(0)
        v = f.tensor([1.0, 2.0, 4.0, 8.0])
        m = f.tensor([[0.5, 1.0], [2.0, 4.0], [3.0, 1.0]])
        return eval(expression, {"f": f, "v": v, "m": m})

    ends_alike(run)


def test_a_value_of_too_many_dimensions_is_refused_beside_a_slice():
    """NumPy's `add.at` reads past the end of such a value."""
    places = (None, nbtorch.tensor([0, 1, 1]))
    add = nbtorch._unsafe_masked_index_put_accumulate
    with pytest.raises(RuntimeError, match="shape mismatch"):
        add(nbtorch.zeros(1, 3), nbtorch.tensor(True), places, nbtorch.ones(2, 1, 3, 2))
    assert add(nbtorch.zeros(1, 3), nbtorch.tensor(True), places, nbtorch.ones(3)).tolist() == [[1.0, 2.0, 0.0]]


def test_a_histogram_counts_every_element_between_its_outer_edges():
    nbtorch.manual_seed(0)
    values = nbtorch.randn(1000)
    hist, edges = nbtorch.histogram(values, 10)
    assert hist.sum().item() == 1000
    assert edges[0] == values.min()
    assert edges[-1] == values.max()


def test_the_exponent_and_the_mantissa_give_the_number_back():
    values = nbtorch.tensor([1.0, -3.5, 1e-3])
    assert (nbtorch.ldexp(*nbtorch.frexp(values)) == values).all()
    assert end(lambda f: f.frexp(values.long()), nbtorch)[0] == "RuntimeError"
