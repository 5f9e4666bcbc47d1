"""New tensors: one line on both frameworks."""

from __future__ import annotations

import numpy as np
import pytest
from ops.sides import alike

import nbtorch

pytestmark = pytest.mark.filterwarnings("ignore")  # PyTorch tells of what it deprecates
LINES = """
T.zeros(2, 3)
T.zeros((2, 3))
T.zeros(())
T.zeros([2], dtype=T.int64)
T.zeros(size=(2, 3))
T.ones(2, 3, dtype=T.bool)
T.full((2, 3), 1.5)
T.full((2, 3), 1)
T.full((2,), True)
T.full(size=(2,), fill_value=2.0, dtype=T.int32)
T.full_like(x, 2)
T.zeros_like(q)
T.ones_like(x, dtype=T.float32)
T.empty(2, 3).shape
T.empty_like(x).shape
T.arange(5)
T.arange(1, 5)
T.arange(1, 5, 2)
T.arange(0, 1, 0.25)
T.arange(5.0)
T.arange(0, 1, 0.1)
T.arange(start=1, end=4)
T.arange(3, 0, -1)
T.arange(5, dtype=T.float64)
T.arange(3, 0)
T.arange(1, 2, 0)
T.linspace(0, 1, 5)
T.linspace(0, 10, steps=4, dtype=T.float64)
T.linspace(0, 1, 1)
T.linspace(-1, 1, 7)
T.linspace(0, 1, -1)
T.linspace(-0.9, 1.2, 101)
T.linspace(-3.3, 7.1, 64, dtype=T.float16)
T.full((2,), 2 + 0j, dtype=T.int32)
T.full((2,), 2 + 1j, dtype=T.float64)
T.full_like(x, T.tensor(2 + 0j))
x.T.new_full((2,), 2 + 0j)
T.logspace(0, 2, 3)
T.logspace(0, 1, 4, base=2)
T.eye(3)
T.eye(2, 3)
T.eye(3, dtype=T.int64)
T.eye(n=3, m=2)
T.tril_indices(3, 3)
T.triu_indices(3, 4, offset=1)
T.tensor(1)
T.tensor(1.5)
T.tensor(True)
T.tensor([1, 2])
T.tensor([1, 2.0])
T.tensor([True, 2])
T.tensor([[1, 2], [3, 4]], dtype=T.float32)
T.tensor([[1, 2], [3]])
T.tensor([])
T.tensor("a")
T.tensor([1j])
T.tensor(np.arange(3.0))
T.tensor(np.float32(2))
T.tensor([T.tensor(1), T.tensor(2)])
T.tensor(np.array([1, 2], dtype=np.int32))
T.tensor([1.0, 2.0], requires_grad=True)
T.tensor([1], requires_grad=True)
T.tensor(300, dtype=T.uint8)
T.tensor(1.7, dtype=T.int64)
T.tensor(range(3))
T.tensor((1, (2)))
T.tensor(None)
T.as_tensor([1.0])
T.as_tensor(np.arange(3))
T.as_tensor(x) is x
T.asarray([1, 2])
T.from_numpy(np.arange(3.0))
T.from_numpy([1])
T.scalar_tensor(3)
x.new_zeros(2, 3)
x.new_ones((2,))
x.new_full((2,), 7)
x.new_tensor([1, 2])
q.new_tensor([1.5])
x.new_empty(2).shape
T.normal(0.0, 1.0, (2,)).shape
T.multinomial(T.tensor([0.1, 0.9]), 1).shape
T.zeros(2, out=T.ones(2))
T.arange(4, out=T.zeros(4, dtype=T.int64))
T.complex(x, y).detach()
T.Tensor([1, 2])
T.Tensor(2, 3).shape
T.zeros(T.Size([2, 1]))
T.zeros(q[0, 2])
T.ones(2, requires_grad=True)
T.zeros(2, dtype=T.int64, requires_grad=True)
T.zeros(2, device="cpu")
T.heaviside(x.detach(), s.detach())
T.bernoulli(T.ones(3))
T.randint(1, 2, (3,))
T.randperm(1)
T.rand(0)
T.randint(5, 3, (2,))
""".strip().splitlines()


@pytest.mark.oracle
@pytest.mark.parametrize("line", LINES)
def test_ends_as_in_pytorch(line):
    """The same values, dtypes, first and second gradients, or the same error."""
    alike(line)


@pytest.mark.oracle
@pytest.mark.parametrize("kind", ["float32", "float64", "float16", "bfloat16"])
def test_even_steps_are_pytorchs_to_the_last_bit(kind):
    torch, draw = pytest.importorskip("torch"), np.random.default_rng(0)
    for start, end in draw.normal(size=(30, 2)) * [1, 9]:
        for count in (2, 5, 16, 33, 101):
            mine, yours = [
                module.linspace(start, end, count, dtype=getattr(module, kind)).double().numpy()
                for module in (nbtorch, torch)
            ]
            np.testing.assert_array_equal(mine, yours)


@pytest.mark.oracle
@pytest.mark.parametrize("bins", [3, 100])
def test_histograms_count_by_pytorchs_edges(bins):
    torch, draw = pytest.importorskip("torch"), np.random.default_rng(0)
    for _ in range(30):
        values = draw.normal(size=20).round(1).astype("float32")
        mine, yours = [module.histogram(module.tensor(values), bins) for module in (nbtorch, torch)]
        for one, other in zip(mine, yours, strict=True):
            np.testing.assert_array_equal(one.numpy(), other.numpy())
