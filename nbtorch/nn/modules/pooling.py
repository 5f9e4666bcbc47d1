"""Pooling: one value for every window."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .module import Module


class _MaxPoolNd(Module):
    """The largest value of every window."""

    dimensions = 0

    def __init__(
        self, kernel_size: Any, stride: Any = None, padding: Any = 0, dilation: Any = 1, return_indices: bool = False,
        ceil_mode: bool = False,
    ):  # fmt: skip
        super().__init__()
        self.kernel_size, self.stride = kernel_size, stride if stride is not None else kernel_size
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"max_pool{self.dimensions}d")
        return pool(
            input, self.kernel_size, self.stride, self.padding, self.dilation, ceil_mode=self.ceil_mode,
            return_indices=self.return_indices,
        )  # fmt: skip

    def extra_repr(self) -> str:
        return (
            f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, dilation={self.dilation}, "
            f"ceil_mode={self.ceil_mode}"
        )


class MaxPool1d(_MaxPoolNd):
    """The largest value of every window of a sequence: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class MaxPool2d(_MaxPoolNd):
    """The largest value of every window of an image: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class MaxPool3d(_MaxPoolNd):
    """The largest value of every window of a volume: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _AvgPoolNd(Module):
    """Means over windows."""

    kernel_size: Any
    stride: Any
    padding: Any

    def extra_repr(self) -> str:
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class AvgPool1d(_AvgPoolNd):
    """The mean of every window of a sequence: (N, C, L) -> (N, C, L')."""

    def __init__(
        self, kernel_size: Any, stride: Any = None, padding: Any = 0, ceil_mode: bool = False,
        count_include_pad: bool = True,
    ):  # fmt: skip
        super().__init__()
        single = [(v,) if isinstance(v, int) else tuple(v) for v in (kernel_size, stride or kernel_size, padding)]
        self.kernel_size, self.stride, self.padding = single
        self.ceil_mode, self.count_include_pad = ceil_mode, count_include_pad

    def forward(self, input: Any) -> Any:
        return F.avg_pool1d(input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad)


class _AvgPools(_AvgPoolNd):
    """The mean of every window of an image or a volume."""

    dimensions = 0

    def __init__(
        self, kernel_size: Any, stride: Any = None, padding: Any = 0, ceil_mode: bool = False,
        count_include_pad: bool = True, divisor_override: int | None = None,
    ):  # fmt: skip
        super().__init__()
        self.kernel_size, self.stride, self.padding = (
            kernel_size,
            stride if stride is not None else kernel_size,
            padding,
        )
        self.ceil_mode, self.count_include_pad, self.divisor_override = ceil_mode, count_include_pad, divisor_override

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"avg_pool{self.dimensions}d")
        return pool(
            input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad,
            self.divisor_override,
        )  # fmt: skip


class AvgPool2d(_AvgPools):
    """The mean of every window of an image: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class AvgPool3d(_AvgPools):
    """The mean of every window of a volume: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _LPPoolNd(Module):
    """The p-norm of every window."""

    dimensions = 0

    def __init__(self, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False):
        super().__init__()
        self.norm_type, self.kernel_size, self.stride, self.ceil_mode = norm_type, kernel_size, stride, ceil_mode

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"lp_pool{self.dimensions}d")
        return pool(input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)

    def extra_repr(self) -> str:
        return (
            f"norm_type={self.norm_type}, kernel_size={self.kernel_size}, stride={self.stride}, "
            f"ceil_mode={self.ceil_mode}"
        )


class LPPool1d(_LPPoolNd):
    """The p-norm of every window of a sequence: (N, C, L) -> (N, C, L')."""

    dimensions = 1


class LPPool2d(_LPPoolNd):
    """The p-norm of every window of an image: (N, C, H, W) -> (N, C, H', W')."""

    dimensions = 2


class LPPool3d(_LPPoolNd):
    """The p-norm of every window of a volume: (N, C, D, H, W) -> (N, C, D', H', W')."""

    dimensions = 3


class _Adaptive(Module):
    """Pooling to a given output size."""

    function = ""

    def __init__(self, output_size: Any):
        super().__init__()
        self.output_size = output_size

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.output_size)

    def extra_repr(self) -> str:
        return f"output_size={self.output_size}"


class _AdaptiveAvgPoolNd(_Adaptive):
    """Means over windows of a given number."""


class AdaptiveAvgPool1d(_AdaptiveAvgPoolNd):
    """Means over as many windows as asked for: (N, C, L) -> (N, C, output_size)."""

    function = "adaptive_avg_pool1d"


class AdaptiveAvgPool2d(_AdaptiveAvgPoolNd):
    """Means over as many windows as asked for: (N, C, H, W) -> (N, C, *output_size)."""

    function = "adaptive_avg_pool2d"


class AdaptiveAvgPool3d(_AdaptiveAvgPoolNd):
    """Means over as many windows as asked for: (N, C, D, H, W) -> (N, C, *output_size)."""

    function = "adaptive_avg_pool3d"


class _AdaptiveMaxPoolNd(_Adaptive):
    """Maxima over windows of a given number, and where they were, if asked."""

    def __init__(self, output_size: Any, return_indices: bool = False):
        super().__init__(output_size)
        self.return_indices = return_indices

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.output_size, self.return_indices)


class AdaptiveMaxPool1d(_AdaptiveMaxPoolNd):
    """Maxima over as many windows as asked for: (N, C, L) -> (N, C, output_size)."""

    function = "adaptive_max_pool1d"


class AdaptiveMaxPool2d(_AdaptiveMaxPoolNd):
    """Maxima over as many windows as asked for: (N, C, H, W) -> (N, C, *output_size)."""

    function = "adaptive_max_pool2d"


class AdaptiveMaxPool3d(_AdaptiveMaxPoolNd):
    """Maxima over as many windows as asked for: (N, C, D, H, W) -> (N, C, *output_size)."""

    function = "adaptive_max_pool3d"
