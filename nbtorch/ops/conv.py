"""Convolutions, as matrix products of im2col columns. Inside, channels come last: a window is then a few long runs.

The three ops are each other's gradients (a convolution is linear in its input and in its weight), so any order works.
"""

from __future__ import annotations

import math

from ..autograd.op import op
from ..backend.array import Array
from .norm import column_sums
from .shape import reshape, spread_over, take_basic
from .windows import (
    channels_last,
    channels_second,
    chunks,
    columns_of,
    finished,
    matrix_of,
    out_sizes,
    sizes_text,
    taps,
)


def _forward(xp, padded, weight, out, stride, dilation, bias=None):
    """The convolution of a padded channels-last array: (N, *out, O)."""
    kernel, depth = weight.shape[2:], math.prod(weight.shape[1:])
    matrix = xp.ascontiguousarray(matrix_of(weight).T)
    count, places = padded.shape[0], math.prod(out)
    result = xp.empty((count, *out, weight.shape[0]), padded.dtype)
    rows = result.reshape(count, places, weight.shape[0])
    plain = all([n == 1 for n in (*kernel, *stride)])
    columns = (lambda piece: padded[piece].reshape(-1, depth)) if plain else columns_of(
        xp, padded, kernel, out, stride, dilation
    )  # fmt: skip
    for piece in chunks(count, places * max(depth, weight.shape[0])):
        into = rows[piece].reshape(-1, weight.shape[0])
        xp.matmul(columns(piece), matrix, out=into)
        if bias is not None:
            into += bias
    return result


def _sequences(xp, padded, weight, out, stride, dilation, bias):
    """The same for one spatial dimension, a product per sequence: (N, O, L), contiguous as PyTorch's."""
    kernel, depth = weight.shape[2:], math.prod(weight.shape[1:])
    matrix, count, places = matrix_of(weight), padded.shape[0], out[0]
    result = xp.empty((count, weight.shape[0], places), padded.dtype)
    columns = columns_of(xp, padded, kernel, out, stride, dilation)
    for piece in chunks(count, places * max(depth, weight.shape[0])):
        into = result[piece]
        xp.matmul(matrix, columns(piece).reshape(-1, places, depth).swapaxes(1, 2), out=into)
        if bias is not None:
            into += bias[:, None]
    return result


def _depthwise(weight, groups):
    return groups > 1 and weight.shape[1] == 1 and weight.shape[0] == groups


def _parts(array, groups, dim):
    size = array.shape[dim] // groups
    lead = (slice(None),) * dim
    return [array[(*lead, slice(i * size, (i + 1) * size))] for i in range(groups)]


# ---------------------------------------------------------------- what may be wrong
def _fits(input, weight, bias, stride, padding, dilation, groups):
    shape, wanted = list(weight.shape), weight.shape[1] * groups
    if min(padding) < 0:
        raise RuntimeError("negative padding is not supported")
    if min(stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    if min(dilation) <= 0:
        raise RuntimeError("dilation should be greater than zero")
    if groups <= 0:
        raise RuntimeError("non-positive groups is not supported")
    if weight.shape[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of "
            f"size {shape} instead"
        )
    if input.shape[1] != wanted:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {shape}, expected input{list(input.shape)} to have {wanted} "
            f"channels, but got {input.shape[1]} channels instead"
        )
    if bias is not None and bias.shape != (weight.shape[0],):
        raise RuntimeError(
            f"Given weight of size {shape}, expected bias to be 1-dimensional with {weight.shape[0]} elements, but got "
            f"bias of size {list(bias.shape)} instead"
        )
    padded = [n + 2 * p for n, p in zip(input.shape[2:], padding, strict=True)]
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, weight.shape[2:], strict=True)]
    if any([n < k for n, k in zip(padded, reach, strict=True)]):
        raise RuntimeError(
            f"Calculated padded input size per channel: {sizes_text(padded)}. Kernel size: {sizes_text(reach)}. Kernel "
            "size can't be greater than actual input size"
        )


# ---------------------------------------------------------------- the ops
def cut(slope, shape):
    """The first elements of each dimension: output padding beyond the stride makes the gradient larger than `shape`."""
    return slope if slope.shape == shape else take_basic(slope, tuple([slice(0, n) for n in shape]))


@op(
    vjp={"input": lambda g, input_shape: spread_over(reshape(g, (1, -1, *[1] * (len(input_shape) - 2))), input_shape)},
    method=False,
    function=False,
    samples=(((2, 3, 4),), ((2, 3, 2, 2),)),
)
def channel_total(xp, input: Array):
    """`(N, C, ...) -> (C,)`, summed."""
    last = xp.moveaxis(input, 1, -1)
    if last.flags.c_contiguous:
        return column_sums(xp, last.reshape(-1, last.shape[-1]))
    return xp.add.reduce(input, (0, *range(2, input.ndim)))


@op(
    vjp={
        "input": lambda g, weight, input_shape, stride, padding, dilation, groups: convolution_input(
            g, weight, input_shape[2:], stride, padding, dilation, groups
        ),
        "weight": lambda g, input, weight_shape, stride, padding, dilation, groups: convolution_weight(
            g, input, weight_shape, stride, padding, dilation, groups
        ),
        "bias": lambda g: channel_total(g),
    },
    promote="same",
    method=False,
    function=False,
    check=_fits,
    samples=(
        ((2, 4, 5, 6), (6, 2, 3, 2), (6,), {"stride": (2, 1), "padding": (1, 0), "dilation": (1, 2), "groups": 2}),
        ((2, 3, 5), (4, 3, 2), None, {"stride": (1,), "padding": (1,), "dilation": (1,), "groups": 1}),
        ((2, 3, 4, 4), (3, 1, 3, 3), (3,), {"stride": (1, 1), "padding": (1, 1), "dilation": (1, 1), "groups": 3}),
    ),
)
def convolution(
    xp, input: Array, weight: Array, bias: Array = None, stride=(1,), padding=(0,), dilation=(1,), groups=1
):
    """Slide a kernel: `(N, C, ...), (O, C / groups, *kernel) -> (N, O, ...)`."""
    _fits(input, weight, bias, stride, padding, dilation, groups)
    out = out_sizes(input.shape[2:], weight.shape[2:], stride, padding, dilation)
    padded = channels_last(xp, input, padding, padding)
    if _depthwise(weight, groups):
        result = xp.zeros((input.shape[0], *out, groups), input.dtype)
        for place, spots in taps(weight.shape[2:], out, stride, dilation):
            result += padded[(slice(None), *spots)] * weight[(slice(None), 0, *place)]
    elif groups == 1:
        if input.ndim == 3:
            return _sequences(xp, padded, weight, out, stride, dilation, bias)
        return channels_second(xp, _forward(xp, padded, weight, out, stride, dilation, bias))
    else:
        pairs = zip(_parts(padded, groups, padded.ndim - 1), _parts(weight, groups, 0), strict=True)
        results = [_forward(xp, xp.ascontiguousarray(x), w, out, stride, dilation) for x, w in pairs]
        result = xp.concatenate(results, -1)
    if bias is not None:
        result += bias
    return finished(xp, result)


def _adjoint(xp, slope, weight, sizes, stride, padding, dilation):
    """The transpose of `_forward` for one group, cropped to `sizes`: (N, *sizes, C)."""
    kernel = weight.shape[2:]
    out = slope.shape[2:]
    before = [d * (k - 1) - p for d, k, p in zip(dilation, kernel, padding, strict=True)]
    channels, places = weight.shape[1], math.prod(out)
    # Two ways, by their cost in multiplications: columns of the padded gradient (a copied element costs 6), or columns
    # added into the result (an added one costs 25).
    gather = math.prod(sizes) * weight.shape[0] * (6 + channels)
    scatter = places * channels * (25 + weight.shape[0])
    if (
        all([s == 1 for s in stride]) and gather < scatter
    ):  # the convolution of the padded gradient with the flipped kernel
        after = [n + d * (k - 1) - b - m for n, d, k, b, m in zip(sizes, dilation, kernel, before, out, strict=True)]
        flipped = weight[(slice(None), slice(None), *[slice(None, None, -1)] * len(kernel))].swapaxes(0, 1)
        return _forward(xp, channels_last(xp, slope, before, after), flipped, sizes, stride, dilation)
    rows = channels_last(xp, slope)
    count = rows.shape[0]
    whole = [max(n + 2 * p, s * (m - 1) + d * (k - 1) + 1)
             for n, p, s, m, d, k in zip(sizes, padding, stride, out, dilation, kernel, strict=True)]  # fmt: skip
    padded = xp.zeros((count, *whole, channels), slope.dtype)
    matrix = matrix_of(weight)
    few = kernel[-1] * channels < 16
    for piece in chunks(count, places * matrix.shape[1]):
        flat, target = rows[piece].reshape(-1, rows.shape[-1]), padded[piece]
        if few:  # a place at a time is contiguous
            columns = xp.matmul(matrix.T, flat.T).reshape(-1, channels, target.shape[0], *out)
            target = xp.moveaxis(target, -1, 0)
            for i, (_, spots) in enumerate(taps(kernel, out, stride, dilation)):
                target[(slice(None), slice(None), *spots)] += columns[i]
            continue
        columns = xp.matmul(flat, matrix).reshape(-1, *out, *kernel, channels)
        for place, spots in taps(kernel, out, stride, dilation):
            target[(slice(None), *spots)] += columns[(slice(None), *[slice(None)] * len(out), *place)]
    crop = [slice(p, p + n) for p, n in zip(padding, sizes, strict=True)]
    return padded[(slice(None), *crop)]


@op(
    vjp={
        "slope": lambda g, weight, slope_shape, stride, padding, dilation, groups: cut(
            convolution(g, weight, None, stride, padding, dilation, groups), slope_shape
        ),
        "weight": lambda g, slope, weight_shape, stride, padding, dilation, groups: convolution_weight(
            slope, g, weight_shape, stride, padding, dilation, groups
        ),
    },
    method=False,
    function=False,
    grad_fn="ConvolutionBackwardBackward0",
    samples=(
        (
            (2, 6, 5, 4),
            (6, 2, 3, 2),
            {"sizes": (7, 5), "stride": (1, 1), "padding": (0, 0), "dilation": (1, 1), "groups": 2},
        ),
        ((2, 4, 3), (4, 3, 2), {"sizes": (6,), "stride": (2,), "padding": (0,), "dilation": (1,), "groups": 1}),
    ),
)
def convolution_input(xp, slope: Array, weight: Array, sizes, stride, padding, dilation, groups):
    """The gradient of `convolution` for an input of these spatial sizes."""
    if _depthwise(weight, groups):
        rows, out, kernel = channels_last(xp, slope), slope.shape[2:], weight.shape[2:]
        whole = [max(n + 2 * p, s * (m - 1) + d * (k - 1) + 1)
                 for n, p, s, m, d, k in zip(sizes, padding, stride, out, dilation, kernel, strict=True)]  # fmt: skip
        padded = xp.zeros((rows.shape[0], *whole, groups), slope.dtype)
        for place, spots in taps(weight.shape[2:], out, stride, dilation):
            padded[(slice(None), *spots)] += rows * weight[(slice(None), 0, *place)]
        return channels_second(
            xp, padded[(slice(None), *[slice(p, p + n) for p, n in zip(padding, sizes, strict=True)])]
        )
    pairs = zip(_parts(slope, groups, 1), _parts(weight, groups, 0), strict=True)
    results = [_adjoint(xp, g, w, tuple(sizes), stride, padding, dilation) for g, w in pairs]
    return channels_second(xp, results[0] if groups == 1 else xp.concatenate(results, -1))


@op(
    vjp={
        "slope": lambda g, input, slope_shape, stride, padding, dilation, groups: cut(
            convolution(input, g, None, stride, padding, dilation, groups), slope_shape
        ),
        "input": lambda g, slope, input_shape, stride, padding, dilation, groups: convolution_input(
            slope, g, input_shape[2:], stride, padding, dilation, groups
        ),
    },
    method=False,
    function=False,
    grad_fn="ConvolutionBackwardBackward0",
    samples=(
        ((2, 4, 3), (2, 3, 6), {"shape": (4, 3, 2), "stride": (2,), "padding": (0,), "dilation": (1,), "groups": 1}),
    ),
)
def convolution_weight(xp, slope: Array, input: Array, shape, stride, padding, dilation, groups):
    """The gradient of `convolution` for a weight of this shape."""
    kernel, out = shape[2:], slope.shape[2:]
    padded, rows = channels_last(xp, input, padding, padding), channels_last(xp, slope)
    count, places = input.shape[0], math.prod(out)
    if groups > 1 and shape[1] == 1 and shape[0] == groups:
        weight = xp.empty(shape, slope.dtype)
        for place, spots in taps(kernel, out, stride, dilation):
            product = (padded[(slice(None), *spots)] * rows).reshape(-1, groups)
            weight[(slice(None), 0, *place)] = column_sums(xp, product)
        return weight
    found = []
    for x, g in zip(_parts(padded, groups, padded.ndim - 1), _parts(rows, groups, rows.ndim - 1), strict=True):
        depth = math.prod(kernel) * x.shape[-1]
        columns = columns_of(xp, xp.ascontiguousarray(x), kernel, out, stride, dilation)
        flat, total = g.reshape(count, places, g.shape[-1]), None
        for piece in chunks(count, places * depth):
            part = xp.matmul(flat[piece].reshape(-1, flat.shape[-1]).T, columns(piece))
            total = part if total is None else total + part
        if total is None:
            total = xp.zeros((flat.shape[-1], depth), slope.dtype)
        found.append(total.reshape(-1, *kernel, x.shape[-1]))
    whole = found[0] if groups == 1 else xp.concatenate(found, 0)
    return xp.ascontiguousarray(xp.moveaxis(whole, -1, 1))
