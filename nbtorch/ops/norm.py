"""Normalisations. Statistics are kept from the forward; sums are matrix products, NumPy's fastest."""

from __future__ import annotations

import math

import numpy

from ..autograd.op import op
from ..backend.array import Array, Index
from .activation import floating
from .pointwise import exp, log
from .reduce import sum
from .shape import reshape
from .tiles import TILE


# ---------------------------------------------------------------- sums
def column_sums(xp, rows):
    """`(R, D) -> (D,)`."""
    return xp.matmul(xp.ones(rows.shape[0], rows.dtype), rows)


def _pieces(rows):
    """Slices of rows that fit the cache."""
    step = max(TILE // max(rows.shape[1], 1), 1)
    return [slice(i, i + step) for i in range(0, rows.shape[0], step)]


def _row_dots(xp, a, b):
    """`(R, D), (R, D) -> (R, 1)`."""
    return xp.vecdot(a, b)[:, None] if xp is numpy else xp.add.reduce(a * b, 1, keepdims=True)


def _standardised(xp, rows, eps, out, weight=None, bias=None):
    """Each row with mean 0 and variance 1, `* weight + bias`, into `out`; means and inverse deviations, `(R, 1)`."""
    count, width = rows.shape
    mean, rstd = xp.empty((count, 1), rows.dtype), xp.empty((count, 1), rows.dtype)
    average = xp.full((width, 1), 1 / max(width, 1), rows.dtype)
    for piece in _pieces(rows):
        x, y, mu, inverse = rows[piece], out[piece], mean[piece], rstd[piece]
        xp.matmul(x, average, out=mu)
        xp.subtract(x, mu, out=y)
        variance = _row_dots(xp, y, y)
        variance *= 1 / width
        variance += eps
        xp.sqrt(variance, out=variance)
        xp.reciprocal(variance, out=inverse)
        y *= inverse
        if weight is not None:
            y *= weight
        if bias is not None:
            y += bias
    return mean, rstd


def _standardised_gradient(xp, grad, g, rows, mean, rstd, weight):
    """The gradient of `_standardised` into `grad`, and those of its weight and bias.

    Sums over a row weighted by the weight, and over rows weighted by the inverse deviations, are matrix products with
    what the other sum needs anyway: no pass of their own.
    """
    count, width = rows.shape
    kind = rows.dtype
    total, product = xp.zeros(width, kind), xp.zeros(width, kind)
    along_row = (xp.ones(width, kind) if weight is None else weight).reshape(-1, 1)
    ones = xp.ones(count, kind)
    for piece in _pieces(rows):
        slope, inverse, into = g[piece], rstd[piece], grad[piece]
        centred = rows[piece] - mean[piece]
        xp.multiply(slope, centred, out=into)
        total += xp.matmul(ones[: len(slope)], slope)
        product += xp.matmul(inverse[:, 0], into)
        along = xp.matmul(into, along_row)
        along *= inverse
        along *= inverse
        along *= 1 / width
        level = xp.matmul(slope, along_row)
        level *= 1 / width
        centred *= along
        centred += level
        if weight is None:
            xp.subtract(slope, centred, out=into)
        else:
            xp.multiply(slope, weight, out=into)
            into -= centred
        into *= inverse
    return total, product


def _mean(value, dims, count):
    return sum(value, dims, True) * (1 / count)


def inverse_root(value, eps):
    """`1 / sqrt(value + eps)`, by ops."""
    return exp(log(value + eps) * -0.5)


def _standard(input, dims, eps):
    """Mean 0 and variance 1 over `dims`, by ops: for a recorded backward, whose kept statistics have no history."""
    count = math.prod([input.shape[d] for d in dims])
    centred = input - _mean(input, dims, count)
    inverse = inverse_root(_mean(centred * centred, dims, count), eps)
    return centred * inverse, inverse, count


def _recorded_rule(g, input, weight, dims, others, eps):
    """The gradients of a standardisation over `dims` and of its affine part, whose shape is summed over `others`."""
    y, inverse, count = _standard(input, dims, eps)
    slope = g if weight is None else g * weight
    grad = (slope - _mean(slope, dims, count) - y * _mean(slope * y, dims, count)) * inverse
    return grad, sum(g * y, others), sum(g, others)


# ---------------------------------------------------------------- layer norm
def _layer_fits(input, weight, bias, normalized_shape, eps=1e-5):
    floating("LayerNormKernelImpl")(input)
    wanted = list(normalized_shape)
    if not wanted:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            "normalized_shape = []"
        )
    for name, given in (("weight", weight), ("bias", bias)):
        if given is not None and list(given.shape) != wanted:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape {list(given.shape)} "
                f"and normalized_shape = {wanted}"
            )
    if list(input.shape[-len(wanted) :]) != wanted or input.ndim < len(wanted):
        sizes = ", ".join(["*", *map(str, wanted)])
        raise RuntimeError(
            f"Given normalized_shape={wanted}, expected input with shape [{sizes}], but got input of size"
            f"{list(input.shape)}"
        )


def _layer_rule(g, input, weight, mean, rstd, normalized_shape, eps):
    if not hasattr(g, "_node"):
        return layer_norm_gradient(g, input, mean, rstd, weight, normalized_shape)
    last = tuple(range(input.ndim - len(normalized_shape), input.ndim))
    lead = tuple(range(last[0]))
    grad, product, total = (
        _recorded_rule(g, input, weight, last, lead, eps) if lead else _whole(g, input, weight, last, eps)
    )
    return grad, None if weight is None else product, total


def _whole(g, input, weight, dims, eps):
    y, inverse, count = _standard(input, dims, eps)
    slope = g if weight is None else g * weight
    return (slope - _mean(slope, dims, count) - y * _mean(slope * y, dims, count)) * inverse, g * y, g


@op(
    vjp={("input", "weight", "bias"): _layer_rule},
    outputs=("out", "mean", "rstd"),
    promote="same",
    mixes=True,
    method=False,
    function=False,
    check=_layer_fits,
    grad_fn="NativeLayerNormBackward0",
    samples=(
        ((2, 3, 4), {"normalized_shape": (4,)}),
        ((2, 3, 4), (3, 4), (3, 4), {"normalized_shape": (3, 4), "eps": 0.1}),
    ),
)
def layer_norm(xp, input: Array, weight: Array = None, bias: Array = None, normalized_shape=(), eps=1e-5):
    """Mean 0 and variance 1 over the dimensions of `normalized_shape`, then `* weight + bias` (Ba et al., 2016)."""
    _layer_fits(input, weight, bias, normalized_shape)
    width = math.prod(normalized_shape)
    rows = xp.ascontiguousarray(input).reshape(-1, width)
    out = xp.empty_like(rows)
    affine = [None if a is None else a.reshape(-1) for a in (weight, bias)]
    mean, rstd = _standardised(xp, rows, eps, out, *affine)
    return out.reshape(input.shape), mean, rstd


@op(outputs=("input_gradient", "weight_gradient", "bias_gradient"), method=False, function=False)
def layer_norm_gradient(
    xp, slope: Array, input: Array, mean: Array, rstd: Array, weight: Array = None, normalized_shape=()
):
    """The gradients of `layer_norm`."""
    shape, width = tuple(normalized_shape), math.prod(normalized_shape)
    rows, g = (xp.ascontiguousarray(a).reshape(-1, width) for a in (input, slope))
    grad = xp.empty_like(rows)
    scale = None if weight is None else weight.reshape(-1)
    total, product = _standardised_gradient(xp, grad, g, rows, mean, rstd, scale)
    return grad.reshape(input.shape), product.reshape(shape), total.reshape(shape)


# ---------------------------------------------------------------- batch norm
def columns(xp, array):
    """A view of `array` (N, C, ...) as rows of channels where memory allows, else (N, C, L), and its channels' shape.

    Rows of few channels are folded, several to a line, since NumPy's inner loop runs along the line.
    """
    count, channels = array.shape[:2]
    if array.ndim == 2:
        return array, (channels,)
    last = xp.moveaxis(array, 1, -1)
    if last.flags.c_contiguous and not array.flags.c_contiguous:
        return last.reshape(-1, channels), (channels,)
    return xp.ascontiguousarray(array).reshape(count, channels, -1), (channels, 1)


def channel_sums(xp, view):
    """`(M, C) -> (C,)` or `(N, C, L) -> (C,)`."""
    if view.ndim == 2:
        return column_sums(xp, view)
    return xp.add.reduce(xp.matmul(view, xp.ones(view.shape[2], view.dtype)), 0)


def _slabs(view):
    """Slices of the first dimension that fit the cache."""
    step = max(2 * TILE // max(math.prod(view.shape[1:]), 1), 1)
    return [slice(i, i + step) for i in range(0, view.shape[0], step)]


def _moments(xp, view, shape):
    count = view.size // max(math.prod(shape), 1)
    mean = channel_sums(xp, view)
    mean /= count
    middle, variance = mean.reshape(shape), xp.zeros_like(mean)
    for slab in _slabs(view):
        centred = view[slab] - middle
        if view.ndim == 3 and xp is numpy:
            variance += xp.add.reduce(xp.vecdot(centred, centred), 0)
        else:
            centred *= centred
            variance += channel_sums(xp, centred)
    variance /= count
    return mean, variance


def _like(xp, view, array):
    """A result computed on a view by `columns`, in the shape of the array."""
    if view.ndim == 2 and array.ndim > 2:
        return xp.moveaxis(view.reshape(array.shape[0], *array.shape[2:], array.shape[1]), -1, 1)
    return view.reshape(array.shape)


def _batch_fits(input, weight, bias, running_mean, running_var, training=True, eps=1e-5):
    floating("batch_norm")(input)
    if input.ndim < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for batch_norm input, but got {input.ndim}")
    channels = input.shape[1]
    given = {"running_mean": running_mean, "running_var": running_var, "weight": weight, "bias": bias}
    for name, array in given.items():
        if array is not None and array.size != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {array.size}")


def _batch_rule(g, input, weight, mean, rstd, training, eps):
    if not hasattr(g, "_node"):
        return batch_norm_gradient(g, input, mean, rstd, weight, training)
    others = (0, *range(2, input.ndim))
    shape = (1, input.shape[1], *[1] * (input.ndim - 2))
    scale = None if weight is None else reshape(weight, shape)
    if training:
        grad, product, total = _recorded_rule(g, input, scale, others, others, eps)
    else:
        inverse = reshape(rstd, shape)
        y = (input - reshape(mean, shape)) * inverse
        grad, product, total = (g if scale is None else g * scale) * inverse, sum(g * y, others), sum(g, others)
    return grad, None if weight is None else product, total


@op(
    vjp={("input", "weight", "bias"): _batch_rule},
    outputs=("out", "mean", "rstd", "variance"),
    promote="same",
    mixes=True,
    method=False,
    function=False,
    check=_batch_fits,
    grad_fn="NativeBatchNormBackward0",
    samples=(
        ((5, 3), None, None, None, None, {"training": True}),
        ((4, 3, 2), (3,), (3,), None, None, {"training": True, "eps": 0.1}),
        ((2, 3, 2, 2), (3,), (3,), (3,), (3,), {"training": False}),
    ),
)
def batch_norm(
    xp, input: Array, weight: Array = None, bias: Array = None, running_mean: Index = None, running_var: Index = None,
    training=True, eps=1e-5,
):  # fmt: skip
    """Mean 0 and variance 1 per channel, by the batch or the running statistics (Ioffe & Szegedy, 2015)."""
    view, shape = columns(xp, input)
    mean, variance = _moments(xp, view, shape) if training else (running_mean, running_var)
    kind = input.dtype
    mean, variance = mean.astype(kind, copy=False), variance.astype(kind, copy=False)
    rstd = 1 / xp.sqrt(variance + kind.type(eps))
    scale = rstd if weight is None else rstd * weight
    shift = -mean * scale if bias is None else bias - mean * scale
    out, scale, shift = xp.empty(view.shape, kind), scale.reshape(shape), shift.reshape(shape)
    for slab in _slabs(view):
        piece = xp.multiply(view[slab], scale, out=out[slab])
        piece += shift
    return _like(xp, out, input), mean, rstd, variance


@op(outputs=("input_gradient", "weight_gradient", "bias_gradient"), method=False, function=False)
def batch_norm_gradient(xp, slope: Array, input: Array, mean: Array, rstd: Array, weight: Array = None, training=True):
    """The gradients of `batch_norm`."""
    view, shape = columns(xp, input)
    g, other = columns(xp, slope)
    if other != shape:  # the gradient came in another memory order
        g = columns(xp, xp.moveaxis(xp.ascontiguousarray(xp.moveaxis(slope, 1, -1)), -1, 1))[0] if view.ndim == 2 else (
            xp.ascontiguousarray(slope).reshape(view.shape)
        )  # fmt: skip
    middle, kind = mean.reshape(shape), view.dtype
    total, product = xp.zeros(shape[0], kind), xp.zeros(shape[0], kind)
    for slab in _slabs(view):
        slope, centred = g[slab], view[slab] - middle
        total += channel_sums(xp, slope)
        if view.ndim == 3 and xp is numpy:
            product += xp.add.reduce(xp.vecdot(centred, slope), 0)
        else:
            centred *= slope
            product += channel_sums(xp, centred)
    product *= rstd
    scale = (rstd if weight is None else rstd * weight).reshape(shape)
    grad = xp.empty(view.shape, kind)
    count = view.size // max(shape[0], 1)
    along, level = (product * rstd / count).reshape(shape), (total / count).reshape(shape)
    for slab in _slabs(view):
        into = grad[slab]
        if training:
            xp.subtract(view[slab], middle, out=into)
            into *= along
            into += level
            xp.subtract(g[slab], into, out=into)
            into *= scale
        else:
            xp.multiply(g[slab], scale, out=into)
    return _like(xp, grad, input), None if weight is None else product, total


# ---------------------------------------------------------------- group norm
def _group_rule(g, input, weight, num_groups, eps):
    count, channels = input.shape[:2]
    rest = input.shape[2:]
    grouped = (count, num_groups, channels // num_groups, *rest)
    dims = tuple(range(2, len(grouped)))
    scale = None if weight is None else reshape(weight, (1, num_groups, channels // num_groups, *[1] * len(rest)))
    y_of, slope = reshape(input, grouped), reshape(g, grouped)
    y, inverse, size = _standard(y_of, dims, eps)
    scaled = slope if scale is None else slope * scale
    grad = (scaled - _mean(scaled, dims, size) - y * _mean(scaled * y, dims, size)) * inverse
    others = (0, *range(3, len(grouped)))
    product = None if weight is None else reshape(sum(slope * y, others), (channels,))
    return reshape(grad, input.shape), product, reshape(sum(slope, others), (channels,))


def _group_fits(input, weight, bias, num_groups, eps=1e-5):
    floating("GroupNormKernelImpl")(input)
    if input.ndim < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.ndim}")
    channels = input.shape[1]
    if num_groups <= 0 or channels % num_groups:
        raise RuntimeError(
            f"Expected number of channels in input to be divisible by num_groups, but got input of shape "
            f"{list(input.shape)} and num_groups={num_groups}"
        )
    for name, array in (("weight", weight), ("bias", bias)):
        if array is not None and array.shape != (channels,):
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, but got {name} of "
                f"shape {list(array.shape)} and input of shape {list(input.shape)}"
            )


@op(
    vjp={("input", "weight", "bias"): _group_rule},
    outputs=("out", "mean", "rstd"),
    promote="same",
    mixes=True,
    method=False,
    function=False,
    check=_group_fits,
    grad_fn="NativeGroupNormBackward0",
    samples=(((2, 4, 3), {"num_groups": 2}), ((2, 4, 3, 2), (4,), (4,), {"num_groups": 2, "eps": 0.1})),
)
def group_norm(xp, input: Array, weight: Array = None, bias: Array = None, num_groups=1, eps=1e-5):
    """Mean 0 and variance 1 over groups of channels (Wu & He, 2018)."""
    count, channels = input.shape[:2]
    width = input.size // max(count * num_groups, 1)
    rows = xp.ascontiguousarray(input).reshape(count * num_groups, width)
    out = xp.empty_like(rows)
    mean, rstd = _standardised(xp, rows, eps, out)
    out = out.reshape(count, channels, math.prod(input.shape[2:]))
    if weight is not None:
        out *= weight[:, None]
    if bias is not None:
        out += bias[:, None]
    return out.reshape(input.shape), mean, rstd
