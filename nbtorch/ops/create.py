"""Making tensors: from data, filled, in sequence."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd import engine
from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes


def wrap(array: Any, requires_grad: bool = False) -> Any:
    """A tensor on `array`, without a copy."""
    made = engine.Tensor(array, None)
    return made.requires_grad_() if requires_grad else made


def array_of(data: Any, dtype: Any = None) -> Any:
    """A new NumPy array of `data` with PyTorch's choice of dtype: Python floats give the default dtype."""
    if isinstance(data, (list, tuple)) and any([hasattr(d, "_node") for d in data]):
        data = [d.tolist() if hasattr(d, "_node") else d for d in data]
    try:
        array = numpy.array(data, dtype=None if dtype is None else dtypes.array_dtype(dtype))
    except ValueError as error:
        if "inhomogeneous" in str(error):
            raise ValueError(f"expected sequence of equal length at every level: {error}") from None
        raise
    if array.dtype == object or array.dtype.kind in "US":
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    if dtype is None and not isinstance(data, (numpy.ndarray, numpy.generic)):
        if array.dtype.kind == "f":
            array = array.astype(dtypes.get_default_dtype().array)
        elif array.dtype.kind == "c":
            array = array.astype(dtypes.get_default_dtype().to_complex().array)
    dtypes.of(array.dtype)
    return array


@composed(method=False)
def tensor(data, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """A new tensor with a copy of `data`: numbers, nested lists, a NumPy array, or a tensor.

    >>> tensor([1.0, 2.0])
    tensor([1., 2.])
    """
    if hasattr(data, "_node"):
        where = data.device if device is None else device
        made = data.detach().clone().to(device=where, dtype=dtype)
        return made.requires_grad_(requires_grad)
    return wrap(devices.namespace(device).asarray(array_of(data, dtype)), requires_grad)


@composed(method=False)
def from_numpy(ndarray):
    """A tensor that shares its memory with a NumPy array."""
    if not isinstance(ndarray, numpy.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    dtypes.of(ndarray.dtype)
    return wrap(ndarray)


@composed(method=False)
def as_tensor(data, dtype=None, device=None):
    """`data` as a tensor, without a copy where its dtype and device allow."""
    if hasattr(data, "_node"):
        return data.to(device=device, dtype=dtype)
    if isinstance(data, numpy.ndarray):
        return from_numpy(data).to(device=device, dtype=dtype)
    return tensor(data, dtype, device)
