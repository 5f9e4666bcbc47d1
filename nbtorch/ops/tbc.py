"""Convolution of sequences whose dimensions are time, batch, channels."""

from __future__ import annotations

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Int
from .checks import want_tensors
from .pad import pad as padded
from .products import addmm


@composed(method=False)
def conv_tbc(input, weight, bias, pad: Int = 0):
    """A 1-D convolution in time: `(T, N, C), (K, C, D), (D,) -> (T + 2 * pad - K + 1, N, D)`."""
    want_tensors("conv_tbc", input=input, weight=weight, bias=bias)
    if input.ndim != 3:
        raise RuntimeError("Input must have 3 dims: time, batch, in_channel")
    if weight.ndim != 3:
        raise RuntimeError("Weight tensor must have 3 dims: kernel_width, in_channels, out_channels.")
    if bias.ndim != 1:
        raise RuntimeError("Bias must be 1-D")
    (time, batch, channels), (width, _, made) = input.shape, weight.shape
    if channels != weight.shape[1]:
        raise RuntimeError("Input dim 2 (input channels) is not == dim 1 in the weight tensor")
    if bias.shape[0] != made:
        raise RuntimeError("Bias size must equal dim 2 in the weight tensor (output channels).")
    length = time + 2 * pad - width + 1
    if length < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {length}: [{length}, {batch}, {made}]")
    if input.dtype != weight.dtype:
        words = [dtypes.of(t._data.dtype).word for t in (input, weight)]
        raise RuntimeError(f"self and mat2 must have the same dtype, but got {words[0]} and {words[1]}")
    around = padded(input, (0, 0, 0, 0, pad, pad)) if pad else input
    out = bias.expand(length * batch, made)
    for step in range(width):
        out = addmm(out, around[step : step + length].reshape(length * batch, channels), weight[step])
    return out.reshape(length, batch, made)
