"""A viewer that breaks is quiet afterwards and never breaks its caller."""

from __future__ import annotations

import pytest

from nbtorch.notebook.guard import Guard


def test_the_first_failure_is_said_and_detaches(capsys):
    detached, calls = [], []
    guard = Guard("the panel", "Load it again.", lambda: detached.append(True))

    def listener(value):
        calls.append(value)
        raise ValueError("broken pipe")

    guarded = guard.wrap(listener)
    guarded(1)
    guarded(2)
    assert (detached, calls) == ([True], [1])
    said = capsys.readouterr().err
    assert said.startswith("nbtorch: the panel stopped; your code is not affected. ValueError: broken pipe (")
    assert said.endswith(". Load it again.\n")
    assert said.count("\n") == 1
    assert "test_guard.py" in said


def test_taking_down_is_tried_even_after_a_failure(capsys):
    guard = Guard("the view", "")
    guard.run(lambda: 1 / 0)
    done = []
    guard.run(lambda: done.append(True))
    guard.run(lambda: [][0])
    assert done == [True]
    assert capsys.readouterr().err.count("\n") == 1


def test_an_interrupt_is_the_users():
    def listener():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Guard("the view", "").wrap(listener)()
