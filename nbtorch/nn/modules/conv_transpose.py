"""Transposed convolutions."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .conv import _Conv, per_dimension


class _ConvTranspose(_Conv):
    """What transposed convolutions of every dimension share."""

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0,
        output_padding: Any = 0, groups: int = 1, bias: bool = True, dilation: Any = 1, padding_mode: str = "zeros",
        device: Any = None, dtype: Any = None,
    ):  # fmt: skip
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype
        )
        self.output_padding = per_dimension(output_padding, self.dimensions)

    def _weight_shape(self) -> tuple[int, ...]:
        return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)

    def forward(self, input: Any) -> Any:
        spread = getattr(F, f"conv_transpose{self.dimensions}d")
        return spread(
            input, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation
        )

    def _more(self) -> str:
        return f", output_padding={self.output_padding}" if any(self.output_padding) else ""


class ConvTranspose1d(_ConvTranspose):
    """The transpose of `Conv1d`: (N, C_in, L) -> (N, C_out, L')."""

    dimensions = 1


class ConvTranspose2d(_ConvTranspose):
    """The transpose of `Conv2d`, as generators use it: (N, C_in, H, W) -> (N, C_out, H', W')."""

    dimensions = 2
