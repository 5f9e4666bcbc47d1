"""The widget, without a kernel: its state is the run, its messages are what is new."""

from __future__ import annotations

import math

import pytest

from nbtorch.notebook.live import LiveView, answer_on_any_subshell
from nbtorch.trace.run import Run


def recorded(steps: int) -> Run:
    run = Run(0.0, "Net", 2)
    run.add("loss", "loss", list(range(1, steps + 1)), [1.0 / step for step in range(1, steps + 1)])
    run.advance(1.0, steps)
    return run


@pytest.fixture
def view(monkeypatch):
    view = LiveView(recorded(5), lambda: stopped.append(True))
    stopped: list[bool] = []
    sent: list[dict] = []
    monkeypatch.setattr(view, "send", sent.append)
    view.sent, view.stopped = sent, stopped
    yield view
    view.close()


def test_the_state_is_the_run(view):
    assert view.state == recorded(5).to_dict() | {"run": view.state["run"]}


def test_a_message_brings_points_and_facts(view):
    run = recorded(8)
    view.add(run, {"loss": ("loss", [6.0, 7.0, 8.0], [0.5, math.nan, 0.25])})
    assert view.sent == [{"kind": "points", "add": {"loss": {"role": "loss", "x": [6, 7, 8], "y": [0.5, None, 0.25]}},
                          "facts": run.facts()}]


def test_a_message_stays_small_however_fast_the_loop_is(view):
    view.add(recorded(5), {"loss": ("loss", [float(x) for x in range(9999)], [math.sin(x) for x in range(9999)])})
    assert len(view.sent[0]["add"]["loss"]["x"]) <= 400


def test_late_views_find_a_state_that_is_seconds_old_at_most(view):
    run = recorded(9)
    run.advance(7.0, 9)
    view.add(run, {})
    assert view.state["steps"] == 9


def test_stop_is_heard(view):
    view._handle_custom_msg({"kind": "else"}, [])
    assert view.stopped == []
    view._handle_custom_msg({"kind": "stop"}, [])
    assert view.stopped == [True]


def test_the_bundle_has_words_beside_the_widget(view):
    assert set(view.bundle()) == {
        "application/vnd.jupyter.widget-view+json", "application/vnd.nbtorch.curves+json", "text/plain"}
    assert "Net" in view.bundle()["text/plain"]


def test_older_kernels_choose_no_subshell():
    answer_on_any_subshell(object())  # nothing to change, nothing raised
