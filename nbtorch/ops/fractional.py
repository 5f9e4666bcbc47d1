"""Fractional max pooling (Graham, 2014): windows whose steps are drawn so that they add up to any output size."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy

from ..autograd.op import composed
from ..backend.array import NAMESPACES
from ..backend.device import move
from ..backend.random import default_generator
from .create import wrap
from .pool import take_places
from .window import batched, each


def _starts(sample, size, out, kernel):
    """Where the windows of one dimension start, for every (sample, channel) row of `sample`."""
    if out == 1:
        return numpy.full((*sample.shape, 1), size - kernel, "int64")
    alpha = sample.dtype.type(size - kernel) / sample.dtype.type(out - 1)
    steps = numpy.arange(out - 1, dtype=sample.dtype)
    starts = ((steps + sample[..., None]) * alpha).astype("int64") - (sample * alpha).astype("int64")[..., None]
    return numpy.concatenate([starts, numpy.full((*sample.shape, 1), size - kernel)], -1)


def _targets(name, count, input, output_size, output_ratio):
    if output_size is None and output_ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if output_size is not None:
        return each(output_size, count, "output_size")
    ratios = (output_ratio,) * count if isinstance(output_ratio, (int, float)) else tuple(output_ratio)
    return tuple([int(n * r) for n, r in zip(input.shape[-count:], ratios, strict=True)])


def _check(name, count, input, kernel, out):
    if input.ndim not in (count + 1, count + 2) or 0 in input.shape[-count - 1 :]:
        raise RuntimeError(
            f"{name}: Expected {count + 1}D or {count + 2}D tensor with non-zero dimensions, but got "
            f"{list(input.shape)}"
        )
    if min(out) <= 0 or min(kernel) <= 0:
        raise RuntimeError(f"{name}: kernel_size and output_size must be greater than zero")
    for n, k, o in zip(input.shape[-count:], kernel, out, strict=True):
        if o + k - 1 > n:
            raise RuntimeError(f"{name}: pool size {k} too large relative to input size {n} for an output of {o}")


def _pool(count, input, kernel_size, output_size, output_ratio, return_indices, samples):
    name = f"fractional_max_pool{count}d"
    kernel = each(kernel_size, count, "kernel_size")
    out = _targets(name, count, input, output_size, output_ratio)
    _check(name, count, input, kernel, out)
    input, had_batch = batched(input, count, name)
    data, lead = input._data, tuple(input.shape[:2])
    if samples is None:
        drawn = default_generator.uniform((*lead, count), 0.0, 1.0, data.dtype)
    else:
        if tuple(samples.shape) != (*lead, count) or samples._data.dtype != data.dtype:
            raise RuntimeError(f"{name}: _random_samples must have the shape {(*lead, count)} and the input's dtype")
        drawn = move(samples._data, "cpu")
    drawn = drawn.astype("float32") if drawn.dtype.itemsize == 2 else drawn
    # In the plane the first number is of the last dimension, in space of the first.
    order = range(count - 1, -1, -1) if count == 2 else range(count)
    starts = [_starts(drawn[..., d], n, o, k) for d, n, o, k in zip(order, data.shape[2:], out, kernel, strict=True)]
    indices = _greatest(move(data, "cpu"), starts, kernel, out)
    places = wrap(NAMESPACES[type(data)].asarray(indices))
    values = take_places(input, places)
    if not had_batch:
        values, places = values.squeeze(0), places.squeeze(0)
    return (values, places) if return_indices else values


def _greatest(array, starts, kernel, out):
    """The flat index, in its channel, of the greatest element of each window; NaN is the greatest."""
    rows = array.reshape(*array.shape[:2], math.prod(array.shape[2:]))
    best: Any = None
    indices: Any = None
    for place in itertools.product(*map(range, kernel)):
        flat = numpy.zeros((*array.shape[:2], *[1] * len(out)), "int64")
        for dim, (start, step, size) in enumerate(zip(starts, place, array.shape[2:], strict=True)):
            shape = [1] * len(out)
            shape[dim] = out[dim]
            flat = flat * size + (start + step).reshape(*array.shape[:2], *shape)
        values = numpy.take_along_axis(rows, flat.reshape(*array.shape[:2], math.prod(out)), 2).reshape(flat.shape)
        if best is None:
            best, indices = values, flat
            continue
        better = (values > best) | (values != values)
        best, indices = numpy.where(better, values, best), numpy.where(better, flat, indices)
    return indices


@composed(method=False, function=False)
def fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """The greatest value of windows at random steps: `(N, C, H, W) -> (N, C, *output_size)`."""
    return _pool(2, input, kernel_size, output_size, output_ratio, return_indices, _random_samples)


@composed(method=False, function=False)
def fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """The greatest value of windows at random steps: `(N, C, D, H, W) -> (N, C, *output_size)`."""
    return _pool(3, input, kernel_size, output_size, output_ratio, return_indices, _random_samples)
