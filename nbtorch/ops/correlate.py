"""The three products of a convolution for one group: forward, and the gradients of the input and of the weight.

Results are channels last: (N, *out, O) and (N, *sizes, C). The gradient of the input is itself a convolution, of the
outer gradient with the flipped kernel; with strides it is one for each residue of the positions. Its columns, times
the input, are the gradient of the weight too: where that costs little more, both are made in one go.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

from .columns import blocks, columns
from .windows import channels_last, matrix_of, taps

# What an element costs, in multiplications of a matrix product: one copied into columns, one added from columns.
COPIED, ADDED = 10, 90


def correlated(xp, array, weight, out, stride, dilation, before, after, bias=None):
    """The convolution of `array` (N, C, ...) with these zeros around it: (N, *out, O)."""
    kernel, channels = weight.shape[2:], weight.shape[0]
    matrix = xp.ascontiguousarray(matrix_of(weight).T)
    result = xp.empty((array.shape[0], *out, channels), array.dtype)
    # A line of results at a time: NumPy's inner loop would be as short as there are channels.
    line = None if bias is None else xp.tile(bias, out[-1])
    for samples, lines, rows in columns(xp, array, kernel, out, stride, dilation, before, after, channels):
        into = result[samples, lines]
        xp.matmul(rows, matrix, out=into.reshape(-1, channels))
        if line is not None:
            part = line[: into.size]  # of a sequence, some of its only line
            into = into.reshape(-1, part.size)
            into += part
    return result


def weight_gradient(xp, slope, array, shape, stride, padding, dilation):
    """The gradient of the weight, of this shape (O, C, *kernel)."""
    (outputs, channels, *kernel), out = shape, slope.shape[2:]
    rows, total, part = channels_last(xp, slope), None, None
    for samples, lines, matrix in columns(
        xp, array, kernel, out, stride, dilation, padding, padding, outputs
    ):  # fmt: skip
        total, part = _added(xp, total, part, matrix, rows[samples, lines].reshape(-1, outputs))
    if total is None:
        return xp.zeros(shape, slope.dtype)
    return total.reshape(*kernel, channels, outputs).transpose(len(kernel) + 1, len(kernel), *range(len(kernel)))


def _added(xp, total, part, matrix, rows):
    """`total` plus the product of a block; the first block's product is the start."""
    if total is None:
        return xp.matmul(matrix.T, rows), None
    part = xp.matmul(matrix.T, rows) if part is None else xp.matmul(matrix.T, rows, out=part)
    total += part
    return total, part


# ---------------------------------------------------------------- the gradient of the input
def input_gradient(xp, slope, weight, sizes, stride, padding, dilation):
    """The gradient of an input of these spatial sizes."""
    if _gathers(slope, weight, sizes, stride):
        return _gathered(xp, slope, weight, None, sizes, stride, padding, dilation)[0]
    return _scattered(xp, slope, weight, sizes, stride, padding, dilation)


def both_gradients(xp, slope, array, weight, stride, padding, dilation):
    """The gradients of the input and of the weight."""
    sizes, outputs, out = array.shape[2:], weight.shape[0], slope.shape[2:]
    more = math.prod(sizes) // math.prod(stride) - math.prod(out)  # rows that the other columns would have
    if _gathers(slope, weight, sizes, stride) and more * outputs < COPIED * math.prod(out):
        return _gathered(xp, slope, weight, array, sizes, stride, padding, dilation)
    return (
        input_gradient(xp, slope, weight, sizes, stride, padding, dilation),
        weight_gradient(xp, slope, array, weight.shape, stride, padding, dilation),
    )


def _gathers(slope, weight, sizes, stride):
    """Whether columns of the outer gradient cost less than columns added into the result."""
    outputs, channels = weight.shape[:2]
    gathered = math.prod(sizes) / math.prod(stride) * outputs * (COPIED + channels)
    return gathered < math.prod(slope.shape[2:]) * channels * (ADDED + outputs)


def _residue(residue, size, out, kernel, stride, padding, dilation):
    """For positions `residue + stride * t` of one dimension: how many there are, which places of the kernel meet them,
    the dilation among these, and the zeros before and after the outer gradient."""
    count, apart = len(range(residue, size, stride)), stride // math.gcd(stride, dilation)
    first = next((i for i in range(min(apart, kernel)) if (residue + padding - i * dilation) % stride == 0), kernel)
    places = range(first, kernel, apart)
    if not places:
        return count, places, 1, 0, 0
    spread, before = dilation * apart // stride, (places[-1] * dilation - residue - padding) // stride
    return count, places, spread, before, count + (len(places) - 1) * spread - before - out


def _gathered(xp, slope, weight, array, sizes, stride, padding, dilation):
    """The gradient of the input from columns of the outer gradient; with `array`, the input, the weight's from them."""
    outputs, channels, *kernel = weight.shape
    rank, out = len(kernel), slope.shape[2:]
    everywhere = all([s == 1 for s in stride])
    result = (xp.empty if everywhere else xp.zeros)((slope.shape[0], *sizes, channels), slope.dtype)
    change: Any = None if array is None else xp.zeros((outputs, channels, *kernel), slope.dtype)
    inputs = None if array is None else array.transpose(0, *range(2, rank + 2), 1)
    for residues in itertools.product(*map(range, stride)):
        counts, places, spreads, before, after = zip(*[
            _residue(*every) for every in zip(residues, sizes, out, kernel, stride, padding, dilation, strict=True)
        ], strict=True)  # fmt: skip
        few = tuple(map(len, places))
        if not math.prod(few) or not math.prod(counts):
            continue
        flipped = (slice(None), slice(None), *[slice(p[0], p[-1] + 1, p.step) for p in places])
        turn = (slice(None), slice(None), *[slice(None, None, -1)] * rank)
        matrix = weight[flipped][turn].transpose(*range(2, rank + 2), 0, 1).reshape(-1, channels)
        spots = (slice(None), *[slice(r, None, s) for r, s in zip(residues, stride, strict=True)])
        target, source, total, part = result[spots], None if inputs is None else inputs[spots], None, None
        for samples, lines, rows in columns(
            xp, slope, few, counts, (1,) * rank, spreads, before, after, channels
        ):  # fmt: skip
            into = target[samples, lines]
            if everywhere:
                xp.matmul(rows, matrix, out=into.reshape(-1, channels))
            else:
                into[...] = xp.matmul(rows, matrix).reshape(into.shape)
            if source is not None:
                total, part = _added(xp, total, part, rows, source[samples, lines].reshape(-1, channels))
        if total is not None:
            change[flipped] = total.reshape(*few, outputs, channels).transpose(rank, rank + 1, *range(rank))[turn]
    return result, change


def _scattered(xp, slope, weight, sizes, stride, padding, dilation):
    """The gradient of the input from columns that are added up."""
    channels, *kernel = weight.shape[1:]
    rows, out, matrix = channels_last(xp, slope), slope.shape[2:], matrix_of(weight)
    padded = xp.zeros((rows.shape[0], *reach_of(sizes, out, kernel, stride, padding, dilation), channels), slope.dtype)
    few = kernel[-1] * channels < 16
    for samples, _ in blocks(rows.shape[0], 1, math.prod(out) * (matrix.shape[1] + channels)):
        flat, target = rows[samples].reshape(-1, rows.shape[-1]), padded[samples]
        if few:  # a place at a time is contiguous
            added = xp.matmul(matrix.T, flat.T).reshape(-1, channels, target.shape[0], *out)
            target = xp.moveaxis(target, -1, 0)
            for i, (_, spots) in enumerate(taps(kernel, out, stride, dilation)):
                target[(slice(None), slice(None), *spots)] += added[i]
            continue
        added = xp.matmul(flat, matrix).reshape(-1, *out, *kernel, channels)
        for place, spots in taps(kernel, out, stride, dilation):
            target[(slice(None), *spots)] += added[(slice(None), *[slice(None)] * len(out), *place)]
    return padded[(slice(None), *[slice(p, p + n) for p, n in zip(padding, sizes, strict=True)])]


def reach_of(sizes, out, kernel, stride, padding, dilation):
    """The sizes of the padded input, as far as the last window reaches."""
    every = zip(sizes, out, kernel, stride, padding, dilation, strict=True)
    return [max(n + 2 * p, s * (m - 1) + d * (k - 1) + 1) for n, m, k, s, p, d in every]
