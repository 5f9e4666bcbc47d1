"""`import nbtorch` stays light: a program that shows nothing loads nothing of Jupyter, nor any other heavy package."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("IPython", "ipykernel", "ipywidgets", "anywidget", "traitlets", "jupyter_client", "graphviz")
HEAVY += ("cupy", "scipy", "numba", "sklearn", "torch")


def test_import_loads_nothing_heavy() -> None:
    program = f"import nbtorch, sys; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], text=True, capture_output=True, check=True)
    assert done.stdout.strip() == "[]"
