"""Python's `multiprocessing` with PyTorch's additions. Tensors that go to another process are copied, not shared."""

from __future__ import annotations

import multiprocessing.connection
import traceback
from multiprocessing import *  # noqa: F403
from typing import Any


class _ProcessException(Exception):
    """A process that `spawn` started did not end well."""

    def __init__(self, msg: str, error_index: int, pid: int | None):
        super().__init__(msg)
        self.msg, self.error_index, self.pid = msg, error_index, pid


class ProcessRaisedException(_ProcessException):
    """A process raised: the message has its traceback."""


class ProcessExitedException(_ProcessException):
    """A process ended by a signal or with an exit code."""

    def __init__(self, msg: str, error_index: int, error_pid: int | None, exit_code: int | None):
        super().__init__(msg, error_index, error_pid)
        self.exit_code = exit_code


def get_all_sharing_strategies() -> set[str]:
    """The ways in which PyTorch shares memory; here all of them mean a copy."""
    return {"file_descriptor", "file_system"}


_strategy = ["file_descriptor"]


def set_sharing_strategy(new_strategy: str) -> None:
    """Keep the strategy, which changes nothing."""
    if new_strategy not in get_all_sharing_strategies():
        raise AssertionError(f"invalid sharing strategy: {new_strategy}")
    _strategy[0] = new_strategy


def get_sharing_strategy() -> str:
    """What `set_sharing_strategy` was told."""
    return _strategy[0]


def _run(fn: Any, index: int, args: tuple[Any, ...], told: Any) -> None:
    try:
        fn(index, *args)
    except KeyboardInterrupt:
        return
    except Exception:
        told.put(traceback.format_exc())
        raise SystemExit(1) from None


class ProcessContext:
    """The processes that `spawn` started."""

    def __init__(self, processes: list[Any], told: list[Any]):
        self.processes, self._told = processes, told

    def pids(self) -> list[int]:
        """Their process ids."""
        return [int(p.pid) for p in self.processes]

    def join(self, timeout: float | None = None, grace_period: float | None = None) -> bool:
        """Wait for one to end; end the others and raise when it failed. Whether all have ended."""
        waiting = [p for p in self.processes if p.is_alive()]
        if waiting:
            multiprocessing.connection.wait([p.sentinel for p in waiting], timeout)
        for index, process in enumerate(self.processes):
            if process.exitcode not in (None, 0):
                for other in self.processes:
                    other.terminate()
                    other.join()
                self._fail(index, process)
        return all([p.exitcode == 0 for p in self.processes])

    def _fail(self, index: int, process: Any) -> None:
        if not self._told[index].empty():
            message = f"\n\n-- Process {index} terminated with the following error:\n{self._told[index].get()}"
            raise ProcessRaisedException(message, index, process.pid)
        code = process.exitcode
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ProcessExitedException(f"process {index} terminated with {how}", index, process.pid, code)


SpawnContext = ProcessContext


def start_processes(
    fn: Any, args: tuple[Any, ...] = (), nprocs: int = 1, join: bool = True, daemon: bool = False,
    start_method: str = "spawn",
) -> ProcessContext | None:  # fmt: skip
    """Run `fn(index, *args)` in `nprocs` processes; with `join`, wait for them and raise what one raised."""
    context: Any = multiprocessing.get_context(start_method)
    told = [context.SimpleQueue() for _ in range(nprocs)]
    processes = [context.Process(target=_run, args=(fn, i, args, told[i]), daemon=daemon) for i in range(nprocs)]
    for process in processes:
        process.start()
    started = ProcessContext(processes, told)
    if not join:
        return started
    while not started.join():
        pass
    return None


def spawn(
    fn: Any, args: tuple[Any, ...] = (), nprocs: int = 1, join: bool = True, daemon: bool = False,
    start_method: str = "spawn",
) -> ProcessContext | None:  # fmt: skip
    """`start_processes` in new interpreters."""
    return start_processes(fn, args, nprocs, join, daemon, "spawn")
