"""Convolutions of each channel by itself: for each place in the kernel a product and a sum, a few samples at a time.

What a step of the loop touches stays in the cache. Where the kernel moves by one along the last dimension, that and the
channels are one dimension: NumPy's loops are then a line of the picture long, and not as long as there are channels.
"""

from __future__ import annotations

from .norm import column_sums
from .windows import taps

BLOCK = 1 << 16  # elements of an output that are computed at once


class Lines:
    """How a kernel meets lines of outputs `out`: places in it, with slices of the padded input and weights for each."""

    def __init__(self, weight_shape, out, stride, dilation):
        self.channels, _, *kernel = weight_shape
        self.folded, self.out, width = stride[-1] == 1, out, out[-1]
        self.places, self.slices = [], []
        for place, spots in taps(kernel, out, stride, dilation):
            if self.folded:
                start = spots[-1].start * self.channels
                spots = (*spots[:-1], slice(start, start + width * self.channels))
            self.places.append((slice(None), 0, *place))
            self.slices.append((slice(None), *spots))

    def of(self, array):
        """(N, ..., W, C) as (N, ..., W * C)."""
        return array.reshape(*array.shape[:-2], -1) if self.folded else array

    def weights(self, xp, weight):
        """For each place the weights of a line."""
        found = [xp.ascontiguousarray(weight[place]) for place in self.places]
        return [xp.tile(line, self.out[-1]) for line in found] if self.folded else found

    def tiles(self, xp, array):
        """Some samples at a time, and memory for as many outputs."""
        size = max(1, BLOCK * len(array) // max(array.size, 1))
        memory = xp.empty_like(array[:size])
        for start in range(0, len(array), size):
            some = slice(start, start + size)
            yield some, memory[: len(array[some])]


def outputs(xp, padded, weight, out, stride, dilation):
    """(N, ..., C) with zeros around, (C, 1, *kernel) -> (N, *out, C)."""
    result = xp.empty((len(padded), *out, weight.shape[0]), padded.dtype)
    lines = Lines(weight.shape, out, stride, dilation)
    given, made, (first, *rest) = lines.of(padded), lines.of(result), lines.weights(xp, weight)
    for some, memory in lines.tiles(xp, made):
        source, target = given[some], made[some]
        xp.multiply(source[lines.slices[0]], first, out=target)
        for spots, line in zip(lines.slices[1:], rest, strict=True):
            target += xp.multiply(source[spots], line, out=memory)
    return result


def input_gradient(xp, slope, weight, whole, stride, dilation):
    """(N, *out, C), (C, 1, *kernel) -> (N, *whole, C), the gradient of the padded input."""
    padded = xp.zeros((len(slope), *whole, weight.shape[0]), slope.dtype)
    lines = Lines(weight.shape, slope.shape[1:-1], stride, dilation)
    given, made, weights = lines.of(slope), lines.of(padded), lines.weights(xp, weight)
    for some, memory in lines.tiles(xp, given):
        source, target = given[some], made[some]
        for spots, line in zip(lines.slices, weights, strict=True):
            target[spots] += xp.multiply(source, line, out=memory)
    return padded


def weight_gradient(xp, slope, padded, shape, stride, dilation):
    """(N, *out, C), (N, ..., C) with zeros around -> (C, 1, *kernel)."""
    lines = Lines(shape, slope.shape[1:-1], stride, dilation)
    given, other = lines.of(slope), lines.of(padded)
    sums = xp.zeros((len(lines.places), given.shape[-1]), slope.dtype)
    for some, memory in lines.tiles(xp, given):
        source, target = other[some], given[some]
        for total, spots in zip(sums, lines.slices, strict=True):
            xp.multiply(source[spots], target, out=memory)
            total += column_sums(xp, memory.reshape(-1, memory.shape[-1]))
    totals = sums.reshape(len(sums), -1, lines.channels).sum(1)
    weight = xp.empty(shape, slope.dtype)
    for place, total in zip(lines.places, totals, strict=True):
        weight[place] = total
    return weight
