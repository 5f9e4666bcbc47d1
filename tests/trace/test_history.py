"""What is kept of a run's past: within its budget, evenly spread, and on the graph as compact JSON."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

import jsonschema
import numpy as np
import pytest

import nbtorch as torch
from nbtorch.trace import history_limit
from nbtorch.trace.captures import Captures
from nbtorch.trace.gradients import SAMPLE, Gradients, Layer
from nbtorch.trace.graph import Graph, Histogram, Module, Node
from nbtorch.trace.graph_history import LETTERS, STEPS_MOST, captured, letters, measured, spread
from nbtorch.trace.history import Budget, Spread, budget
from nbtorch.trace.run import Run

SCHEMA = json.loads(files("nbtorch.trace").joinpath("graph.schema.json").read_text())


@pytest.fixture(autouse=True)
def limit() -> Iterator[None]:
    before = history_limit()
    yield
    history_limit(before)


def graph(step: int, ops: int = 3, batch: int = 8, copies: int = 0) -> Graph:
    """A chain whose numbers tell the step."""
    bars = Histogram(-1.0 - step, 1.0, tuple(range(24)))
    nodes = tuple(
        Node(i, "linear", "AddmmBackward0", f"body.{i}", (batch, 4), bytes=100 * batch, fwd=10.0 + step,
             bwd=20.0 + step, grad=1.0 / (step + i + 1), val=bars, ghist=bars if i else None,
             reps=tuple((1.0 / (step + 1), 1.0, float(one)) for one in range(copies)))
        for i in range(ops)
    )  # fmt: skip
    edges = tuple((i, i + 1, (batch, 4)) for i in range(ops - 1))
    return Graph("Net", "loss", step, 1.0 / step, 12, ops, nodes, edges, {"body": Module("Sequential")})


NONE = float("nan")


def values_of(text: str, ends: list[float]) -> list[float]:
    """The numbers that pairs of letters stand for."""
    numbers = [62 * LETTERS.index(a) + LETTERS.index(b) for a, b in zip(text[::2], text[1::2], strict=True)]
    low, high = ends
    return [NONE if n == 0 else 0.0 if n == 1 else 10 ** (low + (high - low) * (n - 2) / 3841) for n in numbers]


def run_of(graphs: list[Graph]) -> Run:
    run = Run(0.0, "Net", 3)
    run.captures = Captures()
    for one in graphs:
        run.captures.add(one)
    return run


# ---- evenly spread


@pytest.mark.parametrize("count, halvings", [(1, 0), (2, 3), (10, 1), (1000, 5), (1001, 5), (997, 7)])
def test_first_and_newest_stay_and_the_rest_is_even(count: int, halvings: int) -> None:
    history: Spread[int] = Spread(lambda item: 8)
    for item in range(count):
        history.add(item)
        if item in {count * (k + 1) // (halvings + 1) for k in range(halvings)}:
            history.halve()
    assert history.kept[0] == 0 and history.kept[-1] == count - 1
    gaps = np.diff(history.kept)
    assert set(gaps[:-1].tolist()) <= {history.every} and (gaps[-1:] <= history.every).all()
    assert history.nbytes == len(history.kept) * (8 + 256)


def test_what_is_read_never_changes() -> None:
    history: Spread[int] = Spread(lambda item: 8)
    for item in range(9):
        history.add(item)
    held = history.kept
    history.halve()
    history.add(9)
    assert held == tuple(range(9)) and history.kept == (0, 2, 4, 6, 8, 9)


@pytest.mark.parametrize("count, most, chosen", [(5, 9, [0, 1, 2, 3, 4]), (9, 3, [0, 4, 8]), (9, 1, [8]), (9, 0, [])])
def test_positions_are_spread_from_the_first_to_the_last(count: int, most: int, chosen: list[int]) -> None:
    assert spread(count, most) == chosen


# ---- the budget


def long_run(steps: int, layers: int = 12, every: int = 10) -> Run:
    """What a recorder would note of a run, without making its steps: curves, samples, captured steps."""
    run = Run(0.0, "Net", 3)
    run.gradients = Gradients(tuple(Layer(f"l{i}", "Linear", (4, 4), 16) for i in range(layers)))
    run.captures = Captures()
    shown = graph(1, ops=30)
    x = np.arange(1.0, steps + 1)
    noise = np.random.default_rng(0).normal(size=steps)
    noise[steps // 3], noise[steps // 2] = 1e6, -1e6
    for start in range(0, steps, 100):
        for name in ("loss", "acc", "other"):
            run.add(name, "metric", x[start : start + 100].tolist(), noise[start : start + 100].tolist())
        if start % every == 0:
            sample = np.zeros(layers, SAMPLE)
            sample["norm"] = start
            run.gradients.add(start, sample)
            run.captures.add(replace(shown, step=start + 1))
        budget.fit([run])
    run.advance(1.0, steps)
    return run


@pytest.mark.parametrize("megabytes, steps", [(0.5, 30_000), (2, 60_000)])
def test_a_long_run_stays_within_its_budget(megabytes: float, steps: int) -> None:
    history_limit(megabytes)
    long_run(20_000)  # what NumPy imports on the way is there
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    run = long_run(steps)
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert run.nbytes <= megabytes * 2**20
    assert taken <= megabytes * 2**20, taken / 2**20
    assert taken >= 0.25 * megabytes * 2**20  # and uses it
    loss = run.series["loss"]
    assert (loss.x[0], loss.x[-1], max(loss.y), min(loss.y)) == (1.0, steps, 1e6, -1e6)
    assert run.gradients is not None and run.captures is not None
    newest = steps - 100
    assert run.gradients.steps[0] == 0 and run.gradients.steps[-1] == newest
    assert run.captures.steps[0] == 1 and run.captures.steps[-1] == newest + 1
    gaps = np.diff(run.captures.steps)
    assert gaps[:-1].max() == gaps[:-1].min() and len(gaps) > 10


def test_earlier_runs_give_way_too() -> None:
    history_limit(50)
    runs = [long_run(20_000) for _ in range(3)]
    for run in runs:
        run.finish("finished")
    history_limit(1)
    budget.fit(runs)
    assert sum(run.nbytes for run in runs) <= 2**20
    for run in runs:
        assert max(run.series["loss"].y) == 1e6 and run.captures is not None and run.captures.graph is not None


def test_a_tiny_budget_takes_what_can_go_and_ends() -> None:
    history_limit(1e-3)
    run = long_run(5_000)
    assert run.captures is not None and len(run.captures.kept) == 2 and len(run.series["loss"]) < 100


def test_the_limit_is_fifty_megabytes_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NBTORCH_HISTORY_MB", raising=False)
    assert Budget().limit == 50 << 20
    monkeypatch.setenv("NBTORCH_HISTORY_MB", "8")
    assert Budget().limit == 8 << 20
    monkeypatch.setenv("NBTORCH_HISTORY_MB", "much")
    with pytest.raises(ValueError, match="NBTORCH_HISTORY_MB must be a positive number of megabytes, not 'much'"):
        Budget()
    assert history_limit(20) == 20 == history_limit()
    for wrong in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="megabytes must be positive"):
            history_limit(wrong)


# ---- captured steps


def test_steps_of_the_same_ops_are_one_structure_whatever_the_batch() -> None:
    run = run_of([graph(1), graph(2, batch=5), graph(3, ops=4), graph(4)])
    assert run.captures is not None
    assert [one.structure for one in run.captures.kept] == [0, 0, 1, 0] and run.captures.steps == [1, 2, 3, 4]
    assert run.captures.structure_of(graph(9, ops=4)) == 1 and run.captures.structure_of(graph(9, ops=5)) is None


def test_a_graph_of_the_run_has_its_history() -> None:
    run = run_of([graph(step, copies=2) for step in (1, 5, 9)])
    found = captured(run, "run")
    data = json.loads(found.to_json())
    jsonschema.validate(data, SCHEMA)
    assert Graph.from_dict(data).to_dict() == data
    assert (found.call, found.step) == ("run", 9)
    history = data["history"]
    assert (history["run"], history["captured"], history["steps"], history["other"]) == (run.key, 3, [1, 5, 9], [])
    assert history["loss"] == [1, 0.2, 0.111111]
    first, ends = history["nodes"][1], history["range"]
    expected = {"fwd": [11, 15, 19], "bwd": [21, 25, 29], "grad": [1 / 3, 1 / 7, 1 / 11], "time": [3, 3, 3]}
    for name, values in expected.items():
        assert values_of(first[name], ends[name]) == pytest.approx(values, rel=2e-3)
    for text, value in zip(first["reps"], [0.5, 1 / 6, 0.1], strict=True):
        assert values_of(text, ends["reps"]) == pytest.approx([value, value], rel=2e-3)
    assert "bytes" not in first and history["drawn"] == [0, 1, 2]
    low, high, bars, *gradient = history["bars"][1][0]
    assert (low, high, bars[0], bars[-1], len(bars)) == (-2, 1, "0", "z", 24) and gradient == [low, high, bars]
    assert LETTERS.index(bars[6]) == pytest.approx(61 * (6 / 23) ** 0.5, abs=1.5)
    assert history["bars"][0][0][3:] == [None, None, ""]


def test_a_step_of_other_ops_is_marked() -> None:
    history = captured(run_of([graph(1), graph(2, ops=4), graph(3, batch=5), graph(4)]), "run").history
    assert history is not None and history["other"] == [1] and history["drawn"] == [0, 2, 3]
    first = history["nodes"][0]
    assert values_of(first["fwd"], history["range"]["fwd"]) == pytest.approx([11, NONE, 13, 14], rel=1e-3, nan_ok=True)
    assert first["bytes"] == [800, None, 500, 800]


def test_two_letters_are_a_number() -> None:
    values = np.array([[1e-8, 3.3e-3, 0.0, np.nan, np.inf, 1.0, 2.5e4]])
    (pairs,) = letters(values, -8, 4.3979)
    assert (pairs[2], pairs[3], pairs[4], pairs[0], pairs[-1]) == ("01", "00", "00", "02", "zz")
    back = values_of("".join(pairs), [-8, 4.3979])
    assert back == pytest.approx([1e-8, 3.3e-3, 0.0, NONE, NONE, 1.0, 2.5e4], rel=4e-3, nan_ok=True)


def test_one_captured_step_is_no_history() -> None:
    assert captured(run_of([graph(1)]), "run").history is None
    with pytest.raises(ValueError, match="no step was measured op by op"):
        captured(Run(0.0), "run")


@pytest.mark.parametrize(
    "ops, copies, most", [(31, 0, 100_000), (31, 12, 100_000), (190, 0, 200_000), (800, 0, 900_000)]
)
def test_a_long_history_stays_small_in_a_notebook(ops: int, copies: int, most: int) -> None:
    graphs = [graph(step, ops=ops, copies=copies) for step in range(1, 4)]
    run = run_of([])
    assert run.captures is not None
    for number in range(300):
        run.captures.add(replace(graphs[number % 3], step=7 * number + 1))
    found = captured(run, "run")
    assert found.history is not None and len(found.to_json()) < most
    assert found.history["captured"] == 300 and 6 <= len(found.history["steps"]) <= STEPS_MOST
    assert found.history["steps"][0] == 1 and found.history["steps"][-1] == 7 * 299 + 1
    assert ops > 200 or found.history["drawn"][-1] == len(found.history["steps"]) - 1
    gaps = np.diff(found.history["steps"])
    assert gaps.max() <= gaps.min() + 7


def test_a_drawn_loss_gets_the_history_of_the_run_that_ran_its_ops() -> None:
    run = run_of([graph(1), graph(2)])
    asked = graph(7, batch=3)
    found = measured(asked, [Run(0.0), run_of([graph(1, ops=5)]), run])
    assert found.history is not None and found.history["run"] == run.key and found.step == 2
    assert measured(asked, []) is asked


def test_training_captures_steps_of_its_own() -> None:
    from nbtorch.trace import watch
    from nbtorch.trace.recorder import Recorder
    from nbtorch.trace.run import runs

    model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    now = iter(range(0, 10**6, 5))
    recorder = Recorder(clock=lambda: float(next(now)))
    share, watch.SHARE = watch.SHARE, 1.0
    recorder.attach()
    try:
        for size in (8, 8, 8, 8, 8, 3):  # the last batch is a smaller one
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(torch.randn(size, 4)), torch.zeros(size, dtype=torch.int64))
            loss.backward()
            optimizer.step()
    finally:
        recorder.end()
        recorder.detach()
        watch.SHARE = share
    run = runs()[-1]
    found = captured(run, "run")
    assert found.history is not None and found.history["other"] == [] and len(found.history["steps"]) > 2
    assert run.to_dict()["run"] == run.key == found.history["run"]
    jsonschema.validate(found.to_dict(), SCHEMA)
