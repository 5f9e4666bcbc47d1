"""Images: resize them, take them apart into patches and put them together."""

from __future__ import annotations

import math

from ..autograd.apply import apply
from ..autograd.arguments import list_of
from ..autograd.errors import dimension_error
from ..autograd.op import composed, op
from ..backend.array import Array, Int
from .checks import refuses
from .window import repeated
from .windows import out_sizes, taps

# ---------------------------------------------------------------- patches


def _spots(sizes, kernel, stride, padding, dilation):
    """For each place in the kernel, the slices of the padded input; and the number of patches per dimension."""
    out = out_sizes(sizes, kernel, stride, padding, dilation)
    return [spots for _, spots in taps(kernel, out, stride, dilation)], out


def _inside(padding, sizes):
    return (..., *[slice(p, p + n) for p, n in zip(padding, sizes, strict=True)])


@op(
    vjp={
        "input": lambda g, input_shape, kernel_size, dilation, padding, stride: col2im(
            g, input_shape[2:], kernel_size, dilation, padding, stride
        )
    },
    promote="same",
    method=False,
    function=False,
    samples=(((2, 3, 5, 4), {"kernel_size": (2, 3), "dilation": (1, 1), "padding": (1, 0), "stride": (2, 1)}),),
    grad_fn="Im2ColBackward0",
)
def im2col(xp, input: Array, kernel_size, dilation, padding, stride):
    """Patches as columns: `(N, C, H, W) -> (N, C * kernel, patches)`."""
    sizes = input.shape[2:]
    spots, out = _spots(sizes, kernel_size, stride, padding, dilation)
    whole = xp.zeros((*input.shape[:2], *[n + 2 * p for n, p in zip(sizes, padding, strict=True)]), input.dtype)
    whole[_inside(padding, sizes)] = input
    columns = xp.empty((*input.shape[:2], len(spots), *out), input.dtype)
    for i, spot in enumerate(spots):
        columns[:, :, i] = whole[(..., *spot)]
    return columns.reshape(input.shape[0], input.shape[1] * len(spots), math.prod(out))


@op(
    vjp={
        "input": lambda g, kernel_size, dilation, padding, stride: im2col(g, kernel_size, dilation, padding, stride)
    },
    promote="same",
    method=False,
    function=False,
    samples=(((2, 12, 6), {"output_size": (3, 4), "kernel_size": (2, 2), "dilation": (1, 1), "padding": (0, 0),
                           "stride": (1, 1)}),),
    grad_fn="Col2ImBackward0",
)  # fmt: skip
def col2im(xp, input: Array, output_size, kernel_size, dilation, padding, stride):
    """Columns summed into the patches they came from: the transpose of `im2col`."""
    spots, out = _spots(output_size, kernel_size, stride, padding, dilation)
    channels = input.shape[1] // len(spots)
    columns = input.reshape(input.shape[0], channels, len(spots), *out)
    whole = xp.zeros(
        (input.shape[0], channels, *[n + 2 * p for n, p in zip(output_size, padding, strict=True)]), input.dtype
    )
    for i, spot in enumerate(spots):
        whole[(..., *spot)] += columns[:, :, i]
    return whole[_inside(padding, output_size)]


def _pair(told, position, name, value):
    values = list_of(f"{told}(): argument '{name}' (position {position})", repeated(value, 2))
    if len(values) != 2:
        raise RuntimeError(f"It is expected {name} equals to 2, but got size {len(values)}")
    return tuple(values)


def _patches(told, first, kernel_size, dilation, padding, stride):
    """The four as pairs, none of them out of range; in PyTorch's `told` they stand from `first` on."""
    kernel, dilation, padding, stride = [
        _pair(told, first + i, name, value)
        for i, (name, value) in enumerate((
            ("kernel_size", kernel_size), ("dilation", dilation), ("padding", padding), ("stride", stride)
        ))
    ]  # fmt: skip
    for name, (height, width) in (("kernel size", kernel), ("dilation", dilation), ("stride", stride)):
        if height <= 0 or width <= 0:
            short = name.partition(" ")[0]
            raise RuntimeError(
                f"{name} should be greater than zero, but got {short}_height: {height} {short}_width: {width}"
            )
    if min(padding) < 0:
        raise RuntimeError(f"padding should be non-negative, but got pad_height: {padding[0]} pad_width: {padding[1]}")
    return kernel, dilation, padding, stride


@composed(method=False, function=False)
def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """Patches as columns: `(N, C, H, W) -> (N, C * kernel, patches)`."""
    statics = _patches("im2col", 2, kernel_size, dilation, padding, stride)
    shape = input._data.shape
    if len(shape) < 3:
        raise dimension_error(2, len(shape))
    if len(shape) not in (3, 4) or 0 in shape[len(shape) - 3 :]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, "
            f"but got: {list(shape)}"
        )
    _some(shape[-2:], *statics)
    refuses("im2col_out_cpu", "iu")(input._data)
    if len(shape) == 3:
        return apply(im2col, (input.unsqueeze(0),), statics).squeeze(0)
    return apply(im2col, (input,), statics)


def _some(sizes, kernel_size, dilation, padding, stride):
    """How many patches there are in each dimension: at least one."""
    out = out_sizes(sizes, kernel_size, stride, padding, dilation)
    if min(out) <= 0:
        raise RuntimeError(
            f"Given input with spatial size {tuple(sizes)}, kernel_size={kernel_size}, dilation={dilation}, "
            f"padding={padding}, calculated shape of the array of sliding blocks as {out}, "
            "but its components must be at least one."
        )
    return out


@composed(method=False, function=False)
def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns summed into the patches they came from: `(N, C * kernel, patches) -> (N, C, *output_size)`."""
    sizes = _pair("col2im", 2, "output_size", output_size)
    statics = _patches("col2im", 3, kernel_size, dilation, padding, stride)
    shape = input._data.shape
    if len(shape) not in (2, 3) or 0 in shape[len(shape) - 2 :]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for "
            f"input, but got: {list(shape)}"
        )
    if shape[-2] % math.prod(statics[0]):
        raise RuntimeError(
            f"Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={shape[-2]} and kernel_size={statics[0]}."
        )
    out = out_sizes(sizes, statics[0], statics[3], statics[2], statics[1])
    if shape[-1] != math.prod(out) or min(out) <= 0:
        raise RuntimeError(
            f"Given output_size={sizes}, kernel_size={statics[0]}, dilation={statics[1]}, padding={statics[2]}, "
            f"stride={statics[3]}, expected size of input's dimension 2 to match the calculated number of sliding "
            f"blocks {' * '.join(map(str, out))} = {math.prod(out)}, but got input.size(2)={shape[-1]}."
        )
    refuses("col2im_out_cpu", "iu")(input._data)
    if len(shape) == 2:
        return apply(col2im, (input.unsqueeze(0),), (sizes, *statics)).squeeze(0)
    return apply(col2im, (input,), (sizes, *statics))


@composed(method=False)
def pixel_shuffle(input, upscale_factor: Int):
    """Channels into pixels: `(*, C * r * r, H, W) -> (*, C, H * r, W * r)`."""
    if input.ndim < 3:
        raise RuntimeError(
            f"pixel_shuffle expects input to have at least 3 dimensions, but got input with {input.ndim} dimension(s)"
        )
    r = upscale_factor
    if r <= 0:
        raise RuntimeError(f"pixel_shuffle expects a positive upscale_factor, but got {r}")
    *lead, channels, height, width = input.shape
    if channels % (r * r):
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, "
            f"but input.size(-3)={channels} is not divisible by {r * r}"
        )
    n = len(lead)
    parts = input.reshape(*lead, channels // (r * r), r, r, height, width)
    return parts.permute(*range(n + 1), n + 3, n + 1, n + 4, n + 2).reshape(
        *lead, channels // (r * r), height * r, width * r
    )


@composed(method=False)
def pixel_unshuffle(input, downscale_factor: Int):
    """Pixels into channels: `(*, C, H * r, W * r) -> (*, C * r * r, H, W)`."""
    r = downscale_factor
    if r <= 0:
        raise RuntimeError(f"pixel_unshuffle expects a positive downscale_factor, but got {r}")
    if input.ndim < 3:
        raise RuntimeError(
            f"pixel_unshuffle expects input to have at least 3 dimensions, but got input with {input.ndim} dimension(s)"
        )
    *lead, channels, height, width = input.shape
    if height % r or width % r:
        raise RuntimeError(
            f"pixel_unshuffle expects height and width to be divisible by downscale_factor, but "
            f"input.size(-2)={height} and input.size(-1)={width} are not both divisible by {r}"
        )
    if not input.numel():
        return input.clone()  # of its own shape, as PyTorch leaves it
    n = len(lead)
    parts = input.reshape(*lead, channels, height // r, r, width // r, r)
    return parts.permute(*range(n + 1), n + 2, n + 4, n + 1, n + 3).reshape(
        *lead, channels * r * r, height // r, width // r
    )
