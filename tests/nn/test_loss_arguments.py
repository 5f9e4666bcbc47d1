"""Probabilities outside [0, 1], groups of nothing, and losses by weight."""

import numpy as np
import pytest

import nbtorch as torch
from nbtorch.nn import functional as F


@pytest.mark.parametrize(
    "name, given", [("input", (1.5, 0.5)), ("target", (0.5, -1.0)), ("target", (0.5, float("nan")))]
)
def test_binary_cross_entropy_refuses_what_is_no_probability(name, given):
    probability, target = (torch.tensor([value]) for value in given)
    with pytest.raises(RuntimeError, match=f"all elements of {name} should be between 0 and 1"):
        F.binary_cross_entropy(probability, target)


@pytest.mark.parametrize("shape", [(2, 2, 0, 3), (2, 0, 3), (0, 2, 3)])
def test_groups_of_nothing_are_nothing(shape):
    assert F.group_norm(torch.zeros(shape), 1).shape == shape


@pytest.mark.oracle
@pytest.mark.parametrize("size", [(2, 3), (3,), (2, 1)])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none", "max"])
@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "huber_loss"])
def test_losses_by_weight(name, reduction, size):
    oracle = pytest.importorskip("torch")
    seen = []
    for module in (torch, oracle):
        loss = getattr(module.nn.functional, name)
        input, target = module.arange(6.0).reshape(2, 3), module.full((2, 3), 2.5)
        weight = module.linspace(0.5, 2, size[0] * size[-1] if len(size) > 1 else 3).reshape(size)
        try:
            seen.append(loss(input.requires_grad_(), target, reduction=reduction, weight=weight))
            seen.extend(module.autograd.grad(seen[-1].sum(), input))
        except (ValueError, RuntimeError) as error:
            seen.append((type(error).__name__, str(error)))
    ours, theirs = seen[: len(seen) // 2], seen[len(seen) // 2 :]
    for mine, yours in zip(ours, theirs, strict=True):
        if isinstance(yours, tuple):
            assert mine == yours
        else:
            np.testing.assert_allclose(mine.detach().numpy(), yours.detach().numpy(), rtol=1e-6)
