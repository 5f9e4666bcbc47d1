"""Ordinary programs, of many kinds, are left alone: no rule cries wolf."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).parents[1] / "programs"
RECIPES = ("averaging", "blitz", "dcgan", "quickstart", "thrift", "transfer")  # passes, hooks and losses of other kinds
SCRIPTS = [*sorted((PROGRAMS / "models").glob("*.py")), *[PROGRAMS / "recipes" / f"{name}.py" for name in RECIPES]]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_ordinary_program_is_left_alone(script: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("watched_program.py")), str(script)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
