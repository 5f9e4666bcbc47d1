"""Gradient flow and explanations in JupyterLab: under their cells, in the panel, in a file reopened without a run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from .conftest import Opener
from .lab import DEEP, PANEL, TRAIN, Lab, Notebook

pytestmark = pytest.mark.browser

FLOW, EXPLAIN = '[data-nbtorch="gradflow"]', '[data-nbtorch="explain"]'
CELLS = {
    "setup": DEEP,
    "train": TRAIN.format(seconds=2.5),
    "flow": "%gradflow model",
    "error": "model(torch.randn(64, 15))",
    "list": "%explain",
}
AT = {name: index for index, name in enumerate(CELLS)}
Found = SimpleNamespace


@pytest.fixture(scope="module")
def trained(written: Opener) -> Any:
    """The notebook after a run from top to bottom, saved."""
    notebook = written("gradients.ipynb", CELLS.values())
    notebook.command("nbtorch:show-panel")
    for cell in AT.values():
        notebook.run_to_end(cell)
    notebook.wait_idle()
    return Found(notebook=notebook, saved=notebook.save())


@pytest.fixture(scope="module")
def notebook(trained: Any) -> Notebook:
    return trained.notebook


def test_gradient_flow_is_drawn_and_goes_back_in_time(notebook: Notebook, screenshots: Path) -> None:
    view = notebook.show(AT["flow"]).locator(FLOW)
    view.wait_for()
    assert [row.get_attribute("data-layer") for row in view.locator("[data-layer]").all()] == [
        "stem", *[f"blocks.{i}" for i in range(6)], "head",
    ]  # fmt: skip
    assert "vanishing" in view.locator('[data-layer="stem"]').inner_text()
    newest = int(view.get_attribute("data-step") or 0)
    slider = view.get_by_role("slider")
    slider.focus()
    notebook.page.keyboard.press("Home")
    assert int(view.get_attribute("data-step") or 0) == 1 < newest
    view.get_by_role("radio", name="distribution").click()
    view.screenshot(path=screenshots / "gradflow-distribution.png")
    view.get_by_role("radio", name="norm").click()
    notebook.page.screenshot(path=screenshots / "gradflow.png")


def test_what_is_wrong_is_told_under_the_cell(notebook: Notebook, screenshots: Path) -> None:
    view = notebook.show(AT["train"]).locator(EXPLAIN)
    view.wait_for()
    first = view.locator('[data-rule="softmax before cross_entropy"]')
    assert "return self.head(x).softmax(1)" in first.inner_text() and "return self.head(x)" in first.inner_text()
    assert view.locator('[data-rule="vanishing gradients"]').count() == 1
    view.screenshot(path=screenshots / "explain.png")
    first.get_by_role("button", name="cell [").click()
    notebook.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex === 0"
    )


def test_an_error_of_a_model_names_the_module_and_the_shapes(notebook: Notebook) -> None:
    output = notebook.show(AT["error"]).locator(".jp-OutputArea-output").last.inner_text()
    assert "nbtorch: raised in `stem` (Linear) called with (64, 15)" in output
    assert "mat1 and mat2 shapes cannot be multiplied" in output


def test_the_panel_has_it_too(notebook: Notebook, screenshots: Path) -> None:
    panel = notebook.page.locator(PANEL)
    panel.locator('[aria-label="Explanations"] [data-rule="softmax before cross_entropy"]').wait_for()
    panel.locator(f'[aria-label="Gradient flow"] {FLOW} [data-layer="head"]').wait_for()
    model = panel.locator('[aria-label="Models"] .nbt-model').first
    model.locator(".fold").click()
    model.locator('[data-row="blocks.5"]').wait_for()
    panel.screenshot(path=screenshots / "panel-explained.png")


def test_reopened_it_is_all_there(trained: Any, lab: Lab, opened: Opener, screenshots: Path) -> None:
    for cell in trained.saved["cells"]:
        for output in cell["outputs"]:
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})
    again = opened(lab, "gradients.ipynb")
    flow = again.show(AT["flow"]).locator(FLOW)
    flow.wait_for()
    flow.get_by_role("slider").press("Home")
    assert flow.get_attribute("data-step") == "1"
    again.show(AT["train"]).locator(EXPLAIN).wait_for()
    again.page.screenshot(path=screenshots / "reopened-explained.png")
    assert again.complaints == [] and trained.notebook.complaints == []
