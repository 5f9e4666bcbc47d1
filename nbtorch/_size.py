"""`torch.Size`: a shape that prints as PyTorch's."""

from __future__ import annotations

from math import prod
from typing import Any


class Size(tuple):
    """The sizes of a tensor's dimensions, a tuple."""

    __slots__ = ()

    def __new__(cls, sizes: Any = ()) -> Size:
        made = tuple.__new__(cls, sizes)
        for n in made:
            if type(n) is not int:
                return tuple.__new__(cls, [_whole(i, n) for i, n in enumerate(made)])
        return made

    def __reduce__(self) -> Any:
        return size, (tuple(self),)

    def numel(self) -> int:
        """The number of elements of a tensor of this size."""
        return prod(self)

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def __getitem__(self, key: Any) -> Any:
        part = tuple.__getitem__(self, key)
        return Size(part) if isinstance(key, slice) else part

    def __add__(self, other: Any) -> Size:
        if not isinstance(other, tuple):
            raise TypeError(f"can only concatenate tuple (not {type(other).__name__}) to torch.Size")
        return Size(tuple.__add__(self, other))

    def __radd__(self, other: Any) -> Size:
        return Size(other + tuple(self))

    def __mul__(self, count: Any) -> Size:
        return Size(tuple.__mul__(self, count))

    __rmul__ = __mul__


def _whole(place: int, n: Any) -> int:
    if not hasattr(n, "__index__"):
        raise TypeError(f"torch.Size() takes an iterable of 'int' (item {place} is '{type(n).__name__}')")
    return n.__index__()


def size(sizes: Any) -> Size:
    """A pickled Size again: by a name that the alias does not change."""
    return Size(sizes)
