"""Activations. Each is one node, as in PyTorch; what PyTorch composes is composed here too."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import ml_dtypes
import numpy

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Scalar
from .checks import refuses
from .compare import where
from .pointwise import exp
from .samples import UNARY
from .scalars import converts
from .tiles import lined

_PIECE = 1 << 15
_LARGEST = float(numpy.finfo("float32").max)


@cache
def _zeros(kind):
    """As many zeros as a piece of an array has."""
    return numpy.zeros(_PIECE, kind)


_INTEGERS: dict[Any, Any] = {  # by floating dtype, and what moves the sign to the place of the ones
    numpy.dtype("float32"): (numpy.dtype("int32"), numpy.array(31, "int32")),
    numpy.dtype("float64"): (numpy.dtype("int64"), numpy.array(63, "int64")),
}


def floating(name, complexes=False):
    """A check that the first input is of a floating dtype, or a complex one; `name` is PyTorch's for the kernel."""
    kinds = refuses(name, "biu" if complexes else "biuc")

    def check(input, *rest):
        kinds(input)

    return check


def _no_bool(input):
    if input.dtype == bool:
        raise RuntimeError("Boolean inputs not supported for relu")
    if input.dtype.kind == "c":
        raise NotImplementedError("clamp is not supported for complex types")


@op(vjp={"input": lambda g, out: positive_part(g, out)}, promote="common", inplace=True, check=_no_bool, samples=UNARY)
def relu(xp, input: Array):
    """`max(input, 0)`, elementwise."""
    if xp is not numpy or input.dtype.kind != "f" or not input.ndim:
        return xp.maximum(input, 0)
    zeros = _zeros(input.dtype)  # with an array of them, a quarter of the time of `maximum(input, 0)`
    if input.size <= _PIECE and input.flags.c_contiguous:
        return numpy.maximum(input, zeros[: input.size].reshape(input.shape))
    out = numpy.empty_like(input)
    lines = lined(input), lined(out)
    if lines[0] is None:
        return numpy.maximum(input, 0, out=out)
    for start in range(0, input.size, _PIECE):
        piece, target = (line[start : start + _PIECE] for line in lines)
        numpy.maximum(piece, zeros[: piece.size], out=target)
    return out


@op(
    vjp={"input": lambda g, where_positive: positive_part(g, where_positive)},
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((), ())),
)
def positive_part(xp, input: Array, where_positive: Array):
    """`input` where the other array, never -0.0, is positive, else 0: the gradient of relu."""
    known = _INTEGERS.get(input.dtype) if xp is CPU and where_positive.dtype == input.dtype else None
    if known is None or input.ndim == 0 or input.shape != where_positive.shape:
        return xp.where(where_positive > 0, input, 0)
    integer, shift = known
    keep = xp.negative(where_positive.view(integer))  # by bits, a fifth of the time of `where`: the sign of minus the
    keep >>= shift  # bits of a positive number, drawn over all bits, masks
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
def leaky_relu(xp, input: Array, negative_slope: Scalar = 0.01):
    """`input` where positive, `negative_slope * input` elsewhere."""
    return xp.where(input > 0, input, input * negative_slope)


def _exponential_below(xp, input, low, high, rate):
    """`high * input` from 0 on, `low * (exp(rate * input) - 1)` below."""
    return xp.where(input >= 0, input * high, xp.expm1(xp.minimum(input, 0) * rate) * low)


@op(
    vjp={"input": lambda g, input, alpha: where(input > 0, g, g * alpha * exp(where(input > 0, 0.0, input)))},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=floating("elu_cpu"),
    samples=(*UNARY, ((3, 4), {"alpha": 0.5})),
)
def elu(xp, input: Array, alpha: Scalar = 1.0):
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
def celu(xp, input: Array, alpha: Scalar = 1.0):
    """`input` where positive, `alpha * (exp(input / alpha) - 1)` elsewhere."""
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    return _exponential_below(xp, input, alpha, 1, 1 / alpha)


# ---------------------------------------------------------------- smooth
def _softplus_rule(g, input, beta, threshold):
    scaled = input * beta
    return where(scaled > threshold, g, g * sigmoid(scaled))


@op(vjp={"input": _softplus_rule}, promote="same", method=False, function=False,
    out=True, check=floating("softplus_cpu"),
    samples=(*UNARY, ((3, 4), {"beta": 2, "threshold": 1})))  # fmt: skip
def softplus(xp, input: Array, beta: Scalar = 1.0, threshold: Scalar = 20.0):
    """`log(1 + exp(beta * input)) / beta`; `input` itself where `beta * input` exceeds `threshold`."""
    scaled = input * beta
    threshold = math.inf if threshold != threshold else threshold  # nothing is above NaN
    return xp.where(scaled > threshold, input, xp.log1p(xp.exp(xp.minimum(scaled, threshold))) / beta)


@op(vjp={"input": lambda g, input: g * sigmoid(-input)}, promote="same", method=False, function=False,
    out=True,
    check=floating("log_sigmoid_cpu"), samples=UNARY, grad_fn="LogSigmoidBackward0")  # fmt: skip
def logsigmoid(xp, input: Array):
    """`log(sigmoid(input))`, without overflow."""
    return xp.minimum(input, 0) - xp.log1p(xp.exp(-xp.abs(input)))


# ---------------------------------------------------------------- piecewise
def _bounds(input, min_val, max_val):
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    if input.dtype.kind == "c":
        raise NotImplementedError("clamp is not supported for complex types")
    if input.dtype == bool:
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if input.dtype.kind == "u" and not (math.isfinite(min_val) and math.isfinite(max_val)):
        raise RuntimeError("value cannot be converted to type int64_t without overflow")
    if input.dtype.kind == "u" and int(min_val) < 0:
        raise RuntimeError("cannot do hardtanh on an unsigned type with negative limits")
    for bound in (min_val, max_val):
        whole = converts(bound, dtypes.int64.array) if input.dtype.kind in "iu" else bound  # without its fraction
        converts(whole, input.dtype)


@op(
    vjp={"input": lambda g, input, min_val, max_val: where(input > min_val, where(input >= max_val, 0, g), 0)},
    promote="same",
    inplace=True,
    method=False,
    function=False,
    check=_bounds,
    samples=(*UNARY, ((3, 4), {"min_val": -0.3, "max_val": 0.6})),
)
def hardtanh(xp, input: Array, min_val: Scalar = -1.0, max_val: Scalar = 1.0):
    """`input` held between two bounds."""
    if not (-_LARGEST <= min_val <= max_val <= _LARGEST):
        _bounds(input, min_val, max_val)
    if input.dtype.kind in "iu":
        min_val, max_val = int(min_val), int(max_val)
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


def _value_fits(input, threshold, value):
    refuses("threshold_cpu", "bc")(input, threshold, value)
    computed = input.dtype in dtypes.HALF  # what is compared is, what is written is not
    converts(threshold, dtypes.float32.array if computed else input.dtype)
    converts(value, input.dtype)


@op(
    vjp={"input": lambda g, input, threshold: where(input <= threshold, 0, g)},
    promote="same",
    inplace=True,
    method=False,
    check=_value_fits,
    samples=(((3, 4), {"threshold": 0.2, "value": -1.0}),),
)
def threshold(xp, input: Array, threshold: Scalar, value: Scalar):
    """`input` where it exceeds `threshold`, else `value`."""
    threshold, value = converts(threshold, input.dtype), converts(value, input.dtype)
    return xp.where(input <= threshold, value, input)  # what is not a number stays


def _lambda_fits(input, lambd):
    floating("hardshrink_cpu")(input, lambd)
    converts(lambd, input.dtype)


def _outside(g, input, lambd):
    return where((input >= -lambd) & (input <= lambd), 0, g)


@op(
    vjp={"input": _outside},
    promote="same",
    check=_lambda_fits,
    samples=(*UNARY, ((3, 4), {"lambd": 0.2})),
)
def hardshrink(xp, input: Array, lambd: Scalar = 0.5):
    """`input` where its absolute value exceeds `lambd`, else 0."""
    if not abs(lambd) <= _LARGEST:
        converts(lambd, input.dtype)
    return xp.where(xp.abs(input) <= lambd, 0, input)


def _not_negative(input, lambd):
    floating("softshrink_check")(input, lambd)
    if not 0 <= lambd <= float(ml_dtypes.finfo(input.dtype).max):
        raise RuntimeError(
            f"lambda must be in range [0, {float(ml_dtypes.finfo(input.dtype).max):g}] for input dtype "
            f"{dtypes.of(input.dtype).word}, but found {lambd:g}"
        )


@op(vjp={"input": _outside}, promote="same", method=False, function=False,
    out=True, check=_not_negative,
    samples=(*UNARY, ((3, 4), {"lambd": 0.2})))  # fmt: skip
def softshrink(xp, input: Array, lambd: Scalar = 0.5):
    """`input` moved towards 0 by `lambd`, and 0 within."""
    if not 0 <= lambd <= _LARGEST:
        _not_negative(input, lambd)
    return input - xp.clip(input, -lambd, lambd)


@op(
    vjp={
        "input": lambda g, input, weight: where(input > 0, g, g * weight),
        "weight": lambda g, input: where(input > 0, 0, g * input),
    },
    promote="same",
    method=False,
    function=False,
    check=floating("prelu_cpu"),
    samples=(((3, 4), (1, 4)), ((2, 3, 4), (1, 3, 1))),
)
def prelu_kernel(xp, input: Array, weight: Array):
    """`input` where positive, `weight * input` elsewhere."""
    return xp.where(input > 0, input, input * weight)


@composed()
def prelu(input: Array, weight: Array):
    """`input` where positive, `weight * input` elsewhere: one weight, or one per channel (dimension 1)."""
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
