"""The dtype and the device of a tensor, by name."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Array
from .indexing import to


def _cast(input: Any, kind: Any) -> Any:
    return input if input._data.dtype is kind.array else to(input, kind)


@composed(function=False)
def float(self, *, memory_format=None):
    """As float32."""
    return _cast(self, dtypes.float32)


@composed(function=False)
def double(self, *, memory_format=None):
    """As float64."""
    return _cast(self, dtypes.float64)


@composed(function=False)
def half(self, *, memory_format=None):
    """As float16."""
    return _cast(self, dtypes.float16)


@composed(function=False)
def bfloat16(self, *, memory_format=None):
    """As bfloat16: float32 with a third of the digits."""
    return _cast(self, dtypes.bfloat16)


@composed(function=False)
def int(self, *, memory_format=None):
    """As int32."""
    return _cast(self, dtypes.int32)


@composed(function=False)
def long(self, *, memory_format=None):
    """As int64."""
    return _cast(self, dtypes.int64)


@composed(function=False)
def short(self, *, memory_format=None):
    """As int16."""
    return _cast(self, dtypes.int16)


@composed(function=False)
def char(self, *, memory_format=None):
    """As int8."""
    return _cast(self, dtypes.int8)


@composed(function=False)
def byte(self, *, memory_format=None):
    """As uint8."""
    return _cast(self, dtypes.uint8)


@composed(function=False)
def bool(self, *, memory_format=None):
    """True where an element is not zero."""
    return _cast(self, dtypes.bool_)


@composed(function=False)
def cfloat(self, *, memory_format=None):
    """As complex64."""
    return _cast(self, dtypes.complex64)


@composed(function=False)
def cdouble(self, *, memory_format=None):
    """As complex128."""
    return _cast(self, dtypes.complex128)


@composed(function=False)
def cpu(self, *, memory_format=None):
    """On the CPU."""
    return to(self, "cpu")


@composed(function=False)
def cuda(self, device=None, non_blocking=False, memory_format=None):
    """On a GPU."""
    return to(self, "cuda" if device is None else device)


@composed(function=False)
def type_as(self: Array, other: Array):
    """As the dtype, and on the device, of `other`."""
    return to(self, other)


PLACES = (("torch.", "cpu"), ("torch.cuda.", "cuda"))  # where the old names say that a tensor is


@composed(function=False)
def type(self, dtype: Any = None, non_blocking=False):  # the old names of types too, which no other function takes
    """As another dtype, also by its old name; without one, the old name of this tensor's type."""
    place = "torch.cuda." if self.device.type == "cuda" else "torch."
    if dtype is None:
        return f"{place}{dtypes.of(self._data.dtype).word}Tensor"
    if isinstance(dtype, str):
        known = {f"{place}{d.word}Tensor": (where, d) for d in dtypes.dtype.known.values() for place, where in PLACES}
        if dtype not in known:
            raise ValueError(f"invalid type: '{dtype}'")
        return to(self, *known[dtype])
    if not isinstance(dtype, dtypes.dtype):
        if not hasattr(dtype, "is_cuda"):  # neither `torch.FloatTensor` nor its like
            raise ValueError(f"invalid type: '{getattr(dtype, '__name__', dtype)}'")
        return to(self, "cuda" if dtype.is_cuda else "cpu", dtype.dtype)
    return to(self, dtype)
