"""Optimizers and schedules against PyTorch: the same parameters after every step, the same state."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

SHAPES = ((3, 4), (4,), (200, 300), ())
OPTIMIZERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.5}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.1, "maximize": True, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.1}),
    ("Adam", {"lr": 0.1, "weight_decay": 0.1, "amsgrad": True}),
    ("Adam", {"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3, "maximize": True}),
    ("AdamW", {"lr": 0.1}),
    ("RMSprop", {"lr": 0.1}),
    ("RMSprop", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1}),
    ("RMSprop", {"lr": 0.1, "momentum": 0.9, "centered": True, "maximize": True}),
    ("AdamW", {"lr": 0.1, "weight_decay": 0.5, "amsgrad": True}),
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


def run(module, name, options, change, steps=10):
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
    """Stopping after five steps and loading the state into a new optimizer changes nothing."""
    _, whole = run(nbtorch, name, options, CHANGES["nothing"])
    params = start(nbtorch)
    optimizer = getattr(nbtorch.optim, name)(params, **options)
    for step in range(10):
        if step == 5:
            again = getattr(nbtorch.optim, name)(params, **{**options, "lr": 7.0})
            again.load_state_dict(optimizer.state_dict())
            optimizer = again
        optimizer.zero_grad()
        sum([((p - i) ** 2).sum() * (0.5 + 0.1 * step) for i, p in enumerate(params)]).backward()
        optimizer.step()
        for p, q in zip(params, whole[step], strict=True):
            np.testing.assert_allclose(p.detach().numpy(), q, rtol=1e-12)


SCHEDULES = [
    ("StepLR", {"step_size": 3, "gamma": 0.5}),
    ("MultiStepLR", {"milestones": [2, 5, 5, 7]}),
    ("ExponentialLR", {"gamma": 0.9}),
    ("CosineAnnealingLR", {"T_max": 7, "eta_min": 0.01}),
    ("LambdaLR", {"lr_lambda": lambda epoch: 0.95**epoch}),
    ("LinearLR", {}),
    ("LinearLR", {"start_factor": 0.1, "end_factor": 0.5, "total_iters": 8}),
]


@pytest.mark.parametrize("name, options", SCHEDULES)
def test_schedules(name, options):
    rates = []
    for module in (nbtorch, torch):
        optimizer = module.optim.SGD([{"params": start(module)[:1]}, {"params": start(module)[1:], "lr": 0.5}], lr=0.1)
        schedule = getattr(module.optim.lr_scheduler, name)(optimizer, **options)
        seen = [schedule.get_last_lr()]
        for _ in range(20):
            optimizer.step()
            schedule.step()
            seen.append([group["lr"] for group in optimizer.param_groups])
        rates.append(seen)
    np.testing.assert_allclose(rates[0], rates[1], rtol=1e-12)


@pytest.mark.parametrize("mode", ["min", "max"])
@pytest.mark.parametrize("options", [
    {"patience": 1}, {"patience": 0, "cooldown": 2, "factor": 0.5}, {"patience": 1, "min_lr": [0.05, 0.2]},
    {"patience": 2, "threshold": 0.3, "threshold_mode": "abs"}, {"patience": 0, "threshold": 0.2},
])  # fmt: skip
def test_a_plateau_lowers_the_rate(mode, options):
    metrics = np.random.default_rng(3).normal(size=30).cumsum()
    rates = []
    for module in (nbtorch, torch):
        optimizer = module.optim.SGD([{"params": start(module)[:1]}, {"params": start(module)[1:], "lr": 0.5}], lr=0.1)
        schedule = module.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode, **options)
        seen = []
        for metric in metrics:
            schedule.step(module.tensor(metric))
            seen.append((schedule.get_last_lr(), schedule.num_bad_epochs, schedule.best))
        rates.append(seen)
    assert rates[0] == rates[1]
    assert rates[0][-1][0] != [0.1, 0.5]


def test_a_schedule_stepped_first_warns_as_pytorch():
    for module in (nbtorch, torch):
        schedule = module.optim.lr_scheduler.StepLR(module.optim.SGD(start(module), lr=0.1), 3)
        with pytest.warns(UserWarning, match="Detected call of `lr_scheduler.step"):
            schedule.step()


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
