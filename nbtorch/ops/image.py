"""Images: resize them, take them apart into patches and put them together."""

from __future__ import annotations

import math

import numpy

from ..autograd.apply import apply
from ..autograd.op import composed, op
from ..backend.array import Array
from .conv import out_sizes, taps
from .pool import resample, windows_of
from .window import each

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
    if min(out) <= 0:
        raise RuntimeError(
            f"Given input with spatial size {sizes}, kernel_size={kernel_size}, dilation={dilation}, "
            f"padding={padding}, calculated shape of the array of sliding blocks as {out}, "
            "but its components must be at least one."
        )
    whole = xp.zeros((*input.shape[:2], *[n + 2 * p for n, p in zip(sizes, padding, strict=True)]), input.dtype)
    whole[_inside(padding, sizes)] = input
    columns = xp.empty((*input.shape[:2], len(spots), *out), input.dtype)
    for i, spot in enumerate(spots):
        columns[:, :, i] = whole[(..., *spot)]
    return columns.reshape(input.shape[0], -1, math.prod(out))


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
    channels = input.shape[1] // max(len(spots), 1)
    if input.shape[1] % len(spots):
        raise RuntimeError(
            f"Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={input.shape[1]} and kernel_size={kernel_size}."
        )
    if input.shape[2] != math.prod(out):
        raise RuntimeError(
            f"Given output_size={output_size}, kernel_size={kernel_size}, dilation={dilation}, padding={padding}, "
            f"stride={stride}, expected size of input's dimension 2 to match the calculated number of sliding blocks "
            f"{' * '.join(map(str, out))} = {math.prod(out)}, but got input.size(2)={input.shape[2]}."
        )
    columns = input.reshape(input.shape[0], channels, len(spots), *out)
    whole = xp.zeros(
        (input.shape[0], channels, *[n + 2 * p for n, p in zip(output_size, padding, strict=True)]), input.dtype
    )
    for i, spot in enumerate(spots):
        whole[(..., *spot)] += columns[:, :, i]
    return whole[_inside(padding, output_size)]


def _pairs(**given):
    return [each(value, 2, name) for name, value in given.items()]


@composed(method=False, function=False)
def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """Patches as columns: `(N, C, H, W) -> (N, C * kernel, patches)`."""
    statics = tuple(_pairs(kernel_size=kernel_size, dilation=dilation, padding=padding, stride=stride))
    if input._data.ndim == 3:
        return apply(im2col, (input.unsqueeze(0),), statics).squeeze(0)
    if input._data.ndim != 4:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, "
            f"but got: {list(input._data.shape)}"
        )
    return apply(im2col, (input,), statics)


@composed(method=False, function=False)
def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns summed into the patches they came from: `(N, C * kernel, patches) -> (N, C, *output_size)`."""
    statics = tuple(
        _pairs(output_size=output_size, kernel_size=kernel_size, dilation=dilation, padding=padding, stride=stride)
    )
    if input._data.ndim == 2:
        return apply(col2im, (input.unsqueeze(0),), statics).squeeze(0)
    return apply(col2im, (input,), statics)


@composed(method=False)
def pixel_shuffle(input, upscale_factor):
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
def pixel_unshuffle(input, downscale_factor):
    """Pixels into channels: `(*, C, H * r, W * r) -> (*, C * r * r, H, W)`."""
    r = downscale_factor
    *lead, channels, height, width = input.shape
    if height % r or width % r:
        raise RuntimeError(
            f"pixel_unshuffle expects height and width to be divisible by downscale_factor, but "
            f"input.size(-2)={height} and input.size(-1)={width} are not both divisible by {r}"
        )
    n = len(lead)
    parts = input.reshape(*lead, channels, height // r, r, width // r, r)
    return parts.permute(*range(n + 1), n + 2, n + 4, n + 1, n + 3).reshape(
        *lead, channels * r * r, height // r, width // r
    )


# ---------------------------------------------------------------- resize
def _nearest(size, out, scale, exact):
    step = numpy.float32(size / out if scale is None else 1 / scale)  # PyTorch computes places in float32
    places = numpy.arange(out, dtype="float32")
    origins = numpy.floor((places + numpy.float32(0.5)) * step if exact else places * step).astype("int64")
    matrix = numpy.zeros((out, size))
    matrix[numpy.arange(out), numpy.minimum(origins, size - 1)] = 1
    return matrix


def _source(size, out, scale, align_corners):
    """Where in the input each output place lies."""
    places = numpy.arange(out)
    if align_corners:
        return places * ((size - 1) / (out - 1) if out > 1 else 0.0)
    return (places + 0.5) * (size / out if scale is None else 1 / scale) - 0.5


def _linear(size, out, scale, align_corners):
    source = numpy.maximum(_source(size, out, scale, align_corners), 0)
    low = numpy.minimum(source.astype("int64"), size - 1)
    high, share = numpy.minimum(low + 1, size - 1), numpy.clip(source - low, 0, 1)
    matrix = numpy.zeros((out, size))
    numpy.add.at(matrix, (numpy.arange(out), low), 1 - share)
    numpy.add.at(matrix, (numpy.arange(out), high), share)
    return matrix


def _cubic(size, out, scale, align_corners, a=-0.75):
    source = _source(size, out, scale, align_corners)
    low = numpy.floor(source).astype("int64")
    matrix = numpy.zeros((out, size))
    for shift in range(-1, 3):
        x = abs(source - low - shift)
        near = (a + 2) * x**3 - (a + 3) * x**2 + 1  # the cubic convolution kernel (Keys, 1981)
        far = a * (x**3 - 5 * x**2 + 8 * x - 4)
        numpy.add.at(matrix, (numpy.arange(out), numpy.clip(low + shift, 0, size - 1)), numpy.where(x <= 1, near, far))
    return matrix


def _areas(size, out):
    matrix = numpy.zeros((out, size))
    for row, (start, stop) in zip(matrix, windows_of(size, out), strict=True):
        row[start:stop] = 1 / (stop - start)
    return matrix


KINDS = {"nearest": 0, "nearest-exact": 0, "area": 0, "linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}
NODES = {"nearest": "UpsampleNearest{}DBackward0", "nearest-exact": "UpsampleNearestExact{}DBackward0",
         "area": "AdaptiveAvgPool{}DBackward0", "linear": "UpsampleLinear1DBackward0",
         "bilinear": "UpsampleBilinear2DBackward0", "bicubic": "UpsampleBicubic2DBackward0",
         "trilinear": "UpsampleTrilinear3DBackward0"}  # fmt: skip


@composed(method=False, function=False)
def interpolate(
    input,
    size=None,
    scale_factor=None,
    mode="nearest",
    align_corners=None,
    recompute_scale_factor=None,
    antialias=False,
):
    """Resize the spatial dimensions to `size`, or by `scale_factor`: `(N, C, ...) -> (N, C, ...)`."""
    if mode not in KINDS:
        raise NotImplementedError(f"Input Error: mode {mode!r} is not one of {', '.join(KINDS)}")
    if antialias:
        raise NotImplementedError("interpolate: antialias=True is not supported")
    if align_corners is not None and KINDS[mode] == 0:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    dims = input._data.ndim - 2
    if dims < 1 or KINDS[mode] not in (0, dims):
        raise NotImplementedError(f"Got {dims + 2}D input, but {mode} mode needs {KINDS[mode] + 2}D input")
    if (size is None) == (scale_factor is None):
        raise ValueError(
            "either size or scale_factor should be defined"
            if size is None
            else "only one of size or scale_factor should be defined"
        )
    given = size if size is not None else scale_factor
    given = [given] * dims if isinstance(given, (int, float)) else list(given)
    if len(given) != dims:
        raise ValueError(
            f"Input and output must have the same number of spatial dimensions, but got input with spatial dimensions "
            f"of {list(input._data.shape[2:])} and output size of {given}."
        )
    sizes = input._data.shape[2:]
    outs = (
        [int(g) for g in given] if size is not None else [math.floor(n * f) for n, f in zip(sizes, given, strict=True)]
    )
    scales = given if size is None and not recompute_scale_factor else [None] * dims
    matrices = []
    for n, out, scale in zip(sizes, outs, scales, strict=True):
        if mode == "area":
            matrices.append(_areas(n, out))
        elif KINDS[mode] == 0:
            matrices.append(_nearest(n, out, scale, mode == "nearest-exact"))
        else:
            matrices.append((_cubic if mode == "bicubic" else _linear)(n, out, scale, bool(align_corners)))
    return apply(resample, (input,), (tuple(matrices), NODES[mode].format(dims)))
