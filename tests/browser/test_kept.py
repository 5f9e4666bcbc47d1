"""What a reader chose in a view is there when the cell has ended and when the page is loaded again; settings count."""

from __future__ import annotations

import pytest

from .conftest import Opener
from .lab import DEEP, GRAPH, LIVE, READY, TRAIN, Notebook

pytestmark = pytest.mark.browser

CELLS = {
    "setup": DEEP,
    "train": "%%live\n" + TRAIN.format(seconds=4),
    "graph": "%graph nn.functional.cross_entropy(model(x), y)",
}
AT = {name: index for index, name in enumerate(CELLS)}
CHOSEN = '[role="radio"][aria-checked="true"]'


@pytest.fixture(scope="module")
def notebook(written: Opener) -> Notebook:
    notebook = written("kept.ipynb", CELLS.values())
    notebook.run_to_end(AT["setup"])
    return notebook


def test_a_live_view_leaves_its_choices_to_the_picture_that_takes_its_place(notebook: Notebook) -> None:
    page = notebook.page
    view = notebook.run(AT["train"]).locator(LIVE)
    view.get_by_role("button", name="Options and export").click()
    view.get_by_role("radio", name="log").click()
    view.get_by_role("radio", name="more").click()
    assert page.evaluate("() => window.running()")
    notebook.wait_idle()
    view.get_by_role("button", name="Stop").wait_for(state="detached")  # the picture has none
    view.get_by_role("button", name="Options and export").click()
    assert {"log", "more"} <= set(view.locator(CHOSEN).all_inner_texts())


def test_a_page_loaded_again_shows_the_graph_as_it_was_left(notebook: Notebook) -> None:
    notebook.run_to_end(AT["graph"])
    view = notebook.show(AT["graph"]).locator(GRAPH)
    view.get_by_role("radio", name="memory").click()
    group = view.locator('.nbt-node[aria-expanded="false"]').first
    key = group.get_attribute("data-node")
    group.click()
    view.locator(f'.nbt-group-head[data-node="{key}"]').wait_for()
    notebook.save()
    load_again(notebook)
    again = notebook.show(AT["graph"]).locator(GRAPH)
    again.locator(f'.nbt-group-head[data-node="{key}"]').wait_for()
    assert again.locator(CHOSEN).all_inner_texts() == ["memory"]
    live = notebook.show(AT["train"]).locator(LIVE)
    live.get_by_role("button", name="Options and export").click()
    assert {"log", "more"} <= set(live.locator(CHOSEN).all_inner_texts())


def test_settings_say_how_new_views_begin(notebook: Notebook) -> None:
    page = notebook.page
    save = "raw => window.jupyterapp.serviceManager.settings.save('nbtorch-lab:panel', raw)"
    page.evaluate(save, '{"groupBy": "table"}')
    load_again(notebook)
    notebook.command("notebook:insert-cell-below")
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource('%devices')")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
    view = page.locator('.jp-Notebook [data-nbtorch="devices"]')
    view.wait_for()
    assert view.locator(CHOSEN).all_inner_texts() == ["table"]
    page.evaluate(save, "{}")


def load_again(notebook: Notebook) -> None:
    """Reload the page, until JupyterLab has put back what was open."""
    notebook.page.reload()
    notebook.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    notebook.page.wait_for_function(READY)
