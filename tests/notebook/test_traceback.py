"""An error in a notebook cell is drawn from the user's lines, and costs no reading of what was generated."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("IPython")

CELLS = '''
import io, linecache, re, sys
from contextlib import redirect_stdout
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
shell.run_cell("import nbtorch as torch")
said = io.StringIO()
with redirect_stdout(said):
    shell.run_cell("""
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(4, 3)

    def forward(self, x):
        return self.layer(x)

Net()(torch.ones(2, 5))
""")
print(re.sub(r"\\x1b\\[[0-9;]*m", "", said.getvalue()))
print("lines read:", len(linecache.getlines(sys.modules["nbtorch._methods"].__file__)))
'''


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def test_frames_of_the_generated_file_take_a_line_and_are_not_read():
    said = run(CELLS)
    assert "lines read: 0" in said
    assert "return self.layer(x)" in said
    assert "Net()(torch.ones(2, 5))" in said
    assert "mat1 and mat2 shapes cannot be multiplied (2x5 and 4x3)" in said
    assert "_methods.py:" in said
    assert "linear_forward" not in said  # a line of the generated file
    assert "def __call__" not in said  # nor what stands between a module and its forward
    assert "except Exception as error" not in said
    assert len(said.splitlines()) < 45


def test_without_ipython_the_file_is_read_as_any_other():
    code = "import linecache, nbtorch._methods as m, nbtorch; print(len(linecache.getlines(m.__file__)))"
    assert int(run(code)) > 1000
