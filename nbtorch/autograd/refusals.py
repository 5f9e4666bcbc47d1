"""What PyTorch says of arguments that cannot be used, for what Python or NumPy said when a function tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .errors import dimension_error

INNER = (AttributeError, TypeError, IndexError, ValueError, OverflowError, MemoryError, RuntimeError)
_KINDS = re.compile(
    "object is not|object has no|object does not|not supported between|unsupported operand|bad operand|not iterable|"
    "cannot be interpreted|must be real number|argument must be|an integer is required|unhashable|list indices|"
    "slice indices|object cannot be|can't multiply sequence|can only concatenate|not supported for the input types"
)
_SHAPES = re.compile("values to unpack|(tuple|list) index out of range|axes don't match|cannot select an axis")
_SIZES = re.compile("C int|C long|too large to convert|Maximum allowed dimension|array is too big|bigger than the max")


def told(body: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any], error: Exception) -> Exception | None:
    """PyTorch's error for one of `INNER`, raised by `body(*args, **more)`; None for one that is in words of ours."""
    name, text = body.__name__, str(error)
    given = list(_named(body, args, more))
    if isinstance(error, AttributeError):
        return _no_tensor(name, given, error.obj)
    if isinstance(error, MemoryError):
        return RuntimeError(f"DefaultCPUAllocator: can't allocate memory: {name}(): {text}")
    if isinstance(error, OverflowError) or _SIZES.search(text):
        return _too_large(name, [value for _, value in given])
    if isinstance(error, TypeError) and _KINDS.search(text):
        kinds = ", ".join([type(value).__name__ for _, value in given])
        return TypeError(f"{name}() received an invalid combination of arguments - got ({kinds})")
    if isinstance(error, (ValueError, IndexError)) and _SHAPES.search(text):
        return RuntimeError(f"{name}(): the arguments do not fit together: got {', '.join(_described(given))}")
    return None


def _named(body: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    code = body.__code__
    names = code.co_varnames[: code.co_argcount]
    rest = code.co_varnames[code.co_argcount + code.co_kwonlyargcount] if code.co_flags & 4 else "argument"
    for index, value in enumerate(args):
        yield names[index] if index < len(names) else rest, value
    yield from more.items()


def _no_tensor(name: str, given: list[tuple[str, Any]], culprit: Any) -> Exception | None:
    """Which argument, or which element of one, `culprit` is; None for a tensor, and for what is none of them."""
    if hasattr(culprit, "_node"):
        return None
    kind = type(culprit).__name__
    for position, (word, value) in enumerate(given, 1):
        if value is culprit:
            return TypeError(f"{name}(): argument '{word}' (position {position}) must be Tensor, not {kind}")
    for position, (_, value) in enumerate(given):
        for index, element in enumerate(value if isinstance(value, (tuple, list)) else ()):
            if element is culprit:
                return TypeError(f"expected Tensor as element {index} in argument {position}, but got {kind}")
    return None


def _too_large(name: str, values: list[Any]) -> Exception:
    """Of an integer that is no size or dimension, whatever its sign."""
    numbers = [n for value in values for n in (value if isinstance(value, (tuple, list)) else (value,))]
    large = [n for n in numbers if isinstance(n, int) and abs(n) >= 2**31]
    tensors = [value for value in values if hasattr(value, "_data")]
    if large and tensors:
        return dimension_error(large[0], tensors[0]._data.ndim)
    return RuntimeError(f"{name}(): a size of {large[0] if large else 'the result'} is out of range")


def _described(given: list[tuple[str, Any]]) -> list[str]:
    return [
        f"{word} of size {list(value._data.shape)}" if hasattr(value, "_data") else f"{word}={value!r}"
        for word, value in given
    ]
