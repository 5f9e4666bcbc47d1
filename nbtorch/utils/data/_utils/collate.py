"""Samples to batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy

from ...._functions import as_tensor, stack, tensor
from ...._tensor import Tensor
from ....autograd import observe
from ....autograd.inplace import BASE
from ....backend import dtype as dtypes
from ....ops.create import wrap
from .containers import like_mapping, like_sequence
from .rows import Row, gathered

default_collate_err_msg_format = (
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}"
)


def collate(batch: Any, *, collate_fn_map: dict[Any, Callable[..., Any]] | None = None) -> Any:
    """A batch of samples, by the function `collate_fn_map` has for their type, inside whatever containers they come in.

    The functions of the map are called with the batch and, by keyword, the map. TypeError for what is in neither.
    """
    first = batch[0]
    kind = type(first)
    if collate_fn_map is not None:
        made_by = collate_fn_map.get(kind)
        if made_by is None:
            made_by = next((f for known, f in collate_fn_map.items() if isinstance(first, known)), None)
        if made_by is not None:
            return made_by(batch, collate_fn_map=collate_fn_map)
    if isinstance(first, Mapping):
        items = {key: collate([sample[key] for sample in batch], collate_fn_map=collate_fn_map) for key in first}
        return like_mapping(first, items)
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return kind(*[collate(column, collate_fn_map=collate_fn_map) for column in zip(*batch, strict=False)])
    if isinstance(first, Sequence):
        if set(map(len, batch)) != {len(first)}:
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [collate(column, collate_fn_map=collate_fn_map) for column in zip(*batch, strict=True)]
        return columns if isinstance(first, tuple) else like_sequence(first, columns)
    raise TypeError(default_collate_err_msg_format.format(kind))


def collate_tensor_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """The tensors stacked: (...) each -> (N, ...)."""
    rows = gathered(batch) if type(batch[0]) is Row else _rows(batch)
    return stack(batch, 0) if rows is None else rows


def _rows(batch: Any) -> Any:
    """`stack` of small tensors that no graph knows, without what an op does for each; None for others."""
    first = batch[0]._data
    shape, dtype = first.shape, first.dtype
    if observe.ops or type(first) is not numpy.ndarray or len(shape) > 3 or dtype.kind not in "fiub" or not first.size:
        return None
    arrays = []
    for t in batch:
        if type(t) is not Tensor or t._node is not None or (t._view is not None and t._view[BASE]._node is not None):
            return None
        array = t._data
        if array.shape != shape or array.dtype is not dtype:
            return None
        arrays.append(array)
    if shape:
        return wrap(numpy.concatenate(arrays).reshape(len(arrays), *shape))
    return wrap(numpy.array([array.item() for array in arrays], dtype))


def collate_numpy_array_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """The arrays as one tensor; TypeError for text and objects."""
    if batch[0].dtype.kind in "SUO":
        raise TypeError(default_collate_err_msg_format.format(batch[0].dtype))
    return collate([as_tensor(array) for array in batch], collate_fn_map=collate_fn_map)


def collate_numpy_scalar_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """NumPy's numbers as a vector of their dtype."""
    return as_tensor(numpy.array(batch))


def collate_float_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """Python's floats as a float64 vector."""
    return tensor(batch, dtype=dtypes.float64)


def collate_int_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """Python's integers, or truth values, as a vector."""
    return tensor(batch)


def collate_str_fn(batch: Any, *, collate_fn_map: Any = None) -> Any:
    """Texts as they are."""
    return batch


default_collate_fn_map: dict[Any, Callable[..., Any]] = {
    Tensor: collate_tensor_fn,
    numpy.ndarray: collate_numpy_array_fn,
    (numpy.bool_, numpy.number, numpy.object_): collate_numpy_scalar_fn,
    float: collate_float_fn,
    int: collate_int_fn,
    str: collate_str_fn,
    bytes: collate_str_fn,
}


def default_collate(batch: Any) -> Any:
    """Stack the samples of a batch, inside whatever tuples, lists and dicts they come in."""
    return collate(batch, collate_fn_map=default_collate_fn_map)


def default_convert(data: Any) -> Any:
    """NumPy arrays and numbers to tensors, inside whatever tuples, lists and dicts they come in."""
    if isinstance(data, Tensor):
        return data
    if isinstance(data, (numpy.ndarray, numpy.generic)) and type(data).__module__ == "numpy":
        return data if data.dtype.kind in "SUO" else as_tensor(data)
    if isinstance(data, Mapping):
        return like_mapping(data, {key: default_convert(data[key]) for key in data})
    if isinstance(data, tuple):
        parts = [default_convert(part) for part in data]
        return type(data)(*parts) if hasattr(data, "_fields") else parts
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return like_sequence(data, [default_convert(part) for part in data])
    return data
