"""One pass over a loader: what every pass has in common, and the one in this process."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Callable
from typing import Any

from ..._functions import empty
from ...autograd import observe
from ...autograd.profiler import record_function
from ...backend import cuda, dtype as dtypes
from ._utils.fetch import fetcher
from ._utils.pin_memory import pin_memory
from .dataset import IterableDataset


class _BaseDataLoaderIter:
    is_closed = False

    def __init__(self, loader: Any):
        # a loader keeps the pass of its persistent workers, which then must not keep the loader: they would not end
        self._loader: Callable[[], Any] = weakref.ref(loader) if loader.persistent_workers else lambda: loader
        self._dataset, self._index_sampler = loader.dataset, loader._index_sampler
        self._num_workers = loader.num_workers
        self._streams = isinstance(loader.dataset, IterableDataset)
        _check_pinning(loader)
        self._pin_memory = loader.pin_memory and cuda.is_available()
        self._begin_epoch(loader)
        # PyTorch draws here, so the numbers that follow depend on it, workers or not
        self._base_seed = empty((), dtype=dtypes.int64).random_(generator=loader.generator).item()
        self._profile_name = f"enumerate(DataLoader)#{type(self).__name__}.__next__"

    def _begin_epoch(self, loader: Any) -> None:
        self._sampler_iter = iter(self._index_sampler)
        self._num_yielded = 0
        self._IterableDataset_len_called = loader._IterableDataset_len_called

    def __iter__(self) -> Any:
        return self

    def _next_data(self) -> Any:
        raise NotImplementedError

    def __next__(self) -> Any:
        with record_function(self._profile_name):
            try:
                data = self._next_data()
            except StopIteration:
                if observe.batch:
                    observe.tell(observe.batch, self._loader(), None)
                raise
            if self._pin_memory:
                data = pin_memory(data)
            if observe.batch:
                observe.tell(observe.batch, self._loader(), self._num_yielded)
            self._num_yielded += 1
            if (
                self._streams
                and self._IterableDataset_len_called is not None
                and self._num_yielded > self._IterableDataset_len_called
            ):
                self._warn_of_length()
            return data

    def _warn_of_length(self) -> None:
        text = (
            f"Length of IterableDataset {self._dataset} was reported to be {self._IterableDataset_len_called}"
            f"(when accessing len(dataloader)), but {self._num_yielded} samples have been fetched. "
        )
        if self._num_workers > 0:
            text += (
                "For multiprocessing data-loading, this could be caused by not properly configuring the "
                "IterableDataset replica at each worker. Please see "
                "https://pytorch.org/docs/stable/data.html#torch.utils.data.IterableDataset for examples."
            )
        warnings.warn(text, stacklevel=3)

    def __len__(self) -> int:
        return len(self._index_sampler)

    def __getstate__(self) -> Any:
        raise NotImplementedError("{} cannot be pickled", type(self).__name__)


class _SingleProcessDataLoaderIter(_BaseDataLoaderIter):
    def __init__(self, loader: Any):
        super().__init__(loader)
        if loader.timeout != 0:
            raise AssertionError("_SingleProcessDataLoaderIter requires timeout == 0")
        self._fetcher = fetcher(loader.dataset, loader._auto_collation, loader.collate_fn, loader.drop_last)

    def _next_data(self) -> Any:
        return self._fetcher.fetch(next(self._sampler_iter))


def _check_pinning(loader: Any) -> None:
    if loader.pin_memory and loader.pin_memory_device:
        warnings.warn(
            "pin_memory_device is deprecated, the current accelerator will be used as the device,"
            f"ignore pin_memory_device='{loader.pin_memory_device}'.",
            stacklevel=4,
        )
    if loader.pin_memory and not cuda.is_available():
        warnings.warn(
            "'pin_memory' argument is set as true but no accelerator is found, then device pinned memory won't be "
            "used.",
            stacklevel=4,
        )
