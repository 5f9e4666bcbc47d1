"""Loading with worker processes: what comes back, what errors say, what is left behind; each program has a limit."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nbtorch

PROGRAM = Path(__file__).with_name("loading.py")
pytestmark = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="counts processes and memory in /proc")


def run(*case: str, program: Path = PROGRAM) -> list[str]:
    """The lines a program prints, in a process group of its own."""
    root = Path(nbtorch.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program), *case], capture_output=True, text=True, timeout=120,
        start_new_session=True, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path[1:]])},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_spawned_workers_run_what_a_script_without_a_guard_defines():
    pytest.importorskip("cloudpickle")
    (line,) = run("spawn")
    assert line == "True 2 0 0 0 []"


def test_an_exception_arrives_with_its_traceback():
    classes = [("ValueError", "ValueError"), ("KeyError", "KeyError"), ("RuntimeError", "Strange")]
    classes.append(("FileNotFoundError", "FileNotFoundError"))
    for line, (kind, caught) in zip(run("errors"), classes, strict=True):
        assert line == f"{kind} Caught {caught} in DataLoader worker process 0. True (0, 0, 0)"


def test_what_cannot_be_sent_says_so():
    pytest.importorskip("cloudpickle")
    works, lock, graph = run("unsendable")
    assert works == "[9]"
    assert lock.startswith("TypeError TypeError: cannot pickle '_thread.lock' object")
    assert graph.startswith("RuntimeError RuntimeError: Cowardly refusing to serialize non-leaf tensor")


def test_an_exception_of_worker_init_fn():
    assert run("init") == ["Caught ZeroDivisionError in DataLoader worker process 0. (0, 0, 0)"]


def test_a_killed_worker_is_an_error_at_once():
    assert run("killed") == ["DataLoader worker  True", "True 0"]


def test_timeout():
    assert run("timeout") == ["DataLoader timed out after 0.3 seconds"]


@pytest.mark.parametrize("where", ["loader", "loop"])
@pytest.mark.parametrize("workers", ["persistent", "passing"])
def test_an_interrupt_leaves_nothing_behind(where, workers):
    assert run("interrupt", where, workers) == ["0 0 0 True"]


def test_an_interrupt_while_workers_start_is_not_lost():
    assert run("starting") == ["0 0 0 True 1"]


def test_workers_outlive_an_interrupt_that_the_program_handles():
    assert run("handled") == ["noticed", "64"]


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_workers_end_with_their_parent(method):
    if method == "spawn":
        pytest.importorskip("cloudpickle")
    workers = [int(pid) for pid in run("parent", method)[0].split()]
    assert len(workers) == 2
    deadline = time.monotonic() + 10
    while left := [pid for pid in workers if _runs(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_passes_that_end_early_and_batches_that_are_kept():
    assert run("break") == ["0 True True 0"]


def test_order():
    ordered, unordered = [eval(line) for line in run("order")]
    assert ordered == list(range(8, 16))
    assert sorted(unordered) == ordered and unordered[0] != 8


def test_the_live_view_hears_of_every_batch():
    assert eval(run("live")[0]) == [(2, 0), (2, 1), (2, None)] * 2


@pytest.mark.oracle
def test_batches_seeds_and_streams_are_pytorchs():
    pytest.importorskip("torch")
    both = PROGRAM.with_name("both.py")
    assert run("nbtorch", program=both) == run("torch", program=both)


def test_without_cloudpickle_importable_things_are_sent_and_others_told(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\n"
        "sys.modules['cloudpickle'] = None\n"
        "import nbtorch as torch\n"
        "from nbtorch.utils.data import DataLoader, TensorDataset\n"
        "if __name__ == '__main__':\n"
        "    data = TensorDataset(torch.arange(4))\n"
        "    print([x.tolist() for x, in DataLoader(data, 2, num_workers=1)])\n"
        "    try:\n"
        "        list(DataLoader(data, 2, num_workers=1, collate_fn=lambda b: b))\n"
        "    except Exception as error:\n"
        "        print('pip install cloudpickle' in str(error))\n"
    )
    assert run(program=program) == ["[[0, 1], [2, 3]]", "True"]
