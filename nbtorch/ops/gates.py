"""Activations that let `input` through a gate of its own: GELU, SiLU, Mish, hard swish, GLU."""

from __future__ import annotations

import math

from ..autograd.errors import dimension_error
from ..autograd.op import op
from ..backend.array import Array, Int, Text
from ..backend.gaussian import cumulative
from .activation import floating, sigmoid, softplus
from .compare import where
from .pointwise import exp, tanh
from .samples import UNARY
from .shape import cat, take_basic
from .tiles import TILE, tiled

_ROOT = math.sqrt(2 / math.pi)


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


def _elementwise(xp, function, *arrays_and_approximate):
    *arrays, approximate = arrays_and_approximate
    input = arrays[0]
    if input.ndim == 0:
        return _elementwise(xp, function, *[a.reshape(1) for a in arrays], approximate).reshape(())
    if input.size <= TILE or not all([a.flags.c_contiguous for a in arrays]):
        return function(xp, *arrays, approximate).astype(input.dtype, copy=False)  # float32, of a GPU's halves too
    return tiled(xp, lambda xp, *pieces: function(xp, *pieces, approximate), xp.empty_like(input), *arrays)


def _sloped(xp, slope, input, approximate):
    found = _slope(xp, input, approximate)
    found *= slope
    return found


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


def _gelu_rule(g, input, approximate):
    if hasattr(g, "_node"):
        return g * gelu_slope(input, approximate)
    return gelu_gradient(g, input, approximate)


@op(
    vjp={"input": _gelu_rule},
    promote="same",
    method=False,
    function=False,
    out=True,
    check=_known,
    samples=(*UNARY, ((3, 4), {"approximate": "tanh"})),
)
def gelu(xp, input: Array, approximate: Text = "none"):
    """`input` times the probability that a standard normal lies below it (Hendrycks & Gimpel, 2016)."""
    if approximate not in ("none", "tanh"):
        raise ValueError(approximate)
    return _elementwise(xp, _gelu, input, approximate)


@op(
    vjp={"input": _slope_rate},
    method=False,
    function=False,
    samples=(((3, 4), {"approximate": "none"}), ((3, 4), {"approximate": "tanh"})),
)
def gelu_slope(xp, input: Array, approximate):
    """The derivative of `gelu`."""
    return _elementwise(xp, _slope, input, approximate)


@op(method=False, function=False)
def gelu_gradient(xp, slope: Array, input: Array, approximate):
    """The gradient of `gelu`, in one walk over the memory."""
    return _elementwise(xp, _sloped, slope, input, approximate)


def _silu_rule(g, input):
    s = sigmoid(input)
    return g * (s * (1 + input * (1 - s)))


@op(vjp={"input": _silu_rule}, promote="same", inplace=True, method=False, function=False,
    check=floating("silu_cpu", complexes=True), samples=UNARY)  # fmt: skip
def silu(xp, input: Array):
    """`input * sigmoid(input)`, also called swish."""
    return input / (1 + xp.exp(-input))


def _mish_rule(g, input):
    t = tanh(softplus(input))
    return g * (t + input * (1 - t * t) * sigmoid(input))


@op(vjp={"input": _mish_rule}, promote="same", inplace=True, method=False, function=False,
    check=floating("mish_cpu"), samples=UNARY)  # fmt: skip
def mish(xp, input: Array):
    """`input * tanh(softplus(input))` (Misra, 2019)."""
    return input * xp.tanh(xp.log1p(xp.exp(-xp.abs(input))) + xp.maximum(input, 0))


@op(
    vjp={"input": lambda g, input: where(input >= 3, g, where(input <= -3, 0, g * (input / 3 + 0.5)))},
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


def _halves(input, dim):
    if input.ndim and not -input.ndim <= dim < input.ndim:
        raise dimension_error(dim, input.ndim)
    floating("glu_cpu")(input)


@op(
    vjp={"input": lambda g, input, dim: glu_rule(g, input, dim)},
    promote="same",
    method=False,
    function=False,
    check=_halves,
    samples=(((3, 4),), ((4, 3), {"dim": 0})),
)
def glu(xp, input: Array, dim: Int = -1):
    """The first half of `input` along `dim` times the sigmoid of the second (Dauphin et al., 2016)."""
    if input.ndim == 0:
        raise RuntimeError("glu does not support 0-dimensional tensors")
    if not -input.ndim <= dim < input.ndim:
        _halves(input, dim)
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
