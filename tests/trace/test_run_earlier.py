"""A run knows the runs of earlier executions of its cell: few of them, thinned, and nothing of theirs kept alive."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import nbtorch
from nbtorch.trace.loop import Loop
from nbtorch.trace.recorder import Recorder
from nbtorch.trace.run import Run, runs

from .loops import Optimizer, parameter, step

SCHEMA = json.loads((Path(nbtorch.__file__).parent / "trace" / "curves.schema.json").read_text())


@pytest.fixture
def recorder():
    recorder = Recorder()
    recorder.attach()
    yield recorder
    recorder.detach()
    recorder.end()


def execute(recorder: Recorder, number: int, cell_id: str | None, losses: list[float], count: int = 1) -> None:
    """One execution of a cell that trains `count` times."""
    recorder.begin(number, cell_id)
    for place in range(count):
        optimizer = Optimizer(parameter())
        for loss in losses:
            step(optimizer, loss + place)
        for name in "abcdef":
            recorder.log({name: 0.5})
        del optimizer
    recorder.end()


def test_the_last_three_of_the_same_cell_are_kept(recorder):
    for number in range(100, 106):
        execute(recorder, number, "a", [float(number)] * 2)
        execute(recorder, number + 50, "b", [1.0, 2.0])
    execute(recorder, 106, "a", [106.0] * 2)
    assert [(one["cell"], one["series"][0]["y"]) for one in runs()[-1].earlier] == [
        (105, [105, 105]), (104, [104, 104]), (103, [103, 103])]


def test_the_second_run_of_a_cell_is_compared_with_the_second(recorder):
    for number in (201, 202):
        execute(recorder, number, "sweep", [1.0, 1.0], count=3)
    assert [run.earlier[0]["series"][0]["y"][0] for run in runs()[-3:]] == [1, 2, 3]
    assert all(len(run.earlier) == 1 for run in runs()[-3:])


def test_without_the_front_ends_id_there_is_no_same_cell(recorder):
    for number in (301, 302):
        execute(recorder, number, None, [1.0, 1.0])
    assert runs()[-1].earlier == []


def test_what_is_kept_is_bounded_and_as_the_schema_says(recorder):
    jsonschema = pytest.importorskip("jsonschema")
    for number in range(401, 440):
        execute(recorder, number, "long", [float(index % 7) for index in range(2000)])
    data = runs()[-1].to_dict()
    jsonschema.validate(data, SCHEMA)
    assert [len(one["series"]) for one in data["earlier"]] == [4, 4, 4]
    assert max(len(series["x"]) for one in data["earlier"] for series in one["series"]) <= 300
    assert len(json.dumps(data["earlier"])) < 15_000
    assert all("earlier" not in one for one in data["earlier"])  # no chain


def test_the_picture_has_them_too(recorder):
    for number in (501, 502, 503):
        execute(recorder, number, "drawn", [1.0 + number / index for index in range(1, 200)])
    svg = runs()[-1].to_svg()
    ElementTree.fromstring(svg)
    assert svg.count('class="s-data"') >= 2
    assert ">earlier<" in svg
    assert ">earlier<" not in runs()[-3].to_svg()


def test_thousands_of_executions_keep_fifty_runs_and_no_loop(recorder):
    for number in range(1000, 4000):
        recorder.begin(number, "again")
        optimizer = Optimizer(parameter())
        step(optimizer, 1.0)
        step(optimizer, 0.5)
        recorder.end()
    del optimizer
    gc.collect()
    kept = [one for one in gc.get_objects() if type(one) in (Loop, Run)]  # isinstance would wake what others hold
    assert not recorder._open
    assert [type(one) for one in kept].count(Loop) <= 1  # that this thread trained last
    assert [type(one) for one in kept].count(Run) <= 51
