"""Checks that several families share: PyTorch's refusal of a dtype, in its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..backend import dtype as dtypes


def unimplemented(kernel: str, dtype: Any) -> NotImplementedError:
    """PyTorch's error for a kernel that does not know a dtype."""
    return NotImplementedError(f"\"{kernel}\" not implemented for '{dtypes.of(dtype).word}'")


def want_tensors(function: str, **given: Any) -> None:
    """Refuse arguments, in order and by name, that are no tensors."""
    for position, (name, value) in enumerate(given.items(), 1):
        if not hasattr(value, "_node"):
            raise TypeError(
                f"{function}(): argument '{name}' (position {position}) must be Tensor, not {type(value).__name__}"
            )


def all_masks(*values: Any) -> bool:
    """Whether every value, an array or a number, is a boolean."""
    return {getattr(getattr(value, "dtype", None), "kind", type(value).__name__[0]) for value in values} == {"b"}


def refuses(kernel: str, kinds: str = "b") -> Callable[..., None]:
    """A check that no array is of one of NumPy's dtype `kinds`, where "h" is for the half precision ones.

    `kernel` is PyTorch's name for what runs. Where complex arrays are refused, complex numbers are too.
    """

    def check(*arrays: Any) -> None:
        for array in arrays:
            kind = getattr(array, "dtype", None)
            if kind is None:
                if type(array) is complex and "c" in kinds:
                    raise unimplemented(kernel, dtypes.complex64.array)
            elif hasattr(array, "shape") and (kind.kind in kinds or ("h" in kinds and kind in dtypes.HALF)):
                raise unimplemented(kernel, kind)

    return check


def unordered(words: str, error: type[Exception] = RuntimeError) -> Callable[..., None]:
    """A check that nothing is complex, where PyTorch says so in `words` of its own."""

    def check(*inputs: Any) -> None:
        if any([getattr(getattr(value, "dtype", None), "kind", "") == "c" for value in inputs]):
            raise error(words)

    return check


def no_zero_divisor(input: Any, other: Any, *statics: Any) -> None:
    """Integers cannot be divided by zero; on a GPU nobody looks, as in PyTorch."""
    kinds = [getattr(getattr(a, "dtype", None), "kind", "i") for a in (input, other)]
    if {"f", "c", "V"} & {*kinds} or isinstance(other, float) or getattr(input, "size", 1) == 0:
        return
    if other == 0 if not hasattr(other, "dtype") else hasattr(other, "ctypes") and not other.all():
        raise RuntimeError("ZeroDivisionError")


def integral(kernel: str) -> Callable[..., None]:
    """A check that every input is an integer or a boolean."""
    kinds = refuses(kernel, "fcV")

    def check(*inputs: Any) -> None:
        kinds(*inputs)
        if any([type(value) is float for value in inputs]):
            raise unimplemented(kernel, dtypes.get_default_dtype().array)

    return check
