"""Probabilities outside [0, 1] and groups of nothing."""

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
