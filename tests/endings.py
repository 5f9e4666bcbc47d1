"""One function run on PyTorch and here must end alike: the same values, or the same error with the same words."""

from __future__ import annotations

import re
import warnings
from typing import Any

import numpy as np
import pytest

import nbtorch

ADDRESS = re.compile(r"0x[0-9a-f]+|torch::autograd::")


def end(function: Any, framework: Any) -> Any:
    """What `function(framework)` ends with: its result, or the class and words of its error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(framework)
    except Exception as error:
        return type(error).__name__, ADDRESS.sub("", str(error))


def same(mine: Any, yours: Any, tolerance: float = 2e-5) -> None:
    """Compare two results, tensors by value, dtype and whether they require a gradient."""
    if isinstance(yours, (tuple, list)):
        assert isinstance(mine, (tuple, list)), (mine, yours)
        assert len(mine) == len(yours), (mine, yours)
        for a, b in zip(mine, yours, strict=True):
            same(a, b, tolerance)
    elif isinstance(yours, dict):
        assert list(mine) == list(yours)
        same(list(mine.values()), list(yours.values()), tolerance)
    elif hasattr(yours, "detach"):
        assert hasattr(mine, "detach"), (mine, yours)
        assert (str(mine.dtype), tuple(mine.shape)) == (str(yours.dtype), tuple(yours.shape))
        assert mine.requires_grad == yours.requires_grad, (mine, yours)
        np.testing.assert_allclose(mine.detach().numpy(), yours.detach().numpy(), rtol=tolerance, atol=tolerance / 10)
    elif isinstance(yours, float):
        assert mine == pytest.approx(yours, rel=tolerance)
    elif type(yours).__module__.startswith("torch"):  # a dtype, a device
        assert str(mine) == str(yours)
    else:
        assert mine == yours


def ends_alike(function: Any) -> None:
    """Run `function` on both frameworks and compare."""
    torch = pytest.importorskip("torch")
    same(end(function, nbtorch), end(function, torch))


class Scenarios(dict[str, Any]):
    """The functions of a test file, by name: `@scenarios` adds one."""

    def __call__(self, function: Any) -> Any:
        self[function.__name__] = function
        return function
