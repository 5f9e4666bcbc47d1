"""The static picture and the text of a run: well formed, no script, and saying what happened."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nbtorch.trace.axis import axis, plain
from nbtorch.trace.curves_picture import curves_svg
from nbtorch.trace.curves_text import curves_text
from nbtorch.trace.run import Run
from nbtorch.trace.wording import text_width

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


@pytest.mark.parametrize("middle, spread", [
    (0.37656, 1e-5), (-1.234e-10, 1e-12), (12345678.0, 1e3), (12345678.0, 1e7), (0.5, 0.5), (1e-4, 5e-5), (1e9, 0.0),
])
def test_tick_labels_are_whole_and_tell_ticks_apart(middle, spread):
    values = [middle + spread * step / 40 for step in range(-20, 20)]
    svg = made(values, reward=values, other=[1.0] * 40).to_svg()
    ticks = [(float(x), said) for x, said in
             re.findall(r'<text x="([\d.]+)" y="[\d.]+" class="c e f-ink2">([^<]+)</text>', svg)]
    edges = {x for x, _ in ticks}
    assert ticks
    for x, said in ticks:
        assert x - text_width(said, 11) > (16 if x < 560 else 560) - 4
    left = [said for x, said in ticks if x == min(edges)]
    assert len(set(left)) == len(left) > 2


@pytest.mark.parametrize("value, step, said", [
    (0.37656, 2e-5, "0.37656"), (1.5e-4, 5e-5, "1.5e\u22124"), (-1.234e-10, 2e-12, "\u22121.234e\u221210"),
    (12345678, 2, "12,345,678"), (1e7, 2e6, "1e7"), (1234.5, 0.5, "1,234.5"), (20_000, 5_000, "20,000"),
    (0.3, 0, "0.3"),
])
def test_ticks_have_the_digits_that_tell_them_apart(value, step, said):
    assert plain(value, step) == said


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


def test_the_text_has_every_learning_rate_and_validation_beside_training():
    run = made([4.0, 2.0, 1.0, 0.5], val_loss=[4.0, 3.0], acc=[0.25, 0.5], val_acc=[0.2, 0.4])
    run.add("lr", "lr", [1.0, 2.0, 3.0, 4.0], [0.1] * 4)
    run.add("lr head", "lr", [1.0, 2.0, 3.0, 4.0], [0.01, 0.02, 0.01, 0.005])
    lines = [line.split("  ") for line in run.to_text().splitlines()[1:]]
    found = {line[1].strip(): line[-1] for line in lines}
    assert list(found)[:4] == ["loss", "val_loss", "acc", "val_acc"]
    assert found["val_acc"] == "20.0\u2009% → 40.0\u2009%"
    assert (found["learning rate"], found["learning rate head"]) == ("0.100 → 0.100", "0.0100 → 0.00500")
    bars = {line[1].strip(): line[-2].strip() for line in lines}
    assert len(bars["learning rate"]) == len(bars["learning rate head"]) == 40
    assert bars["loss"][0] == bars["val_loss"][0]  # on one axis


def test_the_text_says_how_earlier_runs_ended():
    curves = dict(made([4.0, 2.0]).to_dict())
    curves["earlier"] = [{"cell": 2, "state": "finished", "steps": 1200, "series": [
        {"name": "loss", "role": "loss", "x": [1.0, 1200.0], "y": [4.0, 0.25]}]}]
    assert curves_text(curves).endswith("\n  earlier: cell [2], 1,200 steps, loss 0.250")


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
