"""Everything works where nothing can run beside the cell, as in JupyterLite: no threads, sockets or processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETUP = """\
%load_ext nbtorch
import time
import nbtorch as torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(144, 10))
optimizer = torch.optim.Adam(model.parameters())
data = torch.utils.data.TensorDataset(torch.randn(64, 1, 8, 8), torch.randint(0, 10, (64,)))
loader = torch.utils.data.DataLoader(data, batch_size=16, shuffle=True)

def train(epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            time.sleep(0.01)
    return loss"""
CELLS = {
    "setup": SETUP, "early panel": "open the panel", "train": "%%live\nloss = train(12)",
    "graph": "%graph loss", "gradflow": "%gradflow model", "devices": "%devices", "explain": "%explain",
    "tensor": "loss", "panel": "open the panel",
    "workers": "next(iter(torch.utils.data.DataLoader(data, 4, num_workers=2)))",
    "static": "%nbtorch static", "picture": "%graph loss",
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Per cell: its error, and what was sent while it ran."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(HERE / "browser_kernel.py"), json.dumps(list(CELLS.values()))], capture_output=True,
        text=True, env=os.environ | {"PYTHONPATH": path}, timeout=120)
    assert "RESULT" in done.stdout, done.stdout + done.stderr
    found = json.loads(done.stdout.rpartition("RESULT")[2])
    assert "stopped; your code is not affected" not in done.stderr
    cells = [name for name, source in CELLS.items() if source != "open the panel"]
    sent: dict[str, list[Any]] = {name: [] for name in cells}
    waiting = iter(cells)
    name = next(waiting)
    for one in found["sent"]:
        if one["kind"] == "end of cell":
            name = next(waiting, "")
        else:
            sent[name].append(one)
    return {"errors": dict(zip(cells, found["results"], strict=True)), "sent": sent}


def test_only_workers_are_refused(told):
    failed = {name for name, error in told["errors"].items() if error is not None}
    assert failed == {"workers"}
    assert told["errors"]["workers"].endswith("which a browser has not; use num_workers=0")


def test_the_live_view_grows_while_the_cell_runs(told):
    sent = told["sent"]["train"]
    shown = next(i for i, one in enumerate(sent) if one["kind"] == "display")
    swapped = next(i for i, one in enumerate(sent) if one["kind"] == "update")
    points = [i for i, one in enumerate(sent) if one["data"] and one["data"].get("content", {}).get("kind") == "points"]
    assert len([i for i in points if shown < i < swapped]) >= 2
    assert sent[swapped]["data"]["application/vnd.nbtorch.curves+json"]["steps"] == 48


def test_nobody_is_offered_a_stop_that_no_kernel_would_hear(told):
    opened = [one["data"]["state"] for one in told["sent"]["train"] if one["kind"] == "comm_open"]
    assert [state["stoppable"] for state in opened if "stoppable" in state] == [False]


def test_the_panel_hears_and_is_answered(told):
    before, after = told["sent"]["train"], told["sent"]["workers"]
    assert [one["data"]["kind"] for one in before if one.get("comm") == "push"][:2] == ["state", "state"]
    assert {one["data"]["kind"] for one in before if one.get("comm") == "push"} == {"state", "progress"}
    state = next(one["data"] for one in after if one.get("comm") == "push")
    assert "loss" in [graph["name"] for graph in state["graphs"]]
    [answer] = [one["data"] for one in after if one.get("comm") == "ask" and one["kind"] == "comm_msg"]
    assert answer["ok"] and answer["gradflow"]["kind"] == "gradflow"


@pytest.mark.parametrize("name", ["graph", "gradflow", "devices", "explain"])
def test_views_are_shown(told, name):
    [shown] = [one["data"] for one in told["sent"][name] if one["kind"] == "display"]
    assert f"application/vnd.nbtorch.{name}+json" in shown
    assert {"text/html", "text/plain"} < set(shown)


def test_static_views_are_pictures(told):
    [shown] = [one["data"] for one in told["sent"]["picture"] if one["kind"] == "display"]
    assert set(shown) == {"text/html", "text/plain"}
