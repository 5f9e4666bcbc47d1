"""Samples to batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy

from ..._functions import as_tensor, from_numpy, stack, tensor
from ...backend import dtype as dtypes


def default_collate(batch: Sequence[Any]) -> Any:
    """Stack the samples of a batch, inside whatever tuples and dicts they come in."""
    first = batch[0]
    if hasattr(first, "_node"):
        return stack(list(batch), 0)
    if isinstance(first, numpy.ndarray):
        if first.dtype.kind in "SUO":
            raise TypeError(_refusal(first.dtype))
        return default_collate([from_numpy(numpy.ascontiguousarray(b)) for b in batch])
    if isinstance(first, numpy.generic):
        return as_tensor(numpy.array(batch))
    if isinstance(first, float):
        return tensor(batch, dtype=dtypes.float64)
    if isinstance(first, int):
        return tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        return type(first)({key: default_collate([sample[key] for sample in batch]) for key in first})  # type: ignore[call-arg]
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*[default_collate(samples) for samples in zip(*batch, strict=True)])
    if isinstance(first, Sequence):
        if any([len(sample) != len(first) for sample in batch]):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(samples) for samples in zip(*batch, strict=True)]
    raise TypeError(_refusal(type(first)))


def default_convert(data: Any) -> Any:
    """NumPy arrays to tensors, inside whatever tuples and dicts they come in."""
    if isinstance(data, numpy.ndarray) and data.dtype.kind not in "SUO":
        return as_tensor(data)
    if isinstance(data, Mapping):
        return {key: default_convert(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return [default_convert(d) for d in data]
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return [default_convert(d) for d in data]
    return data


def _refusal(kind: Any) -> str:
    return f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {kind}"
