"""Batch normalisation: few passes over the array as it lies in memory, in pieces that fit the cache."""

from __future__ import annotations

import math

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Index
from .activation import floating
from .norm import column_sums, recorded_rule
from .reduce import sum
from .shape import reshape
from .tiles import TILE


class Lines:
    """An array (N, C, ...) as memory has it, for work per channel.

    Where channels come last, lines of several pixels, `fold` of them, since NumPy's inner loop runs along a line; else
    (N, C, L), and `fold` is 0.
    """

    def __init__(self, xp, array, fold=None):
        self.xp, self.channels = xp, array.shape[1]
        last = array.transpose(0, *range(2, array.ndim), 1)
        if fold is None:
            fold = self._fold(array) if array.ndim == 2 or last.flags.c_contiguous else 0
        self.fold = fold
        if fold:
            self.view = xp.ascontiguousarray(last).reshape(-1, fold * self.channels)
        else:
            self.view = xp.ascontiguousarray(array).reshape(array.shape[0], self.channels, -1)

    @staticmethod
    def _fold(array):
        fold = 1
        for size in reversed(array.shape[2:]):
            if fold * array.shape[1] >= 256:
                break
            fold *= size
        return fold

    def pieces(self):
        """Slices of the first dimension that fit the cache."""
        step = max(2 * TILE // max(math.prod(self.view.shape[1:]), 1), 1)
        return [slice(i, i + step) for i in range(0, self.view.shape[0], step)]

    def along(self, vector):
        """A number per channel, to meet the lines."""
        return self.xp.tile(vector, self.fold) if self.fold > 1 else vector if self.fold else vector[:, None]

    def sums(self, piece):
        """The sums of some lines, which `per_channel` finishes."""
        if self.fold:
            return column_sums(self.xp, piece)
        return self.xp.add.reduce(self.xp.matmul(piece, self.xp.ones(piece.shape[2], piece.dtype)), 0)

    def dots(self, piece, other, memory):
        """The sums of a product."""
        if not self.fold and self.xp is CPU:
            return self.xp.add.reduce(self.xp.vecdot(piece, other), 0)
        return self.sums(self.xp.multiply(piece, other, out=memory[: len(piece)]))

    def memory(self):
        """Room for the largest piece."""
        rows = min(self.pieces()[0].stop, len(self.view)) if len(self.view) else 0
        return self.xp.empty((rows, *self.view.shape[1:]), self.view.dtype)

    def per_channel(self, total):
        return self.xp.add.reduce(total.reshape(self.fold, -1), 0) if self.fold > 1 else total

    def shaped(self, view, like):
        """A result on the lines, in the shape of the array."""
        if not self.fold:
            return view.reshape(like.shape)
        last = view.reshape(like.shape[0], *like.shape[2:], like.shape[1])
        return last.transpose(0, like.ndim - 1, *range(1, like.ndim - 1))


def _centred(xp, lines, out):
    """The means, into `out` the array less them, and the variances."""
    view, count = lines.view, lines.view.size // max(lines.channels, 1)
    mean = lines.per_channel(lines.sums(view))
    mean /= count
    middle, total, memory = lines.along(mean), 0, lines.memory()
    for piece in lines.pieces():
        centred = xp.subtract(view[piece], middle, out=out[piece])
        total = lines.dots(centred, centred, memory) + total
    variance = lines.per_channel(total)
    variance /= count
    return mean, variance


def _one_dtype(input, *given):
    """Refuse parameters and statistics of other dtypes than the input's; a half one may come with float32 for all."""
    kinds = [array.dtype for array in given if array is not None]
    if kinds and kinds[0] != input.dtype:
        if any([kind != "float32" for kind in kinds]):
            raise RuntimeError("mixed dtype (CPU): expect parameter to have scalar type of Float")
        if input.dtype not in dtypes.HALF:
            raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")
        return
    for kind in kinds:
        if kind != input.dtype:
            words = dtypes.of(input.dtype).word, dtypes.of(kind).word
            raise RuntimeError(f"expected scalar type {words[0]} but found {words[1]}")


def _batch_fits(input, weight, bias, running_mean, running_var, training=True, eps=1e-5):
    floating("batch_norm")(input)
    if input.ndim < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for batch_norm input, but got {input.ndim}")
    channels = input.shape[1]
    given = {"running_mean": running_mean, "running_var": running_var, "weight": weight, "bias": bias}
    for name, array in given.items():
        if array is not None and array.size != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {array.size}")
    _one_dtype(input, weight, bias, running_mean, running_var)
    for array in given.values():
        if array is not None and array.ndim != 1:
            raise RuntimeError(f"TensorAccessor expected 1 dims but tensor has {array.ndim}")


def _batch_rule(g, input, weight, running_mean, running_var, mean, rstd, training, eps):
    """The running statistics are kept as PyTorch keeps them: backward is refused where they were overwritten since."""
    if not hasattr(g, "_node"):
        return batch_norm_gradient(g, input, mean, rstd, weight, training)
    others = (0, *range(2, input.ndim))
    shape = (1, input.shape[1], *[1] * (input.ndim - 2))
    scale = None if weight is None else reshape(weight, shape)
    if training:
        grad, product, total = recorded_rule(g, input, scale, others, others, eps)
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
    lines, kind = Lines(xp, input), input.dtype
    out = xp.empty(lines.view.shape, kind)
    mean, variance = _centred(xp, lines, out) if training else (running_mean, running_var)
    # a training step moves the running statistics, which backward still needs as they were
    mean, variance = mean.astype(kind, copy=not training), variance.astype(kind, copy=False)
    rstd = 1 / xp.sqrt(variance + kind.type(eps))
    scale = rstd if weight is None else rstd * weight
    shift = bias
    if not training:
        shift = -mean * scale if bias is None else bias - mean * scale
    scale, shift = lines.along(scale), None if shift is None else lines.along(shift)
    for piece in lines.pieces():
        into = out[piece]
        xp.multiply(into if training else lines.view[piece], scale, out=into)
        if shift is not None:
            into += shift
    return lines.shaped(out, input), mean, rstd, variance


@op(outputs=("input_gradient", "weight_gradient", "bias_gradient"), method=False, function=False)
def batch_norm_gradient(xp, slope: Array, input: Array, mean: Array, rstd: Array, weight: Array = None, training=True):
    """The gradients of `batch_norm`."""
    lines = Lines(xp, input)
    view, g, kind = lines.view, Lines(xp, slope, lines.fold).view, input.dtype
    middle, memory, pieces = lines.along(mean), lines.memory(), lines.pieces()
    grad, total, product = xp.empty(view.shape, kind), 0, 0
    for piece in pieces:
        centred = xp.subtract(view[piece], middle, out=grad[piece])
        total = lines.sums(g[piece]) + total
        product = lines.dots(centred, g[piece], memory) + product
    total, product = lines.per_channel(total), lines.per_channel(product)
    product *= rstd
    count = view.size // max(lines.channels, 1)
    scale = lines.along(rstd if weight is None else rstd * weight)
    slant, level = lines.along(product * rstd / count), lines.along(total / count)
    for piece in pieces:
        into = grad[piece]
        if training:
            into *= slant
            into += level
            xp.subtract(g[piece], into, out=into)
            into *= scale
        else:
            xp.multiply(g[piece], scale, out=into)
    return lines.shaped(grad, input), None if weight is None else product, total
