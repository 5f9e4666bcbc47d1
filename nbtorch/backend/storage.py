"""The memory behind arrays: where it starts, how long it is, and PyTorch's storage objects over it."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy

from . import device as devices, dtype as dtypes
from .array import CPU


class Memory:
    """Bytes from `address` on, kept alive by the array `base`: what an array of any dtype and stride is laid over."""

    def __init__(self, base: Any, address: int, size: int):
        self.base = base
        self.__array_interface__ = {
            "version": 3, "shape": (size,), "typestr": "|u1", "data": (address, not base.flags.writeable),
        }  # fmt: skip


def owner(array: Any) -> Any:
    """The array whose memory `array` is a view of; itself when it is none."""
    base = getattr(array, "base", None)
    while base is not None:
        if type(base) is type(array):
            array = base
        elif not hasattr(base, "base"):
            return array
        base = base.base
    return array


def bounds(array: Any) -> tuple[int, int]:
    """The first address of an array's memory, and the one behind its last."""
    low = high = address(array)
    if array.size:
        for n, step in zip(array.shape, array.strides, strict=True):
            low, high = low + min(0, (n - 1) * step), high + max(0, (n - 1) * step)
        high += array.dtype.itemsize
    return low, high


def address(array: Any) -> int:
    """Where the first element lies; 0 when there is none to point at."""
    return int(array.ctypes.data if type(array) is CPU.ndarray else array.data.ptr)


def offset(array: Any) -> int:
    """How many elements of the storage come before the first of `array`."""
    return 0 if not array.size else (address(array) - bounds(owner(array))[0]) // array.dtype.itemsize


def steps(array: Any) -> tuple[int, ...]:
    """PyTorch's strides of an array, in elements; NumPy's may be 0 where a dimension has one element, or none."""
    size = array.dtype.itemsize
    strides = [s // size for s in array.strides]
    if 0 not in strides:
        return tuple(strides)
    if not array.size:
        return dense(array.shape)
    following = 1
    for d in range(len(strides) - 1, -1, -1):
        if array.shape[d] == 1 and not strides[d]:
            strides[d] = following
        following = strides[d] * array.shape[d]
    return tuple(strides)


def dense(shape: Any) -> tuple[int, ...]:
    """The strides of contiguous elements."""
    strides: list[int] = []
    step = 1
    for n in reversed(shape):
        strides.insert(0, step)
        step *= max(n, 1)
    return tuple(strides)


def is_dense(array: Any) -> bool:
    """Whether the elements fill their memory without gaps or repeats, in whatever order of dimensions."""
    if array.flags.c_contiguous or array.flags.f_contiguous:
        return True
    step = array.dtype.itemsize
    for stride, n in sorted([(s, n) for s, n in zip(array.strides, array.shape, strict=True) if n != 1]):
        if stride != step:
            return False
        step *= n
    return True


def reach(size: Any, stride: Any) -> int:
    """How many elements such a view spans, from its first to its last."""
    return 0 if 0 in size else 1 + sum([(n - 1) * s for n, s in zip(size, stride, strict=True)])


def over(array: Any, kind: Any, size: Any, stride: Any, start: int) -> Any:
    """An array of dtype `kind` anywhere over the memory of `array`; sizes and strides count elements."""
    item = kind.itemsize
    if 0 in size:
        start = 0  # no elements lie nowhere, however far from the memory
    if type(array) is not numpy.ndarray:
        vector = owner(array).ravel().view(kind)
        xp: Any = devices.namespace(devices.of(array))
        return xp.lib.stride_tricks.as_strided(vector[start:], tuple(size), tuple([s * item for s in stride]))
    low, high = bounds(owner(array))
    whole = numpy.asarray(Memory(owner(array), low, high - low))
    return numpy.ndarray(tuple(size), kind, whole, start * item, tuple([s * item for s in stride]))


class UntypedStorage:
    """The bytes that tensors lie in: `x.untyped_storage()`."""

    def __init__(self, array: Any, tensor: Any = None):
        if isinstance(array, int):
            array = numpy.empty(array, "uint8")
        self._array, self._tensor = array, tensor

    @classmethod
    def from_file(cls, filename: Any, shared: bool = False, nbytes: int = 0) -> UntypedStorage:
        """The first `nbytes` bytes of a file: `shared` writes go to the file, which grows when it is shorter."""
        try:
            with open(filename, "ab" if shared else "rb") as file:
                size = file.seek(0, os.SEEK_END)
                if shared and size < nbytes:
                    size = file.truncate(nbytes)
        except OSError as error:
            reason = f"{os.strerror(error.errno or 0)} ({error.errno})"
            mode = "read-write" if shared else "read-only"
            raise RuntimeError(f"unable to open file <{filename}> in {mode} mode: {reason}") from None
        if size < nbytes:
            raise RuntimeError(f"file <{filename}> size <{size}> is smaller than the required mapping size <{nbytes}>")
        if not nbytes:  # no memory can be mapped to nothing
            return cls(0)
        return cls(numpy.asarray(numpy.memmap(filename, "uint8", "r+" if shared else "c", shape=(nbytes,))))

    @property
    def _bytes(self) -> Any:
        low, high = bounds(owner(self._array))
        return over(self._array, dtypes.uint8.array, (high - low,), (1,), 0)

    device = property(lambda self: devices.of(self._array))
    is_cuda = property(lambda self: self.device.type == "cuda")

    def nbytes(self) -> int:
        """The number of bytes."""
        low, high = bounds(owner(self._array))
        return high - low

    size = __len__ = nbytes

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self.nbytes()

    def element_size(self) -> int:
        """A byte."""
        return 1

    def untyped(self) -> UntypedStorage:
        """This storage."""
        return self

    def data_ptr(self) -> int:
        """The address of the first byte."""
        return bounds(owner(self._array))[0] if self.nbytes() else 0

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return int(self._bytes[index])
        if index.step not in (None, 1):
            raise RuntimeError(f"Trying to slice with a step of {index.step}, but only a step of 1 is supported")
        part: Any = self._bytes[index]  # whose memory is no larger, where the bytes are NumPy's
        return UntypedStorage(numpy.asarray(part.data) if type(part) is numpy.ndarray else part)

    def __setitem__(self, index: Any, value: Any) -> None:
        self._bytes[index] = value

    def __iter__(self) -> Any:
        return iter(self.tolist())

    def tolist(self) -> list[int]:
        """The bytes as numbers."""
        return devices.move(self._bytes, "cpu").tolist()

    def clone(self) -> UntypedStorage:
        """The same bytes elsewhere."""
        return UntypedStorage(self._bytes.copy())

    def cpu(self) -> UntypedStorage:
        """The bytes on the CPU."""
        return UntypedStorage(devices.move(self._array, "cpu"))

    def cuda(self, device: Any = None, non_blocking: bool = False) -> UntypedStorage:
        """The bytes on a GPU."""
        return UntypedStorage(devices.move(self._array, devices.device("cuda" if device is None else device)))

    def copy_(self, source: Any, non_blocking: bool | None = None) -> UntypedStorage:
        """Write the bytes of another storage of this size here."""
        if source.nbytes() != self.nbytes():
            raise RuntimeError("size does not match")
        self._bytes[...] = source._bytes
        return self

    def fill_(self, value: int) -> UntypedStorage:
        """Set every byte."""
        self._bytes[...] = value
        return self

    def resize_(self, size: int) -> UntypedStorage:
        """Make room for `size` bytes: the tensor this storage was taken from moves to new memory, its views do not."""
        if self._tensor is None or size < self.nbytes():
            raise RuntimeError("only the storage of a tensor can be resized, and only to a larger size")
        array, first = self._tensor._data, offset(self._tensor._data)
        grown = numpy.empty(size, "uint8")
        grown[: self.nbytes()] = self._bytes
        self._array = self._tensor._data = over(grown, array.dtype, array.shape, steps(array), first)
        return self

    def is_shared(self) -> bool:
        """Whether other processes see these bytes: all memory on the CPU may be handed to workers."""
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UntypedStorage) and self.data_ptr() == other.data_ptr()

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        numbers = "\n ".join(map(str, self.tolist()))
        return f" {numbers}\n[torch.storage.UntypedStorage(device={self.device}) of size {self.nbytes()}]"


class TypedStorage:
    """The memory of tensors as numbers of one dtype: `x.storage()`."""

    def __init__(self, storage: UntypedStorage, kind: Any):
        self._storage, self.dtype = storage, kind

    @property
    def _elements(self) -> Any:
        return self._storage._bytes.view(self.dtype.array)

    device = property(lambda self: self._storage.device)

    def untyped(self) -> UntypedStorage:
        """The bytes."""
        return self._storage

    def nbytes(self) -> int:
        """The number of bytes."""
        return self._storage.nbytes()

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self.nbytes()

    def element_size(self) -> int:
        """Bytes of one element."""
        return int(self.dtype.itemsize)

    def size(self) -> int:
        """The number of elements."""
        return self._storage.nbytes() // self.element_size()

    __len__ = size

    def data_ptr(self) -> int:
        """The address of the first element."""
        return self._storage.data_ptr()

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            raise RuntimeError("slices are only supported in UntypedStorage.__getitem__")
        return self._elements[index].item()

    def __setitem__(self, index: Any, value: Any) -> None:
        self._elements[index] = value

    def __iter__(self) -> Any:
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """The elements as numbers."""
        return devices.move(self._elements, "cpu").tolist()

    def fill_(self, value: Any) -> TypedStorage:
        """Set every element."""
        self._elements[...] = value
        return self

    def copy_(self, source: Any, non_blocking: bool | None = None) -> TypedStorage:
        """Write the elements of another storage here."""
        self._elements[...] = source._elements
        return self

    def clone(self) -> TypedStorage:
        """The same elements elsewhere."""
        return TypedStorage(self._storage.clone(), self.dtype)

    def __repr__(self) -> str:
        numbers = "\n ".join(map(str, self.tolist()))
        return (
            f" {numbers}\n[torch.storage.TypedStorage(dtype={self.dtype}, device={self.device}) of size {self.size()}]"
        )


_warned: list[bool] = []


def warn_typed() -> None:
    """PyTorch's words for who still asks for a typed storage, once."""
    if _warned:
        return
    _warned.append(True)
    warnings.warn(
        "TypedStorage is deprecated. It will be removed in the future and UntypedStorage will be the only storage "
        "class. This should only matter to you if you are using storages directly.  To access UntypedStorage "
        "directly, use tensor.untyped_storage() instead of tensor.storage()",
        stacklevel=4,
    )


def row_major(xp: Any, array: Any) -> Any:
    """A result contiguous, where PyTorch's is; what a convolution left channels last stays so (`autograd.memory`)."""
    if array.flags.c_contiguous or (array.ndim > 3 and is_channels_last(array)):
        return array
    return xp.ascontiguousarray(array)


def is_channels_last(array: Any) -> bool:
    """Whether an (N, C, ...) array lies in memory as (N, ..., C)."""
    return bool(array.transpose((0, *range(2, array.ndim), 1)).flags.c_contiguous)


def laid_out(array: Any) -> tuple[Any, ...]:
    """An array to pickle: the array that owns its memory, and how it lies there."""
    whole = owner(array)
    if whole is array and array.flags.c_contiguous:
        return (array[...],)  # a new object each time: plain pickles do not share, as PyTorch's
    if not whole.flags.c_contiguous:
        low, high = bounds(whole)
        whole = over(whole, dtypes.uint8.array, (high - low,), (1,), 0).copy()
    return whole[...], array.dtype, array.shape, steps(array), offset(array)


def copied(array: Any, memo: dict[int, Any]) -> Any:
    """An array laid out like this one over a copy of its memory; its views that come with the same `memo` share it."""
    whole = owner(array)
    if id(whole) not in memo:
        low, high = bounds(whole)
        memo[id(whole)] = over(whole, dtypes.uint8.array, (high - low,), (1,), 0).copy()
    return over(memo[id(whole)], array.dtype, array.shape, steps(array), offset(array))
