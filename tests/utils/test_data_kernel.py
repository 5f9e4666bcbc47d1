"""Workers of a notebook: what a cell defines, and an interrupt of the kernel."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import nbtorch

pytest.importorskip("ipykernel")
pytest.importorskip("cloudpickle")
manager = pytest.importorskip("jupyter_client.manager")
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")

DEFINES = """
import time
import nbtorch as torch
from nbtorch.utils.data import DataLoader, Dataset

scale = 10

class Squares(Dataset):
    def __len__(self):
        return 8
    def __getitem__(self, i):
        time.sleep(pause)
        return torch.tensor(scale * i * i)

pause = 0
loader = DataLoader(Squares(), 4, num_workers=1, collate_fn=lambda batch: torch.stack(batch) + 1)
print(torch.cat(list(loader)).tolist())
"""
WAITS = """
pause = 60
for x in DataLoader(Squares(), 4, num_workers=2, persistent_workers=True):
    pass
"""


def children(pid):
    """The processes a kernel started, but for multiprocessing's resource tracker."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                line = (entry / "cmdline").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == pid and state != "Z" and "resource_tracker" not in line:
                found.append(entry.name)
    return found


@pytest.fixture
def kernel(monkeypatch):
    monkeypatch.setenv(
        "PYTHONPATH", str(Path(nbtorch.__file__).parents[1]) + os.pathsep + os.environ.get("PYTHONPATH", "")
    )
    made, client = manager.start_new_kernel(startup_timeout=60)
    yield made, client
    client.stop_channels()
    made.shutdown_kernel(now=True)


def test_a_cell_defines_and_an_interrupt_ends(kernel):
    made, client = kernel
    printed = []
    answer = client.execute_interactive(
        DEFINES, timeout=60, output_hook=lambda message: printed.append(message["content"].get("text", ""))
    )
    assert answer["content"]["status"] == "ok", answer["content"]
    assert "".join(printed).strip() == str([10 * i * i + 1 for i in range(8)])
    pid = made.provisioner.pid
    assert children(pid) == []
    request = client.execute(WAITS)
    deadline = time.monotonic() + 30
    while len(children(pid)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(2)
    made.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != request:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    deadline = time.monotonic() + 5
    while left := children(pid):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
