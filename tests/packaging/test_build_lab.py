"""When the JavaScript is built, and what is said when it cannot be. A stand-in plays jlpm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAKE_JLPM = """#!/bin/sh
echo "$@" >> calls
[ "$1" = "$FAIL_AT" ] && exit 7
[ "$1" = run ] || exit 0
mkdir -p ../nbtorch/labextension ../nbtorch/static
touch ../nbtorch/labextension/package.json ../nbtorch/static/widget.js
"""


class Checkout:
    """A tree with the build script, one source, and a stand-in for jlpm that writes down its calls."""

    def __init__(self, root: Path):
        self.root, self.lab = root, root / "labextension"
        (self.lab / "src").mkdir(parents=True)
        shutil.copy(ROOT / "labextension" / "build_lab.py", self.lab)
        (self.lab / "yarn.lock").touch()
        self.source = self.lab / "src" / "index.ts"
        self.source.touch()
        (root / "bin").mkdir()
        for name in ("jlpm", "node"):
            tool = root / "bin" / name
            tool.write_text(FAKE_JLPM)
            tool.chmod(0o755)

    def build(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path} | variables
        command = [sys.executable, "labextension/build_lab.py", *words]
        return subprocess.run(command, cwd=self.root, env=environment, text=True, capture_output=True)

    def calls(self) -> list[str]:
        """What jlpm was asked for since the last look."""
        log = self.lab / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def tree(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def edit(path: Path) -> None:
    """Make `path` newer than everything built so far, without waiting for the clock."""
    soon = time.time() + 60
    os.utime(path, (soon, soon))


def test_builds_once_and_again_after_a_change(tree: Checkout) -> None:
    assert tree.build().returncode == 0
    assert tree.calls() == ["install --immutable", "run build:prod"]
    tree.build()
    assert tree.calls() == []
    edit(tree.source)
    tree.build()
    assert tree.calls() == ["install --immutable", "run build:prod"]


def test_an_sdist_is_never_rebuilt(tree: Checkout) -> None:
    tree.build()
    tree.calls()
    (tree.root / "PKG-INFO").touch()
    edit(tree.source)
    tree.build()
    assert tree.calls() == []


def test_other_words_go_to_jlpm(tree: Checkout) -> None:
    tree.build("test", "--coverage")
    assert tree.calls() == ["test --coverage"]


def test_no_network_names_the_ways_out(tree: Checkout) -> None:
    done = tree.build(FAIL_AT="install")
    assert done.returncode == 1
    assert "`jlpm install --immutable` failed with exit status 7" in done.stderr
    assert "install a wheel or the sdist" in done.stderr
    assert "NBTORCH_SKIP_JS=1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_type_error_does_not_blame_the_network(tree: Checkout) -> None:
    done = tree.build(FAIL_AT="run")
    assert "`jlpm run build:prod` failed with exit status 7" in done.stderr
    assert "network" not in done.stderr


def test_the_switch_builds_nothing_and_says_what_is_missing(tree: Checkout) -> None:
    done = tree.build(NBTORCH_SKIP_JS="1")
    assert done.returncode == 0
    assert tree.calls() == []
    assert "the JupyterLab panel and the live view are left out" in done.stderr


def test_neither_sources_nor_built_files_is_an_error(tree: Checkout) -> None:
    (tree.lab / "yarn.lock").unlink()
    done = tree.build()
    assert done.returncode == 1
    assert "neither the built JavaScript nor its sources" in done.stderr
