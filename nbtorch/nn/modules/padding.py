"""Padding: more elements around sequences, images and volumes.

`padding` is one number for every side, or two numbers for each dimension, the last dimension first.
"""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .conv import per_dimension
from .module import Module


class _Pad(Module):
    """What padding of every kind and dimension shares."""

    dimensions = 0
    mode = ""

    def __init__(self, padding: Any):
        super().__init__()
        self.padding = per_dimension(padding, 2 * self.dimensions)

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class _ReflectionPadNd(_Pad):
    """Padding by the mirrored inside, without the edge itself."""

    mode = "reflect"


class ReflectionPad1d(_ReflectionPadNd):
    """Mirror the ends of sequences: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class ReflectionPad2d(_ReflectionPadNd):
    """Mirror the edges of images: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class ReflectionPad3d(_ReflectionPadNd):
    """Mirror the faces of volumes: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _ReplicationPadNd(_Pad):
    """Padding by the nearest edge."""

    mode = "replicate"


class ReplicationPad1d(_ReplicationPadNd):
    """Repeat the ends of sequences: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class ReplicationPad2d(_ReplicationPadNd):
    """Repeat the edges of images: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class ReplicationPad3d(_ReplicationPadNd):
    """Repeat the faces of volumes: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _CircularPadNd(_Pad):
    """Padding by the other end, as if the input went round."""

    mode = "circular"

    def forward(self, input: Any) -> Any:
        few = self.dimensions + 1
        if input.dim() not in (few, few + 1):
            raise ValueError(f"expected {few}D or {few + 1}D input (got {input.dim()}D input)")
        return super().forward(input)


class CircularPad1d(_CircularPadNd):
    """Continue sequences by their other end: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class CircularPad2d(_CircularPadNd):
    """Continue images by their other edge: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class CircularPad3d(_CircularPadNd):
    """Continue volumes by their other face: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _ConstantPadNd(_Pad):
    """Padding by one value."""

    def __init__(self, padding: Any, value: float):
        super().__init__(padding)
        self.value = value

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    """Put `value` at the ends of sequences: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class ConstantPad2d(_ConstantPadNd):
    """Put `value` around images: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class ConstantPad3d(_ConstantPadNd):
    """Put `value` around volumes: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class ZeroPad1d(ConstantPad1d):
    """Put zeros at the ends of sequences: (N, C, L) -> (N, C, L')."""

    def __init__(self, padding: Any):
        super().__init__(padding, 0.0)

    extra_repr = _Pad.extra_repr


class ZeroPad2d(ConstantPad2d):
    """Put zeros around images: (N, C, H, W) -> (N, C, H', W')."""

    def __init__(self, padding: Any):
        super().__init__(padding, 0.0)

    extra_repr = _Pad.extra_repr


class ZeroPad3d(ConstantPad3d):
    """Put zeros around volumes: (N, C, D, H, W) -> (N, C, D', H', W')."""

    def __init__(self, padding: Any):
        super().__init__(padding, 0.0)

    extra_repr = _Pad.extra_repr
