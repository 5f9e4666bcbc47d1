"""Libraries that speak the standard take our tensors as their own arrays: scikit-learn and SciPy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import numpy, scipy.special, scipy.stats, sklearn
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler
import nbtorch as torch

x = torch.randn(60, 4, generator=torch.Generator().manual_seed(0))
y = (x[:, 0] > 0).long()
with sklearn.config_context(array_api_dispatch=True):
    for made in (
        StandardScaler(),
        PCA(n_components=2, svd_solver="full"),
        Ridge(solver="svd"),
        LinearDiscriminantAnalysis(),
    ):
        learn = lambda x, y: (made.fit(x, y).predict(x) if hasattr(made, "predict") else made.fit(x, y).transform(x))
        ours, numpys = learn(x, y), learn(x.numpy(), y.numpy())
        assert type(ours) is torch.Tensor, made
        numpy.testing.assert_allclose(ours.numpy(), numpys, rtol=1e-3, atol=1e-4)
for function in (scipy.special.logsumexp, scipy.stats.zscore, scipy.stats.skew):
    ours = function(x, axis=1)
    assert type(ours) is torch.Tensor, function
    numpy.testing.assert_allclose(ours.numpy(), function(x.numpy(), axis=1), rtol=1e-3, atol=1e-4)
print("alike")
"""


def test_scikit_learn_and_scipy():
    """In a process of its own: SciPy reads its switch when it is imported."""
    pytest.importorskip("sklearn")
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "SCIPY_ARRAY_API": "1", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "alike\n", run.stderr
