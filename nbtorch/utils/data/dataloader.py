"""The DataLoader: batches of a dataset, in the order PyTorch gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..._functions import empty
from ...autograd import observe
from ...backend import dtype as dtypes
from .collate import default_collate, default_convert
from .dataset import IterableDataset, Subset, TensorDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler


class _Endless:
    """The sampler of a stream: an index for as long as samples come."""

    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


class DataLoader:
    """Iterate over a dataset in batches, shuffled if asked.

    Batches are made in this process whatever `num_workers` says: the order and the numbers are the same.
    """

    def __init__(
        self, dataset: Any, batch_size: int | None = 1, shuffle: bool | None = None, sampler: Any = None,
        batch_sampler: Any = None, num_workers: int = 0, collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False, drop_last: bool = False, timeout: float = 0, worker_init_fn: Any = None,
        multiprocessing_context: Any = None, generator: Any = None, *, prefetch_factor: int | None = None,
        persistent_workers: bool = False, pin_memory_device: str = "", in_order: bool = True,
    ):  # fmt: skip
        _check_options(num_workers, timeout, prefetch_factor, persistent_workers)
        stream = isinstance(dataset, IterableDataset)
        if stream and (shuffle or sampler is not None or batch_sampler is not None):
            option = "shuffle" if shuffle else "sampler" if sampler is not None else "batch_sampler"
            value = shuffle if shuffle else sampler if sampler is not None else batch_sampler
            raise ValueError(
                f"DataLoader with IterableDataset: expected unspecified {option} option, but got {option}={value}"
            )
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
                )
            batch_size, drop_last = None, False
        elif batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")
        if sampler is None:
            sampler = (
                _Endless()
                if stream
                else RandomSampler(dataset, generator=generator)
                if shuffle
                else SequentialSampler(dataset)
            )
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset, self.batch_size, self.drop_last, self.num_workers = dataset, batch_size, drop_last, num_workers
        self.sampler, self.batch_sampler, self.generator = sampler, batch_sampler, generator
        self.collate_fn = collate_fn or (default_convert if batch_sampler is None else default_collate)
        self.pin_memory, self.pin_memory_device, self.timeout = pin_memory, pin_memory_device, timeout
        self.worker_init_fn, self.multiprocessing_context = worker_init_fn, multiprocessing_context
        self.prefetch_factor, self.persistent_workers, self.in_order = prefetch_factor, persistent_workers, in_order

    def __class_getitem__(cls, item: Any) -> type[DataLoader]:
        return cls

    def __iter__(self) -> Iterator[Any]:
        empty((), dtype=dtypes.int64).random_(generator=self.generator)  # PyTorch draws its workers' seed here
        return self._batches()

    def _batches(self) -> Iterator[Any]:
        samples = iter(self.dataset) if isinstance(self.dataset, IterableDataset) else None
        for index, key in enumerate(self.sampler if self.batch_sampler is None else self.batch_sampler):
            try:
                batch = self._fetch(key) if samples is None else self._next(samples, key)
            except StopIteration:
                break
            if observe.batch:
                observe.tell(observe.batch, self, index)
            yield batch
        if observe.batch:
            observe.tell(observe.batch, self, None)

    def _fetch(self, key: Any) -> Any:
        dataset = self.dataset
        if self.batch_sampler is None:
            return self.collate_fn(dataset[key])
        if self.collate_fn is default_collate:
            tensors = _in_memory(dataset, key)
            if tensors is not None:
                return tensors
        if hasattr(dataset, "__getitems__"):
            return self.collate_fn(dataset.__getitems__(key))
        return self.collate_fn([dataset[i] for i in key])

    def _next(self, samples: Iterator[Any], key: Any) -> Any:
        if key is None:
            return self.collate_fn(next(samples))
        batch = [sample for _, sample in zip(key, samples, strict=False)]
        if not batch or (self.drop_last and len(batch) < len(key)):
            raise StopIteration
        return self.collate_fn(batch)

    def __len__(self) -> int:
        if isinstance(self.dataset, IterableDataset):
            n = len(self.dataset)  # type: ignore[arg-type]
            if self.batch_size is None:
                return n
            return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
        return len(self.sampler if self.batch_sampler is None else self.batch_sampler)


def _in_memory(dataset: Any, indices: list[int]) -> list[Any] | None:
    """A whole batch of a TensorDataset, or of a part of one, by one index per tensor."""
    while type(dataset) is Subset:
        dataset, indices = dataset.dataset, [dataset.indices[i] for i in indices]
    if type(dataset) is not TensorDataset:
        return None
    return [t[indices] for t in dataset.tensors]


def _check_options(num_workers: int, timeout: float, prefetch_factor: int | None, persistent_workers: bool) -> None:
    if num_workers < 0:
        raise ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
    if timeout < 0:
        raise ValueError("timeout option should be non-negative")
    if num_workers == 0 and prefetch_factor is not None:
        raise ValueError(
            "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable "
            "multiprocessing, otherwise set prefetch_factor to None."
        )
    if persistent_workers and num_workers == 0:
        raise ValueError("persistent_workers option needs num_workers > 0")
