"""What PyTorch says of arguments that cannot be used, for what Python or NumPy said when a function tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import unwrap
from typing import Any

from .errors import KINDS, dimension_error, invalid

INNER = (AttributeError, TypeError, IndexError, ValueError, OverflowError, MemoryError, RuntimeError)
# patterns, compiled when an error asks: that takes longer than importing the module
_SHAPES = "values to unpack|(tuple|list) index out of range|axes don't match|cannot select an axis"
_SIZES = "C int|C long|index-sized|too large to convert|Maximum allowed dimension|array is too big|bigger than the max"
_DIMENSIONS = ("dim", "dims", "dim0", "dim1", "dim2", "axis", "axes", "source", "destination")


def told(body: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any], error: Exception) -> Exception | None:
    """PyTorch's error for one of `INNER`, raised by `body(*args, **more)`; None for one that is in words of ours."""
    name, text = body.__name__, str(error)
    given = list(_named(body, args, more))
    if re.search(_SHAPES, text) or re.search(_SIZES, text):
        wrong = _no_dimension(given)
        if wrong is not None:
            return wrong
    if isinstance(error, AttributeError):
        if error.name is None:  # raised in words, not by Python: it has no object, which is not an argument of None
            return None
        return _no_tensor(name, given, error.obj)
    if isinstance(error, MemoryError):
        return RuntimeError(f"DefaultCPUAllocator: can't allocate memory: {name}(): {text}")
    if isinstance(error, OverflowError) or re.search(_SIZES, text):
        return _too_large(name, given)
    if isinstance(error, TypeError) and re.search(KINDS, text):
        return invalid(name, [value for _, value in given])
    if isinstance(error, (ValueError, IndexError)) and re.search(_SHAPES, text):
        return RuntimeError(f"{name}(): the arguments do not fit together: got {', '.join(_described(given))}")
    return None


def _named(body: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    code = unwrap(body).__code__
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


def _no_dimension(given: list[tuple[str, Any]]) -> Exception | None:
    """Of a function that failed: that the first tensor has no such dimension."""
    shapes = [value._data.shape for _, value in given if hasattr(value, "_data")]
    for word, value in given if shapes else ():
        if word == "dim" and isinstance(value, int) and not -len(shapes[0]) <= value < len(shapes[0]):
            if shapes[0] or value not in (0, -1):
                return dimension_error(value, len(shapes[0]))
            return IndexError(f"Dimension specified as {value} but tensor has no dimensions")
    return None


def _too_large(name: str, given: list[tuple[str, Any]]) -> Exception:
    """Of an integer that is no size or dimension, whatever its sign."""
    numbers = [
        (word, n) for word, value in given for n in (value if isinstance(value, (tuple, list)) else (value,))
    ]  # fmt: skip
    large = [(word, n) for word, n in numbers if isinstance(n, int) and abs(n) >= 2**31]
    tensors = [value for _, value in given if hasattr(value, "_data")]
    if not large:
        return RuntimeError(f"{name}(): a size of the result is out of range")
    word, size = large[0]
    if tensors and word.endswith(_DIMENSIONS):
        return dimension_error(size, tensors[0]._data.ndim)
    return RuntimeError(f"{name}(): a size of {size} is out of range")


def _described(given: list[tuple[str, Any]]) -> list[str]:
    return [
        f"{word} of size {list(value._data.shape)}" if hasattr(value, "_data") else f"{word}={value!r}"
        for word, value in given
    ]
