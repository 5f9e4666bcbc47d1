"""Devices: where an array lives, and how to get it elsewhere."""

from __future__ import annotations

import functools
from contextvars import ContextVar, Token
from typing import Any

import numpy

from .array import CPU, NAMESPACES


class device:
    """Where a tensor lives: `device("cpu")`, `device("cuda", 0)`, `device("cuda:1")`."""

    __slots__ = ("index", "type")
    index: int | None
    type: str

    def __init__(self, type: Any, index: int | None = None):
        if isinstance(type, device):
            type, index = type.type, type.index
        elif isinstance(type, int):
            type, index = "cuda", type
        elif ":" in type:
            type, _, digits = type.partition(":")
            if index is not None or not digits.isdigit():
                raise RuntimeError(f"Invalid device string: '{type}:{digits}'")
            index = int(digits)
        if type not in ("cpu", "cuda", "meta"):
            raise RuntimeError("Expected one of cpu, cuda, meta device type at start of device string: " + str(type))
        self.type, self.index = type, index

    def __repr__(self) -> str:
        return (
            f"device(type='{self.type}')" if self.index is None else f"device(type='{self.type}', index={self.index})"
        )

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __reduce__(self) -> Any:
        return place, (self.type, self.index)

    def __enter__(self) -> device:
        _entered.set((*_entered.get(), _chosen.set(self)))
        return self

    def __exit__(self, *exc: Any) -> None:
        *others, last = _entered.get()
        _entered.set(tuple(others))
        _chosen.reset(last)

    def __call__(self, function: Any) -> Any:
        """As a decorator: what `function` makes without a device is made here."""

        @functools.wraps(function)
        def placed(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        return placed


cpu = device("cpu")
_chosen: ContextVar[device] = ContextVar("default device", default=cpu)
_entered: ContextVar[tuple[Token[device], ...]] = ContextVar("devices entered by `with`", default=())


def get_default_device() -> device:
    """Where tensors are made that are told no device."""
    return _chosen.get()


def set_default_device(device: Any) -> None:
    """Make tensors on `device` when they are told none; None is the CPU again."""
    _chosen.set(cpu if device is None else _device(device))


_device = device


def place(kind: str, index: int | None) -> device:
    """A pickled device again: by a name that the alias does not change."""
    return device(kind, index)


def of(array: Any) -> device:
    """The device that holds `array`."""
    if NAMESPACES[type(array)] is CPU:
        return cpu
    return device("cuda", getattr(getattr(array, "device", None), "id", 0))


def namespace(where: Any) -> Any:
    """The array functions of a device: NumPy, or CuPy when a CUDA device is there."""
    where = _chosen.get() if where is None else device(where)
    if where.type == "cpu":
        return CPU
    if where.type == "cuda":
        from . import cuda

        return cuda.namespace()
    raise NotImplementedError(f"device {str(where)!r} holds no data here: use 'cpu' or 'cuda'")


def move(array: Any, where: Any) -> Any:
    """`array` on another device; the array itself if it is there already."""
    target, source = namespace(where), NAMESPACES[type(array)]
    if target is source:
        return array
    return array.get() if target is CPU else target.asarray(numpy.asarray(array))
