"""One step for all views of a run: while it trains, when it is over, and in the saved notebook without its kernel."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from .conftest import Opener
from .lab import DEEP, GRAPH, LIVE, PANEL, SUBSHELLS, Lab, Notebook

pytestmark = pytest.mark.browser

FLOW = '[data-nbtorch="gradflow"]'
CELLS = {
    "setup": DEEP,
    "train": """\
%%live
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
until = time.monotonic() + 120  # it is stopped long before
while time.monotonic() < until and not stop.exists():
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    time.sleep(0.003)""",
    "flow": "%gradflow model",
    "graph": "%graph loss",
}
AT = {name: index for index, name in enumerate(CELLS)}
Found = SimpleNamespace


@pytest.fixture(scope="module")
def trained(lab: Lab, written: Opener, screenshots: Path) -> Any:
    """A notebook that has trained; what was seen on the way, and the file."""
    stop = lab.files / "stop-scrubbing"
    setup = f"from pathlib import Path; stop = Path({str(stop)!r})"
    notebook = written("scrubbing.ipynb", [CELLS["setup"] + "\n" + setup, *list(CELLS.values())[1:]])
    notebook.command("nbtorch:show-panel")
    notebook.run_to_end(AT["setup"])
    if SUBSHELLS:
        live = while_training(notebook, screenshots)
    else:
        notebook.run(AT["train"])
        notebook.wait_drawn(20)
        live = {}
    stop.touch()
    notebook.wait_idle()
    stop.unlink()
    for name in ("flow", "graph"):
        notebook.run_to_end(AT[name])
    notebook.wait_idle()
    return Found(notebook=notebook, live=live, saved=notebook.save())


def while_training(notebook: Notebook, screenshots: Path) -> dict[str, Any]:
    """Start the training, go back and forth in its views, and return what they showed."""
    page, panel = notebook.page, notebook.page.locator(PANEL)
    view = notebook.run(AT["train"]).locator(LIVE)
    flow, graph = panel.locator(FLOW), panel.locator(GRAPH)
    view.wait_for()
    flow.locator("[data-layer]").first.wait_for()
    graph.locator(".nbt-timeline").wait_for()  # two steps were captured
    page.wait_for_function(
        "panel => Number(document.querySelector(`${panel} .nbt-timeline input`)?.max) >= 3", arg=PANEL)

    def steps() -> list[str | None]:
        return [one.get_attribute("data-step") for one in (view, flow, graph)]

    seen: dict[str, Any] = {"before": steps()}
    view.get_by_role("slider").press("Home")
    seen["first"] = steps()
    at = int(view.get_attribute("data-steps") or 0)
    page.wait_for_function(
        "([live, at]) => Number(document.querySelector(live).dataset.steps) > at + 20", arg=[LIVE, at])
    seen["still"] = steps()
    page.screenshot(path=screenshots / "scrubbing-live.png")
    graph.locator(".nbt-timeline input").press("ArrowRight")
    seen["graph"] = steps()
    flow.get_by_role("slider").press("ArrowLeft")
    seen["flow"] = steps()
    view.get_by_role("button", name="now").click()
    seen["now"] = steps()
    seen["busy"] = page.evaluate("() => window.running()")
    return seen


@pytest.mark.skipif(not SUBSHELLS, reason="ipykernel 6 answers the panel when the cell has ended")
def test_the_live_view_the_panel_and_its_graph_go_together(trained: Any) -> None:
    seen = trained.live
    assert seen["busy"]  # all that while the cell trained
    live, flow, graph = seen["before"]
    assert live == "" and int(flow) > 1 and int(graph) > 1
    live, flow, graph = seen["first"]
    assert (live, flow) == ("1", "1") and int(graph) <= 2
    assert seen["still"] == seen["first"]  # the reader stays there while training goes on
    live, flow, graph = map(int, seen["graph"])
    assert live == graph > 2 and flow <= live
    live, flow, graph = map(int, seen["flow"])
    assert live == flow < int(seen["graph"][1]) and graph < int(seen["graph"][2])
    live, flow, graph = seen["now"]
    assert live == "" and int(flow) > int(seen["flow"][1]) and int(graph) >= int(seen["before"][2])


def test_when_it_is_over_any_of_them_moves_all(trained: Any, screenshots: Path) -> None:
    notebook = trained.notebook
    moves_all(notebook)
    notebook.show(AT["graph"])
    notebook.page.screenshot(path=screenshots / "scrubbing.png")


def test_a_saved_notebook_goes_back_without_its_kernel(
    trained: Any, lab: Lab, opened: Opener, screenshots: Path
) -> None:
    data = [output["data"] for cell in trained.saved["cells"] for output in cell["outputs"] if "data" in output]
    drawn = {kind: one for bundle in data for kind, one in bundle.items() if "nbtorch" in kind}
    keys = {drawn[f"application/vnd.nbtorch.{kind}+json"]["run"] for kind in ("curves", "gradflow")}
    graph = drawn["application/vnd.nbtorch.graph+json"]
    assert keys == {graph["history"]["run"]} and len(json.dumps(graph)) < 100_000
    again = opened(lab, "scrubbing.ipynb")
    again.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    moves_all(again)
    again.show(AT["flow"])
    again.page.screenshot(path=screenshots / "scrubbing-reopened.png")
    assert again.complaints == []


def moves_all(notebook: Notebook) -> None:
    """Move the slider of each view in turn; the others are to follow."""
    step = "([cell, kind]) => document.querySelectorAll('.jp-Notebook .jp-Cell')[cell].querySelector(kind).dataset.step"
    places = {"live": [AT["train"], LIVE], "flow": [AT["flow"], FLOW], "graph": [AT["graph"], GRAPH]}

    def move(name: str, key: str) -> dict[str, str]:
        cell, kind = places[name]
        view = notebook.show(cell).locator(kind)
        view.wait_for()
        notebook.page.wait_for_timeout(200)  # JupyterLab gives the cell it goes to the focus, a little later
        view.get_by_role("slider").press(key)
        return {other: notebook.page.evaluate(step, place) for other, place in places.items()}

    for cell, kind in places.values():
        notebook.show(cell).locator(kind).wait_for()
    newest = move("live", "End")
    assert newest["live"] == ""
    first = move("live", "Home")
    assert (first["live"], first["flow"]) == ("1", "1") and int(first["graph"]) <= 2
    view = notebook.show(AT["graph"]).locator(GRAPH)
    view.get_by_role("radio", name="gradient").click()
    colours = "view => [...view.querySelectorAll('.nbt-node .body')].map(body => body.getAttribute('style')).join()"
    before = view.evaluate(colours)
    later = move("graph", "ArrowRight")
    assert later["live"] == later["graph"] and int(first["graph"]) < int(later["graph"]) >= int(later["flow"])
    assert view.evaluate(colours) != before
    between = move("flow", "ArrowLeft")
    assert between["live"] == between["flow"] and int(between["flow"]) < int(later["flow"])
    assert between["graph"] == first["graph"]
    last = move("flow", "End")
    assert last == newest
