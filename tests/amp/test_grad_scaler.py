"""GradScaler against PyTorch: the numbers of whole training loops, the states, the errors."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
FRAMEWORKS = [nbtorch, torch]


def scaler(t, **options):
    return t.amp.GradScaler("cpu", **options)


def train(t, steps=14, clip=False, bad=(4, 5, 9), autocast=True):
    """A training loop as tutorials write it; at the `bad` steps the loss is infinite or NaN."""
    t.manual_seed(0)
    model = t.nn.Sequential(t.nn.Linear(6, 8), t.nn.Tanh(), t.nn.Linear(8, 3))
    optimizer = t.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    scale = scaler(t, init_scale=2.0**10, growth_interval=3, growth_factor=2.0, backoff_factor=0.25)
    x, y = t.randn(16, 6), t.arange(16) % 3
    states, losses, skipped = [], [], []
    for step in range(steps):
        optimizer.zero_grad()
        with t.autocast("cpu", enabled=autocast):
            loss = t.nn.functional.cross_entropy(model(x), y)
        if step in bad:
            loss = loss * (float("inf") if step % 2 else float("nan"))
        scale.scale(loss).backward()
        if clip:
            scale.unscale_(optimizer)
            t.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        before = model[0].weight.detach().clone()
        scale.step(optimizer)
        skipped.append(bool((before == model[0].weight).all()))
        scale.update()
        states.append(scale.state_dict())
        losses.append(loss.item())
    return states, skipped, losses, [np.array(p.tolist()) for p in model.parameters()]


@pytest.mark.parametrize("clip", [False, True])
@pytest.mark.parametrize("autocast", [False, True])
def test_training_loops(clip, autocast):
    (states, skipped, losses, weights), yours = [train(t, clip=clip, autocast=autocast) for t in FRAMEWORKS]
    assert states == yours[0] and skipped == yours[1] and sum(skipped) == 3
    tolerance = 2e-2 if autocast else 1e-5
    np.testing.assert_allclose(losses, yours[2], rtol=tolerance, atol=tolerance)
    for a, b in zip(weights, yours[3], strict=True):
        np.testing.assert_allclose(a, b, atol=tolerance)


def test_the_scale_stays_finite_and_settings_change():
    def program(t):
        p = t.nn.Parameter(t.ones(2))
        optimizer = t.optim.SGD([p], lr=0.1)
        scale = scaler(t, init_scale=2.0**127, growth_interval=1)
        seen = []
        for step in range(4):
            p.grad = t.full((2,), 2.0**100)
            scale.scale(p.sum())
            scale.step(optimizer)
            scale.update(*([3.0] if step == 2 else []))
            seen.append(scale.get_scale())
        scale.set_growth_factor(4.0)
        scale.set_backoff_factor(0.1)
        scale.set_growth_interval(7)
        return [*seen, scale.get_growth_factor(), scale.get_backoff_factor(), scale.get_growth_interval()]

    assert program(nbtorch) == program(torch)


def test_several_losses_and_optimizers():
    def program(t):
        p, q = t.nn.Parameter(t.ones(2)), t.nn.Parameter(t.ones(3, dtype=t.float64))
        optimizers = [t.optim.SGD([p], lr=0.1), t.optim.SGD([q], lr=0.1)]
        scale = scaler(t, init_scale=8.0)
        first, (second, third) = scale.scale([p.sum(), (q.sum() * 2, p.prod())])
        (first + third).backward()
        (second * float("inf")).backward()
        for optimizer in optimizers:
            scale.step(optimizer)
        scale.update()
        scaled = next(iter(scale.scale(iter([t.ones(1)]))))
        return p.tolist(), q.tolist(), p.grad.tolist(), scale.state_dict(), scaled.item()

    assert program(nbtorch) == program(torch)


def test_saved_and_pickled():
    def program(t):
        first, second = scaler(t, init_scale=4.0), scaler(t)
        first.scale(t.ones(1))
        second.load_state_dict({**first.state_dict(), "_growth_tracker": 5})
        again = pickle.loads(pickle.dumps(second))
        return second.state_dict(), again.state_dict(), again.scale(t.ones(1)).item(), again._get_growth_tracker()

    assert program(nbtorch) == program(torch)


def test_disabled_it_does_nothing():
    def program(t):
        scale = scaler(t, enabled=False)
        p = t.nn.Parameter(t.ones(2))
        optimizer = t.optim.SGD([p], lr=1.0)
        loss = p.sum()
        same = scale.scale(loss) is loss
        loss.backward()
        scale.unscale_(optimizer)
        scale.unscale_(optimizer)
        scale.step(optimizer)
        scale.update()
        return same, p.tolist(), scale.state_dict(), scale.get_scale(), scale.is_enabled(), scale._get_growth_tracker()

    assert program(nbtorch) == program(torch)


def _unscaled(t, scale, optimizer, p):
    scale.scale(p.sum()).backward()
    scale.unscale_(optimizer)


ERRORS = {
    "unscale_ before scale": lambda t, s, o, p: s.unscale_(o),
    "step before scale": lambda t, s, o, p: s.step(o),
    "update before scale": lambda t, s, o, p: s.update(),
    "unscale_ twice": lambda t, s, o, p: (_unscaled(t, s, o, p), s.unscale_(o)),
    "unscale_ after step": lambda t, s, o, p: (_unscaled(t, s, o, p), s.step(o), s.unscale_(o)),
    "step twice": lambda t, s, o, p: (_unscaled(t, s, o, p), s.step(o), s.step(o)),
    "a closure": lambda t, s, o, p: (_unscaled(t, s, o, p), s.step(o, closure=lambda: 0)),
    "no gradients": lambda t, s, o, p: (s.scale(p.sum()), s.step(o)),
    "no step": lambda t, s, o, p: (s.scale(p.sum()), s.update()),
    "no tensor": lambda t, s, o, p: s.scale(3.0),
    "an empty state": lambda t, s, o, p: s.load_state_dict({}),
    "a scale that learns": lambda t, s, o, p: (s.scale(p.sum()), s.update(t.ones(1, requires_grad=True))),
    "pickled in between": lambda t, s, o, p: (_unscaled(t, s, o, p), pickle.dumps(s)),
    "half gradients": lambda t, s, o, p: (
        s.scale(p.sum()),
        s.unscale_(t.optim.SGD([half(t)], lr=0.1)),
    ),
}


def half(t):
    p = t.nn.Parameter(t.ones(2, dtype=t.float16))
    p.grad = t.ones(2, dtype=t.float16)
    return p


@pytest.mark.parametrize("name", ERRORS)
def test_refuses_in_pytorchs_words(name):
    ends = []
    for t in FRAMEWORKS:
        p = t.nn.Parameter(t.ones(2))
        with pytest.raises(Exception) as error, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ERRORS[name](t, scaler(t), t.optim.SGD([p], lr=0.1), p)
        ends.append((error.type, str(error.value)))
    assert ends[0] == ends[1]


def test_on_a_gpu_nothing_waits_before_the_step(fake_gpu):
    p = nbtorch.nn.Parameter(nbtorch.ones(3, device="cuda"))
    optimizer, scale = nbtorch.optim.SGD([p], lr=0.1), nbtorch.amp.GradScaler("cuda", growth_interval=2)
    for _ in range(4):
        optimizer.zero_grad()
        fake_gpu.syncs = 0
        with nbtorch.autocast("cuda"):
            loss = (p * 2).sum()
        scale.scale(loss).backward()
        scale.step(optimizer)
        scale.update()
        assert fake_gpu.syncs <= 1
    assert scale.get_scale() == 2.0**18 and p.device.type == "cuda"
