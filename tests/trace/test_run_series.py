"""What a run draws besides the loss: learning rates, throughput, and the user's numbers, told apart by data."""

from __future__ import annotations

import gc

import pytest

import nbtorch
from nbtorch.autograd import observe
from nbtorch.trace.recorder import Recorder
from nbtorch.trace.run import Run, runs
from nbtorch.trace.splits import split_name

from .loops import Clock, Loader, Optimizer, backward, parameter, step


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorder(clock):
    recorder = Recorder(clock=clock)
    recorder.attach()
    recorder.begin(7, "series")
    yield recorder
    recorder.detach()
    recorder.end()


def points(run: Run, name: str) -> list[tuple[float, float]]:
    one = run.series[name]
    return list(zip(one.x, one.y, strict=True))


def train(model, optimizer) -> None:
    optimizer.zero_grad()
    model(nbtorch.ones(2, 2)).sum().backward()
    optimizer.step()


@pytest.fixture
def model():
    return nbtorch.nn.Sequential(nbtorch.nn.Linear(2, 2), nbtorch.nn.ReLU(), nbtorch.nn.Linear(2, 1))


# learning rates

def test_groups_that_differ_have_a_learning_rate_each(recorder):
    optimizer = Optimizer(parameter(), lr=0.1)
    groups = optimizer.param_groups
    groups += [{"params": [], "lr": 0.1}, {"params": [], "lr": 0.2, "name": "head"}, {"params": [], "lr": 0.2}]
    for number in range(4):
        groups[1]["lr"] = 0.1 if number < 2 else 0.3
        step(optimizer, 1.0)
    recorder.end()
    run = runs()[-1]
    assert {name for name, one in run.series.items() if one.role == "lr"} == {"lr", "lr 1", "lr head"}
    assert points(run, "lr 1") == [(2, 0.1), (3, 0.3), (4, 0.3)]  # step 1 was flushed when they were equal
    assert points(run, "lr head") == [(step, 0.2) for step in (1, 2, 3, 4)]


def test_equal_groups_have_one_and_a_hundred_have_four(recorder):
    optimizer = Optimizer(parameter(), lr=0.1)
    optimizer.param_groups += [{"params": [], "lr": 0.1} for _ in range(5)]
    step(optimizer, 1.0)
    recorder.end()
    assert [name for name, one in runs()[-1].series.items() if one.role == "lr"] == ["lr"]
    optimizer = Optimizer(parameter(), lr=0.1)
    optimizer.param_groups += [{"params": [], "lr": 0.9 ** layer} for layer in range(100)]
    step(optimizer, 1.0)
    recorder.end()
    assert len([one for one in runs()[-1].series.values() if one.role == "lr"]) == 4


def test_groups_that_come_and_go(recorder, clock):
    optimizer = Optimizer(parameter(), lr=0.1)
    for number in range(6):
        clock.now += 0.2
        if number == 2:
            optimizer.param_groups.append({"params": [], "lr": nbtorch.tensor(0.5)})
        if number == 4:
            optimizer.param_groups.pop()
        step(optimizer, 1.0)
    recorder.end()
    assert points(runs()[-1], "lr") == [(number, 0.1) for number in range(1, 7)]
    assert points(runs()[-1], "lr 1") == [(3, 0.5), (4, 0.5)]


# throughput

@pytest.mark.parametrize(("batch", "every", "name", "speed"), [
    (32, 1, "samples/s", 640), (32, 2, "samples/s", 640), (None, 1, "steps/s", 20)])
def test_throughput(recorder, clock, batch, every, name, speed):
    loader, optimizer = Loader(100), Optimizer(parameter())
    loader.batch_size = batch
    for index in loader:
        clock.now += 0.05
        backward(1.0)
        if (index + 1) % every == 0:
            optimizer.step()
    recorder.end()
    series = [one for one in runs()[-1].series.values() if one.role == "speed"]
    assert [one.name for one in series] == [name]
    assert list(series[0].y)[1:] == pytest.approx([speed] * (len(series[0].y) - 1))
    assert len(series[0]) > 20


def test_a_run_of_a_moment_has_no_speed(recorder, clock):
    optimizer = Optimizer(parameter())
    for _ in range(3):
        clock.now += 0.001
        step(optimizer, 1.0)
    recorder.end()
    assert not [one for one in runs()[-1].series.values() if one.role == "speed"]


# training or validation

def test_what_is_logged_in_eval_mode_is_validation(recorder, model):
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(2):
        model.train()
        train(model, optimizer)
        nbtorch.log(acc=0.5 + epoch / 10, loss=3.0)
        model.eval()
        nbtorch.log(acc=0.4 + epoch / 10, loss=2.0, test_f1=0.3, train_f1=0.2)
    recorder.end()
    run = runs()[-1]
    metrics = {name: list(one.y) for name, one in run.series.items() if one.role == "metric"}
    assert metrics == {"acc": [0.5, 0.6], "loss (logged)": [3, 3], "val_acc": [0.4, 0.5], "val_loss": [2, 2],
                       "test_f1": [0.3, 0.3], "train_f1": [0.2, 0.2]}
    assert ">acc<" in run.to_svg()
    assert ">val_acc<" not in run.to_svg()  # both are in one chart


def test_a_model_that_trains_in_eval_mode_is_not_validated(recorder, model):
    model.eval()  # frozen statistics
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer)
    nbtorch.log(acc=0.5)
    recorder.end()
    assert "acc" in runs()[-1].series


def test_without_a_module_another_loader_is_validation(recorder, clock):
    data, validation, optimizer = Loader(4), Loader(4), Optimizer(parameter())
    for _ in data:
        recorder.log({"score": 1.0})  # the first time before any step: nobody knows a run yet
        clock.now += 0.2
        step(optimizer, 1.0)
    for _ in range(2):
        for _ in data:
            recorder.log({"score": 1.0})
            step(optimizer, 1.0)
        for _ in validation:
            recorder.log({"score": 0.5})
    recorder.end()
    run = runs()[-1]
    assert set(run.series["score"].y) == {1.0}
    assert list(run.series["val_score"].y) == [0.5] * 8


def test_a_model_that_is_gone_says_nothing(recorder, model):
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.1)
    train(model, optimizer)
    model.eval()
    del model
    gc.collect()
    nbtorch.log(acc=0.5)
    recorder.end()
    assert {"acc", "val_acc"} & set(runs()[-1].series)


@pytest.mark.parametrize(("name", "split"), [
    ("val_loss", ("val", "loss")), ("loss/test", ("test", "loss")), ("Train.acc@5", ("train", "acc@5")),
    ("validation top k", ("val", "top_k")), ("value", ("", "value")), ("val", ("", "val")), ("", ("", "")),
    ("retest_acc", ("", "retest_acc"))])
def test_names_say_splits(name, split):
    assert split_name(name) == split


# loss scaling

def test_a_scaled_loss_is_shown_as_it_is(recorder, model):
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.0)
    scaler = nbtorch.amp.GradScaler("cpu", init_scale=2.0**10)
    for number in range(1, 4):
        optimizer.zero_grad()
        loss = (model(nbtorch.ones(2, 2)) * 0).sum() + number
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
    recorder.end()
    assert list(runs()[-1].series["loss"].y) == [1, 2, 3]


def test_a_loss_that_was_scaled_in_vain_is_forgotten(recorder, model):
    scaler = nbtorch.amp.GradScaler("cpu")
    scaler.scale(model(nbtorch.ones(2, 2)).sum())
    recorder.end()
    assert recorder._local.thread.scaled is None
    assert recorder.scale in observe.scale
    recorder.detach()
    assert not observe.scale
