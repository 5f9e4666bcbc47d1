"""The main job as a person sees it: the first tutorial in JupyterLab, while it trains and after it is closed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .conftest import TUTORIAL, Opener
from .lab import GRAPH, LIVE, PANEL, SUBSHELLS, Lab, Notebook

pytestmark = pytest.mark.browser

CELLS = json.loads(TUTORIAL.read_text(encoding="utf-8"))["cells"]
SOURCES = ["".join(cell["source"]) for cell in CELLS]
LOAD, MODEL, DRAW, TRAIN = (
    next(i for i, text in enumerate(SOURCES) if CELLS[i]["cell_type"] == "code" and part in text)
    for part in ("%load_ext nbtorch", "class ", "%graph", "optimizer.step()"))
OPS = 10

# click on a graph in the panel's list and wait for its picture: every click is one question to the kernel
ASK = """async name => {
  const panel = document.getElementById('nbtorch-panel');
  const rows = [...panel.querySelectorAll('.nbt-graphs button')];
  const began = performance.now();
  rows.find(row => row.querySelector('code')?.textContent === name).click();
  const picture = `[data-nbtorch="graph"][aria-label*=" of ${name}:"] [data-node]`;
  while (!panel.querySelector(picture)) await new Promise(requestAnimationFrame);
  return { milliseconds: performance.now() - began, busy: window.running() };
}"""

# whether a chart's canvas holds more than one colour
INKED = """canvases => canvases.filter(canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
}).length"""

# the share of its figure that a chart takes
FILLED = "figures => figures.map(one => one.querySelector('canvas').clientWidth / one.clientWidth)"

CONTRAST = """([text, ground, property]) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => (v / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const a = light(getComputedStyle(text)[property]), b = light(getComputedStyle(ground).backgroundColor);
  return [Math.max(a, b) / Math.min(a, b), b];
}"""


@dataclass
class Watched:
    """What was seen while the training cell was running, and the notebook after it."""

    notebook: Notebook
    answers: list[dict[str, Any]] = field(default_factory=list)
    saved: dict[str, Any] = field(default_factory=dict)
    waited: float = 0.0  # milliseconds from the training cell's start to its first drawn point

    def outputs(self, cell: int) -> list[dict[str, Any]]:
        return self.saved["cells"][cell]["outputs"]


@pytest.fixture(scope="module")
def watched(lab: Lab, opened: Opener, screenshots: Path) -> Iterator[Watched]:
    """Run the tutorial with the panel open, and look."""
    fresh = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    for cell in fresh["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    (lab.files / "digits.ipynb").write_text(json.dumps(fresh), encoding="utf-8")
    notebook = opened(lab, "digits.ipynb")
    page, seen = notebook.page, Watched(notebook)
    notebook.command("nbtorch:show-panel")
    notebook.run_to_end(LOAD)
    page.wait_for_selector(f"{PANEL} .nbt-sec")
    for cell in range(LOAD + 1, TRAIN):
        if CELLS[cell]["cell_type"] == "code":
            notebook.run_to_end(cell)
    page.wait_for_selector(f"{PANEL} {GRAPH} [data-node]")
    began = page.evaluate("() => performance.now()")
    notebook.show(TRAIN)
    notebook.command("notebook:run-cell")
    page.wait_for_selector(f"{LIVE}[data-state=running]")
    page.evaluate("name => document.querySelector(name).scrollIntoView({ block: 'center' })", LIVE)
    for name in ("y", "loss", "y", "loss"):
        seen.answers.append(page.evaluate(ASK, name))
    page.wait_for_function("() => window.seen.at(-1).steps > 400 || !window.running()")
    page.screenshot(path=screenshots / "live-light.png")
    notebook.wait_idle()
    for cell in range(TRAIN + 1, len(CELLS)):
        if CELLS[cell]["cell_type"] == "code":
            notebook.run_to_end(cell)
    seen.waited = notebook.seen()[0]["at"] - began
    seen.saved = notebook.save()
    print("panel answers while busy, ms:", [round(answer["milliseconds"]) for answer in seen.answers])
    print(f"first live point after {seen.waited:.0f} ms, {len(notebook.seen())} pictures drawn")
    yield seen


@pytest.fixture(scope="module")
def reopened(watched: Watched, lab: Lab, opened: Opener) -> Notebook:
    """The saved file in another window, with a fresh kernel, and nothing run."""
    watched.notebook.close()
    return opened(lab, "digits.ipynb")


def test_the_graph_is_drawn_op_by_op(watched: Watched) -> None:
    graph = watched.notebook.show(DRAW).locator(GRAPH)
    graph.locator("[data-node]").first.wait_for()
    ops = graph.locator("[data-node]").evaluate_all("nodes => nodes.map(node => node.dataset.op)")
    assert ops.count("conv2d") == 2
    assert {"linear", "cross_entropy", "max_pool2d"} <= set(ops)


def test_the_curve_moves_while_the_cell_is_busy(watched: Watched) -> None:
    steps = [view["steps"] for view in watched.notebook.seen() if view["busy"] and view["state"] == "running"]
    assert steps == sorted(steps)
    assert len(set(steps)) > 4
    assert watched.notebook.seen()[-1]["state"] == "finished"


def test_the_live_view_comes_soon(watched: Watched) -> None:
    assert watched.waited < 5000  # half a second of steps, and what a busy machine adds


@pytest.mark.skipif(not SUBSHELLS, reason="ipykernel 6 answers when the cell has ended")
def test_the_panel_answers_within_a_second_while_the_cell_is_busy(watched: Watched) -> None:
    assert all(answer["busy"] for answer in watched.answers)
    assert max(answer["milliseconds"] for answer in watched.answers) < 1000


def test_the_panel_lists_what_was_recorded(watched: Watched) -> None:
    text = watched.notebook.page.locator(PANEL).inner_text()
    assert "run 1" in text
    assert "DigitNet" in text
    assert "images" in text


def test_the_console_says_nothing_against_nbtorch(watched: Watched) -> None:
    assert watched.notebook.complaints == []


def test_the_file_holds_static_views_and_no_widget(watched: Watched) -> None:
    for cell, kind in ((DRAW, "graph"), (TRAIN, "curves")):
        views = [set(output["data"]) for output in watched.outputs(cell) if output["output_type"] == "display_data"]
        assert views == [{f"application/vnd.nbtorch.{kind}+json", "text/html", "text/plain"}]
    assert "application/vnd.jupyter.widget" not in json.dumps(watched.saved)
    assert "widgets" not in watched.saved["metadata"]


def test_the_network_learns(watched: Watched) -> None:
    said = "".join(part for output in watched.outputs(TRAIN) for part in output.get("text", ()))
    assert float(re.search(r"test accuracy ([\d.]+)%", said)[1]) > 95


def test_a_node_leads_to_its_line(watched: Watched) -> None:
    notebook = watched.notebook
    graph = notebook.show(DRAW).locator(GRAPH)
    graph.locator('[data-op="conv2d"]').first.click()
    graph.locator(".nbt-card .nbt-link").click()
    notebook.page.wait_for_function(
        "index => window.jupyterapp.shell.currentWidget.content.activeCellIndex === index", arg=MODEL)
    notebook.page.wait_for_function(
        """() => {
          const { editor } = window.jupyterapp.shell.currentWidget.content.activeCell;
          const { start, end } = editor.getSelection();
          return start.line === end.line && end.column > 0 && editor.getLine(start.line).includes('self.conv1(x)');
        }""")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_views_follow_the_theme(watched: Watched, screenshots: Path, theme: str) -> None:
    notebook, page = watched.notebook, watched.notebook.page
    notebook.show(0)  # the views are far away while the theme changes
    notebook.command("apputils:change-theme", theme=f"JupyterLab {theme.title()}")
    page.wait_for_selector(f'body[data-jp-theme-light="{json.dumps(theme == "light")}"]', state="attached")
    for cell, view, text, colour in ((DRAW, GRAPH, ".nbt-node text.n", "fill"), (TRAIN, LIVE, "figcaption", "color")):
        shown = notebook.show(cell).locator(view)
        shown.locator(text).first.wait_for()
        handles = [shown.locator(text).first.element_handle(), shown.element_handle(), colour]
        contrast, ground = page.evaluate(CONTRAST, handles)
        assert contrast > 4.5
        assert (ground > 0.5) == (theme == "light")
        charts = shown.locator(".nbt-chart").evaluate_all(FILLED)
        assert all(share > 0.9 for share in charts), "drawn for another width than the one on screen"
        page.screenshot(path=screenshots / f"{'graph' if cell == DRAW else 'finished'}-{theme}.png")


def test_reopened_without_a_run_everything_is_drawn(reopened: Notebook, watched: Watched, screenshots: Path) -> None:
    graph = reopened.show(DRAW).locator(GRAPH)
    graph.locator("[data-node]").first.wait_for()
    assert graph.locator("[data-node]").count() == OPS + 1  # and the input
    reopened.page.screenshot(path=screenshots / "reopened-graph.png")
    curves = reopened.show(TRAIN).locator(LIVE)
    reopened.page.wait_for_function("() => window.seen.length")
    steps = int(curves.get_attribute("data-steps"))
    assert steps == next(
        output["data"]["application/vnd.nbtorch.curves+json"]["steps"]
        for output in watched.outputs(TRAIN) if "data" in output)
    charts = curves.locator("canvas")
    assert charts.evaluate_all(INKED) == charts.count() == 4  # loss, learning rate, gradient norm, throughput
    reopened.page.screenshot(path=screenshots / "reopened-curves.png")
    assert reopened.complaints == []


def test_a_page_made_of_it_needs_no_network(watched: Watched, browser: Any, tmp_path: Path, screenshots: Path) -> None:
    shutil.copy(watched.notebook.lab.files / "digits.ipynb", tmp_path)
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "html", "digits.ipynb"], cwd=tmp_path, check=True,
        capture_output=True)
    context = browser.new_context(viewport={"width": 1100, "height": 1000}, offline=True)
    page = context.new_page()
    page.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
    page.goto((tmp_path / "digits.html").as_uri(), wait_until="domcontentloaded")
    pictures = page.locator('.jp-OutputArea-output img[src^="data:image/svg+xml"]')
    drawn = pictures.evaluate_all("async images => Promise.all(images.map(async image => {"
                                  " await image.decode(); return [image.naturalWidth, image.alt]; }))")
    page.screenshot(path=screenshots / "page.png", full_page=True)
    context.close()
    assert len(drawn) == 2
    assert all(width > 0 for width, _ in drawn)
    assert "Graph of loss" in drawn[0][1]
