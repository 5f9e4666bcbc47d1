"""What is kept of the past of training runs: evenly spread, and within one budget for all runs of the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")

VARIABLE = "NBTORCH_HISTORY_MB"
MEGABYTES = 50.0  # that the histories of all runs may take together
ITEMS_MOST = 16_384  # of one kind: a history is copied when it grows
ITEM = 256  # bytes that an item takes beside its numbers


class Part(Protocol):
    """A part of a run's history that can do with less."""

    @property
    def nbytes(self) -> int:
        """Bytes it takes."""
        ...

    def halve(self) -> bool:
        """Let about half of it go, evenly; False where nothing can go."""
        ...


class Kept(Protocol):
    """A run, as the budget sees it."""

    @property
    def nbytes(self) -> int:
        """Bytes its history takes."""
        ...

    def parts(self) -> Sequence[Part]:
        """What the history consists of."""
        ...

    def resized(self) -> None:
        """A part has become smaller."""
        ...


class Spread(Generic[Item]):
    """Items in the order they came: the first, the newest, and those between at even distances, however many came.

    `kept` is never changed, only replaced: any thread may read it. `nbytes` is what the items take, as `size` says.
    """

    def __init__(self, size: Callable[[Item], int]) -> None:
        self.kept: tuple[Item, ...] = ()
        self.every = 1  # how many times fewer items are kept than came
        self.nbytes = 0
        self._size = size
        self._came = 0

    def add(self, item: Item) -> None:
        """Keep the newest; the one before it goes, unless it stood at an even distance."""
        kept = self.kept
        if self._came and (self._came - 1) % self.every:
            self.nbytes -= self._size(kept[-1]) + ITEM
            kept = kept[:-1]
        self.kept = (*kept, item)
        self.nbytes += self._size(item) + ITEM
        self._came += 1
        if len(self.kept) > ITEMS_MOST:
            self.halve()

    def halve(self) -> bool:
        """Let every second item between the first and the newest go; False where there is none."""
        if len(self.kept) <= 2:
            return False
        newest, even = self.kept[-1], self.kept[: (self._came - 1) // self.every + 1 : 2]
        self.every *= 2
        self.kept = (*even, newest) if (self._came - 1) % self.every else even
        self.nbytes = sum([self._size(item) + ITEM for item in self.kept])
        return True


def _bytes(megabytes: float) -> int:
    if not megabytes > 0:
        raise ValueError(f"history_limit(): megabytes must be positive, got {megabytes}")
    return int(min(megabytes, 2**40) * 2**20)


class Budget:
    """Bytes that the histories of all runs may take together; the environment may say how many."""

    def __init__(self) -> None:
        said = os.environ.get(VARIABLE) or MEGABYTES
        try:
            self.limit = _bytes(float(said))
        except ValueError:
            raise ValueError(f"{VARIABLE} must be a positive number of megabytes, not {said!r}") from None

    def fit(self, runs: Iterable[Kept]) -> None:
        """While they take more, halve the largest part of any of them."""
        runs = tuple(runs)
        if sum([run.nbytes for run in runs]) <= self.limit:
            return
        parts = [(part, run) for run in runs for part in run.parts()]
        while parts and sum([run.nbytes for run in runs]) > self.limit:
            largest, run = max(parts, key=lambda pair: pair[0].nbytes)
            if largest.halve():
                run.resized()
            else:
                parts = [pair for pair in parts if pair[0] is not largest]


budget = Budget()


def history_limit(megabytes: float | None = None) -> float:
    """Set how many megabytes the histories of all training runs may take together (50), and return what holds.

    Above it, the largest part of any run is thinned evenly: curves keep their extremes, gradient samples and captured
    steps their first and newest. Raises ValueError for a number that is not positive.
    """
    if megabytes is not None:
        budget.limit = _bytes(megabytes)
    return budget.limit / 2**20
