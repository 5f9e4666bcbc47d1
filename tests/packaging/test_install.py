"""What a person installs, on a machine with Python and without node: Binder's way, and from an sdist."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from .node_free import checkout, environment, link_farm, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="postBuild and the link farm are POSIX"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return link_farm(tmp_path_factory.mktemp("path") / "bin")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout(tmp_path_factory.mktemp("source") / "nbtorch")


@pytest.fixture(scope="module")
def binder(tmp_path_factory: pytest.TempPathFactory, source: Path, path: str) -> dict[str, str]:
    """The environment that Binder's postBuild makes out of a fresh clone."""
    variables = environment(tmp_path_factory.mktemp("binder") / "venv", path)
    run(["bash", "binder/postBuild"], cwd=source, env=variables)
    return variables


@pytest.fixture(scope="module")
def installed(binder: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder from which `nbtorch` can only be the installed one."""
    return tmp_path_factory.mktemp("elsewhere")


def test_post_build_keeps_no_node_modules(binder: dict[str, str], source: Path) -> None:
    assert not (source / "labextension" / "node_modules").exists()


def test_the_panel_and_the_widget_are_installed(binder: dict[str, str], installed: Path) -> None:
    listed = run(["jupyter", "labextension", "list"], cwd=installed, env=binder)
    assert re.search(r"nbtorch-lab v\S+ .*enabled.*OK", listed), listed
    program = "from nbtorch.demo import PACKAGE; print((PACKAGE / 'static' / 'widget.js').stat().st_size)"
    assert int(run(["python", "-c", program], cwd=installed, env=binder)) > 1000


def test_the_demo_runs_headless_from_the_installed_package(binder: dict[str, str], installed: Path) -> None:
    said = run(["python", "-m", "nbtorch", "demo", "--headless"], cwd=installed, env=binder)
    accuracy = re.search(r"accuracy\D*(\d+(?:\.\d+)?)", said, re.IGNORECASE)
    assert accuracy, said
    value = float(accuracy[1])
    assert (value / 100 if value > 1 else value) > 0.95
    [page] = (installed / "nbtorch-tutorials").glob("01_*.html")
    html = page.read_text(encoding="utf-8")
    assert html.count('src="data:image/') >= 2
    assert not re.search(r"<script|<(?:img|link|iframe)[^>]+(?:src|href)=.https?:", html)
    assert "widget-view" not in html


def test_an_sdist_installs_without_any_javascript_tool(source: Path, path: str, tmp_path: Path) -> None:
    """The wheel that brings node is not asked for either: the sdist carries the built JavaScript."""
    run([sys.executable, "-m", "build", "--sdist", "--outdir", tmp_path, "."], cwd=source)
    [sdist] = tmp_path.glob("nbtorch-*.tar.gz")
    variables = environment(tmp_path / "venv", path)
    said = run(["python", "-m", "pip", "install", "-v", "--no-deps", sdist], cwd=tmp_path, env=variables)
    assert "nodejs" not in said
    assert "jlpm" not in said
    extension = tmp_path / "venv" / "share" / "jupyter" / "labextensions" / "nbtorch-lab"
    assert {"package.json", "install.json"} <= {file.name for file in extension.iterdir()}
    assert list((tmp_path / "venv").rglob("nbtorch/static/widget.js"))
    assert list((tmp_path / "venv").rglob("nbtorch/tutorials/01_*.ipynb"))
    # JupyterLite takes no other wheel
    [facts] = (tmp_path / "venv").rglob("nbtorch-*.dist-info/WHEEL")
    assert "Root-Is-Purelib: true\nTag: py3-none-any\n" in facts.read_text()
