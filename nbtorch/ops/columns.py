"""Windows of an array as rows of matrices, a cache-full at a time: a convolution is a matrix product with them."""

from __future__ import annotations

import itertools
import math

from ..backend.array import CPU
from .windows import taps

CHUNK = 1 << 17  # elements of columns, and of what they are multiplied with: they stay in the cache for the product


def blocks(count, lines, width):
    """Slices of the batch and of the first spatial dimension: whole samples while they fit, else some lines of one."""
    if lines * width <= CHUNK or lines < 2:
        step = max(CHUNK // max(lines * width, 1), 1)
        return [(slice(i, min(i + step, count)), slice(0, lines)) for i in range(0, count, step)]
    parts = min(-(-lines * width // CHUNK), lines)
    cuts = [lines * i // parts for i in range(parts + 1)]
    return [(slice(i, i + 1), slice(*pair)) for i in range(count) for pair in itertools.pairwise(cuts)]


def windows(xp, array, out, kernel, stride, dilation):
    """A view (N, *out, *kernel, C) of a contiguous channels-last array."""
    batch, *steps, unit = array.strides
    moves = [step * s for step, s in zip(steps, stride, strict=True)]
    along = [step * d for step, d in zip(steps, dilation, strict=True)]
    shape = (array.shape[0], *out, *kernel, array.shape[-1])
    return xp.lib.stride_tricks.as_strided(array, shape, (batch, *moves, *along, unit))


class Frame:
    """Zeros around slices of a batch, in memory that is written again for each slice; negative widths cut.

    The spatial dimensions of `array` start at `first`, and the batch is the one before.
    """

    def __init__(self, xp, array, first, before, after, count):
        rank = len(before)
        inner, shape = array.shape[first : first + rank], list(array.shape)
        shape[first - 1] = count
        shape[first : first + rank] = sizes = [n + b + a for n, b, a in zip(inner, before, after, strict=True)]
        self.whole, self.array, self.lead = xp.zeros(shape, array.dtype), array, (slice(None),) * (first - 1)
        self.into = [slice(max(b, 0), n - max(a, 0)) for n, b, a in zip(sizes, before, after, strict=True)]
        self.cut = [slice(max(-b, 0), n - max(-a, 0)) for n, b, a in zip(inner, before, after, strict=True)]

    def fill(self, samples):
        """Make these samples the first ones of `whole`."""
        count = samples.stop - samples.start
        self.whole[(*self.lead, slice(0, count), *self.into)] = self.array[(*self.lead, samples, *self.cut)]


def columns(xp, array, kernel, out, stride, dilation, before, after, width):
    """Yield (samples, lines, matrix): windows of `array` (N, C, ...), zeros around it, as rows (R, kernel * C).

    `lines` are indices of the first dimension of `out`; `width` is what each row is multiplied into. A matrix lasts
    until the next one, which is made in the same memory.
    """
    channels, last = array.shape[1], array.transpose(0, *range(2, array.ndim), 1)
    depth, rest = math.prod(kernel) * channels, math.prod(out[1:])
    pieces = blocks(array.shape[0], out[0], rest * (depth + width))
    if not pieces or not rest * out[0]:
        return
    framed = any((*before, *after))
    if depth == channels and not framed and last.flags.c_contiguous and all([s == 1 for s in stride]):
        for samples, lines in pieces:
            yield samples, lines, last[samples, lines].reshape(-1, channels)
        return
    most = max([(s.stop - s.start) * (li.stop - li.start) for s, li in pieces])
    memory = xp.empty(most * rest * depth, array.dtype)
    # With few channels a window's runs are short: then each place in the kernel is copied for all windows at once.
    by_windows = xp is CPU and kernel[-1] * channels >= 16
    whole, first, frame = (last, 1, None) if by_windows else (array.swapaxes(0, 1), 2, None)
    if framed or (by_windows and not last.flags.c_contiguous):
        frame = Frame(xp, whole, first, before, after, pieces[0][0].stop)
        whole = frame.whole
    if by_windows:
        whole = windows(xp, whole, out, kernel, stride, dilation)
    for samples, lines in pieces:
        count, some = samples.stop - samples.start, samples
        if frame is not None:
            some = slice(0, count)
            if lines.start == 0:
                frame.fill(samples)
        shape = (count, lines.stop - lines.start, *out[1:])
        made = memory[: math.prod(shape) * depth]
        if by_windows:
            view = whole[some, lines]
            made.reshape(view.shape)[...] = view
            yield samples, lines, made.reshape(-1, depth)
            continue
        made = made.reshape(-1, channels, *shape)
        for i, (_, (along, *others)) in enumerate(taps(kernel, out, stride, dilation)):
            step, start = stride[0], along.start + lines.start * stride[0]
            here = slice(start, start + (shape[1] - 1) * step + 1, step)
            made[i] = whole[(slice(None), some, here, *others)]
        yield samples, lines, made.reshape(depth, -1).T
