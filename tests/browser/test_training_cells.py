"""Which cells get a live view, and what an interrupt leaves behind; in JupyterLab, with its own commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from .conftest import Opener
from .lab import LIVE, Lab, Notebook

pytestmark = pytest.mark.browser

CELLS = {
    "setup": """\
%load_ext nbtorch
import time
import nbtorch as torch

model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
data, target = torch.randn(32, 4), torch.randn(32, 1)

def train(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(data), target).backward()
        optimizer.step()
        time.sleep(0.005)""",
    "short": "train(0.2)",
    "off": "%live off\ntrain(1.2)",
    "on": "%live on",
    "forced": "%%live\ntrain(0.2)",
    "reloaded": "from pathlib import Path\nwhile not Path('over').exists():\n    train(0.2)",
    "endless": "train(600)",
    "history": "%nbtorch runs",
}
CONNECTED = """() =>
  window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.connectionStatus === 'connected'"""
KERNEL_ID = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"
AT = {name: index for index, name in enumerate(CELLS)}


def write_cells(lab: Lab, name: str) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in CELLS.values()]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), lab.files / name)


def press_stop(notebook: Notebook) -> None:
    notebook.page.locator(f"{LIVE} .nbt-stop").click()


INTERRUPTS: dict[str, Callable[[Notebook], None]] = {
    "the kernel menu": lambda notebook: notebook.command("kernelmenu:interrupt"),
    "the toolbar": lambda notebook: notebook.page.locator('[data-command="notebook:interrupt-kernel"]').click(),
    "the view's Stop": press_stop,
}


@pytest.fixture(scope="module")
def notebook(lab: Lab, opened: Opener) -> Iterator[Notebook]:
    write_cells(lab, "cells.ipynb")
    notebook = opened(lab, "cells.ipynb")
    notebook.run_to_end(AT["setup"])
    yield notebook
    assert notebook.complaints == []


@pytest.fixture
def over(lab: Lab) -> Iterator[Path]:
    """The file that ends the cell "reloaded"; it goes when the test has seen the end."""
    path = lab.files / "over"
    yield path
    path.unlink(missing_ok=True)


def load(notebook: Notebook) -> None:
    """Load the page again, until it hears the kernel."""
    notebook.page.goto(f"{notebook.lab.url}/lab/tree/{notebook.name}")
    notebook.page.wait_for_selector(".jp-Notebook")
    notebook.page.wait_for_function(CONNECTED)


def saved_curves(notebook: Notebook) -> list[dict[str, Any]]:
    """What the cell "reloaded" holds in the saved notebook: pictures, and nothing else."""
    outputs = notebook.save()["cells"][AT["reloaded"]]["outputs"]
    assert all(next(iter(output["data"])) == "application/vnd.nbtorch.curves+json" for output in outputs)
    return [output["data"]["application/vnd.nbtorch.curves+json"] for output in outputs]


@pytest.mark.parametrize("name", ["short", "off"])
def test_no_live_view_is_ever_made(notebook: Notebook, name: str) -> None:
    notebook.forget()
    notebook.run_to_end(AT[name])
    assert notebook.seen() == []
    outputs = notebook.save()["cells"][AT[name]]["outputs"]
    assert all(output["output_type"] == "stream" for output in outputs)


def test_asked_for_a_short_cell_gets_one(notebook: Notebook) -> None:
    notebook.run_to_end(AT["on"])
    shown = notebook.run_to_end(AT["forced"])
    shown.locator(f"{LIVE}[data-state=finished]").wait_for()


@pytest.mark.parametrize("saved", [True, False])
def test_a_page_loaded_again_shows_the_run_to_its_end(notebook: Notebook, over: Path, saved: bool) -> None:
    notebook.run_to_end(AT["on"])
    notebook.save()  # the second time with the picture of the first
    notebook.forget()
    notebook.run(AT["reloaded"])
    notebook.wait_drawn(3)
    if saved:  # with the widget that nobody can draw any more
        notebook.save()
    load(notebook)
    notebook.show(AT["reloaded"])
    notebook.wait_drawn(2)
    (going,) = saved_curves(notebook)
    assert going["state"] == "running"
    over.touch()
    notebook.show(AT["reloaded"]).locator(f"{LIVE}[data-state=finished]").wait_for()
    (curves,) = saved_curves(notebook)
    assert (curves["state"], curves["run"]) == ("finished", going["run"])
    assert curves["steps"] >= max(view["steps"] for view in notebook.seen() if view["state"] == "running")


@pytest.mark.parametrize("restarted", [False, True])
def test_a_run_that_ended_while_nobody_looked_is_a_picture(notebook: Notebook, over: Path, restarted: bool) -> None:
    notebook.run_to_end(AT["setup"])
    notebook.run_to_end(AT["on"])
    notebook.forget()
    notebook.run(AT["reloaded"])
    notebook.wait_drawn(3)
    notebook.save()
    kernel = f"{notebook.lab.url}/api/kernels/{notebook.page.evaluate(KERNEL_ID)}"
    notebook.page.goto("about:blank")
    if restarted:
        (token,) = [one["value"] for one in notebook.page.context.cookies() if one["name"] == "_xsrf"]
        assert notebook.page.request.post(f"{kernel}/restart", headers={"X-XSRFToken": token}).ok
    else:
        over.touch()
        while notebook.page.request.get(kernel).json()["execution_state"] != "idle":
            notebook.page.wait_for_timeout(200)
    load(notebook)
    state = "interrupted" if restarted else "finished"
    shown = notebook.show(AT["reloaded"]).locator(f"{LIVE}[data-state={state}]")
    shown.wait_for()
    assert ("is not in the notebook" in shown.inner_text()) == restarted
    assert [curves["state"] for curves in saved_curves(notebook)] == [state]
    notebook.run_to_end(AT["setup"])


@pytest.mark.parametrize("how", INTERRUPTS)
def test_an_interrupt_keeps_the_history_and_ends_the_view(notebook: Notebook, how: str) -> None:
    notebook.forget()
    shown = notebook.run(AT["endless"])
    notebook.wait_drawn(3)
    INTERRUPTS[how](notebook)
    shown.locator(f"{LIVE}[data-state=interrupted]").wait_for()
    notebook.wait_idle()
    assert "KeyboardInterrupt" in shown.locator(".jp-OutputArea").inner_text()
    assert "Stopped at step" in shown.locator(LIVE).inner_text()
    view, error = notebook.save()["cells"][AT["endless"]]["outputs"]
    curves = view["data"]["application/vnd.nbtorch.curves+json"]
    assert curves["state"] == "interrupted"
    assert error["ename"] == "KeyboardInterrupt"
    notebook.run_to_end(AT["history"])
    history = "".join(notebook.save()["cells"][AT["history"]]["outputs"][0]["text"]).splitlines()
    assert f"interrupted, {curves['steps']} steps" in history[-1]
