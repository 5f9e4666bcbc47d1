"""Convolutions that learn their channels from the first input."""

from __future__ import annotations

from typing import Any

from .conv import Conv1d, Conv2d, Conv3d
from .conv_transpose import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .lazy import LazyModuleMixin


class _LazyConvXdMixin(LazyModuleMixin):
    """Convolutions whose `in_channels` are the channels of their first input."""

    def _lazily(self: Any, out_channels: int, bias: bool, device: Any, dtype: Any) -> None:
        self._start_lazily(device, dtype, True, bias)
        self.out_channels = out_channels

    def reset_parameters(self: Any) -> None:
        """Draw new parameters, once there are any."""
        if not self.has_uninitialized_params() and self.in_channels:
            super().reset_parameters()  # type: ignore[misc]

    def initialize_parameters(self: Any, input: Any, *args: Any, **kwargs: Any) -> None:
        """Take `in_channels` from `input`."""
        if not self.has_uninitialized_params():
            return
        few = self.dimensions + 1
        if input.dim() not in (few, few + 1):
            raise RuntimeError(
                f"Expected {few}D (unbatched) or {few + 1}D (batched) input to {type(self).__name__}, but got input "
                f"of size: {input.shape}"
            )
        self.in_channels = input.shape[input.dim() - few]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        self.weight.materialize(self._weight_shape())
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class _LazyForward(_LazyConvXdMixin):
    """The arguments of convolutions, without `in_channels`."""

    def __init__(
        self: Any, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
        groups: int = 1, bias: bool = True, padding_mode: str = "zeros", device: Any = None, dtype: Any = None,
    ):  # fmt: skip
        super().__init__(0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode, device, dtype)
        self._lazily(out_channels, bias, device, dtype)


class _LazyTransposed(_LazyConvXdMixin):
    """The arguments of transposed convolutions, without `in_channels`."""

    def __init__(
        self: Any, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0, output_padding: Any = 0,
        groups: int = 1, bias: bool = True, dilation: Any = 1, padding_mode: str = "zeros", device: Any = None,
        dtype: Any = None,
    ):  # fmt: skip
        super().__init__(
            0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode, device, dtype
        )
        self._lazily(out_channels, bias, device, dtype)


class LazyConv1d(_LazyForward, Conv1d):
    """`Conv1d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv1d


class LazyConvTranspose1d(_LazyTransposed, ConvTranspose1d):
    """`ConvTranspose1d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose1d


class LazyConv2d(_LazyForward, Conv2d):
    """`Conv2d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv2d


class LazyConvTranspose2d(_LazyTransposed, ConvTranspose2d):
    """`ConvTranspose2d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose2d


class LazyConv3d(_LazyForward, Conv3d):
    """`Conv3d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv3d


class LazyConvTranspose3d(_LazyTransposed, ConvTranspose3d):
    """`ConvTranspose3d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose3d
