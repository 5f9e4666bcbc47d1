"""The side panel of a notebook that trains: who holds the memory, and what the menus of its rows lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Opener
from .lab import DEEP, GRAPH, PANEL, SUBSHELLS, TRAIN, Lab, Notebook

pytestmark = pytest.mark.browser

CELLS = {
    "setup": DEEP,
    "train": TRAIN.format(seconds=4),
}
AT = {name: index for index, name in enumerate(CELLS)}
# JupyterLab keeps the sizes of its side areas to itself
WIDEN = """width => {
  const { _hsplitPanel: panels } = window.jupyterapp.shell, all = panels.node.clientWidth;
  panels.setRelativeSizes([0, all - width, width]);
}"""

# what reaches over the edge of the panel, which would then scroll sideways
WIDER = """panel => {
  if (panel.scrollWidth <= panel.clientWidth) return [];
  const edge = panel.getBoundingClientRect().left + panel.clientWidth;
  return [...panel.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > edge + 1)
    .map(one => one.outerHTML.slice(0, 160)).slice(0, 20);
}"""


@pytest.fixture(scope="module")
def notebook(written: Opener) -> Notebook:
    notebook = written("panel.ipynb", CELLS.values())
    notebook.command("nbtorch:show-panel")
    notebook.run_to_end(AT["setup"])
    return notebook


def test_devices_are_there_before_training_and_follow_it(notebook: Notebook, screenshots: Path) -> None:
    section = notebook.page.locator(f'{PANEL} [data-section="devices"]')
    cpu = section.locator('[data-device="cpu"]')
    cpu.wait_for()
    assert "now" in section.locator(".facts").inner_text()
    assert cpu.locator(".peak").count() == 0
    notebook.run(AT["train"])
    cpu.locator(".peak").wait_for()
    assert notebook.page.evaluate("() => window.running()")
    assert "0 host copies" in section.locator(".facts").inner_text()
    assert "in passing" in (cpu.locator('[role="img"]').get_attribute("aria-label") or "")
    section.get_by_role("button", name="By module and op").click()
    whole = section.locator('[data-nbtorch="devices"]')
    whole.wait_for()
    assert notebook.page.evaluate("() => window.running()") or not SUBSHELLS  # answered while the cell was busy
    assert (whole.get_attribute("aria-label") or "").startswith("Memory on cpu: peak ")
    notebook.wait_idle()
    section.screenshot(path=screenshots / "panel-devices.png")
    section.get_by_role("button", name="Close the whole view").click()
    whole.wait_for(state="detached")


def test_gradients_of_layers_move_while_the_cell_trains(notebook: Notebook) -> None:
    models = notebook.page.locator(f'{PANEL} [data-section="models"]')
    models.locator(".fold").first.click()
    line = models.locator(".nbt-spark path").first
    line.wait_for()
    before = line.get_attribute("d")
    notebook.run(AT["train"])
    notebook.page.wait_for_function(
        """before => window.running() &&
          document.querySelector('[data-section="models"] .nbt-spark path')?.getAttribute('d') !== before""",
        arg=before)
    notebook.wait_idle()


def test_the_menu_of_a_tensor_leads_to_its_graph(notebook: Notebook, screenshots: Path) -> None:
    page = notebook.page
    row = page.locator(f'{PANEL} [data-section="tensors"] [data-row="loss"]')
    row.get_by_role("button", name="What to do with loss").click()
    page.screenshot(path=screenshots / "panel-menu.png")
    row.get_by_role("menuitem", name="Show its graph here").click()
    graphs = page.locator(f'{PANEL} [data-section="graphs"]')
    graphs.locator('[aria-pressed="true"]', has_text="loss").wait_for()
    assert page.evaluate("() => document.activeElement.closest('[data-section]').dataset.section") == "graphs"
    graphs.locator("[data-node]").first.wait_for()
    row.click(button="right")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    drawn = page.locator(f".jp-Notebook {GRAPH}")
    drawn.wait_for()
    assert (drawn.get_attribute("aria-label") or "").startswith("Computation graph of loss")


def test_a_tensor_without_a_graph_says_why(notebook: Notebook) -> None:
    row = notebook.page.locator(f'{PANEL} [data-section="tensors"] [data-row="x"]')
    row.get_by_role("button", name="What to do with x").click()
    choice = row.get_by_role("menuitem", name="Show its graph here")
    assert choice.get_attribute("aria-disabled") == "true"
    assert "it was computed without gradients" in choice.inner_text()
    notebook.page.keyboard.press("Escape")
    assert row.get_by_role("menu").count() == 0
    assert notebook.page.evaluate("() => document.activeElement.ariaLabel") == "What to do with x"


def test_the_menus_of_a_model_and_its_layers_lead_to_the_graph_and_to_magics(notebook: Notebook) -> None:
    page = notebook.page
    models = page.locator(f'{PANEL} [data-section="models"]')
    layer = models.locator('[data-row="blocks.3"]')
    layer.get_by_role("button", name="What to do with blocks.3").click()
    layer.get_by_role("menuitem", name="Find it in the graph").click()
    graphs = page.locator(f'{PANEL} [data-section="graphs"]')
    graphs.locator('[aria-pressed="true"]', has_text="loss").wait_for()
    assert graphs.get_by_role("searchbox").input_value() == "blocks.3"
    graphs.locator(".nbt-node.hit").first.wait_for()
    model = models.locator('[data-row="model"]')
    model.get_by_role("button", name="What to do with model").click()
    model.get_by_role("menuitem", name="Write %graph model(…)").click()
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.mode === 'edit'")
    page.keyboard.type("x")
    source = "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource()"
    assert page.evaluate(source) == "%graph model(x)"


@pytest.mark.parametrize("theme", ["Light", "Dark", "Dark High Contrast"])
def test_a_narrow_panel_cuts_nothing_it_needs(notebook: Notebook, theme: str, screenshots: Path) -> None:
    page = notebook.page
    notebook.set_theme(theme)
    for width in (250, 340):
        page.evaluate(WIDEN, width)
        page.wait_for_timeout(300)
        panel = page.locator(PANEL)
        assert panel.evaluate(WIDER) == []
        word = theme.lower().replace(" ", "-")
        for index, section in enumerate(panel.locator(".nbt-sec").all()):
            section.screenshot(path=screenshots / f"panel-{word}-{width}-{index}.png")


def write(lab: Lab, name: str, sources: list[str]) -> None:
    lab.write(name, sources)
