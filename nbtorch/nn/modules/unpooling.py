"""Max pooling undone, and max pooling of windows placed at random."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .conv import per_dimension
from .module import Module


class _MaxUnpoolNd(Module):
    """Maxima put back where `indices` says they were; zeros elsewhere."""

    dimensions = 0

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0):
        super().__init__()
        wanted = (kernel_size, kernel_size if stride is None else stride, padding)
        self.kernel_size, self.stride, self.padding = [per_dimension(v, self.dimensions) for v in wanted]

    def forward(self, input: Any, indices: Any, output_size: Any = None) -> Any:
        unpool = getattr(F, f"max_unpool{self.dimensions}d")
        return unpool(input, indices, self.kernel_size, self.stride, self.padding, output_size)

    def extra_repr(self) -> str:
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class MaxUnpool1d(_MaxUnpoolNd):
    """`MaxPool1d` undone: (N, C, L'), indices -> (N, C, L)."""

    dimensions = 1


class MaxUnpool2d(_MaxUnpoolNd):
    """`MaxPool2d` undone: (N, C, H', W'), indices -> (N, C, H, W)."""

    dimensions = 2


class MaxUnpool3d(_MaxUnpoolNd):
    """`MaxPool3d` undone: (N, C, D', H', W'), indices -> (N, C, D, H, W)."""

    dimensions = 3


class _FractionalMaxPool(Module):
    """The largest value of windows placed at random (Graham, 2014)."""

    dimensions = 0

    def __init__(
        self, kernel_size: Any, output_size: Any = None, output_ratio: Any = None, return_indices: bool = False,
        _random_samples: Any = None,
    ):  # fmt: skip
        super().__init__()
        n = self.dimensions
        self.kernel_size, self.return_indices = per_dimension(kernel_size, n), return_indices
        self.register_buffer("_random_samples", _random_samples)
        self.output_size = None if output_size is None else per_dimension(output_size, n)
        self.output_ratio = None if output_ratio is None else per_dimension(output_ratio, n)
        if output_size is None and output_ratio is None:
            raise ValueError(f"{type(self).__name__} requires specifying either an output size, or a pooling ratio")
        if output_size is not None and output_ratio is not None:
            raise ValueError("only one of output_size and output_ratio may be specified")
        if self.output_ratio is not None and not all(0 < ratio < 1 for ratio in self.output_ratio):
            raise ValueError(f"output_ratio must be between 0 and 1 (got {output_ratio})")

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"fractional_max_pool{self.dimensions}d")
        return pool(
            input, self.kernel_size, self.output_size, self.output_ratio, self.return_indices,
            _random_samples=self._random_samples,
        )  # fmt: skip


class FractionalMaxPool2d(_FractionalMaxPool):
    """Maxima of windows placed at random: (N, C, H, W) -> (N, C, *output_size)."""

    dimensions = 2


class FractionalMaxPool3d(_FractionalMaxPool):
    """Maxima of windows placed at random: (N, C, D, H, W) -> (N, C, *output_size)."""

    dimensions = 3
