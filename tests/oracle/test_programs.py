"""Tutorial programs as people write them print the same lines on PyTorch and here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("sklearn")
SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))
ROOT = Path(__file__).parents[2]


def printed(source: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.oracle
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_program_prints_what_it_prints_on_pytorch(script):
    source = script.read_text()
    ours = re.sub(r"^(from|import) torch\b(\.)?", r"\1 nbtorch\2", source, flags=re.MULTILINE)
    ours = re.sub(r"^import nbtorch$", "import nbtorch as torch", ours, flags=re.MULTILINE)
    theirs = printed(source)
    assert len(theirs) > 5
    assert [line.replace("nbtorch", "torch") for line in printed(ours)] == theirs
