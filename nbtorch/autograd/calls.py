"""The other ways to write a call: NumPy's `axis` and `keepdims`, `dtype`, and `out`."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any

from ..backend import dtype as dtypes
from .arguments import dtype_of
from .errors import no_cast, no_room, wrong_argument
from .inplace import check_apart, check_single, wrote
from .modes import recording

NUMPY = {"axis": "dim", "keepdims": "keepdim"}


def renamed(more: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments by PyTorch's names."""
    return {NUMPY.get(name, name): value for name, value in more.items()}


def spelled(op: Any, given: tuple[Any, ...], more: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `op` after `more`, the keywords it does not have itself, is read."""
    arguments = dict(zip(op.parameters, given, strict=True))
    for name, value in renamed(more).items():
        if name == "dtype" and op.casts:
            arguments[op.parameters[0]] = given[0] if value is None else _cast(op, given[0], value)
        elif name in arguments:
            arguments[name] = value
        else:
            raise TypeError(f"{op.name}() got an unexpected keyword argument '{name}'")
    return arguments


def _cast(op: Any, first: Any, kind: Any) -> Any:
    if not hasattr(first, "_node"):
        raise wrong_argument(op, 0, first)
    if op.name == "nansum":
        _no_nans(first._data.dtype, dtypes.array_dtype(kind))
        if first.is_floating_point():  # before an integer is made of them
            first = first.masked_fill(first != first, 0)
    if op.name in ("cumsum", "cumprod") and first._data.ndim and first._data.size and str(kind).endswith("bool"):
        raise NotImplementedError(f"\"{op.name}_out_cpu\" not implemented for 'Bool'")
    return first.to(dtype_of(f"{op.name}(): argument 'dtype'", kind))


def _no_nans(given: Any, wanted: Any) -> None:
    """Refuse a sum without NaN of complex numbers."""
    if dtypes.category(given) > dtypes.FLOATING:
        raise RuntimeError("nansum on CPU does not support complex inputs")
    if dtypes.category(given) == dtypes.FLOATING < dtypes.category(wanted):
        raise NotImplementedError(f"\"nansum_cpu\" not implemented for '{dtypes.of(wanted).word}'")


def landed(result: Any, more: dict[str, Any]) -> Any:
    """`result` in the dtype asked for: a sum of integers is taken in int64, whatever it is to be in the end."""
    kind = renamed(more).get("dtype")
    return result if kind is None or result._data.dtype == dtypes.array_dtype(kind) else result.to(kind)


def over(name: str, target: Any, result: Any) -> Any:
    """Write what a function in place came to into its tensor, whose dtype decides."""
    old, new = target._data.dtype, result._data.dtype
    if not dtypes.can_cast(new, old):
        raise RuntimeError(f"{name}: {no_cast(new, old)}")
    if target._data.shape != result._data.shape:
        raise no_room(target._data.shape, result._data.shape)
    return target.copy_(result)


def target(name: str, value: Any) -> Any:
    """The tensor that a function in place writes into."""
    if not hasattr(value, "_node"):
        raise TypeError(f"{name}_(): argument 'input' (position 1) must be Tensor, not {type(value).__name__}")
    return value


def spread(op: Any, more: dict[str, Any]) -> Any:
    """The sizes or dimensions of `op` when they come by name, and not as so many arguments."""
    unknown = [name for name in more if name != op.spread]
    if unknown:
        raise TypeError(f"{op.name}() got an unexpected keyword argument '{unknown[0]}'")
    return (more[op.spread],)


def into(
    name: str, out: Any, result: Any, *inputs: Any, same: bool = False, truth: bool = False,
    fresh: bool = False, twice: bool = False, flat: bool = False, error: type[Exception] = RuntimeError,
) -> Any:  # fmt: skip
    """Store `result` in the tensor `out`, or each of several in its own; `out` takes its shape but keeps its dtype.

    It must share no memory with `inputs`, and have the dtype of `result` if `same`; for a `truth` it is bool or uint8.
    A `fresh` one of another shape may overlap with itself, and in any where elements may be written `twice`; a `flat`
    one keeps its shape where it has room for all.
    """
    if isinstance(out, (tuple, list)) and not hasattr(result, "_data"):
        if len(out) != len(result):
            raise TypeError(f"{name}(): argument 'out' must be {len(result)} tensors, got {len(out)}")
        pairs = zip(out, result, strict=True)
        stored = [into(name, place, value, *inputs, same=same, fresh=fresh) for place, value in pairs]
        return type(result)(stored)
    if not hasattr(out, "_data"):
        raise TypeError(f"{name}(): argument 'out' must be Tensor, not {type(out).__name__}")
    if recording.get() and (out.requires_grad or result.requires_grad):
        raise RuntimeError(
            f"{name}(): functions with out=... arguments don't support automatic differentiation, but one of the "
            "arguments requires grad."
        )
    old, new = out._data, result._data
    if not twice and not (fresh and old.shape != new.shape):
        check_single(old)
    if flat and old.size == new.size:
        new = new.reshape(old.shape)
    if truth and old.dtype not in ("bool", "uint8"):
        raise RuntimeError(f"{name} only supports bool tensor for result, got: {dtypes.of(old.dtype).word}")
    if same and old.dtype != new.dtype:
        words = dtypes.of(new.dtype).word.lower(), dtypes.of(old.dtype).word.lower()
        raise RuntimeError(f"{name}(): Expected out tensor to have dtype {words[0]}, but got {words[1]} instead")
    for given in inputs:
        check_apart(old, given._data, given is out, new.size)
    if not truth and not dtypes.can_cast(new.dtype, old.dtype):
        raise no_cast(new.dtype, old.dtype, error)
    if old.shape == new.shape:
        old[...] = new
    else:
        if old.size:
            resized(old.shape, new.shape)
        out._data = new.astype(old.dtype)
    wrote(out)
    return out


def resized(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    """Warn of an `out` that had another shape."""
    warnings.warn(
        f"An output with one or more elements was resized since it had shape {list(old)}, which does not match the "
        f"required output shape {list(new)}. This behavior is deprecated, and in a future PyTorch release outputs will "
        "not be resized unless they have zero elements. You can explicitly reuse an out tensor t by resizing it, "
        "inplace, to zero elements with t.resize_(0).",
        stacklevel=4,
    )


def listed(name: str, first: str, tensors: Any) -> tuple[Any, ...]:
    """The tensors of a sequence; a tensor is none."""
    if hasattr(tensors, "_data"):
        raise TypeError(f"{name}(): argument '{first}' (position 1) must be tuple of Tensors, not Tensor")
    return tuple(tensors)


def with_out(prefix: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` with `out=` for its results; errors name it with `prefix`."""
    name, fresh = prefix + function.__name__, prefix == "linalg_"  # those of `special` are elementwise

    @wraps(function)
    def call(*args: Any, out: Any = None, **options: Any) -> Any:
        result = function(*args, **options)
        return result if out is None else into(name, out, result, fresh=fresh)

    return call


def same_dtype(input: Any, dtype: Any) -> None:
    """Refuse to change a dtype in place."""
    if dtype is not None and dtypes.array_dtype(dtype) != input._data.dtype:
        words = dtypes.of(input._data.dtype).word.lower(), dtypes.of(dtypes.array_dtype(dtype)).word.lower()
        raise RuntimeError(
            f"Bad in-place call: input tensor dtype {words[0]} and output tensor dtype {words[1]} should match"
        )
