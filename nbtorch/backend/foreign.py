"""Memory that comes from elsewhere: NumPy's arrays and Python's buffers, with PyTorch's refusals."""

from __future__ import annotations

import warnings
from typing import Any

import numpy

from . import dtype as dtypes

_TYPES = (
    "float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and "
    "bool"
)
_warned: set[str] = set()


def _once(about: str, text: str) -> None:
    if about not in _warned:
        _warned.add(about)
        warnings.warn(text, stacklevel=4)


def suitable(array: Any) -> None:
    """Refuse an array whose elements or strides no tensor can have."""
    if array.dtype in dtypes.dtype.known:
        if array.size and min(array.strides, default=0) < 0:
            raise ValueError(
                "At least one stride in the given numpy array is negative, and tensors with negative strides are not "
                "currently supported. (You can probably work around this by making a copy of your array  with "
                "array.copy().) "
            )
        return
    if not array.dtype.isnative and array.dtype.newbyteorder("=") in dtypes.dtype.known:
        raise ValueError(
            "given numpy array has byte order different from the native byte order. Conversion between byte orders is "
            "currently not supported."
        )
    raise TypeError(
        f"can't convert np.ndarray of type numpy.{array.dtype.type.__name__}. The only supported types are: {_TYPES}."
    )


def shared(array: Any) -> Any:
    """An array of ours on the memory of a NumPy array; that memory begins where the array does."""
    suitable(array)
    if not array.flags.writeable:
        _once("array", (
            "The given NumPy array is not writable, and PyTorch does not support non-writable tensors. This means "
            "writing to this tensor will result in undefined behavior. You may want to copy the array to protect its "
            "data or make it writable before converting it to a tensor. This type of warning will be suppressed for "
            "the rest of this program."
        ))  # fmt: skip
    if array.base is None or not array.size or array.dtype == dtypes.bfloat16.array:
        return numpy.asarray(array)  # a memmap is an array like any other here
    return numpy.asarray(memoryview(array))  # whose base is the memory, and not a larger array


def elements(buffer: Any, kind: Any, count: int, offset: int) -> Any:
    """`count` elements of dtype `kind` from byte `offset` of a buffer on; all of them for -1."""
    try:
        view = memoryview(buffer)
    except TypeError:
        raise ValueError("object does not implement Python buffer protocol.") from None
    size, item = view.nbytes, kind.itemsize
    if size == 0 or count == 0:
        raise ValueError(f"both buffer length ({size}) and count ({count}) must not be 0")
    if not 0 <= offset < size:
        raise ValueError(
            f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({size} bytes) minus 1"
        )
    if count < 0 and (size - offset) % item:
        raise ValueError(
            f"buffer length ({size - offset} bytes) after offset ({offset} bytes) must be a multiple of element size "
            f"({item})"
        )
    if count > 0 and offset + count * item > size:
        raise ValueError(
            f"requested buffer length ({count} * {item} bytes) after offset ({offset} bytes) must not be greater than "
            f"actual buffer length ({size} bytes)"
        )
    if view.readonly:
        _once("buffer", (
            "The given buffer is not writable, and PyTorch does not support non-writable tensors. This means you can "
            "write to the underlying (supposedly non-writable) buffer using the tensor. You may want to copy the "
            "buffer to protect its data or make it writable before converting it to a tensor. This type of warning "
            "will be suppressed for the rest of this program."
        ))  # fmt: skip
    stop = size if count < 0 else offset + count * item
    return numpy.frombuffer(view.cast("B")[offset:stop], kind)
