"""`x[key]`, `x[key] = value`, and `x.to(...)`."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.apply import apply
from ..autograd.inplace import inplace
from ..backend import device as devices, dtype as dtypes
from .shape import cast, copy, put_key, take_basic, take_key, transfer

BASIC = frozenset((int, slice, type(None), type(...)))


def arrays(key: tuple[Any, ...], input: Any) -> Any:
    """The key as NumPy takes it; lists become arrays, 0-dim integer tensors stay arrays."""
    found = []
    for part in key:
        if hasattr(part, "_node"):
            part = part._data
        elif isinstance(part, (list, tuple, range)):
            part = numpy.asarray([p.item() if hasattr(p, "_node") else p for p in part])
            part = part.astype("int64") if part.size == 0 else part
        if hasattr(part, "dtype") and dtypes.category(part.dtype) >= dtypes.FLOATING:
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        if isinstance(part, numpy.ndarray) and type(input._data) is not numpy.ndarray:
            part = devices.namespace(devices.of(input._data)).asarray(part)
        found.append(part)
    return tuple(found)


def take(input: Any, key: tuple[Any, ...]) -> Any:
    """Index by arrays, masks and lists: a copy."""
    return apply(take_key, (input,), (arrays(key, input),))


def assign(input: Any, key: tuple[Any, ...], value: Any) -> None:
    """`input[key] = value`."""
    if isinstance(value, (list, tuple)):
        raise TypeError(f"can't assign a {type(value).__name__} to a {input.dtype} tensor")
    if hasattr(value, "_node") and type(value._data) is not type(input._data) and value._data.ndim == 0:
        value = value.to(input.device)
    if all([type(part) in BASIC for part in key]):
        inplace(copy, (apply(take_basic, (input,), (key,)), value), (False,))
    else:
        inplace(put_key, (input, value), (arrays(key, input),))


def to(input: Any, *args: Any, device: Any = None, dtype: Any = None, non_blocking: bool = False, copy: bool = False,
       memory_format: Any = None) -> Any:  # fmt: skip
    """Read PyTorch's many ways to say it: `to(dtype)`, `to(device)`, `to(device, dtype)`, `to(other)`."""
    for arg in args:
        if isinstance(arg, (dtypes.dtype, type)):
            dtype = arg
        elif isinstance(arg, (str, devices.device)) or (isinstance(arg, int) and not isinstance(arg, bool)):
            device = arg
        elif hasattr(arg, "_node"):
            device, dtype = arg.device, arg.dtype
    out = input
    if device is not None and type(input._data) is not _array_type(device):
        out = apply(transfer, (out,), (devices.device(device), input.device))
    if dtype is not None and dtypes.array_dtype(dtype) != out._data.dtype:
        out = apply(cast, (out,), (dtypes.array_dtype(dtype), out._data.dtype))
    return out.clone() if copy and out is input else out


def _array_type(device: Any) -> Any:
    xp = devices.namespace(device)
    return getattr(xp, "ndarray", numpy.ndarray)
