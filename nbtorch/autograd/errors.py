"""PyTorch's words for what can be wrong with a call."""

from __future__ import annotations

import re
from typing import Any

import numpy

from ..backend import cuda, device, dtype
from ..backend.ranges import UNPACKING

KINDS = (  # a pattern: what Python says of a value of a type that cannot be used
    "object is not|object has no|object does not|not supported between|unsupported operand|bad operand|not iterable|"
    "cannot be interpreted|must be real number|argument must be|an integer is required|unhashable|list indices|"
    "slice indices|object cannot be|can't multiply sequence|can only concatenate|not supported for the input types"
)
RAISED = (ValueError, TypeError, IndexError, OverflowError, MemoryError)  # what NumPy and CuPy raise from a forward


def wrong_argument(op: Any, position: int, value: Any) -> TypeError:
    name = op.arrays[0 if op.variadic else position]
    return TypeError(
        f"{op.name}(): argument '{name}' (position {position + 1}) must be Tensor, not {type(value).__name__}"
    )


def mixed_devices(op: Any, at: int, first: Any, position: int, array: Any) -> RuntimeError:
    names = [op.arrays[0 if op.variadic else i] for i in (at, position)]
    here, there = device.of(first), device.of(array)
    where, move = (position, here) if here.type == "cuda" else (at, there)
    return RuntimeError(
        f"Expected all tensors to be on the same device, but found at least two devices, {here} and {there}! "
        f"({op.name}: argument {names[0]!r} is on {here}, argument {names[1]!r} is on {there}; "
        f"write {names[0 if where == at else 1]}.to({str(move)!r}))"
    )


def different_dtypes(op: Any, arrays: list[Any]) -> RuntimeError:
    found, dims = [array.dtype for array in arrays], [array.ndim for array in arrays]
    a, b = [dtype.of(kind) for kind in _unlike(found)]
    if op.name == "matmul" and dims == [1, 1]:
        return RuntimeError(f"dot : expected both vectors to have same dtype, but found {a.word} and {b.word}")
    if op.name == "matmul" and dims == [2, 1]:
        return RuntimeError(
            f"addmv input tensors must have the same dtype, but got {b.word}, {a.word}, and {b.word}"
        )
    if op.name == "matmul" and min(dims) > 2:
        return RuntimeError(f"expected scalar type {a.word} but found {b.word}")
    if op.name == "linear" and len(found) == 3:
        return RuntimeError(f"mat1 and mat2 must have the same dtype, but got {a.word} and {b.word}")
    first, second = [dtype.c_name(kind.array) for kind in (a, b)]
    where = "" if op.name in ("matmul", "linear") else f"{op.name}: "
    return RuntimeError(f"{where}expected m1 and m2 to have the same dtype, but got: {first} != {second}")


def _unlike(found: list[Any]) -> tuple[Any, Any]:
    return found[0], next(kind for kind in found if kind != found[0])


def checked(op: Any, arrays: Any, statics: Any) -> None:
    """Run the check of `op`; that there is no such dimension is told before anything else."""
    try:
        op.check(*([arrays] if op.variadic else arrays), *statics)
    except Exception as refusal:
        __tracebackhide__ = True  # IPython and pytest leave such a frame out
        raise _spread_over(op, refusal) or _no_dimension(op, arrays, statics) or refusal from None


def _spread_over(op: Any, error: Exception) -> Exception | None:
    """Of an integer beyond 64 bits among sizes or dimensions: the list cannot be read."""
    if op.spread and (str(error) == UNPACKING or "too large to convert" in str(error)):
        return TypeError(f"{op.name}(): argument '{op.spread}' failed to unpack an integer: {UNPACKING}")
    return None


def _no_dimension(op: Any, arrays: Any, statics: Any) -> Exception | None:
    """Which dimension the first of the arrays does not have."""
    if not arrays or op.name in ("cat", "split") or not hasattr(arrays[0], "ndim"):
        return None
    ndim = arrays[0].ndim + (op.name in ("unsqueeze", "stack"))
    size = max(ndim, 1)
    for name, value in zip(op.statics, statics, strict=False):
        if name in ("dim", "dim0", "dim1"):
            for dim in value if isinstance(value, (tuple, list)) else (value,):
                if type(dim) is int and not -size <= dim < size:
                    return dimension_error(dim, ndim)
    return None


def explained(op: Any, error: Exception, arrays: Any, statics: Any) -> Exception:
    """PyTorch's error for what NumPy or CuPy said when `op` failed on these arrays."""
    if isinstance(error, MemoryError):
        if cuda.is_exhausted(error):
            return cuda.OutOfMemoryError(f"CUDA out of memory. {error}")
        return RuntimeError(f"DefaultCPUAllocator: can't allocate memory: {op.name}(): {error}")
    if op.check is not None:
        try:
            checked(op, arrays, statics)
        except Exception as refusal:
            __tracebackhide__ = True
            return refusal  # raised by the caller, which leaves NumPy's own error out of the traceback
    if isinstance(error, numpy.exceptions.AxisError):
        return dimension_error(error.axis, error.ndim)
    if (wrong := _no_dimension(op, arrays, statics)) is not None:
        return wrong
    text = str(error)
    if (wrong := _spread_over(op, error)) is not None:
        return wrong
    if text == UNPACKING:
        return error
    if "tuple index out of range" in text:
        sizes = ", ".join([str(list(a.shape)) for a in arrays if hasattr(a, "shape")])
        return RuntimeError(f"{op.name}(): the arguments do not fit together: got sizes {sizes}")
    if isinstance(error, IndexError):
        return IndexError(text.replace("axis", "dimension"))
    shapes = [a.shape for a in arrays if hasattr(a, "shape")]
    if "broadcast" in text and len(shapes) > 1:
        return broadcast_error(shapes) or RuntimeError(f"{op.name}: {text}")
    if isinstance(error, TypeError):
        kinds = [a.dtype for a in arrays if hasattr(a, "dtype")]
        if "not supported for the input types" in text or "did not contain a loop" in text:
            return NotImplementedError(f"\"{op.name}_cpu\" not implemented for '{dtype.of(kinds[0]).word}'")
        return invalid(op.name, [*arrays, *statics]) if re.search(KINDS, text) else TypeError(f"{op.name}(): {text}")
    return RuntimeError(f"{op.name}: {text}")


def invalid(name: str, values: list[Any]) -> TypeError:
    """That nothing can be made of arguments of these types."""
    kinds = ", ".join(["Tensor" if hasattr(value, "shape") else type(value).__name__ for value in values])
    return TypeError(f"{name}() received an invalid combination of arguments - got ({kinds})")


def dimension_error(dim: int | None, ndim: int | None) -> Exception:
    """That there is no such dimension; of an integer that 64 bits do not hold, that it cannot be read."""
    if dim is not None and not -(2**63) <= dim < 2**63:
        return ValueError(UNPACKING)
    size = max(ndim or 0, 1)
    return IndexError(f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got {dim})")


def no_cast(result: Any, wanted: Any, error: type[Exception] = RuntimeError) -> Exception:
    """That a result is of a dtype that the wanted one does not take."""
    words = dtype.of(result).word, dtype.of(wanted).word
    return error(f"result type {words[0]} can't be cast to the desired output type {words[1]}")


def no_room(shape: Any, source: Any) -> RuntimeError:
    """That a tensor of this shape does not take what is of, or broadcasts to, another."""
    return RuntimeError(f"output with shape {list(shape)} doesn't match the broadcast shape {list(source)}")


def not_a_tensor(position: int, value: Any) -> TypeError:
    """That a value in a sequence of tensors is none."""
    return TypeError(f"expected Tensor as element {position} in argument 0, but got {type(value).__name__}")


def broadcast_error(shapes: list[tuple[int, ...]]) -> RuntimeError | None:
    """Which two sizes do not go together."""
    total = shapes[0]
    for shape in shapes[1:]:
        ndim = max(len(total), len(shape))
        a, b = [(1,) * (ndim - len(s)) + tuple(s) for s in (total, shape)]
        for i in range(ndim - 1, -1, -1):
            if a[i] != b[i] and 1 not in (a[i], b[i]):
                return RuntimeError(
                    f"The size of tensor a ({a[i]}) must match the size of tensor b ({b[i]}) at non-singleton "
                    f"dimension {i}"
                )
        total = tuple([max(m, n) if 0 not in (m, n) else 0 for m, n in zip(a, b, strict=True)])
    return None
