"""Which runs get a view: those that go on for half a second, four to a cell, or all of a cell that asks."""

from __future__ import annotations

from typing import ClassVar

import pytest

from nbtorch.notebook import training as module
from nbtorch.notebook.training import Training
from nbtorch.trace.run import Run


class Screen:
    """A notebook that counts."""

    is_live = True


class Shown:
    """Stands for a live cell."""

    made: ClassVar[list[Shown]] = []

    def __init__(self, screen, run):
        self.added, self.closed = 0, False
        Shown.made.append(self)

    def add(self, run, added):
        self.added += 1

    def close(self, run):
        self.closed = True


@pytest.fixture
def training(monkeypatch):
    monkeypatch.setattr(module, "LiveCell", Shown)
    Shown.made = []
    training = Training(Screen())
    training.begin(forced=False)
    return training


def advanced(run: Run, seconds: float, steps: int) -> Run:
    run.advance(run.started + seconds, steps)
    return run


@pytest.mark.parametrize(("seconds", "steps", "views"), [(0.4, 1000, 0), (0.6, 2, 1), (60.0, 1, 0)])
def test_patience(training, seconds, steps, views):
    training.flush(advanced(Run(5.0), seconds, steps), {})
    assert len(Shown.made) == views


def test_a_view_hears_of_its_run_until_it_ends(training):
    run = Run(0.0)
    for tenth in range(20):
        training.flush(advanced(run, tenth / 10, tenth), {})
    training.close(run)
    (view,) = Shown.made
    assert (view.added, view.closed) == (13, True)


def test_off_forced_and_outside_a_cell(training):
    training.automatic = False
    training.flush(advanced(Run(0.0), 9.0, 9), {})
    assert not Shown.made
    training.begin(forced=True)
    training.flush(advanced(Run(0.0), 0.0, 1), {})
    assert len(Shown.made) == 1
    training.end()
    training.automatic = True
    training.flush(advanced(Run(0.0), 9.0, 9), {})
    assert len(Shown.made) == 1


def test_four_views_to_a_cell_and_a_line_about_the_rest(training, capsys):
    for _ in range(10):
        training.flush(advanced(Run(0.0), 1.0, 5), {})
    assert len(Shown.made) == 4
    training.end()
    assert capsys.readouterr().out == "6 more runs: %nbtorch runs\n"
    training.begin(forced=False)
    training.flush(advanced(Run(0.0), 1.0, 5), {})
    assert len(Shown.made) == 5
    training.end()
    assert capsys.readouterr().out == ""
    assert not training.views  # nor the runs and widgets they hold
