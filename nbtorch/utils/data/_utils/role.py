"""Which worker a process is: known without anything that workers themselves need."""

from __future__ import annotations

from typing import Any, NamedTuple


class WorkerInfo(NamedTuple):
    """Which worker this process is."""

    id: int
    num_workers: int
    seed: int
    dataset: Any
    rng: Any = None
    worker_method: str | None = "multiprocessing"


_mine: list[WorkerInfo] = []


def get_worker_info() -> WorkerInfo | None:
    """In a worker: its id, the number of workers, its seed and its copy of the dataset. None in the main process."""
    return _mine[0] if _mine else None


def become(info: WorkerInfo) -> None:
    """This process is that worker."""
    _mine[:] = [info]
