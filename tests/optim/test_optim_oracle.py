"""What users do between steps, against PyTorch: gradients and data that are missing, replaced, frozen."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

SHAPES = ((3, 4), (4,), (190, 180), ())
OPTIMIZERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    ("Adam", {"lr": 0.1, "weight_decay": 0.1, "amsgrad": True}),
    ("RMSprop", {"lr": 0.1, "momentum": 0.9, "centered": True, "maximize": True}),
    ("NAdam", {"lr": 0.1}),
    ("ASGD", {"lr": 0.1, "t0": 3}),
]


def freeze_first(step, params, module):
    if step == 2:
        params[0].requires_grad_(False)


CHANGES = {
    "nothing": lambda step, params, module: None,
    "a gradient is missing at times": lambda step, params, module: setattr(params[step % 2], "grad", None),
    "a gradient is replaced": lambda step, params, module: setattr(
        params[0], "grad", module.ones(3, 4, dtype=module.float64)
    ),
    "gradients are scaled": lambda step, params, module: [p.grad.mul_(0.5) for p in params],
    "data are replaced": lambda step, params, module: (
        step == 3 and setattr(params[1], "data", module.zeros(4, dtype=module.float64))
    ),
    "a parameter is frozen": freeze_first,
}


def start(module):
    draw = np.random.default_rng(0)
    arrays = [draw.normal(size=shape) for shape in SHAPES]
    return [module.nn.Parameter(module.tensor(a)) for a in arrays]


def run(module, name, options, change, steps=6):
    params = start(module)
    optimizer = getattr(module.optim, name)(params, **options)
    trail = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = sum([((p - i) ** 2).sum() * (0.5 + 0.1 * step) for i, p in enumerate(params)])
        loss.backward()
        change(step, params, module)
        optimizer.step()
        trail.append([p.detach().numpy().copy() for p in params])
    return optimizer, trail


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name, options", OPTIMIZERS)
def test_trajectories(name, options, change):
    (ours, mine), (theirs, yours) = [run(m, name, options, CHANGES[change]) for m in (nbtorch, torch)]
    for a, b in zip(mine, yours, strict=True):
        for p, q in zip(a, b, strict=True):
            np.testing.assert_allclose(p, q, rtol=1e-9, atol=1e-11)
    mine, yours = ours.state_dict(), theirs.state_dict()
    assert mine["state"].keys() == yours["state"].keys()
    for number, state in yours["state"].items():
        assert mine["state"][number].keys() == state.keys()
        for key, value in state.items():
            if value is not None:
                np.testing.assert_allclose(mine["state"][number][key].numpy(), value.numpy(), rtol=1e-9)
    assert [set(g) for g in mine["param_groups"]] == [set(g) for g in yours["param_groups"]]
    assert [g["params"] for g in mine["param_groups"]] == [g["params"] for g in yours["param_groups"]]


@pytest.mark.parametrize("name, options", OPTIMIZERS)
def test_state_continues(name, options):
    """Loading the state into a new optimizer after three steps, small and large parameters together."""
    trails = []
    for module in (nbtorch, torch):
        optimizer, _ = run(module, name, options, CHANGES["nothing"], steps=3)
        params = [p for group in optimizer.param_groups for p in group["params"]]
        again = getattr(module.optim, name)(params, **{**options, "lr": 7.0})
        again.load_state_dict(optimizer.state_dict())
        for _ in range(3):
            again.zero_grad()
            sum([((p - i) ** 2).sum() for i, p in enumerate(params)]).backward()
            again.step()
        trails.append([p.detach().numpy() for p in params])
    for p, q in zip(*trails, strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.optim.SGD([], lr=0.1),
        lambda m: m.optim.SGD(start(m), lr=-1),
        lambda m: m.optim.SGD(start(m), lr=0.1, nesterov=True),
        lambda m: m.optim.Adam(start(m), betas=(1.0, 0.9)),
        lambda m: m.optim.Adam(start(m)[0]),
        lambda m: m.optim.Adam([start(m)[0] * 2]),
        lambda m: m.optim.Adam(["weights"]),
        lambda m: (lambda p: m.optim.Adam([{"params": p}, {"params": p[:1]}]))(start(m)),
        lambda m: m.optim.lr_scheduler.StepLR("optimizer", 3),
    ],
)
def test_errors(call):
    ends = []
    for module in (nbtorch, torch):
        with warnings.catch_warnings(), pytest.raises((ValueError, TypeError)) as error:
            warnings.simplefilter("ignore")
            call(module)
        ends.append((error.type, str(error.value)[:30]))
    assert ends[0] == ends[1]
