"""torch.masked: what does not pass has no say, in values and in gradients."""

from __future__ import annotations

import math

import numpy as np
import pytest

import nbtorch

MASK = [[True, False, True, True], [False, True, True, False], [False, False, False, False]]
VALUES = [[1.0, -7.0, 3.0, 2.0], [9.0, 4.0, -2.0, 8.0], [5.0, 6.0, 7.0, 8.0]]
REDUCTIONS = ("sum", "prod", "amax", "amin", "argmax", "argmin", "mean", "median", "norm", "var", "std", "logsumexp")
SAME_SHAPE = ("cumsum", "cumprod", "softmax", "log_softmax", "softmin")


def test_what_does_not_pass_has_no_say():
    x, mask = nbtorch.tensor(VALUES, requires_grad=True), nbtorch.tensor(MASK)
    means = nbtorch.masked.mean(x, 1, mask=mask)
    assert means[:2].tolist() == [2, 1]
    assert math.isnan(means[2].item())
    means[:2].sum().backward()
    np.testing.assert_allclose(x.grad.numpy() != 0, np.array(MASK) & [[True], [True], [False]])


def test_where_nothing_passes_reductions_give_their_identity():
    x, mask = nbtorch.tensor(VALUES), nbtorch.tensor(MASK)
    for name, identity in (("sum", 0), ("prod", 1), ("amax", -math.inf), ("amin", math.inf), ("norm", 0)):
        assert getattr(nbtorch.masked, name)(x, dim=1, mask=mask)[2].item() == identity
    whole = nbtorch.tensor(VALUES, dtype=nbtorch.int16)
    assert nbtorch.masked.amax(whole, 1, mask=mask)[2].item() == -(2**15)


def called(framework, name, dtype, **arguments):
    x = framework.tensor(VALUES, dtype=getattr(framework, dtype))
    first = (2.0,) if name in ("norm", "normalize") else ()
    return getattr(framework.masked, name)(x, *first, mask=framework.tensor(MASK), **arguments)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float64", "int32"])
@pytest.mark.parametrize("name", [*REDUCTIONS, *SAME_SHAPE, "normalize"])
def test_values_are_pytorchs(name, dtype):
    torch = pytest.importorskip("torch")
    for arguments in ({"dim": 0}, {"dim": -1}) if name not in REDUCTIONS else ({"dim": 0}, {"dim": 1, "keepdim": True}):
        try:
            yours = called(torch, name, dtype, **arguments)
        except Exception as error:
            with pytest.raises(type(error)):
                called(nbtorch, name, dtype, **arguments)
            continue
        mine = called(nbtorch, name, dtype, **arguments)
        assert str(mine.dtype) == str(yours.dtype)
        np.testing.assert_allclose(mine.numpy(), yours.numpy(), rtol=1e-10)


WRONG = [
    ("sum", {"dim": (0, 0)}), ("sum", {"dim": 2}), ("mean", {"dtype": "int64"}),
    ("var", {"unbiased": True, "correction": 1}),
]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "arguments"), WRONG)
def test_errors_are_pytorchs(name, arguments):
    torch = pytest.importorskip("torch")
    told = []
    for framework in (torch, nbtorch):
        given = {k: getattr(framework, v) if k == "dtype" else v for k, v in arguments.items()}
        with pytest.raises(Exception) as caught:
            called(framework, name, "float32", **given)
        told.append((type(caught.value), str(caught.value)))
    assert told[0] == told[1]
    for framework in (torch, nbtorch):
        with pytest.raises(IndexError, match="expected broadcastable mask"):
            framework.masked.sum(framework.ones(3), mask=framework.ones(1, 3) > 0)
