"""Making arrays."""

from __future__ import annotations

from typing import Any

import numpy

from .. import _functions as functions
from .._tensor import Tensor
from ..backend import device as devices, dtype as dtypes


def asarray(obj: Any, /, *, dtype: Any = None, device: Any = None, copy: bool | None = None) -> Tensor:
    """`obj` (numbers, sequences, another library's array) as an array; `copy=False` raises where it must copy."""
    if isinstance(obj, Tensor):
        made = obj.to(device=device, dtype=dtype)
        _uncopied(made._data is obj._data, copy)
        return made.clone() if copy and made._data is obj._data else made
    shares = isinstance(obj, numpy.ndarray) or hasattr(obj, "__dlpack__")
    _uncopied(shares or _has_buffer(obj), copy)
    if not isinstance(obj, numpy.ndarray) and shares and hasattr(obj, "__dlpack_device__"):
        return asarray(functions.from_dlpack(obj), dtype=dtype, device=device, copy=copy)
    if _has_buffer(obj) and not isinstance(obj, numpy.generic):
        obj = numpy.asarray(obj)
    if isinstance(obj, numpy.ndarray):
        return asarray(functions.from_numpy(obj if obj.flags.writeable else obj.copy()),
                       dtype=dtype, device=device, copy=copy)  # fmt: skip
    return functions.tensor(obj, dtype=dtype, device=device)


def _has_buffer(obj: Any) -> bool:
    try:
        memoryview(obj)
    except TypeError:
        return False
    return True


def _uncopied(shares: bool, copy: bool | None) -> None:
    if copy is False and not shares:
        raise ValueError("asarray(): copy=False, but this object cannot become the array asked for without a copy")


def from_dlpack(x: Any, /, *, device: Any = None, copy: bool | None = None) -> Tensor:
    """An array on the memory of another library's array."""
    return functions.from_dlpack(x, device=device, copy=copy)


def _shape(shape: Any) -> tuple[int, ...]:
    return (shape,) if isinstance(shape, int) else tuple(shape)


def empty(shape: Any, *, dtype: Any = None, device: Any = None) -> Tensor:
    """An array whose values are not set."""
    return functions.empty(_shape(shape), dtype=dtype, device=device)


def zeros(shape: Any, *, dtype: Any = None, device: Any = None) -> Tensor:
    """Zeros."""
    return functions.zeros(_shape(shape), dtype=dtype, device=device)


def ones(shape: Any, *, dtype: Any = None, device: Any = None) -> Tensor:
    """Ones."""
    return functions.ones(_shape(shape), dtype=dtype, device=device)


def full(shape: Any, fill_value: Any, *, dtype: Any = None, device: Any = None) -> Tensor:
    """One value everywhere; without a dtype, the value decides."""
    return functions.full(_shape(shape), fill_value, dtype=dtype, device=device)


def empty_like(x: Tensor, /, *, dtype: Any = None, device: Any = None) -> Tensor:
    """Unset values in the shape of `x`."""
    return functions.empty_like(x, dtype=dtype, device=device)


def zeros_like(x: Tensor, /, *, dtype: Any = None, device: Any = None) -> Tensor:
    """Zeros in the shape of `x`."""
    return functions.zeros_like(x, dtype=dtype, device=device)


def ones_like(x: Tensor, /, *, dtype: Any = None, device: Any = None) -> Tensor:
    """Ones in the shape of `x`."""
    return functions.ones_like(x, dtype=dtype, device=device)


def full_like(x: Tensor, /, fill_value: Any, *, dtype: Any = None, device: Any = None) -> Tensor:
    """One value in the shape of `x`."""
    return functions.full_like(x, fill_value, dtype=dtype, device=device)


def arange(
    start: Any, /, stop: Any = None, step: Any = 1, *, dtype: Any = None, device: Any = None
) -> Tensor:  # fmt: skip
    """Numbers from `start` up to `stop`, without it; none where `step` leads away, which PyTorch refuses."""
    start, stop = (0, start) if stop is None else (start, stop)
    if (stop - start) * step < 0:
        whole = dtype is None and all([isinstance(number, int) for number in (start, stop, step)])
        return functions.empty((0,), dtype=dtypes.int64 if whole else dtype, device=device)
    return functions.arange(start, stop, step, dtype=dtype, device=device)


def linspace(
    start: Any, stop: Any, /, num: int, *, dtype: Any = None, device: Any = None, endpoint: bool = True
) -> Tensor:
    """`num` evenly spaced numbers from `start` to `stop`, the end left out if not `endpoint`."""
    if dtype is None and isinstance(start + stop, complex):
        dtype = functions.scalar_tensor(0.0).dtype.to_complex()
    made = functions.linspace(start, stop, num if endpoint else num + 1, dtype=dtype, device=device)
    return made if endpoint else made[:num]


def eye(
    n_rows: int, n_cols: int | None = None, /, *, k: int = 0, dtype: Any = None, device: Any = None
) -> Tensor:  # fmt: skip
    """Ones on the `k`-th diagonal, zeros elsewhere: (n_rows, n_cols)."""
    xp = devices.namespace(device)
    rows, columns = xp.arange(n_rows)[:, None], xp.arange(n_rows if n_cols is None else n_cols)[None, :]
    kind = functions.scalar_tensor(0.0).dtype if dtype is None else dtype
    return Tensor((columns - rows == k).astype(kind.array), None)


def meshgrid(*arrays: Tensor, indexing: str = "xy") -> list[Tensor]:
    """Coordinates of a grid; "xy" for columns first, "ij" for rows first."""
    return list(functions.meshgrid(*arrays, indexing=indexing))


def tril(x: Tensor, /, *, k: int = 0) -> Tensor:
    """The lower triangles of matrices, up to the `k`-th diagonal."""
    return functions.tril(x, k)


def triu(x: Tensor, /, *, k: int = 0) -> Tensor:
    """The upper triangles of matrices, from the `k`-th diagonal on."""
    return functions.triu(x, k)
