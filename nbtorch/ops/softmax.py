"""Softmax and its logarithm, stable, in few passes."""

from __future__ import annotations

import numpy

from ..autograd.errors import dimension_error
from ..autograd.op import op
from ..backend.array import CPU, Array, Int
from ..backend.storage import row_major
from .activation import floating
from .dimension import dimension
from .pointwise import exp
from .reduce import sum
from .samples import DIMENSION
from .tiles import by_rows


def _softmax_check(name):
    def check(input, dim, *rest):
        size = max(input.ndim, 1)
        if not -size <= dim < size:
            raise dimension_error(dim, input.ndim)
        if input.size:
            floating(name)(input)

    return check


def totals(xp, array, dim):
    """Sums along `dim`, which stays with size 1; along contiguous rows as a matrix product, NumPy's fastest sum."""
    if dim in (-1, array.ndim - 1) and array.size > 4096:
        return xp.matmul(array, xp.ones((array.shape[-1], 1), array.dtype))
    return xp.add.reduce(array, dim, keepdims=True)


SAFE = 60.0  # exp of it, and sums of such, are far from the limits of float32
_LEAST = 1e-20  # a sum of exponentials above it lost nothing that counts to underflow


def _softmax(xp, out, input, dim):
    if xp is CPU and dim in (-1, input.ndim - 1) and input.size > 4096 and float(input.max()) < SAFE:
        xp.exp(input, out=out)  # no maximum per row, which NumPy takes five times the time of `exp` for
        sums = totals(xp, out, dim)
        if float(sums.min()) > _LEAST:
            out /= sums
            return
    xp.subtract(input, _largest(xp, input, dim), out=out)
    xp.exp(out, out=out)
    out /= totals(xp, out, dim)


def _softmax_gradient(xp, grad, g, out, dim):
    if xp is CPU and dim in (-1, out.ndim - 1):
        total = xp.vecdot(g, out)[..., None]
    else:
        total = totals(xp, xp.multiply(g, out, out=grad), dim)
    xp.subtract(g, total, out=grad)
    grad *= out


def _largest(xp, input, dim):
    """The maximum along `dim`, which stays with size 1. NumPy's is slow along short rows, and fast across them."""
    if xp is CPU and input.ndim == 2 and dim in (-1, 1) and input.shape[1] <= 32:
        return numpy.maximum.reduce(numpy.ascontiguousarray(input.T), 0)[:, None]
    return input.max(dim, keepdims=True)


def _log_softmax(xp, out, input, dim):
    xp.subtract(input, _largest(xp, input, dim), out=out)
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
    samples=(((3, 4), (3, 4), {"dim": 1}), ((2, 3, 4), (2, 3, 4), {"dim": 0})),
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
    samples=(((3, 4), (3, 4), {"dim": 1}), ((2, 3, 4), (2, 3, 4), {"dim": 0})),
)
def log_softmax_gradient(xp, slope: Array, value: Array, dim):
    """The gradient of log_softmax, from that of its result and the result."""
    return by_rows(xp, _log_softmax_gradient, dim, xp.empty_like(value), slope, value)


@op(
    vjp={"input": lambda g, out, dim: softmax_gradient(g, out, dim)},
    promote="same",
    casts="place",
    check=_softmax_check("softmax_lastdim_kernel_impl"),
    samples=(*DIMENSION, ((), {"dim": 0})),
)
def softmax(xp, input: Array, dim: Int):
    """Exponentials scaled so that they sum to 1 along `dim`."""
    if not input.ndim or not input.size:
        dimension(dim, input.ndim)
        return xp.exp(input - input) if input.size else xp.asarray(input)
    return row_major(xp, by_rows(xp, _softmax, dim, xp.empty_like(input), input))


@op(
    vjp={"input": lambda g, out, dim: log_softmax_gradient(g, out, dim)},
    promote="same",
    casts="place",
    check=_softmax_check("log_softmax_lastdim_kernel_impl"),
    samples=(*DIMENSION, ((), {"dim": 0})),
)
def log_softmax(xp, input: Array, dim: Int):
    """Logarithm of softmax, without overflow or underflow."""
    if not input.ndim or not input.size:
        dimension(dim, input.ndim)
        return xp.asarray(input - input if input.size else input)
    return row_major(xp, by_rows(xp, _log_softmax, dim, xp.empty_like(input), input))
