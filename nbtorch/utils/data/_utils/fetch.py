"""One batch out of a dataset: by its indices, or the next of a stream. The same in this process and in a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from ...._tensor import Tensor
from ....autograd import observe
from ....ops.create import wrap
from ..dataset import IterableDataset, Subset, TensorDataset
from .collate import collate_tensor_fn, default_collate, default_collate_fn_map
from .rows import has_rows, waiting

INTEGERS = {int}


def fetcher(dataset: Any, batched: bool, collate_fn: Callable[[Any], Any], drop_last: bool) -> Any:
    """What fetches from this dataset: `fetch(index, or indices)`, StopIteration at the end of a stream."""
    kind: Any = _IterableDatasetFetcher if isinstance(dataset, IterableDataset) else _MapDatasetFetcher
    return kind(dataset, batched, collate_fn, drop_last)


class _MapDatasetFetcher:
    def __init__(self, dataset: Any, auto_collation: bool, collate_fn: Callable[[Any], Any], drop_last: bool):
        self.dataset, self.auto_collation, self.collate_fn, self.drop_last = (
            dataset,
            auto_collation,
            collate_fn,
            drop_last,
        )
        self.subsets: list[Subset]
        self.tensors: Any
        stacks = auto_collation and _stacks(collate_fn)
        self.subsets, self.tensors = _in_memory(dataset) if stacks else ([], None)
        self.waits = None if stacks else False  # whether rows wait to be looked at; None: the first batch tells

    def fetch(self, possibly_batched_index: Any) -> Any:
        """The batch of these indices; without batches, the sample of one."""
        dataset, index = self.dataset, possibly_batched_index
        if not self.auto_collation:
            return self.collate_fn(dataset[index])
        if self.tensors is not None and type(index) is list and set(map(type, index)) == INTEGERS:
            try:
                return self._gathered(index)
            except IndexError:  # told by the sample that is not there
                pass
        if self.waits:
            with waiting() as looked:
                batch = self.collate_fn(self._samples(index))
            self.waits = not looked()
            return batch
        samples = self._samples(index)
        if self.waits is None:
            self.waits = type(samples) is list and bool(samples) and has_rows(samples[0])
        return self.collate_fn(samples)

    def _samples(self, indices: Any) -> Any:
        dataset = self.dataset
        together = getattr(dataset, "__getitems__", None)
        return together(indices) if together else [dataset[i] for i in indices]

    def _gathered(self, indices: list[Any]) -> list[Any]:
        """A batch by one index into each tensor: what the stacked samples would be."""
        for subset in self.subsets:
            chosen = subset.indices
            indices = [chosen[i] for i in indices]
        rows = numpy.asarray(indices, "intp")
        return [_taken(t, rows) for t in self.tensors]


class _IterableDatasetFetcher:
    is_stream = True

    def __init__(self, dataset: Any, auto_collation: bool, collate_fn: Callable[[Any], Any], drop_last: bool):
        self.dataset, self.auto_collation, self.collate_fn, self.drop_last = (
            dataset,
            auto_collation,
            collate_fn,
            drop_last,
        )
        self.dataset_iter, self.ended = iter(dataset), False

    def fetch(self, possibly_batched_index: Any) -> Any:
        """The next batch, as long as there are samples."""
        if self.ended:
            raise StopIteration
        if not self.auto_collation:
            return self.collate_fn(next(self.dataset_iter))
        # the samples are last in `zip`: it asks for none after the last index
        batch = [sample for _, sample in zip(possibly_batched_index, self.dataset_iter, strict=False)]
        wanted = len(possibly_batched_index)
        self.ended = len(batch) < wanted
        if not batch or (self.drop_last and self.ended):
            raise StopIteration
        return self.collate_fn(batch)


def _taken(t: Any, rows: Any) -> Any:
    """`t[rows]`, past what an op does where nobody looks on."""
    array = t._data
    if observe.ops or type(array) is not numpy.ndarray or not array.flags.c_contiguous:
        return t[rows]
    return wrap(array.take(rows, 0))


def _stacks(collate_fn: Callable[[Any], Any]) -> bool:
    return collate_fn is default_collate and default_collate_fn_map.get(Tensor) is collate_tensor_fn


def _in_memory(dataset: Any) -> tuple[list[Subset], Any]:
    """The tensors of a TensorDataset and the subsets it is seen through; None where samples must be asked for."""
    subsets = []
    while type(dataset) is Subset:
        subsets.append(dataset)
        dataset = dataset.dataset
    if type(dataset) is not TensorDataset or any([type(t) is not Tensor or t.requires_grad for t in dataset.tensors]):
        return [], None
    return subsets, dataset.tensors
