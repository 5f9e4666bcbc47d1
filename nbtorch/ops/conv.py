"""Convolutions, as matrix products of columns. Inside, channels come last: a window is then a few long runs.

The three ops are each other's gradients (a convolution is linear in its input and in its weight), so any order works.
"""

from __future__ import annotations

from ..autograd.memory import followed
from ..autograd.op import op
from ..backend.array import NAMESPACES, Array
from . import depthwise
from .correlate import both_gradients, correlated, input_gradient, reach_of, weight_gradient
from .norm import column_sums
from .shape import reshape, spread_over, take_basic
from .windows import channels_last, channels_second, finished, out_sizes, sizes_text


def _depthwise(weight, groups):
    return groups > 1 and weight.shape[1] == 1 and weight.shape[0] == groups


def _padded(xp, array, padding):
    """(N, C, ...) as (N, ..., C), with zeros around."""
    last = array.transpose(0, *range(2, array.ndim), 1)
    if not any(padding):
        return xp.ascontiguousarray(last)
    sizes = [n + 2 * p for n, p in zip(array.shape[2:], padding, strict=True)]
    whole = xp.zeros((array.shape[0], *sizes, array.shape[1]), array.dtype)
    whole[(slice(None), *[slice(p, n - p) for p, n in zip(padding, sizes, strict=True)])] = last
    return whole


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


def _rule(g, input, weight, input_shape, weight_shape, stride, padding, dilation, groups):
    """The gradients of the input and the weight, those of the two that are wanted."""
    if input_shape and weight_shape and groups == 1 and type(g) in NAMESPACES:
        xp = NAMESPACES[type(g)]
        slope, change = both_gradients(xp, g, input, weight, stride, padding, dilation)
        return channels_second(xp, slope), xp.ascontiguousarray(change)
    call = stride, padding, dilation, groups
    return (
        convolution_input(g, weight, input_shape[2:], *call) if input_shape else None,
        convolution_weight(g, input, weight_shape, *call) if weight_shape else None,
    )


@op(
    vjp={
        ("input", "weight"): _rule,
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
    if groups == 1:
        result = finished(xp, correlated(xp, input, weight, out, stride, dilation, padding, padding, bias))
        return followed(xp, result, input, weight)
    if _depthwise(weight, groups):
        result = depthwise.outputs(xp, _padded(xp, input, padding), weight, out, stride, dilation)
    else:
        pairs = zip(_parts(input, groups, 1), _parts(weight, groups, 0), strict=True)
        results = [correlated(xp, x, w, out, stride, dilation, padding, padding) for x, w in pairs]
        result = xp.concatenate(results, -1)
    if bias is not None:
        result += bias
    return followed(xp, finished(xp, result), input, weight)


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
        rows, out = channels_last(xp, slope), slope.shape[2:]
        whole = reach_of(sizes, out, weight.shape[2:], stride, padding, dilation)
        padded = depthwise.input_gradient(xp, rows, weight, whole, stride, dilation)
        inside = padded[(slice(None), *[slice(p, p + n) for p, n in zip(padding, sizes, strict=True)])]
        return followed(xp, channels_second(xp, inside), slope, weight)
    pairs = zip(_parts(slope, groups, 1), _parts(weight, groups, 0), strict=True)
    results = [input_gradient(xp, g, w, tuple(sizes), stride, padding, dilation) for g, w in pairs]
    result = channels_second(xp, results[0] if groups == 1 else xp.concatenate(results, -1))
    return followed(xp, result, slope, weight)


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
    if groups > 1 and shape[1] == 1 and shape[0] == groups:
        padded, rows = _padded(xp, input, padding), channels_last(xp, slope)
        return depthwise.weight_gradient(xp, rows, padded, shape, stride, dilation)
    shape = (shape[0] // groups, *shape[1:])
    pairs = zip(_parts(slope, groups, 1), _parts(input, groups, 1), strict=True)
    found = [weight_gradient(xp, g, x, shape, stride, padding, dilation) for g, x in pairs]
    return xp.ascontiguousarray(found[0]) if groups == 1 else xp.concatenate(found, 0)
