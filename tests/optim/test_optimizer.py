"""What an optimizer offers to those who write one, hook into one or copy one; facts that need no PyTorch."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import nbtorch
from nbtorch.autograd import observe

ALL = ["Adadelta", "Adafactor", "Adagrad", "Adam", "Adamax", "AdamW", "ASGD", "LBFGS", "Muon", "NAdam", "RAdam",
       "RMSprop", "Rprop", "SGD"]  # fmt: skip


def made(name="SGD", **options):
    params = [nbtorch.nn.Parameter(nbtorch.ones(2, 3) * (i + 1)) for i in range(2)]
    return getattr(nbtorch.optim, name)(params, lr=0.1, **options), params


def stepped(optimizer, params):
    def closure():
        optimizer.zero_grad()
        loss = sum([(p**2).sum() for p in params])
        loss.backward()
        return loss

    return optimizer.step(closure)


class Halving(nbtorch.optim.Optimizer):
    """What a tutorial writes: a step of its own, and state under its own name."""

    def __init__(self, params, lr=nbtorch.optim.optimizer.required):
        super().__init__(params, {"lr": lr})

    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p]["calls"] = self.state[p].get("calls", 0) + 1
                p.data.mul_(group["lr"])


@pytest.mark.parametrize("name", ALL)
def test_listeners_hear_of_every_step_once(name):
    optimizer, params = made(name)
    heard = []
    observe.step.append(heard.append)
    try:
        loss = stepped(optimizer, params)
    finally:
        observe.step.remove(heard.append)
    assert heard == [optimizer]
    assert loss.item() == pytest.approx(30.0)


def test_a_step_of_ones_own():
    params = [nbtorch.nn.Parameter(nbtorch.ones(3))]
    optimizer = Halving(params, lr=0.5)
    heard = []
    optimizer.register_step_post_hook(lambda *given: heard.append(given[0]))
    observe.step.append(heard.append)
    try:
        optimizer.step()
        optimizer.step()
    finally:
        observe.step.remove(heard.append)
    assert heard == [optimizer] * 4
    assert params[0].tolist() == [0.25] * 3
    assert optimizer.state_dict()["state"] == {0: {"calls": 2}}
    with pytest.raises(ValueError, match=r"parameter group didn't specify a value of required .* lr"):
        Halving(params)


def test_hooks_around_a_step():
    optimizer, _ = made()
    told = []
    handles = [
        nbtorch.optim.optimizer.register_optimizer_step_pre_hook(lambda o, args, kwargs: told.append("before any")),
        nbtorch.optim.optimizer.register_optimizer_step_post_hook(lambda o, args, kwargs: told.append("after any")),
        optimizer.register_step_pre_hook(lambda o, args, kwargs: told.append(("before", args[0] is o, kwargs))),
        optimizer.register_step_post_hook(lambda o, args, kwargs: told.append("after")),
    ]
    try:
        optimizer.step(closure=None)
    finally:
        for handle in handles:
            handle.remove()
    assert told == ["before any", ("before", True, {"closure": None}), "after", "after any"]
    optimizer.step()
    assert len(told) == 4
    optimizer.register_step_pre_hook(lambda o, args, kwargs: 3)
    with pytest.raises(RuntimeError, match=r"must return None or a tuple of \(new_args, new_kwargs\), but got 3"):
        optimizer.step()


def test_hooks_around_state():
    optimizer, params = made(momentum=0.9)
    stepped(optimizer, params)
    told = []
    optimizer.register_state_dict_pre_hook(lambda o: told.append("second"))
    optimizer.register_state_dict_pre_hook(lambda o: told.append("first"), prepend=True)
    optimizer.register_state_dict_post_hook(lambda o, state: {**state, "more": 1})
    saved = optimizer.state_dict()
    assert told == ["first", "second"]
    assert list(saved) == ["state", "param_groups", "more"]
    other, _ = made(momentum=0.9)
    other.register_load_state_dict_pre_hook(lambda o, state: told.append(state.pop("more")))
    other.register_load_state_dict_post_hook(lambda o: told.append("loaded"))
    other.load_state_dict(saved)
    assert told[2:] == [1, "loaded"]
    assert saved["more"] == 1  # the hook had a copy


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))])
@pytest.mark.parametrize("name", ["SGD", "Adam", "Adagrad", "LBFGS"])
def test_a_copy_trains_like_the_original(name, copied):
    optimizer, params = made(name)
    stepped(optimizer, params)
    twin, others = copied((optimizer, params))
    for _ in range(2):
        stepped(optimizer, params)
        stepped(twin, others)
    for p, q in zip(params, others, strict=True):
        assert p is not q
        np.testing.assert_array_equal(p.detach().numpy(), q.detach().numpy())


def test_state_may_be_changed_between_steps():
    """Side by side in memory or not, what is in `state` is what counts."""
    optimizer, params = made("Adam")
    stepped(optimizer, params)
    optimizer.state[params[0]]["exp_avg"].zero_()
    optimizer.state[params[1]]["exp_avg"] = nbtorch.zeros(2, 3)
    optimizer.state[params[1]]["step"] = nbtorch.tensor(7.0)
    stepped(optimizer, params)
    assert [optimizer.state[p]["step"].item() for p in params] == [2, 8]
    assert optimizer.state[params[0]]["exp_avg"][0, 0].item() == pytest.approx(0.1 * params[0].grad[0, 0].item())
    assert optimizer.state[params[1]]["exp_avg"][0, 0].item() == pytest.approx(0.1 * params[1].grad[0, 0].item())
    optimizer.state.clear()
    stepped(optimizer, params)
    assert optimizer.state[params[0]]["step"].item() == 1


def test_groups_may_be_changed_between_steps():
    optimizer, params = made()
    optimizer.param_groups[0]["params"].pop()
    stepped(optimizer, params)
    assert params[0].tolist() != [[1.0] * 3] * 2
    assert params[1].tolist() == [[2.0] * 3] * 2
    optimizer.add_param_group({"params": [params[1]], "lr": 1.0})
    stepped(optimizer, params)
    assert params[1].tolist() == [[-2.0] * 3] * 2


def test_gradients_flow_through_a_differentiable_step():
    for name in ("SGD", "Adam", "RMSprop", "NAdam", "RAdam", "Adagrad", "Adadelta", "Adamax", "ASGD", "Rprop"):
        lr = nbtorch.tensor(0.1, dtype=nbtorch.float64)

        def after(start, name=name, lr=lr):
            p = start.clone()
            optimizer = getattr(nbtorch.optim, name)([p], lr=lr, differentiable=True)
            for factor in (1.0, 0.7, 0.5):
                p.grad = start * factor + 0.3
                optimizer.step()
            return p

        start = nbtorch.tensor([0.5, -0.8, 1.5], dtype=nbtorch.float64, requires_grad=True)
        assert nbtorch.autograd.gradcheck(after, (start,))


def test_a_gradient_reaches_the_learning_rate():
    for name in ("SGD", "Adam"):
        lr = nbtorch.tensor(0.1, requires_grad=True)
        p = nbtorch.ones(3, requires_grad=True).clone()
        optimizer = getattr(nbtorch.optim, name)([p], lr=lr, differentiable=True)
        p.grad = nbtorch.ones(3)
        optimizer.step()
        p.sum().backward()
        assert lr.grad.item() == pytest.approx(-3.0)


@pytest.mark.parametrize("name", ["Adam", "Adadelta", "NAdam", "ASGD"])
def test_flags_that_need_another_device(name):
    optimizer, params = made(name, capturable=True)
    optimizer.step()  # nothing to do, nothing to say
    with pytest.raises(AssertionError, match=r"If capturable=True, params.* on supported devices: \['cuda', 'xpu'"):
        stepped(optimizer, params)


def test_flags_that_exclude_each_other():
    for options, text in (
        ({"fused": True, "differentiable": True}, "`fused` does not support `differentiable`"),
        ({"fused": True, "foreach": True}, "`fused` and `foreach` cannot be `True` together."),
    ):
        for name in ("SGD", "Adam", "Adagrad"):
            with pytest.raises(RuntimeError) as error:
                made(name, **options)
            assert str(error.value) == text
    optimizer, params = made("Adam", foreach=True, differentiable=True)
    with pytest.raises(AssertionError, match="_foreach ops don't support autograd"):
        stepped(optimizer, params)
