"""`GeneralizedPareto` against PyTorch's, in float32: with parameters in float64 PyTorch's own scores are errors."""

from __future__ import annotations

import numpy as np
import pytest
from cases import host

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
PARAMETERS = {"loc": [-1.3, 0.2, 0.0], "scale": [0.4, 1.0, 2.7], "concentration": [-0.3, 0.25, 0.4]}


@pytest.mark.parametrize("name", ["log_prob", "cdf", "icdf", "log_cdf", "log_survival_function", "rsample", "mean",
                                  "variance", "entropy"])  # fmt: skip
def test_values_and_gradients(name):
    ends = []
    for module in (nbtorch, torch):
        given = {key: module.tensor(values, requires_grad=True) for key, values in PARAMETERS.items()}
        distribution = module.distributions.GeneralizedPareto(**given)
        module.manual_seed(2)
        asked = getattr(distribution, name)
        if name in ("log_prob", "cdf", "log_cdf", "log_survival_function"):
            asked = asked(given["loc"].detach() + module.tensor([0.3, 1.5, 0.7]))
        elif callable(asked):
            asked = {"icdf": lambda f, T=module: f(T.tensor(0.3)), "rsample": lambda f: f((4,))}.get(
                name, lambda f: f()
            )(asked)
        found = module.autograd.grad(asked.sum(), list(given.values()), allow_unused=True)
        ends.append([host(asked.detach()), *[np.zeros(3) if g is None else host(g) for g in found]])
    for mine, yours in zip(*ends, strict=True):
        np.testing.assert_allclose(mine, yours, rtol=2e-5, atol=2e-6)


def test_support():
    found = [
        repr(module.distributions.GeneralizedPareto(0.0, 1.0, module.tensor([-0.5, 0.0, 0.5])).support)
        for module in (nbtorch, torch)
    ]
    assert found[0] == found[1]
