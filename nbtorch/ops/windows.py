"""What a convolution or a pool sees: the sizes of its output, and the windows of an array, as slices or as columns."""

from __future__ import annotations

import math

from ..backend.array import CPU

CHUNK = 1 << 17  # elements of columns made at a time: they stay in the cache until the product has read them


def out_sizes(sizes, kernel, stride, padding, dilation):
    """The spatial sizes of a convolution's output."""
    return tuple([
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, s, p, d in zip(sizes, kernel, stride, padding, dilation, strict=True)
    ])  # fmt: skip


def channels_last(xp, array, before=None, after=None):
    """(N, C, ...) as contiguous (N, ..., C), with zeros around; negative sizes cut."""
    last = xp.moveaxis(array, 1, -1)
    if before is None or not any((*before, *after)):
        return xp.ascontiguousarray(last)
    sizes = [n + b + a for n, b, a in zip(last.shape[1:-1], before, after, strict=True)]
    padded = xp.zeros((last.shape[0], *sizes, last.shape[-1]), array.dtype)
    into = [slice(max(b, 0), n - max(a, 0)) for n, b, a in zip(sizes, before, after, strict=True)]
    source = [slice(max(-b, 0), n - max(-a, 0)) for n, b, a in zip(last.shape[1:-1], before, after, strict=True)]
    padded[(slice(None), *into)] = last[(slice(None), *source)]
    return padded


def channels_second(xp, array):
    """(N, ..., C) as a view (N, C, ...)."""
    return xp.moveaxis(array, -1, 1)


def finished(xp, array):
    """(N, ..., C) as (N, C, ...): a view, which `autograd.memory` hides from users; of a sequence, contiguous."""
    second = channels_second(xp, array)
    return xp.ascontiguousarray(second) if array.ndim == 3 else second


def windows(xp, array, out, kernel, stride, dilation):
    """A view (N, *out, *kernel, C) of a contiguous channels-last array."""
    batch, *steps, unit = array.strides
    moves = [step * s for step, s in zip(steps, stride, strict=True)]
    taps = [step * d for step, d in zip(steps, dilation, strict=True)]
    shape = (array.shape[0], *out, *kernel, array.shape[-1])
    return xp.lib.stride_tricks.as_strided(array, shape, (batch, *moves, *taps, unit))


def taps(kernel, out, stride, dilation):
    """For each place in the kernel: its index, and the slices of the padded input that it meets."""
    for flat in range(math.prod(kernel)):
        place: list[int] = []
        for k in reversed(kernel):
            flat, index = divmod(flat, k)
            place.insert(0, index)
        spots = zip(place, out, stride, dilation, strict=True)
        yield tuple(place), tuple([slice(i * d, i * d + s * (n - 1) + 1, s) for i, n, s, d in spots])


def chunks(count, each):
    step = max(CHUNK // max(each, 1), 1)
    return [slice(i, min(i + step, count)) for i in range(0, count, step)]


def matrix_of(weight):
    """(O, C, *kernel) as (O, kernel * C), the order of the columns."""
    return weight.transpose(0, *range(2, weight.ndim), 1).reshape(weight.shape[0], -1)


def columns_of(xp, padded, kernel, out, stride, dilation):
    """A function that gives the columns of a slice of the batch, as (rows, kernel * C).

    With few channels a window's runs are short: then each place in the kernel is copied for the whole slice at once.
    """
    channels, places = padded.shape[-1], math.prod(out)
    depth = math.prod(kernel) * channels
    if xp is CPU and kernel[-1] * channels >= 16:
        view = windows(xp, padded, out, kernel, stride, dilation)
        return lambda piece: view[piece].reshape(-1, depth)
    spots = [spots for _, spots in taps(kernel, out, stride, dilation)]

    def by_places(piece):
        batch = xp.moveaxis(padded[piece], -1, 0)
        made = xp.empty((len(spots), channels, batch.shape[1], *out), padded.dtype)
        for i, spot in enumerate(spots):
            made[i] = batch[(slice(None), slice(None), *spot)]
        return made.reshape(depth, batch.shape[1] * places).T

    return by_places


def sizes_text(sizes):
    """`[2, 3]` as PyTorch writes spatial sizes: `(2 x 3)`."""
    return f"({' x '.join(map(str, sizes))})"
