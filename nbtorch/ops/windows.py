"""What a convolution or a pool sees: the sizes of its output, and for each place in the window the slices it meets."""

from __future__ import annotations

import itertools
from functools import lru_cache


def out_sizes(sizes, kernel, stride, padding, dilation):
    """The spatial sizes of a convolution's output."""
    return tuple([
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, s, p, d in zip(sizes, kernel, stride, padding, dilation, strict=True)
    ])  # fmt: skip


def channels_last(xp, array):
    """(N, C, ...) as contiguous (N, ..., C)."""
    return xp.ascontiguousarray(array.transpose(0, *range(2, array.ndim), 1))


def channels_second(xp, array):
    """(N, ..., C) as a view (N, C, ...)."""
    return array.transpose(0, array.ndim - 1, *range(1, array.ndim - 1))


def finished(xp, array):
    """(N, ..., C) as (N, C, ...): a view, which `autograd.memory` hides from users; of a sequence, contiguous."""
    second = channels_second(xp, array)
    return xp.ascontiguousarray(second) if array.ndim == 3 else second


def taps(kernel, out, stride, dilation):
    """For each place in the kernel: its index, and the slices of the padded input that it meets."""
    return _taps(tuple(kernel), tuple(out), tuple(stride), tuple(dilation))


@lru_cache(1 << 10)
def _taps(kernel, out, stride, dilation):
    found = []
    for place in itertools.product(*map(range, kernel)):
        spots = zip(place, out, stride, dilation, strict=True)
        found.append((place, tuple([slice(i * d, i * d + s * (n - 1) + 1, s) for i, n, s, d in spots])))
    return found


def matrix_of(weight):
    """(O, C, *kernel) as (O, kernel * C), the order of the columns."""
    return weight.transpose(0, *range(2, weight.ndim), 1).reshape(weight.shape[0], -1)


def sizes_text(sizes):
    """`[2, 3]` as PyTorch writes spatial sizes: `(2 x 3)`."""
    return f"({' x '.join(map(str, sizes))})"
