"""The same training script on PyTorch and here, with the same seed: every printed loss is the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")
from programs import train_cnn, train_mlp

PROGRAMS = [(train_mlp, 0), (train_cnn, 1)]
GOLDEN = Path(__file__).parent.parent / "golden" / "training.json"


def printed(train, framework, seed) -> list[str]:
    return [f"{loss:.4f}" for loss in train(framework, seed)]


@pytest.mark.parametrize("train, seed", PROGRAMS)
def test_every_printed_loss_is_what_pytorch_printed(train, seed):
    """Against the committed lines, where PyTorch is not installed."""
    expected = json.loads(GOLDEN.read_text())[train.__name__]
    assert len(expected) >= 20
    assert printed(train, "nbtorch", seed) == expected


@pytest.mark.oracle
@pytest.mark.parametrize("train, seed", PROGRAMS)
def test_every_printed_loss_is_pytorchs(train, seed):
    assert printed(train, "nbtorch", seed) == printed(train, "torch", seed)


@pytest.mark.oracle
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("train", [train_mlp, train_cnn])
def test_losses_differ_by_rounding_only(train, seed):
    """A loss may lie on the edge between two printed digits; then the last bit decides, whatever the seed."""
    np.testing.assert_allclose(train("nbtorch", seed), train("torch", seed), rtol=2e-6)


def test_losses_fall():
    """The scripts above learn, so equal digits are not equal nonsense."""
    losses = train_mlp("nbtorch", 0)
    assert losses[-1] > 0.9 and np.mean(losses[-10:-1]) < 0.5 < losses[0]
