"""`torch.Size`: a shape that prints as PyTorch's."""

from __future__ import annotations

from math import prod
from typing import Any


class Size(tuple):
    """The sizes of a tensor's dimensions, a tuple."""

    __slots__ = ()

    def numel(self) -> int:
        """The number of elements of a tensor of this size."""
        return prod(self)

    def __reduce__(self) -> Any:
        return size, (tuple(self),)

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def __getitem__(self, key: Any) -> Any:
        part = tuple.__getitem__(self, key)
        return Size(part) if isinstance(key, slice) else part

    def __add__(self, other: Any) -> Size:
        return Size(tuple.__add__(self, other))


def size(sizes: Any) -> Size:
    """A pickled Size again: by a name that the alias does not change."""
    return Size(sizes)
