"""Activations. Each is one node, as in PyTorch; what PyTorch composes is composed here too."""

from __future__ import annotations

import math
from typing import Any

import numpy

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array
from ..backend.gaussian import cumulative
from .compare import where
from .pointwise import exp, tanh
from .reduce import sum
from .samples import DIMENSION, UNARY
from .shape import cat, take_basic

TILE = 1 << 15  # elements per pass of a kernel of many passes: the temporaries stay in the cache
_ROOT = math.sqrt(2 / math.pi)
_INTEGERS: dict[Any, Any] = {numpy.dtype("float32"): numpy.dtype("int32"), numpy.dtype("float64"): numpy.dtype("int64")}


def floating(name):
    """A check that the first input is of a floating dtype; `name` is PyTorch's for the kernel."""

    def check(input, *rest):
        if dtypes.category(input.dtype) < dtypes.FLOATING:
            raise NotImplementedError(f"\"{name}\" not implemented for '{dtypes.of(input.dtype).word}'")

    return check


def _no_bool(input):
    if input.dtype == bool:
        raise RuntimeError("Boolean inputs not supported for relu")


@op(vjp={"input": lambda g, out: positive_part(g, out)}, promote="common", inplace=True, check=_no_bool, samples=UNARY)
def relu(xp, input: Array):
    """`max(input, 0)`, elementwise."""
    return xp.maximum(input, 0)


@op(vjp={"input": lambda g, where_positive: positive_part(g, where_positive)}, method=False, function=False)
def positive_part(xp, input: Array, where_positive: Array):
    """`input` where the other array, never -0.0, is positive, else 0: the gradient of relu."""
    integer = _INTEGERS.get(input.dtype) if xp is numpy and where_positive.dtype == input.dtype else None
    if integer is None or input.ndim == 0 or input.shape != where_positive.shape:
        return xp.where(where_positive > 0, input, 0)
    keep = xp.negative(where_positive.view(integer))  # by bits, a fifth of the time of `where`: the sign of minus the
    keep >>= integer.itemsize * 8 - 1  # bits of a positive number, drawn over all bits, masks
    keep &= input.view(integer)
    return keep.view(input.dtype)


@op(
    vjp={"input": lambda g, out: g * ((1 - out) * out)},
    promote="float",
    inplace=True,
    samples=UNARY,
)
def sigmoid(xp, input: Array):
    """`1 / (1 + exp(-input))`, elementwise."""
    out = xp.negative(input)
    if input.ndim == 0:
        return 1 / (1 + xp.exp(out))
    xp.exp(out, out=out)
    out += 1
    return xp.reciprocal(out, out=out)


@op(
    vjp={"input": lambda g, input, negative_slope: where(input > 0, g, g * negative_slope)},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=floating("leaky_relu_cpu"),
    samples=(*UNARY, ((3, 4), {"negative_slope": 0.2})),
)
def leaky_relu(xp, input: Array, negative_slope=0.01):
    """`input` where positive, `negative_slope * input` elsewhere."""
    return xp.where(input > 0, input, input * negative_slope)


def _exponential_below(xp, input, low, high, rate):
    """`high * input` above 0, `low * (exp(rate * input) - 1)` below."""
    return xp.where(input > 0, input * high, xp.expm1(xp.minimum(input, 0) * rate) * low)


@op(
    vjp={"input": lambda g, input, alpha: where(input > 0, g, g * alpha * exp(where(input > 0, 0.0, input)))},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=floating("elu_cpu"),
    samples=(*UNARY, ((3, 4), {"alpha": 0.5})),
)
def elu(xp, input: Array, alpha=1.0):
    """`input` where positive, `alpha * (exp(input) - 1)` elsewhere."""
    return _exponential_below(xp, input, alpha, 1, 1)


SELU_ALPHA, SELU_SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946


@op(
    vjp={
        "input": lambda g, input: (
            g * where(input > 0, SELU_SCALE, SELU_SCALE * SELU_ALPHA * exp(where(input > 0, 0.0, input)))
        )
    },
    promote="same",
    inplace=True,
    method=False,
    check=floating("elu_cpu"),
    samples=UNARY,
    grad_fn="EluBackward0",
)
def selu(xp, input: Array):
    """ELU scaled so that activations keep mean 0 and variance 1 (Klambauer et al., 2017)."""
    return _exponential_below(xp, input, SELU_ALPHA * SELU_SCALE, SELU_SCALE, 1)


@op(
    vjp={"input": lambda g, input, alpha: g * where(input > 0, 1.0, exp(where(input > 0, 0.0, input / alpha)))},
    promote="same",
    inplace=True,
    method=False,
    check=floating("elu_cpu"),
    samples=(*UNARY, ((3, 4), {"alpha": 0.5})),
)
def celu(xp, input: Array, alpha=1.0):
    """`input` where positive, `alpha * (exp(input / alpha) - 1)` elsewhere."""
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    return _exponential_below(xp, input, alpha, 1, 1 / alpha)


# ---------------------------------------------------------------- GELU
def tiled(xp, function, out, *inputs):
    """`function` on cache-sized pieces of contiguous arrays of one shape, into `out`."""
    flat = [a.reshape(-1) for a in inputs]
    target = out.reshape(-1)
    for start in range(0, target.size, TILE):
        piece = slice(start, start + TILE)
        target[piece] = function(xp, *[a[piece] for a in flat])
    return out


def _gelu(xp, input, approximate):
    if approximate == "tanh":
        return 0.5 * input * (1 + xp.tanh(_ROOT * (input + 0.044715 * input * input * input)))
    out = cumulative(xp, input)[0]
    out *= input
    return out


def _slope(xp, input, approximate):
    if approximate == "tanh":
        squares = input * input
        t = xp.tanh(_ROOT * input * (1 + 0.044715 * squares))
        return 0.5 * (1 + t) + 0.5 * input * (1 - t * t) * (_ROOT + 3 * 0.044715 * _ROOT * squares)
    below, bell = cumulative(xp, input)
    bell *= -0.5
    xp.exp(bell, out=bell)
    bell *= input
    bell *= 1 / math.sqrt(2 * math.pi)
    below += bell
    return below


def _elementwise(xp, function, input, *statics):
    if input.ndim == 0:
        return function(xp, input.reshape(1), *statics).reshape(())
    if input.size <= TILE or not input.flags.c_contiguous:
        return function(xp, input, *statics)
    return tiled(xp, lambda xp, piece: function(xp, piece, *statics), xp.empty_like(input), input)


def _known(input, approximate):
    floating("GeluKernelImpl")(input)
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")


def _slope_rate(g, input, approximate):
    """The second derivative of GELU."""
    squares = input * input
    if approximate == "none":
        return g * (exp(squares * -0.5) * (2 - squares) * (1 / math.sqrt(2 * math.pi)))
    t = tanh(_ROOT * input * (1 + 0.044715 * squares))
    inner = _ROOT * (1 + 3 * 0.044715 * squares)
    bend = 1 - t * t
    return g * bend * (inner + 0.5 * input * (6 * 0.044715 * _ROOT * input - 2 * t * inner * inner))


@op(
    vjp={"input": lambda g, input, approximate: g * gelu_slope(input, approximate)},
    promote="same",
    method=False,
    function=False,
    check=_known,
    samples=(*UNARY, ((3, 4), {"approximate": "tanh"})),
)
def gelu(xp, input: Array, approximate="none"):
    """`input` times the probability that a standard normal lies below it (Hendrycks & Gimpel, 2016)."""
    if approximate not in ("none", "tanh"):
        raise ValueError(approximate)
    return _elementwise(xp, _gelu, input, approximate)


@op(vjp={"input": _slope_rate}, method=False, function=False)
def gelu_slope(xp, input: Array, approximate):
    """The derivative of `gelu`."""
    return _elementwise(xp, _slope, input, approximate)


# ---------------------------------------------------------------- smooth
def _silu_rule(g, input):
    s = sigmoid(input)
    return g * (s * (1 + input * (1 - s)))


@op(vjp={"input": _silu_rule}, promote="same", inplace=True, method=False, function=False,
    check=floating("silu_cpu"), samples=UNARY)  # fmt: skip
def silu(xp, input: Array):
    """`input * sigmoid(input)`, also called swish."""
    return input / (1 + xp.exp(-input))


def _softplus_rule(g, input, beta, threshold):
    scaled = input * beta
    return where(scaled > threshold, g, g * sigmoid(scaled))


@op(vjp={"input": _softplus_rule}, promote="same", method=False, function=False, check=floating("softplus_cpu"),
    samples=(*UNARY, ((3, 4), {"beta": 2, "threshold": 1})))  # fmt: skip
def softplus(xp, input: Array, beta=1.0, threshold=20.0):
    """`log(1 + exp(beta * input)) / beta`; `input` itself where `beta * input` exceeds `threshold`."""
    scaled = input * beta
    return xp.where(scaled > threshold, input, xp.log1p(xp.exp(xp.minimum(scaled, threshold))) / beta)


def _mish_rule(g, input):
    t = tanh(softplus(input))
    return g * (t + input * (1 - t * t) * sigmoid(input))


@op(vjp={"input": _mish_rule}, promote="same", inplace=True, method=False, function=False,
    check=floating("mish_cpu"), samples=UNARY)  # fmt: skip
def mish(xp, input: Array):
    """`input * tanh(softplus(input))` (Misra, 2019)."""
    return input * xp.tanh(xp.log1p(xp.exp(-xp.abs(input))) + xp.maximum(input, 0))


@op(vjp={"input": lambda g, input: g * sigmoid(-input)}, promote="same", method=False, function=False,
    check=floating("log_sigmoid_cpu"), samples=UNARY, grad_fn="LogSigmoidBackward0")  # fmt: skip
def logsigmoid(xp, input: Array):
    """`log(sigmoid(input))`, without overflow."""
    return xp.minimum(input, 0) - xp.log1p(xp.exp(-xp.abs(input)))


# ---------------------------------------------------------------- piecewise
def _bounds(input, min_val, max_val):
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    floating("hardtanh_cpu")(input)


@op(
    vjp={"input": lambda g, input, min_val, max_val: where(input > min_val, where(input >= max_val, 0, g), 0)},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=_bounds,
    samples=(*UNARY, ((3, 4), {"min_val": -0.3, "max_val": 0.6})),
)
def hardtanh(xp, input: Array, min_val=-1.0, max_val=1.0):
    """`input` held between two bounds."""
    return xp.clip(input, min_val, max_val)


@op(
    vjp={"input": lambda g, input: where(input > -3, where(input >= 3, 0, g * (1 / 6)), 0)},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=floating("hardsigmoid_cpu"),
    samples=UNARY,
)
def hardsigmoid(xp, input: Array):
    """`(input + 3) / 6` held between 0 and 1."""
    return xp.clip(input + 3, 0, 6) / 6


@op(
    vjp={"input": lambda g, input: where(input > 3, g, where(input < -3, 0, g * (input / 3 + 0.5)))},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=floating("hardswish_cpu"),
    samples=UNARY,
)
def hardswish(xp, input: Array):
    """`input * hardsigmoid(input)` (Howard et al., 2019)."""
    return input * xp.clip(input + 3, 0, 6) / 6


@op(
    vjp={"input": lambda g, input, threshold: where(input > threshold, g, 0)},
    promote="same",
    inplace=True,
    method=False,
    samples=(((3, 4), {"threshold": 0.2, "value": -1.0}),),
)
def threshold(xp, input: Array, threshold, value):
    """`input` where it exceeds `threshold`, else `value`."""
    return xp.where(input > threshold, input, value)


def _outside(g, out):
    return where(out == 0, 0, g)


@op(
    vjp={"input": _outside},
    promote="same",
    check=floating("hardshrink_cpu"),
    samples=(*UNARY, ((3, 4), {"lambd": 0.2})),
)
def hardshrink(xp, input: Array, lambd=0.5):
    """`input` where its absolute value exceeds `lambd`, else 0."""
    return xp.where(xp.abs(input) <= lambd, 0, input)


def _not_negative(input, lambd):
    if lambd < 0:
        raise RuntimeError(f"lambda must be greater or equal to 0, but found to be {lambd:g}.")
    floating("softshrink_cpu")(input)


@op(vjp={"input": _outside}, promote="same", method=False, function=False, check=_not_negative,
    samples=(*UNARY, ((3, 4), {"lambd": 0.2})))  # fmt: skip
def softshrink(xp, input: Array, lambd=0.5):
    """`input` moved towards 0 by `lambd`, and 0 within."""
    return input - xp.clip(input, -lambd, lambd)


@op(
    vjp={
        "input": lambda g, input, weight: where(input > 0, g, g * weight),
        "weight": lambda g, input: where(input > 0, 0, g * input),
    },
    promote="same",
    method=False,
    function=False,
    samples=(((3, 4), (1, 4)), ((2, 3, 4), (1, 3, 1))),
)
def prelu_kernel(xp, input: Array, weight: Array):
    """`input` where positive, `weight * input` elsewhere."""
    return xp.where(input > 0, input, input * weight)


@composed()
def prelu(input, weight):
    """`input` where positive, `weight * input` elsewhere: one weight, or one per channel (dimension 1)."""
    if not hasattr(weight, "_node"):
        raise TypeError(f"prelu(): argument 'weight' (position 2) must be Tensor, not {type(weight).__name__}")
    if weight.ndim > 1:
        raise RuntimeError(f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.ndim}")
    count = weight.numel()
    if count != 1:
        if input.ndim == 0:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if input.ndim > 1 else 1
        if channels != count:
            raise RuntimeError(
                f"Mismatch of parameter numbers and input channel size. Found parameter numbers = {count} and channel "
                f"size = {channels}."
            )
    shape = [1] * input.ndim
    if input.ndim > 1:
        shape[1] = count
    return prelu_kernel(input, weight.reshape(shape))


@op(
    vjp={"input": lambda g, input, dim: glu_rule(g, input, dim)},
    promote="same",
    method=False,
    function=False,
    samples=(((3, 4),), ((4, 3), {"dim": 0})),
)
def glu(xp, input: Array, dim=-1):
    """The first half of `input` along `dim` times the sigmoid of the second (Dauphin et al., 2016)."""
    if input.ndim == 0:
        raise RuntimeError("glu does not support 0-dimensional tensors")
    if input.shape[dim] % 2:
        raise RuntimeError(
            f"Halving dimension must be even, but dimension {dim % input.ndim} is size {input.shape[dim]}"
        )
    first, second = xp.split(input, 2, dim)
    return first / (1 + xp.exp(-second))


def glu_rule(g, input, dim):
    """The gradient of `glu`."""
    axis, half = dim % input.ndim, input.shape[dim] // 2
    lead = (slice(None),) * axis
    first, second = take_basic(input, (*lead, slice(0, half))), take_basic(input, (*lead, slice(half, None)))
    gate = sigmoid(second)
    return cat([g * gate, g * first * gate * (1 - gate)], axis)


# ---------------------------------------------------------------- softmax
def _softmax_check(name):
    def check(input, dim, *rest):
        size = max(input.ndim, 1)
        if not -size <= dim < size:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got {dim})"
            )
        floating(name)(input)

    return check


def by_rows(xp, kernel, dim, out, *inputs):
    """Run `kernel(out, *inputs, dim)`, on groups of rows that fit the cache where `dim` is the last one."""
    width = out.shape[-1] if out.ndim else 0
    if (xp is numpy and width and out.size > 2 * TILE and dim in (-1, out.ndim - 1)
            and all([a.flags.c_contiguous for a in (out, *inputs)])):  # fmt: skip
        step = max(TILE // width, 1)
        flat = [a.reshape(-1, width) for a in (out, *inputs)]
        for start in range(0, len(flat[0]), step):
            kernel(xp, *[a[start : start + step] for a in flat], -1)
    else:
        kernel(xp, out, *inputs, dim)
    return out


def totals(xp, array, dim):
    """Sums along `dim`, which stays with size 1; along contiguous rows as a matrix product, NumPy's fastest sum."""
    if array.ndim == 2 and dim == -1 and array.size > 4096:
        return xp.matmul(array, xp.ones((array.shape[1], 1), array.dtype))
    return array.sum(dim, keepdims=True)


def _softmax(xp, out, input, dim):
    xp.subtract(input, input.max(dim, keepdims=True), out=out)
    xp.exp(out, out=out)
    out /= totals(xp, out, dim)


def _softmax_gradient(xp, grad, g, out, dim):
    if xp is numpy and dim in (-1, out.ndim - 1):
        total = xp.vecdot(g, out)[..., None]
    else:
        total = totals(xp, xp.multiply(g, out, out=grad), dim)
    xp.subtract(g, total, out=grad)
    grad *= out


def _log_softmax(xp, out, input, dim):
    xp.subtract(input, input.max(dim, keepdims=True), out=out)
    out -= xp.log(totals(xp, xp.exp(out), dim))


def _log_softmax_gradient(xp, grad, g, out, dim):
    xp.exp(out, out=grad)
    grad *= totals(xp, g, dim)
    xp.subtract(g, grad, out=grad)


@op(
    vjp={
        "slope": lambda g, value, dim: softmax_gradient(g, value, dim),
        "value": lambda g, slope, value, dim: (
            g * (slope - sum(slope * value, dim, True)) - slope * sum(g * value, dim, True)
        ),
    },
    method=False,
    function=False,
)
def softmax_gradient(xp, slope: Array, value: Array, dim):
    """The gradient of softmax, from that of its result and the result."""
    return by_rows(xp, _softmax_gradient, dim, xp.empty_like(value), slope, value)


@op(
    vjp={
        "slope": lambda g, value, dim: g - sum(g * exp(value), dim, True),
        "value": lambda g, slope, value, dim: -g * exp(value) * sum(slope, dim, True),
    },
    method=False,
    function=False,
)
def log_softmax_gradient(xp, slope: Array, value: Array, dim):
    """The gradient of log_softmax, from that of its result and the result."""
    return by_rows(xp, _log_softmax_gradient, dim, xp.empty_like(value), slope, value)


@op(
    vjp={"input": lambda g, out, dim: softmax_gradient(g, out, dim)},
    promote="same",
    casts=True,
    check=_softmax_check("softmax_lastdim_kernel_impl"),
    samples=(*DIMENSION, ((), {"dim": 0})),
)
def softmax(xp, input: Array, dim):
    """Exponentials scaled so that they sum to 1 along `dim`."""
    return by_rows(xp, _softmax, dim, xp.empty_like(input), input) if input.ndim else xp.ones_like(input)


@op(
    vjp={"input": lambda g, out, dim: log_softmax_gradient(g, out, dim)},
    promote="same",
    casts=True,
    check=_softmax_check("log_softmax_lastdim_kernel_impl"),
    samples=(*DIMENSION, ((), {"dim": 0})),
)
def log_softmax(xp, input: Array, dim):
    """Logarithm of softmax, without overflow or underflow."""
    return by_rows(xp, _log_softmax, dim, xp.empty_like(input), input) if input.ndim else xp.zeros_like(input)
