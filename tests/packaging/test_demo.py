"""`python -m nbtorch demo`: what it copies, what it keeps, what it says, and the page it writes."""

from __future__ import annotations

import shutil
from base64 import b64encode
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from nbtorch import demo
from nbtorch.__main__ import main

WIDGET = {"model_id": "0", "version_major": 2, "version_minor": 0}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0L40 30" stroke="red"/></svg>'
PICTURE = f"data:image/svg+xml;base64,{b64encode(SVG).decode()}"
PIXEL = f'<img alt="a curve" src="{PICTURE}">'


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny tutorial in the place of the real ones; returns the folder for its copies."""
    cell = new_code_cell("print('Test accuracy: 97.5 %')\nprint('done')")
    folder = tmp_path / "package" / "tutorials"
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[cell]), folder / "01_tiny.ipynb")
    monkeypatch.setattr(demo, "PACKAGE", folder.parent)
    return tmp_path / "copies"


def headless(folder: Path) -> int:
    return main(["demo", "--headless", "--dir", str(folder)])


def write(folder: Path, source: str) -> None:
    folder.mkdir()
    nbformat.write(new_notebook(cells=[new_code_cell(source)]), folder / "01_tiny.ipynb")


def test_headless_prints_the_accuracy_and_writes_a_page(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert headless(shipped) == 0
    assert "\nTest accuracy: 97.5 %\n" in capsys.readouterr().out
    assert "97.5" in (shipped / "01_tiny.html").read_text()


def test_a_changed_copy_is_kept_and_is_what_runs(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(shipped, "print('accuracy 12.5 %')")
    before = (shipped / "01_tiny.ipynb").read_bytes()
    assert headless(shipped) == 0
    said = capsys.readouterr().out
    assert "kept" in said
    assert "accuracy 12.5 %" in said
    assert (shipped / "01_tiny.ipynb").read_bytes() == before


def test_a_failing_cell_is_one_sentence(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(shipped, "raise ValueError('no digits here')")
    assert headless(shipped) == 1
    said = capsys.readouterr().err
    assert said.startswith("nbtorch: a cell of")
    assert said.endswith("failed with ValueError: no digits here\n")


def test_a_file_that_is_no_notebook_is_one_sentence(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped.mkdir()
    (shipped / "01_tiny.ipynb").write_text("not a notebook")
    assert headless(shipped) == 1
    assert "is not a readable notebook" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped.write_text("a file in the way")
    assert headless(shipped) == 1
    assert "cannot copy the tutorials to" in capsys.readouterr().err


def test_missing_jupyterlab_names_the_command(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "find_spec", lambda name: None)
    assert main(["demo", "--dir", str(shipped)]) == 1
    said = capsys.readouterr().err
    assert "needs jupyterlab" in said
    assert 'pip install "nbtorch[lab]"' in said
    assert not shipped.exists()


def test_without_a_tutorial_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "PACKAGE", tmp_path / "package")
    assert headless(tmp_path / "copies") == 1
    assert "carries no tutorials" in capsys.readouterr().err


def test_jupyterlab_opens_the_first_tutorial(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labapp = pytest.importorskip("jupyterlab.labapp")
    opened: list[tuple[Path, str]] = []
    monkeypatch.setattr(labapp, "main", lambda arguments: opened.append((Path.cwd(), arguments[0])))
    monkeypatch.chdir(shipped.parent)
    assert main(["demo", "--dir", str(shipped)]) == 0
    assert opened == [(shipped, "--LabApp.default_url=/lab/tree/01_tiny.ipynb")]
    assert (shipped / "01_tiny.ipynb").exists()


@pytest.mark.parametrize("arguments", [[], ["demos"], ["demo", "--no-such-option"]])
def test_bad_usage_exits_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: python -m nbtorch" in capsys.readouterr().err


def page_with(data: dict[str, object]) -> str:
    output = new_output("display_data", data=data)
    document = new_notebook(cells=[new_code_cell("plot", outputs=[output])])
    document.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    return demo.to_html(document, title="page")


def test_the_page_prefers_the_picture_to_the_widget() -> None:
    page = page_with({demo.WIDGET_VIEW: WIDGET, "text/html": PIXEL, "text/plain": "a curve"})
    assert PICTURE in page
    assert "widget" not in page.split("</head>")[1]


def test_the_page_asks_nobody_for_anything() -> None:
    page = page_with({"text/html": PIXEL, "text/plain": "a curve"})
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.browser
def test_a_browser_shows_the_page_and_asks_nobody_for_anything(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "page.html"
    file.write_text(page_with({"text/html": PIXEL + '<script src="https://example.org/x.js"></script>'}))
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("response", lambda response: asked.append(response.url))
        page.goto(file.as_uri())
        drawn = page.locator("img[alt='a curve']").evaluate("image => [image.naturalWidth, image.naturalHeight]")
        browser.close()
    assert drawn == [40, 30]
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}
