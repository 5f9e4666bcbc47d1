"""Making tensors: from data, filled, in sequence."""

from __future__ import annotations

import warnings
from math import ceil, isfinite, prod
from typing import Any

import numpy

from ..autograd import engine
from ..autograd.arguments import list_of, number_of, overloaded, spread_of
from ..autograd.calls import into
from ..autograd.memory import meant, settled
from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes, foreign
from ..backend.array import CPU, Int, List, Number, Real
from ..backend.fma import fma32, fma64
from ..backend.layout import dense, preserve_format
from ..backend.once import warn_once
from ..backend.order import in_memory_order
from ..backend.ranges import UNPACKING
from ..backend.storage import UntypedStorage
from .checks import unimplemented
from .scalars import converts, overflow


def wrap(array: Any, requires_grad: bool = False) -> Any:
    """A tensor on `array`, without a copy."""
    made = engine.Tensor(array, None)
    if array.ndim > 3:
        meant(made)
    if not requires_grad:
        return made
    if dtypes.category(array.dtype) < dtypes.FLOATING:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return made.requires_grad_()


def array_of(data: Any, dtype: Any = None) -> Any:
    """A new NumPy array of `data` with PyTorch's choice of dtype: Python floats give the default dtype."""
    if isinstance(data, (list, tuple)) and any([hasattr(d, "_node") for d in data]):
        data = [d.tolist() if hasattr(d, "_node") else d for d in data]
    if isinstance(data, numpy.ndarray):
        foreign.suitable(data)
    if isinstance(data, (str, bytes)):
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    try:
        array = CPU.array(data, dtype=None if dtype is None else dtypes.array_dtype(dtype))
    except ValueError as error:
        if "inhomogeneous" in str(error):
            raise _ragged(data, 1) from None
        if "cannot convert float" in str(error):
            raise overflow(dtypes.array_dtype(dtype)) from None
        raise
    except OverflowError:
        array = _wrapped(data, dtypes.array_dtype(dtype))
    if data is None:
        missing = TypeError("must be real number, not NoneType")
        raise missing if dtype is not None else RuntimeError("Could not infer dtype of NoneType")
    if array.dtype.kind in "fc" and _lacks_numbers(data, array):
        raise TypeError("must be real number, not NoneType")
    if dtype is None and array.dtype.name in ("object", "uint64", "float64"):
        array = _counted(data, array)
    if array.dtype == object or array.dtype.kind in "US":
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    first = data
    while isinstance(first, (list, tuple)) and first:
        first = first[0]
    if dtype is not None and array.dtype.kind in "biu" and isinstance(first, numpy.generic):
        _counts(first, array.dtype)
    if dtype is None and isinstance(first, (numpy.ndarray, numpy.generic)):
        array = array.astype(first.dtype) if first.dtype.kind == array.dtype.kind else array
    elif dtype is None:
        if array.dtype.kind == "f":
            array = array.astype(dtypes.get_default_dtype().array)
        elif array.dtype.kind == "c":
            array = array.astype(dtypes.get_default_dtype().to_complex().array)
    dtypes.of(array.dtype)
    return array


def _counts(number: Any, kind: Any) -> None:
    """Refuse a number of NumPy's that Python does not take for an integer."""
    if isinstance(number, (numpy.integer, float)) or (kind.kind == "b" and isinstance(number, numpy.bool_)):
        return
    raise TypeError(f"'numpy.{type(number).__name__}' object cannot be interpreted as an integer")


def _huge(data: Any) -> bool:
    """Whether an integer that 64 bits with a sign do not hold is among these."""
    if isinstance(data, (list, tuple)):
        return any([_huge(part) for part in data])
    return type(data) is int and not -(2**63) <= data < 2**63


def _counted(data: Any, array: Any) -> Any:
    """`array` with integers that 64 bits do not hold as floats beside others; without a float they are refused."""
    if array.dtype == "float64" and not (isinstance(data, (list, tuple)) and array.size and array.max() >= 2**63):
        return array
    kinds = _kinds(data)
    if kinds <= {int, bool, float} and float in kinds:
        return CPU.array(data, "float64")
    if _huge(data):
        raise ValueError(UNPACKING)
    return array


def _kinds(data: Any) -> set[type]:
    """The types of the numbers in nested lists."""
    return set().union(*map(_kinds, data)) if isinstance(data, (list, tuple)) else {type(data)}


def _wrapped(data: Any, kind: Any) -> Any:
    """Integers that are too many for `kind`, or negative for an unsigned one, which PyTorch lets wrap around."""
    if kind.kind in "iu" and kind.name != "uint64" and _huge(data):
        raise ValueError(UNPACKING)
    if isinstance(data, (list, tuple)):
        return numpy.array([_wrapped(part, kind) for part in data], kind)
    return numpy.array(converts(data, kind), kind)


def _lacks_numbers(data: Any, array: Any) -> bool:
    """Whether None stands for a number: NumPy reads it as NaN where it is told a dtype."""
    if isinstance(data, (list, tuple)) and (array is None or numpy.isnan(array).any()):
        return any([part is None or _lacks_numbers(part, None) for part in data])
    return data is None


def _ragged(data: Any, dim: int) -> Exception:
    """PyTorch's error for rows of unlike length."""
    wanted = len(data[0]) if hasattr(data[0], "__len__") else None
    for row in data:
        found = len(row) if hasattr(row, "__len__") else None
        if found is None and wanted is not None:
            return TypeError(f"expected sequence object with len >= 0 or scalar, got {type(row).__name__}")
        if found != wanted:
            return ValueError(f"expected sequence of length {wanted or 0} at dim {dim} (got {found})")
    return next(_ragged(row, dim + 1) for row in data)


@composed(method=False)
def tensor(data, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """A new tensor with a copy of `data`: numbers, nested lists, a NumPy array, or a tensor.

    >>> tensor([1.0, 2.0])
    tensor([1., 2.])
    """
    if hasattr(data, "_node"):
        _copying("torch.tensor(sourceTensor)")
        return copied(data, dtype, device).requires_grad_(requires_grad)
    return wrap(devices.namespace(device).asarray(array_of(data, dtype)), requires_grad)


def _copying(call: str) -> None:
    warnings.warn(
        "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
        f"sourceTensor.detach().clone().requires_grad_(True), rather than {call}.",
        stacklevel=4,
    )


def copied(t: Any, dtype: Any, device: Any) -> Any:
    """A copy of a tensor without its history."""
    return t.detach().clone().to(device=t.device if device is None else device, dtype=dtype)


@composed(method=False)
def from_numpy(ndarray):
    """A tensor that shares its memory with a NumPy array."""
    if not isinstance(ndarray, numpy.ndarray):
        kind = type(ndarray)
        word = f"numpy.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__
        raise TypeError(f"expected np.ndarray (got {word})")
    return wrap(foreign.shared(ndarray))


@composed(method=False)
def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A vector on the memory of a Python buffer: `count` elements from byte `offset` on, all of them for -1."""
    return wrap(foreign.elements(buffer, dtypes.array_dtype(dtype), count, offset), requires_grad)


@composed(method=False)
def from_file(
    filename, shared=None, size=0, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False
):
    """A vector of `size` elements on the memory of a file; where it is `shared`, writes go to the file."""
    dense("from_file", layout)
    kind = _default(dtype, None).array
    return wrap(UntypedStorage.from_file(filename, bool(shared), size * kind.itemsize)._bytes.view(kind), requires_grad)


@composed(method=False)
def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=None):
    """`obj` as a tensor, without a copy where that can be and `copy` is not True."""
    if copy is False:
        _aliased(obj, dtype)
    if copy:
        made = as_tensor(obj.clone(), dtype, device) if hasattr(obj, "_node") else tensor(obj, dtype, device)
    else:
        made = as_tensor(obj, dtype, device)
    if requires_grad is None and getattr(obj, "requires_grad", False):
        warn_once(
            "torch.asarray: unspecified requires_grad now defaults to obj.requires_grad instead of False. Pass "
            "requires_grad=False explicitly to get the old behavior and silence this warning."
        )
        return made if made.requires_grad else made.requires_grad_()
    if requires_grad:
        return made if made.requires_grad else made.requires_grad_()
    return made.detach() if made.requires_grad else made


def _aliased(obj: Any, dtype: Any) -> None:
    """Refuse what cannot be had without a copy."""
    if not hasattr(obj, "dtype") and not isinstance(obj, (bytes, bytearray, memoryview)):
        raise ValueError("can't alias arbitrary sequence into a tensor.")
    if hasattr(obj, "dtype") and dtype is not None:
        found = obj.dtype if isinstance(obj.dtype, dtypes.dtype) else dtypes.of(obj.dtype)
        if found is not dtypes.of(dtypes.array_dtype(dtype)):
            wanted = dtypes.of(dtypes.array_dtype(dtype))
            raise ValueError(f"can't alias tensor with dtype '{found.word}' into dtype '{wanted.word}'.")


@composed(method=False)
def as_tensor(data, dtype=None, device=None):
    """`data` as a tensor, without a copy where its dtype and device allow."""
    if hasattr(data, "_node"):
        return data.to(device=device, dtype=dtype)
    if isinstance(data, numpy.ndarray):
        return from_numpy(data).to(device=device, dtype=dtype)
    return tensor(data, dtype, device)


# ---------------------------------------------------------------- filled
def sizes(size: Any, name: str = "argument 'size'") -> tuple[int, ...]:
    """A shape given as separate numbers or as one sequence."""
    if not size:
        raise TypeError("missing 1 required positional argument: 'size'")
    shape = tuple(spread_of(name, size))
    if shape and min(shape) < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {min(shape)}: {list(shape)}")
    return shape


def _shape(function: str, given: tuple[Any, ...], size: Any) -> tuple[int, ...]:
    """The shape of a constructor, whose sizes are so many arguments, a sequence, or named."""
    name = f"{function}(): argument 'size'"
    return sizes(given, f"{name} (position 1)") if size is None else sizes((list_of(name, size),), name)


def countable(shape: tuple[int, ...], kind: Any) -> int:
    """The bytes of so many elements, a number that 63 bits hold."""
    size = prod(shape) * kind.itemsize
    if size >= 2**63:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(shape)}")
    return size


def allocated(make: Any, shape: tuple[int, ...], kind: Any, *rest: Any) -> Any:
    """`make(shape, ...)`, and PyTorch's error where no memory is that large."""
    size = countable(shape, kind)
    try:
        return make(shape, *rest, kind)
    except MemoryError:
        raise RuntimeError(f"DefaultCPUAllocator: can't allocate memory: you tried to allocate {size} bytes.") from None


def filled(shape: Any, value: Any, dtype: Any, device: Any, requires_grad: bool = False) -> Any:
    """A tensor of one value; without a dtype, the value decides."""
    kind = dtypes.scalar_dtype(value) if dtype is None else dtypes.array_dtype(dtype)
    number = converts(value, kind, prod(shape) == 1)
    with numpy.errstate(over="ignore"):
        return wrap(allocated(devices.namespace(device).full, shape, kind, number), requires_grad)


def _default(dtype: Any, out: Any) -> Any:
    """The dtype of a constructor that was told none: that of `out`, or the default one."""
    if dtype is not None:
        return dtypes.of(dtypes.array_dtype(dtype))
    return dtypes.get_default_dtype() if out is None else out.dtype


@composed(method=False)
def zeros(*shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Zeros of a size."""
    dense("zeros", layout)
    made = filled(_shape("zeros", shape, size), 0.0, _default(dtype, out), device, requires_grad)
    return made if out is None else into("zeros", out, made, fresh=True, twice=True)


@composed(method=False)
def ones(*shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Ones of a size."""
    dense("ones", layout)
    made = filled(_shape("ones", shape, size), 1.0, _default(dtype, out), device, requires_grad)
    return made if out is None else into("ones", out, made, fresh=True, twice=True)


@composed(method=False, out=True)
def full(size, fill_value: Number, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """One value at every place of a size."""
    dense("full", layout)
    shape = sizes((list_of("full(): argument 'size' (position 1)", size),))
    return filled(shape, fill_value, dtype, device, requires_grad)


@composed(method=False, out=True)
def empty(
    *shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False,
    memory_format=None,
):
    """A tensor whose values are not set."""
    dense("empty", layout)
    kind = dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)
    wanted = _shape("empty", shape, size)
    made = wrap(allocated(devices.namespace(device).empty, wanted, kind), requires_grad)
    return ordered(made, memory_format)


def ordered(made: Any, memory_format: Any) -> Any:
    """A new tensor in the order asked for; the one it has by default is `preserve_format`."""
    return made if memory_format in (None, preserve_format) else made.contiguous(memory_format)


def _alike(input: Any, value: Any, dtype: Any, device: Any, requires_grad: bool, shape: Any = None) -> Any:
    array = settled(input)
    if shape is None and not array.flags.c_contiguous:  # the dimensions lie in the order of those of `input`
        kind = array.dtype if dtype is None else dtypes.array_dtype(dtype)
        xp = devices.namespace(device or input.device)
        return wrap(in_memory_order(array, lambda size: xp.full(size, converts(value, kind), kind)), requires_grad)
    shape = input._data.shape if shape is None else shape
    return filled(shape, value, input.dtype if dtype is None else dtype, device or input.device, requires_grad)


@composed(method=False)
def zeros_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """Zeros in the shape, dtype and device of `input`."""
    dense("zeros_like", layout)
    made = _alike(input, 0, dtype, device, requires_grad)
    return ordered(made, memory_format)


@composed(method=False)
def ones_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """Ones in the shape, dtype and device of `input`."""
    dense("ones_like", layout)
    made = _alike(input, 1, dtype, device, requires_grad)
    return ordered(made, memory_format)


@composed(method=False)
def full_like(
    input, fill_value: Number, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None,
):  # fmt: skip
    """One value in the shape, dtype and device of `input`."""
    dense("full_like", layout)
    made = _alike(input, fill_value, dtype, device, requires_grad)
    return ordered(made, memory_format)


@composed(method=False)
def empty_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """A tensor in the shape, dtype and device of `input` whose values are not set."""
    dense("empty_like", layout)
    made = _alike(input, 0, dtype, device, requires_grad)
    return ordered(made, memory_format)


@composed(function=False)
def new_zeros(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Zeros of a size, in this tensor's dtype and device."""
    dense("new_zeros", layout)
    return _alike(self, 0, dtype, device, requires_grad, sizes(size))


@composed(function=False)
def new_ones(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Ones of a size, in this tensor's dtype and device."""
    dense("new_ones", layout)
    return _alike(self, 1, dtype, device, requires_grad, sizes(size))


@composed(function=False)
def new_full(
    self, size: List, fill_value: Number, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False
):
    """One value of a size, in this tensor's dtype and device."""
    dense("new_full", layout)
    return _alike(self, fill_value, dtype, device, requires_grad, sizes((size,)))


@composed(function=False)
def new_empty(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Unset values of a size, in this tensor's dtype and device."""
    dense("new_empty", layout)
    return empty(*size, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad)


@composed(function=False)
def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """A tensor of `data` in this tensor's dtype and device."""
    dense("new_tensor", layout)
    if hasattr(data, "_node"):
        _copying("tensor.new_tensor(sourceTensor)")
        return copied(data, dtype or self.dtype, device or self.device).requires_grad_(requires_grad)
    return tensor(data, dtype or self.dtype, device or self.device, requires_grad)


# ---------------------------------------------------------------- in sequence
@composed(method=False)
def arange(
    start: Number, end: Number = ..., step: Number = 1, *, out=None, dtype=None, device=None, requires_grad=False,
    layout=None, pin_memory=False,
):  # fmt: skip
    """Numbers from `start` up to `end`, without it, by `step`."""
    dense("arange", layout)
    start, end = (0, start) if end is ... else (start, end)
    if any([isinstance(v, complex) for v in (start, end, step)]):
        raise RuntimeError("value cannot be converted to type double without overflow")
    if not (step > 0 or step < 0):
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if not (isfinite(start) and isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    dtype = out.dtype if out is not None else dtype
    whole = all([isinstance(v, int) for v in (start, end, step)])
    guess = dtypes.int64 if whole else dtypes.get_default_dtype()
    kind = dtypes.array_dtype(guess if dtype is None else dtype)
    if kind.kind in "bc":
        raise unimplemented("arange_cpu", kind)
    if kind == dtypes.int64.array:  # PyTorch counts in the dtype itself, but measures other ranges in float64
        start, end, step = [converts(v, kind) for v in (start, end, step)]
        if step == 0:
            raise ValueError("step must be nonzero")
        if not -(2**63) <= end - start < 2**63:
            raise RuntimeError("invalid size, possible overflow?")
    work = float if kind.kind not in "iu" else int
    exact = type(start) is type(end) is type(step) is int
    count = max(-((start - end) // step) if exact else ceil((end - start) / step), 0)
    wide = dtypes.int64.array if work is int else dtypes.float64.array

    def piece(low, high):
        steps = numpy.arange(low, high, dtype=wide)
        return steps if (start, step) == (0, 1) else work(start) + work(step) * steps

    if count <= _PIECE:
        array = piece(0, count).astype(kind, copy=False)
    else:  # many small numbers need no room for as many wide ones
        array = allocated(numpy.empty, (count,), kind)
        for low in range(0, count, _PIECE):
            array[low : low + _PIECE] = piece(low, min(low + _PIECE, count))
    made = wrap(devices.namespace(device).asarray(array), requires_grad)
    return made if out is None else into("arange", out, made, fresh=True, flat=True)


_PIECE = 1 << 16  # as many as fit into the cache


def _whole_steps(name: str, steps: Any) -> None:
    if not hasattr(steps, "__index__"):
        raise TypeError(f"{name}(): argument 'steps' must be int, not {type(steps).__name__}")


def _ends(name: str, start: Any, end: Any, dtype: Any) -> tuple[Any, Any, Any]:
    """Both ends as numbers, and the dtype of what lies between."""
    numbers = []
    for word, value in (("start", start), ("end", end)):
        if hasattr(value, "_node") and value._data.ndim:
            raise RuntimeError(
                f"{name} only supports 0-dimensional start and end tensors, but got {word} with {value._data.ndim} "
                "dimension(s)."
            )
        numbers.append(value.item() if hasattr(value, "_node") else overloaded(name, number_of, value, start))
    found = dtypes.get_default_dtype()
    if any([isinstance(value, complex) for value in numbers]):
        found = found.to_complex()
    kind = found.array if dtype is None else dtypes.array_dtype(dtype)
    if found.is_complex and dtypes.category(kind) < dtypes.COMPLEX:
        raise RuntimeError(
            f"torch.{name}(): inferred dtype {dtypes.c_name(found.array)} can't be safely cast to passed dtype "
            f"{dtypes.of(kind).word}"
        )
    return numbers[0], numbers[1], kind


def _steps(start: float, end: float, count: int, kind: Any) -> Any:
    """PyTorch counts from both ends, so that the last value is exact."""
    if count < 0:
        raise RuntimeError("number of steps must be non-negative")
    if count == 0:  # nothing is converted
        return numpy.empty(0, kind)
    start = converts(start, kind)
    if count == 1:
        return numpy.full(1, start, kind)
    if kind.kind == "b":
        raise unimplemented("linspace_cpu", kind)
    end = converts(end, kind)
    countable((count,), numpy.dtype("int64"))
    if dtypes.category(kind) < dtypes.FLOATING:
        index = numpy.arange(count)
        step = (end - start) / max(count - 1, 1)
        both = numpy.where(index < count // 2, start + step * index, end - step * (count - 1 - index))
        return both.astype(kind)
    scalar, places, half = kind.type, numpy.arange(count), count // 2
    with numpy.errstate(all="ignore"):  # half precision may not hold the count
        up, down = places[:half].astype(kind), places[count - half - 1 :: -1].astype(kind)
        step = scalar((scalar(end) - scalar(start)) / scalar(max(count - 1, 1)))
        if kind.kind != "f" or kind in dtypes.HALF or not max(abs(start), abs(end)) < numpy.finfo(kind).max / 2**40:
            return numpy.concatenate([scalar(start) + step * up, scalar(end) - step * down])
    fused = fma32 if kind == dtypes.float32.array else fma64  # rounded once, as PyTorch's; splits need room above
    return numpy.concatenate([fused(up, step, scalar(start)), fused(-down, step, scalar(end))])


@composed(method=False, out=True)
def linspace(start, end, steps: Int, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """`steps` evenly spaced numbers from `start` to `end`, both included."""
    dense("linspace", layout)
    _whole_steps("linspace", steps)
    start, end, kind = _ends("linspace", start, end, dtype)
    return wrap(devices.namespace(device).asarray(_steps(start, end, steps, kind)), requires_grad)


@composed(method=False, out=True)
def logspace(
    start, end, steps: Int, base: Real = 10.0, *, dtype=None, device=None, requires_grad=False, layout=None,
    pin_memory=False,
):  # fmt: skip
    """`steps` numbers whose logarithms are evenly spaced."""
    dense("logspace", layout)
    _whole_steps("logspace", steps)
    start, end, kind = _ends("logspace", start, end, dtype)
    if steps and dtypes.category(kind) < dtypes.FLOATING:
        start, end = converts(start, kind), converts(end, kind) if steps > 1 else 0
        if kind.kind == "b" and steps > 1:
            raise unimplemented("logspace_cpu", kind)
    wide = dtypes.complex128.array if kind.kind == "c" else dtypes.float64.array
    powers = numpy.power(wide.type(base), _steps(start, end, steps, wide))
    return wrap(devices.namespace(device).asarray(powers.astype(kind)), requires_grad)


@composed(method=False, out=True)
def eye(n: Int, m: Int = ..., *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Ones on the diagonal, zeros elsewhere: (n, m)."""
    dense("eye", layout)
    m = n if m is ... else m
    for name, size in (("n", n), ("m", m)):
        if size < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {size}")
    kind = dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)
    countable((n, m), kind)
    return wrap(devices.namespace(device).eye(n, m, dtype=kind), requires_grad)


def _triangle(name: str, row: int, col: int, offset: int, lower: bool, dtype: Any, device: Any) -> Any:
    for word, size in (("row", row), ("col", col)):
        if size < 0:
            raise RuntimeError(f"{word} must be non-negative, got{size}")
    if lower:  # only the rows and columns that may hold some of it, which are few of a matrix that is very wide
        first, last, left, right = min(max(-offset, 0), row), row, 0, min(max(row + offset, 0), col)
    else:
        first, last, left, right = 0, min(max(col - offset, 0), row), min(max(offset, 0), col), col
    if first >= last or left >= right:  # the other side may be too long to write down
        last, right = first, left
    i, j = numpy.arange(first, last)[:, None], numpy.arange(left, right)[None]
    keep = (j - i <= offset if lower else j - i >= offset) if i.size and j.size else numpy.empty((0, 0))
    found = numpy.stack(numpy.nonzero(keep)) + numpy.array([[first], [left]])
    kind = dtypes.int64.array if dtype is None else dtypes.array_dtype(dtype)
    if kind not in ("int32", "int64"):
        raise unimplemented(name, kind)
    return wrap(devices.namespace(device).asarray(found.astype(kind)))


@composed(method=False)
def tril_indices(row: Int, col: Int, offset: Int = 0, *, dtype=None, device=None, layout=None):
    """Rows and columns of the lower triangle of a (row, col) matrix: (2, N)."""
    dense("tril_indices", layout)
    return _triangle("tril_indices", row, col, offset, True, dtype, device)


@composed(method=False)
def triu_indices(row: Int, col: Int, offset: Int = 0, *, dtype=None, device=None, layout=None):
    """Rows and columns of the upper triangle of a (row, col) matrix: (2, N)."""
    dense("triu_indices", layout)
    return _triangle("triu_indices", row, col, offset, False, dtype, device)


@composed(method=False)
def scalar_tensor(s: Number, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """A 0-dim tensor of the default dtype."""
    dense("scalar_tensor", layout)
    kind = dtype or dtypes.get_default_dtype()
    return tensor(converts(s, dtypes.array_dtype(kind), single=True), kind, device, requires_grad)
