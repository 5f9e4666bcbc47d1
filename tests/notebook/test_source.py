"""What a cell says about itself: how many epochs it trains, and only when it says so plainly."""

from __future__ import annotations

import pytest

from nbtorch.notebook.source import declared_epochs


@pytest.mark.parametrize(("source", "epochs"), [
    ("for epoch in range(5):\n    for x in loader: step()", 5),
    ("epochs = 7\nfor _ in range(epochs):\n    for x, y in loader:\n        step()", 7),
    ("for epoch in range(N):\n    model.train()\n    for x in loader: step()\n    for x in test: evaluate()", 3),
    ("def f():\n    for a in b:\n        pass\nfor epoch in range(2):\n    for x in loader: step()", 2),
    ("for epoch in range(2 * N):\n    for x in loader: step()", None),  # no arithmetic
    ("for epoch in range(unknown):\n    for x in loader: step()", None),
    ("for epoch in range(flag):\n    for x in loader: step()", None),
    ("for epoch in range(1, 5):\n    for x in loader: step()", None),
    ("for epoch in epochs():\n    for x in loader: step()", None),
    ("for step in range(100): train()", None),  # no loader inside: steps, not epochs
    ("for a in range(2):\n    for x in l: f()\nfor b in range(3):\n    for x in l: f()", None),  # which one?
    ("%%live\nfor epoch in range(5):\n    for x in loader: step()", None),
    ("", None),
])
def test_declared_epochs(source, epochs):
    assert declared_epochs(source, {"N": 3, "flag": True}) == epochs
