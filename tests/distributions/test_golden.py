"""Distributions without PyTorch: what they draw and say is what PyTorch wrote down."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest
from cases import host
from distributions.families import made

import nbtorch

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "distributions.json").read_text())


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["line"])
def test_committed_numbers_of_pytorch(case):
    distribution, _ = made(nbtorch, case["line"])
    nbtorch.manual_seed(3)
    sample = distribution.sample((2,))
    tolerance = {"rtol": 3e-6, "atol": 1e-6} if sample.dtype == nbtorch.float32 else {"rtol": 1e-9, "atol": 1e-12}
    np.testing.assert_allclose(host(sample), case["sample"], **tolerance)
    if sample.dtype == nbtorch.float64:
        np.testing.assert_allclose(host(distribution.log_prob(sample)), case["log_prob"], **tolerance)
    if case["entropy"] is None:
        with pytest.raises(NotImplementedError):
            distribution.entropy()
    else:
        np.testing.assert_allclose(host(distribution.entropy()), case["entropy"], **tolerance)
