"""The pass over a loader that worker processes fetch for: who fetches what, and in which order it comes back."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from ._iterate import _BaseDataLoaderIter
from ._utils.crew import Crew, watch_interrupts
from ._utils.worker import END, ERROR, Program


class _MultiProcessingDataLoaderIter(_BaseDataLoaderIter):
    def __init__(self, loader: Any):
        super().__init__(loader)
        if loader.prefetch_factor <= 0:
            raise AssertionError("prefetch_factor must be greater than 0 for MultiProcessingDataLoaderIter")
        self._in_order, self._prefetch, self._timeout = loader.in_order, loader.prefetch_factor, loader.timeout
        self._persistent, self._epoch = loader.persistent_workers, 0
        program = Program(
            loader.dataset, loader._auto_collation, loader.collate_fn, loader.drop_last, loader.worker_init_fn
        )
        self._crew = Crew(program, self._num_workers, self._base_seed, loader.multiprocessing_context)
        self._prefetch_first()

    def _reset(self, loader: Any) -> None:
        """Begin the next pass with the same workers."""
        watch_interrupts(self._crew)  # a notebook sets its own handler for every cell
        self._begin_epoch(loader)
        self._epoch += 1
        self._prefetch_first()

    def _prefetch_first(self) -> None:
        self._tasks: list[int] = []  # the worker of each batch that is to come, in order
        self._active = [True] * self._num_workers  # whether its stream has not ended
        self._turns = cycle(range(self._num_workers))
        for _ in range(self._prefetch * self._num_workers):
            self._assign()

    @property
    def is_closed(self) -> bool:  # type: ignore[override]
        """Whether the workers are gone."""
        return self._crew.is_closed

    def _assign(self) -> None:
        """The next batch of the sampler to the worker whose turn it is; out of order, to one that has little to do."""
        try:
            key = next(self._sampler_iter)
        except StopIteration:
            return
        most = self._prefetch * self._num_workers // max(sum(self._active), 1)
        for _ in range(self._num_workers):
            number = next(self._turns)
            if self._active[number] and (self._in_order or self._tasks.count(number) < most):
                self._crew.give(number, self._epoch, key)
                self._tasks.append(number)
                return

    def _next_data(self) -> Any:
        if self._crew.is_closed and self._tasks:
            raise RuntimeError(self._crew.lost or "DataLoader workers were ended by an interrupt")
        while self._tasks:
            number = self._tasks[0] if self._in_order else self._crew.first(sorted(set(self._tasks)), self._timeout)
            kind, data = self._crew.take(number, self._epoch, self._timeout)
            if kind == END:
                self._active[number] = False
                dropped = self._tasks.count(number)
                self._tasks = [other for other in self._tasks if other != number]
                for _ in range(dropped if any(self._active) else 0):
                    self._assign()
                continue
            self._tasks.remove(number)
            self._assign()
            if kind == ERROR:
                data.reraise()
            return data
        if not self._persistent:
            self._crew.close()
        raise StopIteration
