"""Random tensors in every spelling draw PyTorch's digits, one after the other, from one stream."""

from __future__ import annotations

import numpy as np
import pytest
from cases import host
from ops.sides import flat

import nbtorch

pytestmark = pytest.mark.oracle
LINES = """
T.rand(3)
T.rand(2, 3)
T.rand((2, 3), dtype=T.float64)
T.rand(size=(2,))
T.randn(5)
T.randn(2, 16)
T.randn([20], dtype=T.float64)
T.randint(10, (5,))
T.randint(2, 9, (2, 3))
T.randint(low=0, high=4, size=(3,))
T.randint(3, 5, (2,), dtype=T.int32)
T.randperm(7)
T.rand_like(x)
T.randn_like(x)
T.randint_like(x, 5)
T.normal(0.0, 2.0, (3, 3))
T.normal(x, 0.5)
T.normal(x, x.abs())
T.normal(2.0, x.abs())
T.bernoulli(x.abs())
x.abs().bernoulli()
T.multinomial(x.abs(), 2)
T.multinomial(x.abs(), 4, replacement=True)
T.poisson(x.abs() * 3)
x.clone().uniform_(-1, 1)
x.clone().normal_(1, 2)
x.clone().bernoulli_(0.3)
x.clone().exponential_()
x.clone().random_(0, 10)
x.clone().cauchy_()
x.clone().log_normal_()
x.clone().geometric_(0.5)
T.nn.init.kaiming_uniform_(x.clone())
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_draws_pytorchs_digits(line):
    torch = pytest.importorskip("torch")
    ends = []
    for module in (nbtorch, torch):
        module.manual_seed(7)
        values = np.random.default_rng(0).uniform(-1, 1, (3, 4)).astype("float32")
        given = {"T": module, "x": module.tensor(values)}
        ends.append([*flat(eval(line, given)), module.rand(2)])  # the stream goes on from the same place
    for mine, yours in zip(*ends, strict=True):
        assert str(mine.dtype) == str(yours.dtype)
        np.testing.assert_array_equal(host(mine), host(yours))


def test_a_generator_is_a_stream_of_its_own():
    torch = pytest.importorskip("torch")
    found = []
    for module in (nbtorch, torch):
        own = module.Generator().manual_seed(3)
        module.manual_seed(3)
        first = module.rand(2, generator=own)
        state = own.get_state()
        second = module.randn(2, generator=own)
        own.set_state(state)
        found.append([host(t) for t in (first, second, module.randn(2, generator=own), module.rand(2))])
    for mine, yours in zip(*found, strict=True):
        np.testing.assert_array_equal(mine, yours)
    np.testing.assert_array_equal(found[0][1], found[0][2])
    np.testing.assert_array_equal(found[0][0], found[0][3])
