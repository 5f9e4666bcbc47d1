"""`x[key]` and `x[key] = value` by PyTorch's rules, and `x.to(...)`."""

from __future__ import annotations

import warnings
from typing import Any

import numpy

from ..autograd.apply import apply
from ..autograd.errors import invalid
from ..autograd.inference import living, refused, unversioned
from ..autograd.inplace import BASE, inplace
from ..autograd.modes import recording
from ..autograd.versions import watch
from ..backend import device as devices, dtype as dtypes
from ..backend.layout import preserve_format
from .gather import INDICES
from .shape import cast, copy, put_key, take_basic, take_key, transfer

BASIC = frozenset((int, slice, type(None), type(...)))
_WHOLE = slice(None)


def _pieces(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """The parts of a key; a list that holds more than numbers is read as a tuple."""
    if (
        len(key) == 1
        and type(key[0]) is list
        and any([isinstance(p, (list, tuple, slice)) or p is None for p in key[0]])
    ):
        warnings.warn(
            "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in pytorch "
            "2.9; use "
            "x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as tensor index, "
            "x[torch.tensor(seq)], "
            "which will result either in an error or a different result",
            stacklevel=4,
        )
        return tuple(key[0])
    return key


def _part(part: Any) -> Any:
    """One part as an int, slice, None, Ellipsis or an array of integers or truth values."""
    kind = type(part)
    if kind in BASIC:
        if kind is slice and part.step is not None and part.step < 1:
            raise ValueError("slice step cannot be zero" if part.step == 0 else "step must be greater than zero")
        return part
    if hasattr(part, "_node"):
        part = part._data
        if part.ndim and part.dtype.name not in INDICES:
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    elif isinstance(part, (list, tuple, range)):
        parts: Any = part
        part = numpy.asarray([p.item() if hasattr(p, "_node") else p for p in parts])
        part = part.astype("int64") if part.size == 0 else part
    elif isinstance(part, (bool, numpy.bool_)):
        return bool(part)
    elif isinstance(part, str):
        raise TypeError("new(): invalid data type 'str'")
    elif not hasattr(part, "dtype"):
        if hasattr(part, "__index__"):
            return part.__index__()
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
            f"{kind.__name__})"
        )
    if part.dtype.kind not in "iub":
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    if part.dtype == "uint8":
        warnings.warn(
            "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead.", stacklevel=5
        )
        part = part.astype(bool)
    if part.ndim == 0:
        return part.item()  # as a number: a view
    return part


def read(key: tuple[Any, ...], input: Any) -> tuple[tuple[Any, ...], list[Any]]:
    """A key as two: first the basic parts, a view; then one array, or a full slice, per dimension of that view."""
    parts = [_part(p) for p in _pieces(key)]
    used = sum([0 if p is None or p is ... or type(p) is bool else p.ndim if _is_mask(p) else 1 for p in parts])
    rest = input.ndim - used
    if rest < 0:
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
    basic: list[Any] = []
    second: list[Any] = []
    at = 0
    for position, part in enumerate(parts):
        if part is ...:
            basic += [_WHOLE] * rest
            second += [_WHOLE] * rest
            at += rest
        elif part is None or type(part) is bool:
            basic.append(None)
            second.append(numpy.zeros(0 if part is False else 1, "int64") if type(part) is bool else _WHOLE)
        elif type(part) is int:
            basic.append(part)
            at += 1
        elif type(part) is slice:
            basic.append(part)
            second.append(_WHOLE)
            at += 1
        else:
            count = part.ndim if _is_mask(part) else 1
            if _is_mask(part) and part.shape != input.shape[at : at + count]:
                raise IndexError(
                    f"The shape of the mask {list(part.shape)} at index {position} does not match the shape of the "
                    "indexed "
                    f"tensor {list(input.shape)} at index {at}"
                )
            basic += [_WHOLE] * count
            second.append(_at_home(part, input))
            at += count
    while second and second[-1] is _WHOLE:
        second.pop()
    return (() if all([p is _WHOLE for p in basic]) else tuple(basic)), second


def _is_mask(part: Any) -> bool:
    return hasattr(part, "dtype") and part.dtype.kind == "b"


def _at_home(part: Any, input: Any) -> Any:
    """An index where the indexed tensor is."""
    if isinstance(part, numpy.ndarray) and type(input) is not numpy.ndarray:
        return devices.namespace(devices.of(input)).asarray(part)
    return part


def take(input: Any, key: tuple[Any, ...]) -> Any:
    """Index by arrays, masks and lists: a copy, unless only numbers and slices are left."""
    basic, second = read(key, input._data)
    if basic or not second:
        input = take_basic.call(input, basic)
    if not second:
        return input
    if living:
        check_index(key, input)
    out = take_key.call(input, tuple(second))
    if out._node is not None:
        watch(out._node, [t for t in tensors_of(key) if t._data.ndim])
    return out


def tensors_of(key: tuple[Any, ...]) -> list[Any]:
    """The tensors of a key, also those in a list."""
    parts = [part for given in key for part in (given if type(given) is list else (given,))]
    return [part for part in parts if hasattr(part, "_node")]


def keep(input: Any, key: tuple[Any, ...]) -> None:
    """After a write into `input` at `key`, let its history refuse to run once the key was overwritten."""
    node = input._node if input._view is None else input._view[BASE]._node
    if node is not None and recording.get():
        watch(node, [t for t in tensors_of(key) if t._data.ndim])


def check_index(key: tuple[Any, ...], *tensors: Any) -> None:
    """Refuse a recorded index that is an inference tensor: backward needs it."""
    recorded = recording.get() and any([hasattr(t, "_node") and t.requires_grad for t in tensors])
    if recorded and any([hasattr(part, "_node") and unversioned(part) for part in key]):
        raise refused()


def assign(input: Any, key: tuple[Any, ...], value: Any) -> None:
    """`input[key] = value`."""
    is_tensor = hasattr(value, "_node")
    if is_tensor:
        if type(value._data) is not type(input._data) and value._data.ndim == 0:
            value = value.to(input.device)
    elif not isinstance(value, (int, float, complex, numpy.integer, numpy.bool_)):
        word = "numpy.ndarray" if type(value) is numpy.ndarray else type(value).__name__
        raise TypeError(f"can't assign a {word} to a {input.type()}")
    elif isinstance(value, complex) and dtypes.category(input._data.dtype) < dtypes.COMPLEX:
        raise RuntimeError("value cannot be converted to type float without overflow")
    if all([type(part) in BASIC for part in key]):
        seen = input[key]
        if is_tensor and value._data.shape != seen._data.shape:
            _fits(value._data.shape, seen._data.shape)
        inplace(copy, (seen, value), (False,))
        return
    basic, second = read(key, input._data)
    if basic or not second:
        input = take_basic.call(input, basic)
    if not second:
        inplace(copy, (input, value), (False,))
        return
    if is_tensor and value._data.dtype != input._data.dtype:
        if value._data.ndim:
            raise RuntimeError(
                "Index put requires the source and destination dtypes match, got "
                f"{dtypes.of(input._data.dtype).word} for the destination and {value.dtype.word} for the source."
            )
        value = value.to(input.dtype)
    if living:
        check_index(key, input, value)
    inplace(put_key, (input, value), (tuple(second),))
    keep(input, key)


def _fits(shape: tuple[int, ...], target: tuple[int, ...]) -> None:
    """Refuse a value that does not broadcast to what it is assigned to; leading ones are dropped."""
    while len(shape) > len(target) and shape[0] == 1:
        shape = shape[1:]
    lead = len(target) - len(shape)
    if lead < 0 and not target:
        raise RuntimeError(
            f"expand(torch.FloatTensor{{{list(shape)}}}, size={list(target)}): the number of sizes provided "
            f"({len(target)}) must be greater or equal to the number of dimensions in the tensor ({len(shape)})"
        )
    for i, n in enumerate(target):
        if lead < 0 or (i >= lead and shape[i - lead] not in (1, n)):
            found = shape[i - lead] if i >= lead else shape[0]
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) must match the existing size ({found}) at non-singleton "
                f"dimension {i}."
                f"  Target sizes: {list(target)}.  Tensor sizes: {list(shape)}"
            )


def to(input: Any, *args: Any, device: Any = None, dtype: Any = None, non_blocking: bool = False, copy: bool = False,
       memory_format: Any = None) -> Any:  # fmt: skip
    """Read PyTorch's many ways to say it: `to(dtype)`, `to(device)`, `to(device, dtype)`, `to(other)`."""
    for place, arg in enumerate(args):
        if isinstance(arg, (dtypes.dtype, type)):
            dtype = arg
        elif isinstance(arg, (str, devices.device)) or (isinstance(arg, int) and not isinstance(arg, bool)):
            device = arg
        elif hasattr(arg, "_node"):
            device, dtype = arg.device, arg.dtype
        elif isinstance(arg, bool) and place:  # after what to convert to
            non_blocking, copy = (non_blocking, arg) if isinstance(args[place - 1], bool) else (arg, copy)
        elif isinstance(arg, (bool, float, complex)) and not place:
            dtype = type(arg)  # PyTorch takes such a number for its type
        elif arg is not None:
            raise invalid("to", list(args))
    out = input
    if device is not None and not devices.holds(device, input._data):
        out = apply(transfer, (out,), (devices.exactly(device), input.device))
    if dtype is not None and dtypes.array_dtype(dtype) != out._data.dtype:
        out = apply(cast, (out,), (dtypes.array_dtype(dtype), out._data.dtype))
    out = out.clone() if copy and out is input else out
    return out if memory_format is None or memory_format is preserve_format else out.contiguous(memory_format)
