"""Resizing: a matrix per dimension says of which input elements, and in which shares, an output element is made."""

from __future__ import annotations

import math

import numpy

from ..autograd.apply import apply
from ..autograd.arguments import list_of
from ..autograd.autocast import whole
from ..autograd.errors import invalid
from ..autograd.op import composed
from ..backend import dtype as dtypes
from .checks import unimplemented
from .pool import resample, windows_of

CUBIC, CUBIC_ANTIALIASED = -0.75, -0.5  # the parameter of the cubic kernel (Keys, 1981)


# ---------------------------------------------------------------- matrices
def _nearest(size, out, scale, exact):
    step = numpy.float32(size / out if scale is None else 1 / scale)  # PyTorch computes places in float32
    places = numpy.arange(out, dtype="float32")
    origins = numpy.floor((places + numpy.float32(0.5)) * step if exact else places * step).astype("int64")
    matrix = numpy.zeros((out, size))
    matrix[numpy.arange(out), numpy.minimum(origins, size - 1)] = 1
    return matrix


def _step(size, out, scale, align_corners):
    """How far apart in the input the origins of two neighbours lie."""
    if align_corners:
        return (size - 1) / (out - 1) if out > 1 else 0.0
    return size / out if scale is None else 1 / scale


def _source(size, out, scale, align_corners):
    """Where in the input each output place lies."""
    places, step = numpy.arange(out), _step(size, out, scale, align_corners)
    return places * step if align_corners else (places + 0.5) * step - 0.5


def _linear(size, out, scale, align_corners):
    source = numpy.maximum(_source(size, out, scale, align_corners), 0)
    low = numpy.minimum(source.astype("int64"), size - 1)
    high, share = numpy.minimum(low + 1, size - 1), numpy.clip(source - low, 0, 1)
    matrix = numpy.zeros((out, size))
    numpy.add.at(matrix, (numpy.arange(out), low), 1 - share)
    numpy.add.at(matrix, (numpy.arange(out), high), share)
    return matrix


def _cubic_kernel(x, a):
    x = abs(x)
    near = (a + 2) * x**3 - (a + 3) * x**2 + 1
    far = a * (x**3 - 5 * x**2 + 8 * x - 4)
    return numpy.where(x <= 1, near, numpy.where(x < 2, far, 0))


def _cubic(size, out, scale, align_corners):
    source = _source(size, out, scale, align_corners)
    low = numpy.floor(source).astype("int64")
    matrix = numpy.zeros((out, size))
    for shift in range(-1, 3):
        share = _cubic_kernel(source - low - shift, CUBIC)
        numpy.add.at(matrix, (numpy.arange(out), numpy.clip(low + shift, 0, size - 1)), share)
    return matrix


def _areas(size, out):
    matrix = numpy.zeros((out, size))
    for row, (start, stop) in zip(matrix, windows_of(size, out), strict=True):
        row[start:stop] = 1 / (stop - start)
    return matrix


def _antialiased(size, out, scale, align_corners, mode):
    """The kernel, as wide as an output element when it shrinks, around each place; a row's shares sum to 1."""
    step = _step(size, out, scale, align_corners)
    reach = (2 if mode == "bicubic" else 1) * max(step, 1.0)
    matrix = numpy.zeros((out, size))
    for row, place in zip(matrix, numpy.arange(out), strict=True):
        center = step * (place + 0.5)
        start, stop = max(int(center - reach + 0.5), 0), min(int(center + reach + 0.5), size)
        x = (numpy.arange(start, stop) - center + 0.5) / max(step, 1.0)
        share = _cubic_kernel(x, CUBIC_ANTIALIASED) if mode == "bicubic" else numpy.maximum(1 - abs(x), 0)
        row[start:stop] = share / (share.sum() or 1)
    return matrix


# ---------------------------------------------------------------- the function
KINDS = {"nearest": 0, "nearest-exact": 0, "area": 0, "linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}
NODES = {"nearest": "UpsampleNearest{}DBackward0", "nearest-exact": "UpsampleNearestExact{}DBackward0",
         "area": "AdaptiveAvgPool{}DBackward0", "linear": "UpsampleLinear1DBackward0",
         "bilinear": "UpsampleBilinear2DBackward0", "bicubic": "UpsampleBicubic2DBackward0",
         "trilinear": "UpsampleTrilinear3DBackward0"}  # fmt: skip


def _fits(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias):
    """Refuse what PyTorch refuses; the sizes or factors, one per spatial dimension."""
    if mode not in KINDS:
        raise NotImplementedError(f"Input Error: mode {mode!r} is not one of {', '.join(KINDS)}")
    if align_corners is not None and KINDS[mode] == 0:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    if (size is None) == (scale_factor is None):
        raise ValueError(
            "either size or scale_factor should be defined"
            if size is None
            else "only one of size or scale_factor should be defined"
        )
    shape, given = input._data.shape, size if size is not None else scale_factor
    several = isinstance(given, (list, tuple))
    given = list(given) if several else [given] * (len(shape) - 2)
    if several and len(given) != len(shape) - 2:
        raise ValueError(
            f"Input and output must have the same number of spatial dimensions, but got input with spatial dimensions "
            f"of {list(shape[2:])} and output size of {given}. Please provide input tensor in (N, C, d1, d2, ...,dK) "
            "format and output size in (o1, o2, ...,oK) format."
        )
    if several and size is not None and not all([isinstance(n, (int, numpy.integer)) for n in given]):
        kinds = [type(n) for n in given]
        raise TypeError(f"expected size to be one of int or tuple of ints, but got size with types {kinds}")
    if recompute_scale_factor and size is not None:
        raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
    if antialias and not (mode in ("bilinear", "bicubic") and len(shape) == 4):
        raise ValueError(
            "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input"
        )
    dims = len(shape) - 2
    if dims not in (1, 2, 3) or KINDS[mode] not in (0, dims):
        raise NotImplementedError(f"Got {dims + 2}D input, but {mode} mode needs {KINDS[mode] + 2}D input")
    name = f"upsample_{mode.replace('-', '_')}{dims}d"
    if size is not None:
        given = list(list_of(f"{name}(): argument 'output_size'", given))
    elif not all([isinstance(n, (int, float, numpy.floating, numpy.integer, numpy.bool_)) for n in given]):
        raise invalid(name, [input, None, given])
    if KINDS[mode] and not isinstance(align_corners, (bool, type(None))):
        raise invalid(name, [input, given, align_corners])
    if input._data.dtype.kind not in "fV" and input._data.dtype != "uint8":
        raise unimplemented(f"{name}_channels_last", input._data.dtype)
    return given


def _matrix(n, out, scale, mode, align_corners, antialias):
    if mode == "area":
        return _areas(n, out)
    if antialias:
        return _antialiased(n, out, scale, align_corners, mode)
    if KINDS[mode] == 0:
        return _nearest(n, out, scale, mode == "nearest-exact")
    return (_cubic if mode == "bicubic" else _linear)(n, out, scale, align_corners)


def _floor(size):
    if not abs(size) < 2.0**63:  # a NaN too
        raise RuntimeError("value cannot be converted to type int64_t without overflow")
    return math.floor(size)


def averaged(input, matrices, name):
    """`input` resized by averages, in its dtype."""
    return apply(resample, (input,), (matrices, name))


@whole
def upsampled(input, matrices, name):
    """`input` resized by the kernels that autocast runs in float32 on a GPU."""
    return averaged(input, matrices, name)


@composed(method=False, function=False)
def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
    antialias=False,
):  # fmt: skip
    """Resize the spatial dimensions to `size`, or by `scale_factor`: `(N, C, ...) -> (N, C, ...)`."""
    given = _fits(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)
    sizes = input._data.shape[2:]
    if size is not None:
        outs = [int(g) for g in given]
    else:
        outs = [_floor(n * float(f)) for n, f in zip(sizes, given, strict=True)]
    if min((*outs, *sizes)) <= 0 and not (mode == "area" and min(outs) == 0 < min(sizes)):
        raise RuntimeError(
            f"Input and output sizes should be greater than 0, but got input {list(sizes)} output {outs}"
        )
    if math.prod(outs) >= 2**48:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={[*input._data.shape[:2], *outs]}")
    scales = given if size is None and not recompute_scale_factor else [None] * len(sizes)
    matrices = tuple([
        _matrix(n, out, scale, mode, bool(align_corners), antialias)
        for n, out, scale in zip(sizes, outs, scales, strict=True)
    ])  # fmt: skip
    name = NODES[mode].format(len(sizes))
    if input._data.dtype.kind != "u":
        return (averaged if mode == "area" else upsampled)(input, matrices, name)
    out = input.to(dtypes.float32)
    for dim in reversed(range(len(sizes))):  # bytes are rounded after each dimension, the last one first
        only = tuple([m if i == dim else numpy.eye(out.shape[2 + i]) for i, m in enumerate(matrices)])
        out = (apply(resample, (out,), (only, name)) + 0.5).floor().clamp(0, 255)
    return out.to(input.dtype)
