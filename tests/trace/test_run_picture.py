"""The static picture and the text of a run: well formed, no script, and saying what happened."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nbtorch.trace.axis import axis
from nbtorch.trace.curves_picture import curves_svg
from nbtorch.trace.curves_text import curves_text
from nbtorch.trace.run import Run

FIXTURES = Path(__file__).parents[2] / "labextension" / "test" / "fixtures"


def recorded(fixture: str) -> dict:
    return json.loads((FIXTURES / f"curves-{fixture}.json").read_text())


def made(losses: list[float], state: str = "finished", **metrics: list[float]) -> Run:
    run = Run(0.0, "Net", 3)
    run.add("loss", "loss", list(range(1, len(losses) + 1)), losses)
    for name, values in metrics.items():
        run.add(name, "metric", list(range(1, len(values) + 1)), values)
    run.advance(2.0, len(losses))
    run.finish(state, "Stopped at step 5." if state == "interrupted" else None)
    return run


def words(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("fixture", ["digits", "nan"])
def test_one_document_with_both_themes_and_no_script(fixture):
    svg = curves_svg(recorded(fixture))
    ElementTree.fromstring(svg)
    assert "prefers-color-scheme:dark" in svg
    assert "<script" not in svg
    assert not re.search(r'd="[^"]*(nan|inf)', svg)
    assert len(svg) < 60_000


def test_a_finished_run_says_its_numbers():
    said = words(curves_svg(recorded("digits")))
    assert {"Finished", "loss", "val_acc", "learning rate", "gradient norm"} <= set(said)
    assert "1,242 steps · 54 epochs · 191 steps/s · 0:07" in said
    assert "99.7\u2009%" in said
    assert any(word.startswith("val_loss 0.0211") for word in said)


def test_a_run_that_broke_says_where():
    data = recorded("nan")
    svg = curves_svg(data)
    assert "Loss became NaN" in words(svg)
    assert data["note"] in words(svg)
    assert 's-bad" stroke-dasharray' in svg


@pytest.mark.parametrize("losses", [
    [], [1.0], [0.0, 0.0], [-3.0, -3.0, -3.0], [1e-30, 1e30], [math.nan], [math.nan, math.inf, 2.0], [1e308, 1e308],
    [5.0] * 60, [-1.0, 1.0] * 40,
])
def test_odd_losses_are_drawn_too(losses):
    run = made(losses)
    ElementTree.fromstring(run.to_svg())
    assert run.to_text().startswith(("Finished: Net cell [3]", "Loss became NaN: Net cell [3]"))


def test_many_metrics_and_hostile_names():
    metrics = {f"<metric & {number}>": [0.1 * number] * 3 for number in range(12)}
    svg = made([1.0, 0.5, 0.2], **metrics).to_svg()
    ElementTree.fromstring(svg)
    assert "<metric &" not in svg


def test_the_text_stands_for_the_picture():
    text = curves_text(recorded("digits"))
    assert text.splitlines()[0] == "Finished: DigitsNet cell [7] · 1,242 steps · 54 epochs · 191 steps/s · 0:07"
    loss = next(line for line in text.splitlines() if line.lstrip().startswith("loss"))
    assert loss.endswith("2.39 → 6.87·10⁻⁵")
    assert loss.index("█") < loss.index("▁")
    assert "Stopped at step 5." in made([1.0] * 5, "interrupted").to_text()


@pytest.mark.parametrize(("values", "ticks", "log"), [
    ([0.0001, 2.0], (1e-4, 1e-3, 0.01, 0.1, 1.0), True),
    ([0.9, 2.3], (0.0, 1.0, 2.0, 3.0), False),
    ([-5.0, 5.0], (-5.0, -2.5, 0.0, 2.5, 5.0), False),
])
def test_ticks_are_round_numbers(values, ticks, log):
    scale = axis(values, 5)
    assert (scale.ticks, scale.log) == (pytest.approx(ticks), log)
    assert [scale.height(value) for value in (scale.low, scale.high)] == [0.0, 1.0]
    assert all(0 <= scale.height(value) <= 1 for value in values)
