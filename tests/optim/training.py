"""A small training that both libraries run, and what they are compared by."""

from __future__ import annotations

from typing import Any

import numpy as np

SHAPES = ((3, 4), (4,), (), (5, 2, 3))
MATRICES = ((3, 4), (9, 5), (4, 2))  # what Muon takes


def converted(value: Any, module: Any) -> Any:
    """`value` with its tensors, lists and dicts made those of `module`."""
    if isinstance(value, dict):
        return {k: converted(v, module) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([converted(v, module) for v in value])
    return module.tensor(value.detach().numpy().copy()) if hasattr(value, "detach") else value


def start(module: Any, dtype: str, shapes: Any = SHAPES) -> list[Any]:
    """The same parameters in both libraries."""
    draw = np.random.default_rng(0)
    found = []
    for shape in shapes:
        values = draw.normal(size=shape)
        if dtype.startswith("complex"):
            values = values + 1j * draw.normal(size=shape)
        found.append(module.nn.Parameter(module.tensor(np.asarray(values).astype(dtype))))
    return found


def train(optimizer: Any, params: list[Any], steps: Any) -> list[Any]:
    """The parameters after every step of the numbers `steps`."""
    trail = []
    for step in steps:

        def closure(step=step):
            optimizer.zero_grad()
            loss = sum([(abs(p - i) ** 2).sum() * (0.5 + 0.1 * step) for i, p in enumerate(params)])
            loss.backward()
            return loss

        if type(optimizer).__name__ == "LBFGS":
            optimizer.step(closure)
        else:
            closure()
            optimizer.step()
        trail.append([p.detach().numpy().copy() for p in params])
    return trail


def assert_near(mine: Any, yours: Any, rtol: float) -> None:
    """The same parameters after every step, relative to the greatest of each."""
    for ours, theirs in zip(mine, yours, strict=True):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=rtol, atol=rtol * max(1e-3, np.abs(b).max()))
