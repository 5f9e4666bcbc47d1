"""Binder's files, as far as they can be run without Binder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("repo2docker", reason="jupyter-repo2docker is not installed")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dockerfile() -> str:
    """What Binder would build, printed and not built."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "line", ["binder/environment.yml", "./binder/postBuild", "graphviz"], ids=["environment", "postBuild", "apt"]
)
def test_binder_sees_each_file(dockerfile: str, line: str) -> None:
    assert line in dockerfile


def test_post_build_can_be_executed() -> None:
    assert (ROOT / "binder" / "postBuild").stat().st_mode & 0o111
