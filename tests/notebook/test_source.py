"""What a cell says about itself: how many epochs it trains, and only when it says so plainly."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from nbtorch.notebook.magics import strip_live
from nbtorch.notebook.source import Cells, declared_epochs


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


@pytest.mark.parametrize("first", ["%%live", "%load_ext nbtorch", "!true", "%matplotlib inline"])
def test_magics_do_not_hide_the_loop(first):
    manager = TransformerManager()
    manager.cleanup_transforms.append(strip_live)
    shell = SimpleNamespace(transform_cell=manager.transform_cell,
                            compile=SimpleNamespace(get_code_name=lambda source, transformed, number: "<cell>"))
    cells = Cells(shell)
    plain = cells.begin(f"{first}\nfor epoch in range(5):\n    for x in loader: step()", "id", 4)
    assert declared_epochs(plain, {}) == 5
    assert cells.locate("<cell>") == (4, "id")
