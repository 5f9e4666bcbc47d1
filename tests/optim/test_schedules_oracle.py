"""Every schedule against PyTorch's: the same rates and momenta, state, resumption, warnings and errors."""

from __future__ import annotations

import copy
import warnings

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


class Power:
    """A function with state."""

    def __init__(self, base):
        self.base = base

    def __call__(self, epoch):
        return self.base**epoch


def nested(s, o):
    return s.SequentialLR(o, [s.SequentialLR(o, [s.ConstantLR(o), s.StepLR(o, 2)], [2]), s.ExponentialLR(o, 0.8)], [5])


SCHEDULES = {
    "lambda": lambda s, o: s.LambdaLR(o, lambda epoch: 0.95**epoch),
    "lambdas": lambda s, o: s.LambdaLR(o, [Power(0.9), lambda epoch: 0.95**epoch]),
    "multiplicative": lambda s, o: s.MultiplicativeLR(o, [Power(0.9), lambda epoch: 0.95]),
    "step": lambda s, o: s.StepLR(o, 3, 0.5),
    "milestones": lambda s, o: s.MultiStepLR(o, [2, 5, 5, 7]),
    "constant": lambda s, o: s.ConstantLR(o, 0.5, 4),
    "linear": lambda s, o: s.LinearLR(o),
    "linear to a part": lambda s, o: s.LinearLR(o, 0.1, 0.5, 8),
    "exponential": lambda s, o: s.ExponentialLR(o, 0.9),
    "polynomial": lambda s, o: s.PolynomialLR(o, 8, 2.0),
    "cosine": lambda s, o: s.CosineAnnealingLR(o, 7, 0.01),
    "restarts": lambda s, o: s.CosineAnnealingWarmRestarts(o, 5),
    "longer restarts": lambda s, o: s.CosineAnnealingWarmRestarts(o, 3, 2, 0.01),
    "triangular": lambda s, o: s.CyclicLR(o, 0.01, [0.1, 0.2], 4, 6),
    "triangular2": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 4, mode="triangular2", base_momentum=[0.7, 0.8]),
    "exp_range": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 4, mode="exp_range", gamma=0.9),
    "a scale by cycles": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 4, scale_fn=lambda x: 1 / x),
    "a scale by steps": lambda s, o: s.CyclicLR(o, 0.01, 0.1, 4, scale_fn=Power(0.5), scale_mode="iterations"),
    "one cycle": lambda s, o: s.OneCycleLR(o, 0.5, 25),
    "three phases": lambda s, o: s.OneCycleLR(
        o, [0.5, 0.6], epochs=5, steps_per_epoch=6, three_phase=True, anneal_strategy="linear"
    ),
    "chained": lambda s, o: s.ChainedScheduler([s.ConstantLR(o, 0.5, 4), s.ExponentialLR(o, 0.9)]),
    "sequential": lambda s, o: s.SequentialLR(
        o, [s.LinearLR(o, 0.1, 1.0, 4), s.CosineAnnealingLR(o, 9), s.ExponentialLR(o, 0.8)], [4, 12]
    ),
    "sequential inside": nested,
    "averaging": lambda s, o: s.SWALR(o, [0.03, 0.04], 5),
    "averaging along a line": lambda s, o: s.SWALR(o, 0.03, 4, "linear"),
}
OPTIMIZERS = {"SGD": {"momentum": 0.9}, "Adam": {}, "SGD with tensors": {"momentum": 0.9}}


class Schedules:
    """The schedules of a library, `SWALR` among them."""

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        return getattr(self.module.optim.swa_utils if name == "SWALR" else self.module.optim.lr_scheduler, name)


def optimizer(module, kind="SGD"):
    params = [module.nn.Parameter(module.ones(3)) for _ in range(2)]
    rates = [module.tensor(lr) if "tensors" in kind else lr for lr in (0.1, 0.5)]
    groups = [{"params": [params[0]]}, {"params": [params[1]], "lr": rates[1]}]
    return getattr(module.optim, kind.split()[0])(groups, lr=rates[0], **OPTIMIZERS[kind])


def plain(value):
    if isinstance(value, (torch.Tensor, nbtorch.Tensor)):
        return ("tensor", value.tolist())
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return "a function" if callable(value) else value


def settings(optimizer):
    return [plain({k: v for k, v in group.items() if k != "params"}) for group in optimizer.param_groups]


def followed(module, make, kind):
    """All settings after each of 20 steps, the state, and the rates of a resumption after 10."""
    first = optimizer(module, kind)
    schedule = make(Schedules(module), first)
    trail = [(plain(schedule.get_last_lr()), settings(first))]
    for step in range(20):
        first.step()
        schedule.step()
        trail.append((plain(schedule.get_last_lr()), settings(first)))
        if step == 9:
            saved = copy.deepcopy((first.state_dict(), schedule.state_dict()))
    second = optimizer(module, kind)
    again = make(Schedules(module), second)
    second.load_state_dict(saved[0])
    again.load_state_dict(saved[1])
    resumed = []
    for _ in range(10):
        second.step()
        again.step()
        resumed.append(plain(again.get_last_lr()))
    assert resumed == [rates for rates, _ in trail[11:]]
    return trail, list(schedule.state_dict()), plain(schedule.state_dict())


@pytest.mark.parametrize("kind", OPTIMIZERS)
@pytest.mark.parametrize("name", SCHEDULES)
def test_the_same_rates(name, kind):
    found = []
    for module in (nbtorch, torch):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found.append((followed(module, SCHEDULES[name], kind), [str(w.message) for w in told]))
    assert found[0] == found[1]


@pytest.mark.filterwarnings("ignore:Detected call")  # a schedule inside has stepped once when its turn comes
@pytest.mark.parametrize("name", SCHEDULES)
def test_state_goes_over(name):
    """Ten epochs there, ten here."""
    theirs, ours = [(SCHEDULES[name](Schedules(m), o), o) for m in (torch, nbtorch) for o in [optimizer(m)]]
    for _ in range(10):
        theirs[1].step()
        theirs[0].step()
    ours[0].load_state_dict(copy.deepcopy(theirs[0].state_dict()))
    state = copy.deepcopy(theirs[1].state_dict())
    ours[1].load_state_dict({**state, "state": {}})
    for _ in range(10):
        for schedule, stepped in (theirs, ours):
            stepped.step()
            schedule.step()
        assert ours[0].get_last_lr() == theirs[0].get_last_lr()


@pytest.mark.parametrize("name", ["step", "milestones", "constant", "linear", "exponential", "polynomial", "cosine",
                                  "lambda", "restarts", "longer restarts"])  # fmt: skip
def test_an_epoch_by_its_number(name):
    found = []
    for module in (nbtorch, torch):
        first = optimizer(module)
        schedule = SCHEDULES[name](Schedules(module), first)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            first.step()
            rates = []
            for epoch in (3, 1, 8, 20):
                schedule.step(epoch)
                rates.append(schedule.get_last_lr())
            rates.append(schedule.get_lr())
        found.append((rates, [str(w.message) for w in told]))
    assert found[0] == found[1]


@pytest.mark.parametrize("mode", ["min", "max"])
@pytest.mark.parametrize("options", [
    {"patience": 1}, {"patience": 0, "cooldown": 2, "factor": 0.5}, {"patience": 1, "min_lr": [0.05, 0.2]},
    {"patience": 2, "threshold": 0.3, "threshold_mode": "abs"}, {"patience": 0, "threshold": 0.2},
])  # fmt: skip
def test_a_plateau_lowers_the_rate(mode, options):
    metrics = np.random.default_rng(3).normal(size=30).cumsum()
    found = []
    for module in (nbtorch, torch):
        first = optimizer(module)
        schedule = module.optim.lr_scheduler.ReduceLROnPlateau(first, mode, **options)
        seen = []
        for metric in metrics:
            schedule.step(module.tensor(metric))
            seen.append((schedule.get_last_lr(), schedule.num_bad_epochs, schedule.best))
        found.append((seen, schedule.state_dict(), list(schedule.state_dict())))
    assert found[0] == found[1]
    assert found[0][0][-1][0] != [0.1, 0.5]


def overridden(s, o):
    schedule = s.StepLR(o, 3)
    o.step = lambda: None
    schedule.step()


def bare(s, o):
    schedule = s.StepLR(o, 3)
    return schedule.get_lr()


def many(s, o):
    schedule = s.OneCycleLR(o, 0.1, 3)
    o.step()
    for _ in range(9):
        schedule.step()


def grown(s, o):
    schedule = s.ReduceLROnPlateau(o, patience=0, min_lr=[0.0, 0.0])
    o.add_param_group({"params": [o.param_groups[0]["params"][0].detach().clone().requires_grad_()]})
    for _ in range(3):
        schedule.step(1.0)


ENDINGS = {
    "a schedule first": lambda s, o: s.StepLR(o, 3).step(),
    "an overridden step": overridden,
    "rates outside of a step": bare,
    "no optimizer": lambda s, o: s.StepLR("optimizer", 3),
    "no epochs before": lambda s, o: s.StepLR(o, 3, last_epoch=2),
    "too few functions": lambda s, o: s.LambdaLR(o, [lambda e: 1.0]),
    "no function": lambda s, o: s.MultiplicativeLR(o, [1, 2]),
    "a constant factor": lambda s, o: s.ConstantLR(o, 2.0),
    "a first factor": lambda s, o: s.LinearLR(o, 0.0),
    "a last factor": lambda s, o: s.LinearLR(o, 0.5, 2.0),
    "T_0": lambda s, o: s.CosineAnnealingWarmRestarts(o, 0),
    "T_mult": lambda s, o: s.CosineAnnealingWarmRestarts(o, 2, 0),
    "eta_min": lambda s, o: s.CosineAnnealingWarmRestarts(o, 2, 1, "low"),
    "an epoch below zero": lambda s, o: s.CosineAnnealingWarmRestarts(o, 2).step(-1),
    "a cycle's mode": lambda s, o: s.CyclicLR(o, 0.1, 0.2, mode="square"),
    "a cycle's bounds": lambda s, o: s.CyclicLR(o, [0.1], 0.2),
    "one cycle's length": lambda s, o: s.OneCycleLR(o, 0.1),
    "one cycle's steps": lambda s, o: s.OneCycleLR(o, 0.1, -3),
    "one cycle's epochs": lambda s, o: s.OneCycleLR(o, 0.1, epochs=0, steps_per_epoch=3),
    "one cycle's rise": lambda s, o: s.OneCycleLR(o, 0.1, 3, pct_start=2),
    "one cycle's way": lambda s, o: s.OneCycleLR(o, 0.1, 3, anneal_strategy="exp"),
    "steps after the cycle": many,
    "no schedules": lambda s, o: s.SequentialLR(o, [], []),
    "no schedules in a chain": lambda s, o: s.ChainedScheduler([]),
    "milestones": lambda s, o: s.SequentialLR(o, [s.StepLR(o, 3)], [3]),
    "a plateau in a sequence": lambda s, o: s.SequentialLR(o, [s.ReduceLROnPlateau(o)], []),
    "a plateau in a chain": lambda s, o: s.ChainedScheduler([s.ReduceLROnPlateau(o)]),
    "no schedule": lambda s, o: s.SequentialLR(o, [3], []),
    "a plateau's factor": lambda s, o: s.ReduceLROnPlateau(o, factor=1.0),
    "a plateau's mode": lambda s, o: s.ReduceLROnPlateau(o, "best"),
    "a plateau's threshold": lambda s, o: s.ReduceLROnPlateau(o, threshold_mode="best"),
    "a plateau's bounds": lambda s, o: s.ReduceLROnPlateau(o, min_lr=[1.0]),
    "a plateau's groups": grown,
    "a way to average": lambda s, o: s.SWALR(o, 0.1, anneal_strategy="exp"),
    "epochs to average": lambda s, o: s.SWALR(o, 0.1, -1),
    "rates to average": lambda s, o: s.SWALR(o, [0.1]),
    "the base class": lambda s, o: s.LRScheduler(o),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_warnings_and_errors(ending):
    found = []
    for module in (nbtorch, torch):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            try:
                ENDINGS[ending](Schedules(module), optimizer(module))
                end = None
            except Exception as error:
                end = type(error), str(error)
        found.append((end, [(w.category, str(w.message)) for w in told]))
    assert found[0] == found[1]
    assert found[0][0] or found[0][1]


def test_a_cycle_of_momentum_needs_momentum():
    for module in (nbtorch, torch):
        adagrad = module.optim.Adagrad([module.nn.Parameter(module.ones(3))])
        with pytest.raises(ValueError, match="optimizer must support momentum or beta1 with `cycle_momentum`"):
            module.optim.lr_scheduler.CyclicLR(adagrad, 0.1, 0.2)
