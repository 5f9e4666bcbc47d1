"""Overflow, infinities and NaN are silent, as in PyTorch, also where NumPy's own modules would warn."""

from __future__ import annotations

import warnings

import pytest

import nbtorch as torch
from nbtorch.nn import functional as F

INPUTS = {
    "infinite": [[float("inf"), 1.0, -float("inf")], [float("inf"), float("inf"), 0.0]],
    "not a number": [[float("nan"), 1.0, 2.0], [float("nan")] * 3],
    "great": [[1e38, 3e38, -3e38], [3e38, 3e38, 3e38]],
    "small": [[1e-38, 1e-45, 0.0], [-1e-40, 0.0, 0.0]],
}
CALLS = {
    "sum": lambda x: x.sum(),
    "sum of rows": lambda x: x.sum(1),
    "sum of halves": lambda x: x.half().sum(0),
    "cumsum": lambda x: x.cumsum(1),
    "prod": lambda x: x.prod(),
    "mean": lambda x: x.mean(),
    "mean of columns": lambda x: x.mean(0),
    "nansum": lambda x: x.nansum(),
    "logsumexp": lambda x: x.logsumexp(1),
    "matmul": lambda x: x @ x.T,
    "dot": lambda x: x[0] @ x[0],
    "einsum": lambda x: torch.einsum("ij,kj->ik", x, x),
    "linear": lambda x: F.linear(x, x, x[:, 0]),
    "var": lambda x: x.var(),
    "var of rows": lambda x: x.var(1),
    "std": lambda x: x.std(0),
    "norm": lambda x: x.norm(),
    "norm of rows": lambda x: x.norm(3, 1),
    "softmax": lambda x: x.softmax(1),
    "log_softmax": lambda x: x.log_softmax(0),
    "cross_entropy": lambda x: F.cross_entropy(x, torch.tensor([0, 2])),
    "mse_loss": lambda x: F.mse_loss(x, -x),
    "l1_loss": lambda x: F.l1_loss(x, -x),
    "layer_norm": lambda x: F.layer_norm(x, (3,)),
    "batch_norm": lambda x: F.batch_norm(x, None, None, training=True),
    "conv1d": lambda x: F.conv1d(x[None], x[None]),
    "gelu": F.gelu,
    "sigmoid": torch.sigmoid,
    "exp": torch.exp,
    "log": torch.log,
    "sort": lambda x: x.sort(1)[0],
    "max": lambda x: x.max(1)[0],
    "median": lambda x: x.median(),
    "power": lambda x: x**5,
    "quotient": lambda x: x / x,
    "in place": lambda x: (x * 1).mul_(x),
    "cast": lambda x: x.half() + x.double().float(),
}


@pytest.mark.parametrize("inputs", INPUTS)
@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_said(name, inputs):
    x = torch.tensor(INPUTS[inputs], requires_grad=True)
    with warnings.catch_warnings():
        # As for a user: the filter that nbtorch itself sets, and everything from elsewhere is an error.
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")
        CALLS[name](x).sum().backward()
    assert x.grad.shape == x.shape


def test_what_the_user_filters_is_not_numpys_word():
    """A `simplefilter`, or an end of `catch_warnings` around the import, goes before every filter that was there."""
    x = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=1e38)
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("error")
        loss = (x / x).sum()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss.backward()
    x.grad.fill_(1e38)
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("error")
        optimizer.step()
        warnings.resetwarnings()
        assert torch.log(x.detach()).isnan().all()
