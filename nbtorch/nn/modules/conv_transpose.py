"""Transposed convolutions."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .conv import _ConvNd, per_dimension


class _ConvTransposeNd(_ConvNd):
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

    def forward(self, input: Any, output_size: Any = None) -> Any:
        spread = getattr(F, f"conv_transpose{self.dimensions}d")
        more = self.output_padding if output_size is None else self._padding_to(input, list(output_size))
        return spread(input, self.weight, self.bias, self.stride, self.padding, more, self.groups, self.dilation)

    def _padding_to(self, input: Any, output_size: list[int]) -> tuple[int, ...]:
        """The output padding that gives `output_size`; a stride leaves several sizes open."""
        n = self.dimensions
        leading = 2 if input.dim() == n + 2 else 1
        sizes = output_size[leading:] if len(output_size) == n + leading else output_size
        if len(sizes) != n:
            raise ValueError(
                f"ConvTranspose{n}D: for {input.dim()}D input, output_size must have {n} or {n + leading} elements "
                f"(got {len(sizes)})"
            )
        least = [
            (length - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1
            for length, stride, padding, dilation, kernel in zip(
                input.shape[leading:], self.stride, self.padding, self.dilation, self.kernel_size, strict=True
            )
        ]
        most = [size + stride - 1 for size, stride in zip(least, self.stride, strict=True)]
        if any([not low <= size <= high for low, size, high in zip(least, sizes, most, strict=True)]):
            raise ValueError(
                f"requested an output size of {sizes}, but valid sizes range from {least} to {most} (for an input of "
                f"{input.size()[2:]})"
            )
        return tuple([size - low for size, low in zip(sizes, least, strict=True)])

    def _more(self) -> str:
        return f", output_padding={self.output_padding}" if any(self.output_padding) else ""


class ConvTranspose1d(_ConvTransposeNd):
    """The transpose of `Conv1d`: (N, C_in, L) -> (N, C_out, L')."""

    dimensions = 1


class ConvTranspose2d(_ConvTransposeNd):
    """The transpose of `Conv2d`, as generators use it: (N, C_in, H, W) -> (N, C_out, H', W')."""

    dimensions = 2


class ConvTranspose3d(_ConvTransposeNd):
    """The transpose of `Conv3d`: (N, C_in, D, H, W) -> (N, C_out, D', H', W')."""

    dimensions = 3
