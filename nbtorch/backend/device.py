"""Devices: where an array lives, and how to get it elsewhere."""

from __future__ import annotations

import functools
from contextvars import ContextVar, Token
from typing import Any

import numpy

from . import placing
from .array import CPU, NAMESPACES, SEVERAL

# the words PyTorch knows; tensors are made on the first two
TYPES = (
    "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy",
    "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
)  # fmt: skip


def _read(text: str, index: int | None) -> tuple[str, int | None]:
    """`"cuda:1"` as a word and an index."""
    if not text:
        raise RuntimeError("Device string must not be empty")
    word, colon, digits = text.partition(":")
    if not word.replace("_", "a").isalpha() or (colon and (not digits.isdecimal() or str(int(digits)) != digits)):
        raise RuntimeError(f"Invalid device string: '{text}'")
    if word not in TYPES:
        raise RuntimeError(f"Expected one of {', '.join(TYPES)} device type at start of device string: {word}")
    if colon and index is not None:
        raise RuntimeError(f"type (string) must not include an index because index was passed explicitly: {text}")
    return word, int(digits) if colon else index


_name = lambda value: type(value).__name__  # noqa: E731 # inside `device`, `type` is an argument


class device:
    """Where a tensor lives: `device("cpu")`, `device("cuda", 0)`, `device("cuda:1")`."""

    __slots__ = ("index", "type")
    index: int | None
    type: str

    def __init__(self, type: Any = None, index: int | None = None, *, device: Any = None):
        type = device if type is None else type
        if isinstance(type, _device):
            type, index = type.type, type.index
        elif isinstance(type, int) and not isinstance(type, bool):
            type, index = "cuda", type
        elif isinstance(type, str):
            type, index = _read(type, index)
        else:
            got = ", ".join([_name(value) for value in (type, index) if value is not None])
            raise TypeError(
                f"device() received an invalid combination of arguments - got ({got}), but expected one of:\n"
                " * (torch.device device)\n * (str type, int index = -1)\n"
            )
        if index is not None and index < 0:
            raise RuntimeError("Device index must not be negative")
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "index", index)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.__slots__:
            raise AttributeError(f"'torch.device' object has no attribute '{name}'")
        raise AttributeError(f"attribute '{name}' of 'torch.device' objects is not writable")

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


_device = device
cpu = device("cpu")
_chosen: ContextVar[device] = ContextVar("default device", default=cpu)
_entered: ContextVar[tuple[Token[device], ...]] = ContextVar("devices entered by `with`", default=())


def get_default_device() -> device:
    """Where tensors are made that are told no device."""
    return _chosen.get()


def set_default_device(device: Any) -> None:
    """Make tensors on `device` when they are told none; None is the CPU again."""
    _chosen.set(cpu if device is None else _device(device))




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

        return placed(cuda.namespace(), where.index)
    hint = " (nn.utils.skip_init makes a module without initialising it)" if where.type == "meta" else ""
    raise NotImplementedError(f"device {str(where)!r} holds no data here: use 'cpu' or 'cuda'{hint}")


def placed(xp: Any, index: int | None) -> Any:
    """CuPy's functions on the GPU of this number; None is the one in use."""
    count = int(xp.cuda.runtime.getDeviceCount())
    if index is not None and index >= count:
        raise RuntimeError(f"CUDA error: invalid device ordinal: there is no cuda:{index}, CuPy sees {count} device(s)")
    return xp if index is None or not SEVERAL or index == placing.current() else placing.Placed(xp, index)


def exactly(where: Any) -> device:
    """A device with its number: "cuda" is the GPU in use."""
    where = device(where)
    return device("cuda", placing.current()) if where.type == "cuda" and where.index is None and SEVERAL else where


def holds(where: Any, array: Any) -> bool:
    """Whether `array` is on this device; "cuda" is the GPU in use."""
    where = device(where)
    namespace(where)  # or the error that there is none
    if where.type == "cpu" or type(array) is numpy.ndarray:
        return where.type == of(array).type
    index = placing.index_of(array)
    return index is None or index == (placing.current() if where.index is None else where.index)


def move(array: Any, where: Any) -> Any:
    """`array` on another device; the array itself if it is there already."""
    if holds(where, array):
        return array
    target = namespace(where)
    if target is CPU:
        return array.get()
    return target.asarray(numpy.asarray(array) if NAMESPACES[type(array)] is CPU else array)
