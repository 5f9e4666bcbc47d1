"""Convolutions."""

from __future__ import annotations

import math
from typing import Any

from ..._functions import empty
from .. import functional as F, init
from ..parameter import Parameter
from .module import Module


def per_dimension(value: Any, n: int) -> tuple[int, ...]:
    """A number for every dimension, or the numbers given."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * n


class _ConvNd(Module):
    """What convolutions of every dimension share."""

    dimensions = 0

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0,
        dilation: Any = 1, groups: int = 1, bias: bool = True, padding_mode: str = "zeros", device: Any = None,
        dtype: Any = None,
    ):  # fmt: skip
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
            if padding == "same" and any(s != 1 for s in per_dimension(stride, self.dimensions)):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
            modes = {"zeros", "reflect", "replicate", "circular"}
            raise ValueError(f"padding_mode must be one of {modes}, but got padding_mode='{padding_mode}'")
        n = self.dimensions
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride = per_dimension(kernel_size, n), per_dimension(stride, n)
        self.padding: Any = padding if isinstance(padding, str) else per_dimension(padding, n)
        self.dilation, self.groups, self.padding_mode = per_dimension(dilation, n), groups, padding_mode
        self.weight = Parameter(empty(self._weight_shape(), device=device, dtype=dtype))
        self.register_parameter("bias", Parameter(empty(out_channels, device=device, dtype=dtype)) if bias else None)
        self.reset_parameters()

    def _weight_shape(self) -> tuple[int, ...]:
        return (self.out_channels, self.in_channels // self.groups, *self.kernel_size)

    def reset_parameters(self) -> None:
        """Draw new parameters."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init.fans(self.weight)
            if fan_in:
                init.uniform_(self.bias, -1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in))

    def forward(self, input: Any) -> Any:
        convolve = getattr(F, f"conv{self.dimensions}d")
        padding = self.padding
        if self.padding_mode != "zeros":
            input, padding = F.pad(input, self._sides(), mode=self.padding_mode), 0
        return convolve(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)

    def _sides(self) -> tuple[int, ...]:
        """Padding before and after every dimension, last dimension first, as `F.pad` takes it."""
        sides: list[int] = []
        for i in reversed(range(self.dimensions)):
            if self.padding == "same":
                total = self.dilation[i] * (self.kernel_size[i] - 1)
                sides += [total // 2, total - total // 2]
            else:
                sides += [0, 0] if self.padding == "valid" else [self.padding[i]] * 2
        return tuple(sides)

    def extra_repr(self) -> str:
        parts = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0,) * len(self.kernel_size):
            parts += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.kernel_size):
            parts += f", dilation={self.dilation}"
        parts += self._more()
        if self.groups != 1:
            parts += f", groups={self.groups}"
        if self.bias is None:
            parts += ", bias=False"
        if self.padding_mode != "zeros":
            parts += f", padding_mode={self.padding_mode}"
        return parts

    def _more(self) -> str:
        """What a kind of convolution says after the dilation."""
        return ""


class Conv1d(_ConvNd):
    """Convolution over a sequence: (N, C_in, L) -> (N, C_out, L')."""

    dimensions = 1


class Conv2d(_ConvNd):
    """Convolution over an image: (N, C_in, H, W) -> (N, C_out, H', W')."""

    dimensions = 2


class Conv3d(_ConvNd):
    """Convolution over a volume: (N, C_in, D, H, W) -> (N, C_out, D', H', W')."""

    dimensions = 3
