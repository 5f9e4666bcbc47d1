"""Several GPUs: CuPy works on the one in use, so the one that an op's arrays are on is used meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy

from .array import SEVERAL


def index_of(array: Any) -> int | None:
    """The number of the GPU that `array` is on; None for the CPU."""
    kind = type(array)
    return int(array.device.id) if SEVERAL and kind is SEVERAL[0].ndarray else None


def current() -> int:
    """The number of the GPU in use."""
    return int(SEVERAL[0].cuda.runtime.getDevice())


def use(index: int | None) -> None:
    """Use a GPU from now on."""
    if index is not None and index != current():
        SEVERAL[0].cuda.runtime.setDevice(index)


@contextmanager
def using(index: int | None) -> Iterator[None]:
    """Use a GPU inside `with`; None changes nothing."""
    before = current() if SEVERAL else None
    use(index)
    try:
        yield
    finally:
        use(before)


def away(tensors: Any) -> int | None:
    """The GPU that the first of some tensors is on, if it is not the one in use."""
    for t in tensors:
        array = getattr(t, "_data", None)
        if array is not None and type(array) is not numpy.ndarray:
            index = index_of(array)
            return None if index == current() else index
    return None


class Placed:
    """CuPy's functions on a GPU that is not the one in use."""

    def __init__(self, xp: Any, index: int):
        self._xp, self._index = xp, index

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._xp, name)
        if isinstance(function, type) or not callable(function):
            return function

        def there(*args: Any, **options: Any) -> Any:
            with using(self._index):
                return function(*args, **options)

        return there
