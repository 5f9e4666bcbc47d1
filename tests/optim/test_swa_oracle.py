"""Averaged models against PyTorch's: every way to average, buffers, batch statistics, checkpoints."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

WAYS = {
    "equal": lambda u: {},
    "equal, one by one": lambda u: {"avg_fn": u.get_swa_avg_fn()},
    "equal, together": lambda u: {"multi_avg_fn": u.get_swa_multi_avg_fn()},
    "exponential, one by one": lambda u: {"avg_fn": u.get_ema_avg_fn(0.9)},
    "exponential, together": lambda u: {"multi_avg_fn": u.get_ema_multi_avg_fn(0.9)},
    "buffers too": lambda u: {"multi_avg_fn": u.get_ema_multi_avg_fn(0.3), "use_buffers": True},
    "buffers too, equal": lambda u: {"use_buffers": True},
}


def model_of(module):
    module.manual_seed(0)
    nn = module.nn
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))


def averaged(module, way):
    utils, model = module.optim.swa_utils, model_of(module)
    average = utils.AveragedModel(model, **WAYS[way](utils))
    optimizer = module.optim.SGD(model.parameters(), lr=0.1)
    draw = np.random.default_rng(1)
    batches = [module.tensor(draw.normal(size=(8, 3)).astype("float32")) for _ in range(4)]
    for batch in batches:
        optimizer.zero_grad()
        (model(batch) ** 2).sum().backward()
        optimizer.step()
        average.update_parameters(model)
    utils.update_bn([(batch, None) for batch in batches], average)
    return average, batches[0]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_average(way):
    (ours, x), (theirs, y) = averaged(nbtorch, way), averaged(torch, way)
    mine, yours = ours.state_dict(), theirs.state_dict()
    assert list(mine) == list(yours)
    for name, value in yours.items():
        np.testing.assert_allclose(mine[name].numpy(), value.numpy(), rtol=2e-5, atol=1e-6, err_msg=name)
    np.testing.assert_allclose(ours(x).detach().numpy(), theirs(y).detach().numpy(), rtol=1e-4, atol=1e-5)
    assert ours.training
    assert ours.module[1].momentum == 0.1


def test_errors():
    for module in (nbtorch, torch):
        utils = module.optim.swa_utils
        for make in (utils.get_ema_avg_fn, utils.get_ema_multi_avg_fn):
            with pytest.raises(ValueError) as error:
                make(1.5)
            assert str(error.value) == "Invalid decay value 1.5 provided. Please provide a value in [0,1] range."
        with pytest.raises(AssertionError, match="Only one of avg_fn and multi_avg_fn should be provided"):
            utils.AveragedModel(model_of(module), avg_fn=utils.get_swa_avg_fn(), multi_avg_fn=utils.get_swa_avg_fn())
