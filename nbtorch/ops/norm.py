"""Normalisations. Statistics are kept from the forward; sums are matrix products, NumPy's fastest."""

from __future__ import annotations

import math

from ..autograd.op import op
from ..backend.array import CPU, Array
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
    return xp.vecdot(a, b)[:, None] if xp is CPU else xp.add.reduce(a * b, 1, keepdims=True)


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
        variance *= 1 / max(width, 1)
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


def recorded_rule(g, input, weight, dims, others, eps):
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
        recorded_rule(g, input, weight, last, lead, eps) if lead else _whole(g, input, weight, last, eps)
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
    if num_groups <= 0:
        raise RuntimeError(f"Expected num groups to be greater than 0, got {num_groups}")
    if channels % num_groups:
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
