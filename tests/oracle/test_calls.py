"""Random calls from PyTorch's schemas come to what they come to in PyTorch, or the difference has a reason."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch")
calls = pytest.importorskip("calls")
pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("seed", range(3))
def test_a_call_is_pytorchs_or_the_difference_is_named(seed):
    """Each name has calls of its own, which stay when names are added."""
    drawn = [(place, name, random.Random(f"{place}.{name} {seed}").randrange(10**9)) for place, name in calls.NAMES]
    with calls.bounded(1) as limited:
        found = [limited(*call) for call in drawn]
    assert [text for text in found if text and not calls.named(text)] == []


def test_every_reason_is_one_for_a_pattern():
    assert calls.named("torch.split('mean', 1): we raise TypeError") == "torch.split cuts a string"
    assert calls.named("torch.add(float32[3], 2): 1 of 3 values, at (0,) 1.0 instead of 2.0") is None
