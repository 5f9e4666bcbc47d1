"""`%devices`: what is saved in the notebook, and its errors: one sentence each."""

from __future__ import annotations

import pytest

DEVICES = "application/vnd.nbtorch.devices+json"


def test_the_names_of_a_notebook_before_any_training(kernel):
    (data,) = kernel.run("%devices").saved()
    view = data[DEVICES]
    assert view["state"] == "now" and view["devices"][0]["peak"] is None
    assert view["devices"][0]["owners"]["parameters"]


def test_a_run_knows_its_peak_and_its_line(kernel):
    kernel.run("for _ in range(4):\n    train_step()", cell_id="cell-of-the-loop")
    (data,) = kernel.run("%devices").saved()
    assert set(data) == {DEVICES, "text/html", "text/plain"}
    view = data[DEVICES]
    peak = view["devices"][0]["peak"]
    assert view["cellId"] == "cell-of-the-loop" and view["state"] == "finished" and view["copies"] == []
    assert isinstance(peak["cell"], int) and isinstance(peak["line"], int)
    assert f"cell [{peak['cell']}], line {peak['line']}" in data["text/plain"]
    assert data["text/html"].startswith("<img alt=") and "peak" in data["text/html"].partition('"')[2].partition('"')[0]


@pytest.mark.parametrize(("line", "says"), [
    ("modl", "name 'modl' is not defined; did you mean `model`?"),
    ("data", "`data` is a Tensor, not a module or a run."),
])
def test_what_has_no_memory_to_show_is_one_sentence(kernel, line, says):
    cell = kernel.run(f"%devices {line}")
    assert cell.text.startswith("UsageError: %devices") and says in cell.text
    assert len(cell.text.strip().splitlines()) == 1 and cell.saved() == []
