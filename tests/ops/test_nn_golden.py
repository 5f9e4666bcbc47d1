"""Layers and losses against values that PyTorch gave once: checked where PyTorch is not installed, too."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

import nbtorch

GOLDEN = Path(__file__).parent.parent / "golden"
EXPECTED = json.loads((GOLDEN / "nn_ops.json").read_text())


@pytest.fixture(scope="module")
def found():
    return runpy.run_path(str(GOLDEN / "write_nn_ops.py"))["facts"](nbtorch)


@pytest.mark.parametrize("name", EXPECTED)
def test_values_are_pytorchs(name, found):
    np.testing.assert_allclose(found[name], EXPECTED[name], rtol=2e-6, atol=1e-6)


def test_losses_print_the_same_four_digits(found):
    for name in ("cross_entropy", "mse_loss", "binary_cross_entropy_with_logits"):
        assert f"{found[name]:.4f}" == f"{EXPECTED[name]:.4f}"


def test_dropout_draws_the_same_mask(found):
    assert found["dropout"] == EXPECTED["dropout"]
