"""What a training loop says becomes a run: losses, speed, epochs, how it ended; and never too much of it."""

from __future__ import annotations

import gc
import json
import math
import threading
import weakref
from pathlib import Path

import pytest

import nbtorch
from nbtorch.autograd import observe, scope
from nbtorch.trace.recorder import INTERVAL, Recorder
from nbtorch.trace.run import Run, runs

from .loops import Clock, Loader, Optimizer, backward, parameter, step

SCHEMA = json.loads((Path(nbtorch.__file__).parent / "trace" / "curves.schema.json").read_text())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorder(clock):
    recorder = Recorder(clock=clock)
    recorder.attach()
    recorder.begin(7, "cell-id")
    yield recorder
    recorder.detach()
    recorder.end()


def series(run: Run, name: str) -> tuple[list, list]:
    one = next(one for one in run.to_dict()["series"] if one["name"] == name)
    return one["x"], one["y"]


def new(before: list[Run]) -> list[Run]:
    """The runs that were not there before."""
    return [run for run in runs() if run not in before]


def test_every_step_is_a_point(recorder, clock):
    optimizer = Optimizer(parameter(), lr=0.5)
    for index in range(10):
        clock.now += 0.01
        optimizer.param_groups[0]["lr"] = 0.5 / (index + 1)
        step(optimizer, 10.0 - index)
    recorder.end()
    run = runs()[-1]
    assert series(run, "loss") == (list(range(1, 11)), list(range(10, 0, -1)))
    assert series(run, "lr")[1] == pytest.approx([0.5 / (index + 1) for index in range(10)], rel=1e-5)
    assert (run.state, run.steps, run.total, run.cell, run.cell_id) == ("finished", 10, 10, 7, "cell-id")
    assert run.rate == pytest.approx(100)
    assert run.elapsed == pytest.approx(0.09)


def test_without_listeners_nothing_is_recorded():
    before = runs()
    step(Optimizer(parameter()), 1.0)
    assert runs() == before


def test_losses_of_one_step_are_averaged(recorder):
    optimizer = Optimizer(parameter())
    for losses in ((1.0, 3.0), (5.0,)):
        for loss in losses:
            backward(loss)
        optimizer.step()
    recorder.end()
    assert series(runs()[-1], "loss") == ([1, 2], [2, 5])


def test_a_vector_is_no_loss(recorder):
    observe.tell(observe.backward, nbtorch.tensor([1.0, 2.0]))
    Optimizer(parameter()).step()
    recorder.end()
    assert [one["role"] for one in runs()[-1].to_dict()["series"]] == ["lr"]


def test_the_gradient_norm_is_sampled(recorder, clock):
    weight, other = parameter(1.0, 1.0), parameter(1.0)
    weight.grad, other.grad = nbtorch.tensor([2.0, 3.0]), nbtorch.tensor([6.0])
    optimizer = Optimizer(weight, other, parameter())
    for _ in range(100):
        clock.now += 0.01
        step(optimizer, 1.0)
    recorder.end()
    _, norms = next((one["x"], one["y"]) for one in runs()[-1].to_dict()["series"] if one["role"] == "gradnorm")
    assert set(norms) == {7.0}
    assert len(runs()[-1].series["gradient norm"]) <= 1 + 1.0 / (INTERVAL / 2)


def test_no_more_than_ten_flushes_a_second(clock):
    flushed = []
    recorder = Recorder(lambda run, added: flushed.append(added), clock=clock)
    recorder.attach()
    optimizer = Optimizer(parameter())
    for _ in range(3000):
        clock.now += 0.001
        step(optimizer, 1.0)
    recorder.detach()
    assert 25 <= len(flushed) <= 30  # three seconds
    assert sum(len(added["loss"][1]) for added in flushed) <= 3000
    recorder.end()
    assert runs()[-1].steps == 3000


def test_epochs_are_passes_with_steps_in_them(recorder, clock):
    train, validation, optimizer = Loader(5), Loader(3), Optimizer(parameter())
    seen = []
    for _ in range(3):
        for index in train:
            if index == 2:
                list(validation)  # in the middle of an epoch
            clock.now += 0.2
            step(optimizer, 1.0)
            run = runs()[-1]
            seen.append((run.epoch, run.steps_in_epoch, run.steps_per_epoch))
        list(validation)
    assert seen == [(epoch, done, 5) for epoch in (1, 2, 3) for done in range(1, 6)]
    assert (run.epochs, run.total) == (None, None)  # nobody said how many
    recorder.end()
    assert (run.epoch, run.epochs, run.total, run.steps_per_epoch) == (3, 3, 15, 5)


def test_eta_counts_to_the_end_of_the_epoch_or_of_the_declared_run(recorder, clock):
    for epochs, left in ((None, 6), (4, 6 + 3 * 10)):
        recorder.begin(1, None, epochs)
        optimizer = Optimizer(parameter())
        for index in Loader(10):
            clock.now += 0.5
            step(optimizer, 1.0)
            if index == 3:
                break
        run = runs()[-1]
        assert run.eta == pytest.approx(left * 0.5)
        assert run.total == (None if epochs is None else 40)
        recorder.end()


def test_a_loader_without_length_and_accumulation(recorder, clock):
    optimizer, unknown = Optimizer(parameter()), Loader(4, known=False)
    for _ in range(2):
        for _ in unknown:
            clock.now += 0.2
            step(optimizer, 1.0)
            run = runs()[-1]
            assert run.steps_per_epoch == (None if run.epoch == 1 else 4)  # measured in the first epoch
    recorder.end()
    optimizer = Optimizer(parameter())
    for index in Loader(8):
        clock.now += 0.2
        backward(1.0)
        if index % 2:
            optimizer.step()
    assert runs()[-1].steps_per_epoch == 4


def test_more_epochs_than_declared_are_not_denied(recorder, clock):
    recorder.begin(1, None, 1)
    optimizer = Optimizer(parameter())
    for _ in range(2):
        for _ in Loader(3):
            clock.now += 0.2
            step(optimizer, 1.0)
    assert (runs()[-1].epochs, runs()[-1].total) == (None, None)


class Generator(nbtorch.nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nbtorch.nn.Sequential(nbtorch.nn.Linear(2, 2), nbtorch.nn.Tanh())

    def forward(self, input):
        return self.body(input)


class Critic(Generator):
    pass


@pytest.mark.parametrize("source", [False, True])
def test_two_models_that_train_in_turns_are_two_runs_named_after_them(recorder, source):
    scope.track_source(source)
    make, judge = Generator(), Critic()
    first, second = (nbtorch.optim.SGD(model.parameters(), lr=0.1) for model in (judge, make))
    noise = nbtorch.ones(1, 2)
    for _ in range(3):
        first.zero_grad()
        judge(make(noise).detach()).sum().backward()
        first.step()
        second.zero_grad()
        (judge(make(noise)).sum() * 0 + 2).backward()
        second.step()
    scope.track_source(False)
    recorder.end()
    judged, made = runs()[-2:]
    assert [(run.name, run.steps) for run in (judged, made)] == [("Critic", 3), ("Generator", 3)]
    assert made.last("loss") == 2.0


def test_two_optimizers_of_one_loss_are_one_run(recorder):
    before, first, second = runs(), Optimizer(parameter()), Optimizer(parameter())
    for _ in range(3):
        backward(1.0)
        first.step()
        second.step()
    recorder.end()
    assert len(new(before)) == 1
    assert runs()[-1].steps == 3


def test_a_sweep_is_one_run_each_even_where_ids_repeat(recorder, clock):
    for loss in (1.0, 2.0, 3.0):
        optimizer = Optimizer(parameter())
        for _ in range(4):
            clock.now += 0.2
            step(optimizer, loss)
        del optimizer
        gc.collect()
    recorder.end()
    assert [(run.last("loss"), run.steps, run.state) for run in runs()[-3:]] == [
        (1.0, 4, "finished"), (2.0, 4, "finished"), (3.0, 4, "finished")]


def test_an_optimizer_that_is_gone_ends_its_run_while_the_next_one_trains(recorder, clock):
    step(Optimizer(parameter()), 1.0)
    gc.collect()
    first = runs()[-1]
    assert first.state == "running"
    step(Optimizer(parameter()), 1.0)
    assert first.state == "finished"


def test_threads_keep_to_themselves(recorder):
    def train(loss: float) -> None:
        optimizer = Optimizer(parameter())
        for _ in range(200):
            step(optimizer, loss)

    before = runs()
    threads = [threading.Thread(target=train, args=(float(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recorder.end()
    made = new(before)
    assert sorted(run.last("loss") for run in made) == [0.0, 1.0, 2.0, 3.0]
    for run in made:
        assert run.steps == 200
        assert set(run.series["loss"].y) == {run.last("loss")}


@pytest.mark.parametrize(("losses", "state", "first"), [
    ([1.0, math.inf, math.nan], "nan", {"step": 2, "value": "inf"}),
    ([1.0, math.nan, 1.0], "finished", {"step": 2, "value": "nan"}),
    ([-math.inf], "nan", {"step": 1, "value": "-inf"}),
    ([math.nan], "nan", {"step": 1, "value": "nan"}),
])
def test_a_loss_that_is_no_number(recorder, losses, state, first):
    optimizer = Optimizer(parameter())
    for loss in losses:
        step(optimizer, loss)
    recorder.end()
    run = runs()[-1]
    assert (run.state, run.nonfinite[0]) == (state, first)
    assert f"at step {first['step']}" in run.note
    assert "nan" not in run.note  # as the title writes it: NaN
    json.dumps(run.to_dict(), allow_nan=False)


def test_nan_for_ever_is_said_briefly(recorder):
    optimizer = Optimizer(parameter())
    for _ in range(1000):
        step(optimizer, math.nan)
    recorder.end()
    assert len(runs()[-1].nonfinite) == 100


def test_an_interrupted_run_keeps_what_was_not_flushed(recorder):
    optimizer = Optimizer(parameter())
    for loss in range(50):
        step(optimizer, float(loss))
    recorder.end("interrupted", lambda run: f"Stopped at step {run.steps}.")
    run = runs()[-1]
    assert (run.state, run.note, run.last("loss"), run.total) == ("interrupted", "Stopped at step 50.", 49.0, None)


def test_logged_numbers_are_series(recorder, clock):
    optimizer = Optimizer(parameter())
    for epoch in range(3):
        for _ in range(2):
            clock.now += 0.2
            step(optimizer, 1.0)
        observe.tell(observe.log, {"acc": 0.5 + 0.1 * epoch, "loss": 2})
    recorder.end()
    observe.tell(observe.log, {"test acc": 0.9})  # after the cell: the newest run
    run = runs()[-1]
    assert series(run, "acc") == ([2, 4, 6], [0.5, 0.6, 0.7])
    assert series(run, "loss (logged)") == ([2, 6], [2, 2])  # a level stretch is its two ends
    assert series(run, "test acc") == ([6], [0.9])
    with pytest.warns(UserWarning, match="phase='warm-up' is not a number"):
        observe.tell(observe.log, {"phase": "warm-up"})


def test_a_long_run_stays_small_and_keeps_its_spikes(recorder, clock):
    optimizer = Optimizer(parameter())
    spikes = {100_001: 9.0, 170_002: -7.0}
    for number in range(1, 230_001):
        clock.now += 1e-4
        step(optimizer, spikes.get(number, math.sin(number)))
    recorder.end()
    run = runs()[-1]
    assert len(run.series["loss"]) <= 100_000
    x, y = series(run, "loss")
    assert len(x) <= 4000
    assert x == sorted(x)
    assert {number: y[x.index(number)] for number in spikes} == spikes
    assert (x[0], x[-1]) == (1, 230_000)


def test_without_a_module_a_run_has_no_name(recorder):
    weight = parameter()
    optimizer = nbtorch.optim.SGD([weight], lr=0.1)
    (weight * weight).sum().backward()
    optimizer.step()
    recorder.end()
    assert runs()[-1].name is None


def test_the_recorder_keeps_no_module_optimizer_or_loss_alive(recorder):
    model = Generator()
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.1)
    model(nbtorch.ones(1, 2)).sum().backward()
    optimizer.step()
    watched = [weakref.ref(model), weakref.ref(optimizer), weakref.ref(recorder.root)]
    recorder.end()
    del model, optimizer
    gc.collect()
    assert [one() for one in watched] == [None, None, None]


def test_losses_of_a_device_are_read_once_a_flush(fake_gpu, recorder, clock):
    from nbtorch.backend import cuda

    cuda.namespace()
    optimizer = Optimizer(parameter())

    class OnDevice:
        _node = None

        def __init__(self, value: float):
            self._data = fake_gpu.asarray(value)

    before = fake_gpu.syncs
    for value in range(50):
        clock.now += 0.001
        observe.tell(observe.backward, OnDevice(float(value)))
        optimizer.step()
    recorder.end()
    assert series(runs()[-1], "loss")[1] == list(range(50))
    assert fake_gpu.syncs - before <= 4


@pytest.mark.parametrize("epochs", [None, 2])
def test_the_json_is_what_the_schema_says(recorder, clock, epochs):
    jsonschema = pytest.importorskip("jsonschema")
    recorder.begin(3, None, epochs)
    weight = parameter()
    weight.grad = parameter().detach()
    optimizer = Optimizer(weight)
    for index in Loader(6):
        clock.now += 0.2
        step(optimizer, math.nan if index == 3 else 1.0)
        jsonschema.validate(runs()[-1].to_dict(), SCHEMA)
    recorder.end()
    jsonschema.validate(runs()[-1].to_dict(), SCHEMA)


@pytest.mark.parametrize("fixture", ["curves-digits.json", "curves-nan.json"])
def test_the_front_ends_fixtures_are_what_the_schema_says(fixture):
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(__file__).parents[2] / "labextension" / "test" / "fixtures" / fixture
    jsonschema.validate(json.loads(path.read_text()), SCHEMA)
