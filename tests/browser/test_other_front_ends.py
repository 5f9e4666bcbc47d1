"""Front ends without nbtorch's extension show pictures and the live widget; Notebook 7 shows what JupyterLab shows."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from .conftest import TUTORIAL, Opener
from .lab import GRAPH, LIVE, PANEL, Lab, Notebook
from .test_training_cells import AT, write_cells

pytestmark = pytest.mark.browser

PICTURE = '.jp-OutputArea-output img[src^="data:image/svg+xml"]'
WIDTHS = "async images => Promise.all(images.map(async image => { await image.decode(); return image.naturalWidth; }))"


@pytest.fixture(scope="module")
def bare(bare_lab: Lab, opened: Opener) -> Notebook:
    write_cells(bare_lab, "cells.ipynb")
    notebook = opened(bare_lab, "cells.ipynb")
    notebook.run_to_end(AT["setup"])
    return notebook


def test_the_committed_tutorial_shows_its_pictures(bare_lab: Lab, opened: Opener, screenshots: Path) -> None:
    shutil.copy(TUTORIAL, bare_lab.files / "digits.ipynb")
    notebook = opened(bare_lab, "digits.ipynb")
    for index, cell in enumerate(notebook.save()["cells"]):
        views = [one for one in cell.get("outputs", ()) if "text/html" in one.get("data", ())]
        if not views:
            continue
        shown = notebook.show(index)
        shown.locator(PICTURE).first.wait_for()
        widths = shown.locator(PICTURE).evaluate_all(WIDTHS)
        assert len(widths) == len(views)
        assert all(width > 300 for width in widths)
        notebook.page.screenshot(path=screenshots / f"bare-{index}.png")
    assert notebook.page.locator(f"{PANEL}, {GRAPH}, {LIVE}").count() == 0


def test_training_is_live_and_then_a_picture(bare: Notebook) -> None:
    shown = bare.run(AT["endless"])
    bare.wait_drawn(3)
    assert bare.page.locator(PANEL).count() == 0
    bare.command("kernelmenu:interrupt")
    shown.locator(PICTURE).wait_for()
    bare.wait_idle()
    assert shown.locator(PICTURE).evaluate_all(WIDTHS) > [300]
    assert shown.locator(LIVE).count() == 0
    assert bare.complaints == []


@pytest.mark.skipif(importlib.util.find_spec("notebook.app") is None, reason="needs Notebook 7: pip install notebook")
def test_notebook_7_draws_the_same(lab: Lab, opened: Opener, screenshots: Path) -> None:
    shutil.copy(TUTORIAL, lab.files / "seven.ipynb")
    notebook = opened(lab, "seven.ipynb", "notebooks")
    for index, cell in enumerate(notebook.save()["cells"]):
        for output in cell.get("outputs", ()):
            kinds = [kind for kind in output.get("data", ()) if "nbtorch" in kind]
            if kinds:
                view = GRAPH if "graph" in kinds[0] else LIVE
                notebook.show(index).locator(view).wait_for()
    notebook.run_to_end(1)  # loads the extension
    notebook.page.locator(".lm-MenuBar-item", has_text="View").click()
    notebook.page.locator(".lm-Menu-item", has_text="Right Sidebar").hover()
    notebook.page.locator(".lm-Menu-item", has_text="Show nbtorch").click()
    notebook.page.locator(f"{PANEL} .nbt-sec").first.wait_for()
    notebook.page.screenshot(path=screenshots / "notebook-7.png")
    assert notebook.complaints == []
