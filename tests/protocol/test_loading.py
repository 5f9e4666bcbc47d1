"""Loading and unloading, a cell that does both, and the ways of seeing no live view at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from .kernels import LOAD, TRAIN, UNLOAD, Kernel

CURVES = "application/vnd.nbtorch.curves+json"
LONG = "start = time.time()\nwhile time.time() - start < 0.8: train_step()"


@pytest.fixture
def fresh() -> Iterator[Kernel]:
    kernel = Kernel()
    yield kernel
    kernel.shutdown()


def test_one_cell_may_load_and_train(fresh):
    cell = fresh.run(f"{LOAD}\n{TRAIN}\n{LONG}", cell_id="only")
    (data,) = cell.saved()
    assert (data[CURVES]["cell"], data[CURVES]["cellId"]) == (1, "only")
    # unloading takes all of it back, and loading again brings it back
    fresh.run(UNLOAD)
    assert fresh.run(LONG).saved() == []
    assert "not found" in fresh.run("%nbtorch").text
    lists = fresh.run("from nbtorch.autograd import observe\n"
                      "print([len(getattr(observe, name)) for name in ('backward', 'step', 'batch', 'log')])")
    assert lists.text.strip() == "[0, 0, 0, 0]"
    fresh.run(LOAD)
    fresh.run(LOAD)
    assert len(fresh.run(LONG).saved()) == 1


def test_static_shows_pictures_only(monkeypatch):
    monkeypatch.setenv("NBTORCH_STATIC", "1")
    kernel = Kernel()
    try:
        kernel.run(LOAD)
        kernel.run(TRAIN)
        cell = kernel.run(LONG)
        assert [set(data) for data in cell.saved()] == [{"text/html", "text/plain"}]
        assert not cell.of("comm_open", "update_display_data")
        assert [set(data) for data in kernel.run("%graph loss").saved()] == [{"text/html", "text/plain"}]
        assert "interactive" in kernel.run("%nbtorch static").text
        assert CURVES in kernel.run(LONG).saved()[0]
    finally:
        kernel.shutdown()


def test_a_terminal_prints_text_at_the_end():
    script = "\n".join(["from IPython.testing.globalipapp import get_ipython", "shell = get_ipython()",
                        f"load = {LOAD!r}", "shell.run_cell(load)", f"shell.run_cell({TRAIN!r})",
                        "print('begin')", f"shell.run_cell({LONG!r})", "shell.run_cell('%graph loss')"])
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    shown = out.stdout.partition("begin\n")[2]
    assert "Finished: Sequential" in shown
    assert "Graph of loss" in shown
    assert "data:image" not in shown
    assert "anywidget" not in out.stderr
