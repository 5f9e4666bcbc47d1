"""A JupyterLab server with nbtorch in it and a browser, shared by the tests of this folder.

NBTORCH_SCREENSHOTS names a folder for the pictures; without it they go to pytest's temporary one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .lab import Lab, Notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Request

TUTORIAL = Path(__file__).parents[2] / "notebooks" / "01_digits.ipynb"
Opener = Callable[..., Notebook]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, for one module: a thread can have one Playwright only, and other tests start their own."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with nbtorch's extension."""
    require_extension()
    running = Lab(tmp_path_factory.mktemp("lab"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def bare_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab without nbtorch's extension, as other front ends are."""
    running = Lab(tmp_path_factory.mktemp("bare"), disabled=("nbtorch-lab",))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens a notebook that lies in a server's folder, in a window of its own."""
    contexts: list[BrowserContext] = []

    def opened(
        lab: Lab, name: str, door: str = "lab/tree", listen: Callable[[Request], None] | None = None
    ) -> Notebook:
        contexts.append(browser.new_context(viewport={"width": 1500, "height": 1000}))
        if listen is not None:
            contexts[-1].on("request", listen)
        return Notebook(contexts[-1].new_page(), lab, name).open(door)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def written(lab: Lab, opened: Opener) -> Iterator[Callable[..., Notebook]]:
    """Opens a new notebook of these cells; at the end nothing of nbtorch's may have complained in it."""
    notebooks: list[Notebook] = []

    def written(name: str, sources: Iterable[str], **options: Any) -> Notebook:
        lab.write(name, sources)
        notebooks.append(opened(lab, name, **options))
        return notebooks[-1]

    yield written
    for notebook in notebooks:
        assert notebook.complaints == []
        notebook.close()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("NBTORCH_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def require_extension() -> None:
    """Fail with what to do when this Python's JupyterLab would start without nbtorch's extension."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        facts = Path(folder) / "nbtorch-lab" / "package.json"
        if facts.exists() and json.loads(facts.read_text())["name"] == "nbtorch-lab":
            return
    pytest.fail(
        "JupyterLab has no nbtorch-lab extension here (`jupyter labextension list`): run `pip install .`, or in an "
        "editable checkout `jupyter-builder develop --overwrite labextension`.", pytrace=False)
