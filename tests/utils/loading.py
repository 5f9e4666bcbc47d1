"""Programs that load with workers, for `test_data_workers`: `python loading.py CASE`. Each is a script, unguarded.

What they define is defined in `__main__`, as in a notebook. They print what the test reads.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import nbtorch as torch
from nbtorch.utils.data import DataLoader, Dataset, get_worker_info

case, *rest = sys.argv[1:]
FORK = {"multiprocessing_context": "fork"}


class Rows(Dataset):
    def __init__(self, n=64, at=None):
        self.rows, self.at = torch.arange(n * 3000).view(n, 3000), at

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        if self.at is not None and i >= 8:
            return self.at(i)
        return self.rows[i], i


class Strange(Exception):
    def __init__(self, one, two):
        super().__init__(one, two)


def descendants():
    """The processes under this one, but for multiprocessing's resource tracker."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                line = (entry / "cmdline").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if state != "Z" and "resource_tracker" not in line:
                parents[int(entry.name)] = int(parent)
    found, new = set(), {os.getpid()}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def shared():
    """The files in /dev/shm."""
    return set(os.listdir("/dev/shm")) if Path("/dev/shm").exists() else set()


BEFORE = shared()


def left_behind(seconds=5):
    """How many processes there are, new files in /dev/shm, and mapped segments."""
    deadline = time.time() + seconds
    while (descendants() or shared() - BEFORE) and time.time() < deadline:  # another program's come and go
        time.sleep(0.05)
    maps = Path("/proc/self/maps").read_text().count("memfd:nbtorch")
    return len(descendants()), len(shared() - BEFORE), maps


def fail(kind):
    def at(i):
        raise kind

    return at


if case == "spawn":  # everything at once, as one start is slow: classes and lambdas of __main__, order, memory
    init = lambda number: setattr(get_worker_info().dataset, "extra", 10 * number)  # noqa: E731
    collate = lambda batch: (torch.stack([x for x, _ in batch]), [i for _, i in batch])  # noqa: E731
    options = {"num_workers": 2, "persistent_workers": True, "worker_init_fn": init}
    loader = DataLoader(Rows(), 5, shuffle=True, collate_fn=collate, **options)
    torch.manual_seed(1)
    first, second = [(x, i) for x, i in loader], [(x, i) for x, i in loader]
    torch.manual_seed(1)
    plain = DataLoader(Rows(), 5, shuffle=True, collate_fn=collate)
    again = [(x, i) for x, i in plain]
    torch.manual_seed(1)
    assert all(torch.equal(a, b) and i == j for (a, i), (b, j) in zip(first, again, strict=True))
    assert [i for _, i in first] != [i for _, i in second]
    first[0][0].add_(1)  # the memory is ours
    mapped = left_behind(0)[2]
    workers = len(descendants())
    modules = [name for name in sys.modules if name.startswith(("IPython", "ipywidgets", "ipykernel"))]
    del first, second, again, loader
    print(mapped > 0, workers, *left_behind(), modules)
elif case == "errors":
    for at in (fail(ValueError("row")), fail(KeyError("key")), fail(Strange(1, 2)), fail(OSError(2, "x"))):
        try:
            for _ in DataLoader(Rows(at=at), 4, num_workers=2, **FORK):
                del _
        except Exception as error:
            told = type(error).__name__, str(error).splitlines()[0], "in at" in str(error)
        print(*told, left_behind())
elif case == "unsendable":
    for out in (lambda i: lambda: i, lambda i: threading.Lock(), lambda i: torch.ones(2, requires_grad=True) * 2):
        try:
            print(
                [
                    f[0]()
                    for f in DataLoader(
                        Rows(10, out), None, sampler=[9], num_workers=1, collate_fn=lambda s: [s], **FORK
                    )
                ]
            )
        except Exception as error:
            print(type(error).__name__, str(error).splitlines()[-1][:60])
elif case == "init":
    try:
        list(DataLoader(Rows(), 4, num_workers=1, worker_init_fn=lambda i: 1 / 0, **FORK))
    except ZeroDivisionError as error:
        told = str(error).splitlines()[0]
    print(told, left_behind())
elif case == "killed":
    loader = iter(DataLoader(Rows(at=lambda i: os.kill(os.getpid(), signal.SIGKILL)), 4, num_workers=2, **FORK))
    start = time.time()
    try:
        for _ in loader:
            pass
    except RuntimeError as error:
        print(str(error).replace(str(os.getpid()), "?").split("(pid(s)")[0], str(error).endswith("exited unexpectedly"))
    print(time.time() - start < 3, left_behind()[0])
elif case == "timeout":
    try:
        list(DataLoader(Rows(at=lambda i: time.sleep(1.5)), 4, num_workers=1, timeout=0.3, **FORK))
    except RuntimeError as error:
        print(error)
elif case == "interrupt":  # rest[0]: in the loader, or in the loop; the traceback, which has the loop, is kept
    slow = (lambda i: time.sleep(60)) if rest[0] == "loader" else None
    interrupt = threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT))
    try:
        if slow:
            interrupt.start()
        for _ in DataLoader(Rows(at=slow), 4, num_workers=2, persistent_workers=rest[1] == "persistent", **FORK):
            if not slow:
                interrupt.start()  # however long the workers took to start
                time.sleep(60)
    except KeyboardInterrupt as error:
        kept = error
    del _
    print(*left_behind(), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
elif case == "starting":  # while the first worker starts, and in another thread than the one that starts it
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    started: list[int] = []

    def interrupted() -> None:
        started.append(1)
        if len(started) == 1:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)

    os.register_at_fork(after_in_parent=interrupted)  # what is raised in here Python only prints
    try:
        for _ in DataLoader(Rows(), 4, num_workers=2, **FORK):
            pass
        print("lost")
    except KeyboardInterrupt as error:
        kept = error
    print(*left_behind(), signal.getsignal(signal.SIGINT) is signal.default_int_handler, len(started))
elif case == "handled":  # a program's own handler that goes on: so do the workers
    signal.signal(signal.SIGINT, lambda *_: print("noticed", flush=True))
    seen = 0
    for _, i in DataLoader(Rows(), 4, num_workers=2, **FORK):
        if seen == 0:
            os.killpg(0, signal.SIGINT)
        seen += len(i)
    print(seen)
elif case == "parent":  # prints its workers, then dies without a word
    loader = iter(
        DataLoader(Rows(at=lambda i: time.sleep(60)), 4, num_workers=2, **(FORK if rest[0] == "fork" else {}))
    )
    next(loader)
    print(*descendants(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
elif case == "break":
    for _ in range(3):
        for _ in DataLoader(Rows(), 4, num_workers=2, **FORK):
            break
    held = [x for x, _ in DataLoader(Rows(600), 1, num_workers=2, **FORK)]  # more batches than a process has files
    count = left_behind()
    right = all(int(x[0, 0]) == 3000 * n for n, x in enumerate(held))
    del held, _
    print(count[0], count[2] <= 256, right, left_behind()[2])
elif case == "order":
    late = lambda i: (time.sleep(0.5 if i == 8 else 0), i)[1]  # noqa: E731
    for in_order in (True, False):
        print(
            [
                int(i)
                for i in DataLoader(
                    Rows(16, late), None, sampler=range(8, 16), num_workers=2, in_order=in_order, **FORK
                )
            ]
        )
elif case == "live":
    from nbtorch.autograd import observe

    seen = []
    observe.batch.append(lambda loader, index: seen.append((len(loader), index)))
    for _ in range(2):
        list(DataLoader(Rows(), 32, num_workers=2, **FORK))
    print(seen)
