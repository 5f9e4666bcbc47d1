"""Pooling and resampling. A pool is a few strided slices of the whole batch, one for each place in the window."""

from __future__ import annotations

import math
from typing import Any

import numpy

from ..autograd.memory import followed
from ..autograd.op import op
from ..backend.array import Array, Index
from ..backend.scatter import add_at
from .windows import taps

# ---------------------------------------------------------------- geometry


def pooled_sizes(sizes, kernel, stride, padding, dilation, ceil_mode):
    """The spatial sizes of a pool's output."""
    found = []
    for n, k, s, p, d in zip(sizes, kernel, stride, padding, dilation, strict=True):
        room = n + 2 * p - d * (k - 1) - 1
        out = -(-room // s) + 1 if ceil_mode else room // s + 1
        if ceil_mode and (out - 1) * s >= n + p:
            out -= 1  # the last window starts inside the input or its left padding
        found.append(out)
    return tuple(found)


def _frame(array, kernel, stride, padding, dilation, out):
    """How far each spatial dimension reaches on the right of the input, padding and the last window included."""
    reach = [s * (o - 1) + d * (k - 1) + 1 for k, s, d, o in zip(kernel, stride, dilation, out, strict=True)]
    return [max(r - p - n, 0) for r, p, n in zip(reach, padding, array.shape[2:], strict=True)]


def padded(xp, array, padding, after, value):
    """`array` with `value` around its spatial dimensions, in the same memory order; itself when there is no room."""
    if not any((*padding, *after)):
        return array
    sizes = [n + b + a for n, b, a in zip(array.shape[2:], padding, after, strict=True)]
    last = xp.moveaxis(array, 1, -1)
    if last.flags.c_contiguous:
        whole = xp.moveaxis(xp.full((array.shape[0], *sizes, array.shape[1]), value, array.dtype), -1, 1)
    else:
        whole = xp.full((*array.shape[:2], *sizes), value, array.dtype)
    whole[(..., *[slice(b, b + n) for b, n in zip(padding, array.shape[2:], strict=True)])] = array
    return whole


def _crop(array, padding, sizes):
    return array[(..., *[slice(p, p + n) for p, n in zip(padding, sizes, strict=True)])]


def _fits(name):
    def check(input, kernel, stride, padding, dilation, ceil_mode, *rest):
        for what, values in (("kernel size", kernel), ("stride", stride), ("dilation", dilation)):
            if min(values) <= 0:
                raise RuntimeError(f"{name}: {what} should be greater than zero, but got {list(values)}")
        if any([p < 0 for p in padding]):
            raise RuntimeError(f"pad must be non-negative, but got pad: {min(padding)}")
        if any([p > k // 2 for p, k in zip(padding, kernel, strict=True)]):
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={max(padding)}, "
                f"kernel_size={min(kernel)} and dilation={dilation[0]}"
            )
        out = pooled_sizes(input.shape[2:], kernel, stride, padding, dilation, ceil_mode)
        if min(out) <= 0:
            if name == "max_pool" and len(kernel) == 1:
                raise RuntimeError(f"max_pool1d() Invalid computed output size: {out[0]}")
            flat = (1,) * (len(kernel) == 1)  # PyTorch makes two dimensions of one
            sizes = ["x".join(map(str, (input.shape[1], *flat, *n))) for n in (input.shape[2:], out)]
            raise RuntimeError(
                f"Given input size: ({sizes[0]}). Calculated output size: ({sizes[1]}). Output size is too small"
            )

    return check


# ---------------------------------------------------------------- maximum
def _views(xp, input, kernel, stride, padding, dilation, out, value):
    whole = padded(xp, input, padding, _frame(input, kernel, stride, padding, dilation, out), value)
    return [whole[(..., *spots)] for _, spots in taps(kernel, out, stride, dilation)]


def _lowest(kind):
    """What no element of this dtype is below."""
    return -math.inf if kind.kind in "fV" else numpy.iinfo(kind).min


def _maximum(xp, input, kernel, stride, padding, dilation, ceil_mode):
    out = pooled_sizes(input.shape[2:], kernel, stride, padding, dilation, ceil_mode)
    first, *others = _views(xp, input, kernel, stride, padding, dilation, out, _lowest(input.dtype))
    if not others:
        return xp.array(first)
    best = xp.maximum(first, others[0])
    for view in others[1:]:
        xp.maximum(best, view, out=best)
    return best


def _winners(xp, input, out, kernel, stride, padding, dilation):
    """For each place in the window: its slices of the padded input, and where it is the first to hold the maximum."""
    after = _frame(input, kernel, stride, padding, dilation, out.shape[2:])
    whole, free = padded(xp, input, padding, after, _lowest(input.dtype)), None
    places = list(taps(kernel, out.shape[2:], stride, dilation))
    for index, (_, spots) in enumerate(places):
        won = whole[(..., *spots)] == out
        if free is None:
            free = ~won
        elif index < len(places) - 1:
            won &= free
            free &= ~won
        else:
            won &= free
        yield spots, won
        if index == 0 and len(places) == 1:
            return


def _empty(xp, input, padding, after):
    """Zeros of the padded size, in the memory order of `input`."""
    sizes = [n + b + a for n, b, a in zip(input.shape[2:], padding, after, strict=True)]
    last = xp.moveaxis(input, 1, -1)
    if last.flags.c_contiguous:
        return xp.moveaxis(xp.zeros((input.shape[0], *sizes, input.shape[1]), input.dtype), -1, 1)
    return xp.zeros((*input.shape[:2], *sizes), input.dtype)


@op(
    vjp={
        "input": lambda g, input, out, kernel, stride, padding, dilation: max_pool_gradient(
            g, input, out, kernel, stride, padding, dilation
        )
    },
    promote="same",
    method=False,
    function=False,
    check=_fits("max_pool"),
    remade=True,
    samples=(
        ((2, 3, 6, 6), {"kernel": (2, 2), "stride": (2, 2), "padding": (0, 0), "dilation": (1, 1), "ceil_mode": False}),
        ((2, 3, 7), {"kernel": (3,), "stride": (2,), "padding": (1,), "dilation": (1,), "ceil_mode": True}),
        ((1, 2, 7, 6), {"kernel": (3, 2), "stride": (1, 2), "padding": (1, 0), "dilation": (2, 1), "ceil_mode": True}),
    ),
    grad_fn="MaxPool2DWithIndicesBackward0",
)
def max_pool(xp, input: Array, kernel, stride, padding, dilation, ceil_mode):
    """The greatest value of each window: `(N, C, ...) -> (N, C, ...)`."""
    return _maximum(xp, input, kernel, stride, padding, dilation, ceil_mode)


@op(
    vjp={
        "slope": lambda g, input, best, kernel, stride, padding, dilation: max_pool_pick(
            g, input, best, kernel, stride, padding, dilation
        )
    },
    method=False,
    function=False,
)
def max_pool_gradient(xp, slope: Array, input: Index, best: Index, kernel, stride, padding, dilation):
    """The gradient of `max_pool`: each window's goes to its first maximum."""
    after = _frame(input, kernel, stride, padding, dilation, best.shape[2:])
    whole = _empty(xp, input, padding, after)
    apart = all([s >= d * (k - 1) + 1 for k, s, d in zip(kernel, stride, dilation, strict=True)])
    for spots, won in _winners(xp, input, best, kernel, stride, padding, dilation):
        if apart:
            xp.multiply(slope, won, out=whole[(..., *spots)])
        else:
            whole[(..., *spots)] += slope * won
    if apart:
        whole += 0.0  # -1 * False is -0.0, which is printed so
    return _crop(whole, padding, input.shape[2:])


@op(
    vjp={
        "values": lambda g, input, best, kernel, stride, padding, dilation: max_pool_gradient(
            g, input, best, kernel, stride, padding, dilation
        )
    },
    method=False,
    function=False,
)
def max_pool_pick(xp, values: Array, input: Index, best: Index, kernel, stride, padding, dilation):
    """`values` where `input` has the maximum of each window: the transpose of `max_pool_gradient`."""
    after = _frame(input, kernel, stride, padding, dilation, best.shape[2:])
    whole = padded(xp, values, padding, after, 0)
    total = xp.zeros_like(best)
    for spots, won in _winners(xp, input, best, kernel, stride, padding, dilation):
        total += whole[(..., *spots)] * won
    return total


def _flat_indices(xp, sizes, kernel, stride, padding, dilation, out):
    """For each place in the window, the flat index in the unpadded input of what each window meets there."""
    for place, _ in taps(kernel, out, stride, dilation):
        flat = xp.zeros((), "int64")
        for n, o, i, s, p, d in zip(sizes, out, place, stride, padding, dilation, strict=True):
            flat = flat[..., None] * n + (xp.arange(o) * s - p + i * d)
        yield flat


@op(
    vjp={"input": lambda g, indices, input_shape: scatter_places(g, indices, input_shape)},
    outputs=("out", "indices"),
    promote="same",
    method=False,
    function=False,
    check=_fits("max_pool"),
    grad_fn="MaxPool2DWithIndicesBackward0",
    samples=(
        ((2, 3, 6, 6), {"kernel": (2, 2), "stride": (2, 2), "padding": (0, 0), "dilation": (1, 1), "ceil_mode": False}),
        ((2, 3, 7), {"kernel": (3,), "stride": (2,), "padding": (1,), "dilation": (1,), "ceil_mode": True}),
    ),
)
def max_pool_with_indices(xp, input: Array, kernel, stride, padding, dilation, ceil_mode):
    """`max_pool`, and the flat index of each maximum in its channel."""
    out = pooled_sizes(input.shape[2:], kernel, stride, padding, dilation, ceil_mode)
    best = indices = None
    views = _views(xp, input, kernel, stride, padding, dilation, out, _lowest(input.dtype))
    flats = _flat_indices(xp, input.shape[2:], kernel, stride, padding, dilation, out)
    for view, flat in zip(views, flats, strict=True):
        if best is None:
            best, indices = xp.array(view), xp.zeros(view.shape, "int64") + flat
            continue
        better = (view > best) | (view != view)
        best, indices = xp.where(better, view, best), xp.where(better, flat, indices)
    return best, xp.ascontiguousarray(indices)


@op(
    vjp={"slope": lambda g, indices: take_places(g, indices)},
    method=False,
    function=False,
    samples=(((2, 3, 4), lambda draw: draw.integers(0, 6, (2, 3, 4)), {"shape": (2, 3, 6)}),),
)
def scatter_places(xp, slope: Array, indices: Index, shape):
    """Zeros of `shape` (N, C, ...) with `slope` added at flat indices of each channel."""
    channels, size = math.prod(shape[:2]), math.prod(shape[2:])
    whole = xp.zeros((channels * size,), slope.dtype)
    flat = indices.reshape(channels, math.prod(indices.shape[2:])) + xp.arange(channels)[:, None] * size
    add_at(xp, whole, flat.reshape(-1), slope.reshape(-1))
    return whole.reshape(shape)


@op(
    vjp={"values": lambda g, indices, values_shape: scatter_places(g, indices, values_shape)},
    method=False,
    function=False,
    samples=(((2, 3, 6), lambda draw: draw.integers(0, 6, (2, 3, 4))),),
)
def take_places(xp, values: Array, indices: Index):
    """`values` (N, C, ...) at flat indices of each channel."""
    rows = values.reshape(*values.shape[:2], math.prod(values.shape[2:]))
    flat = indices.reshape(*rows.shape[:2], math.prod(indices.shape[2:]))
    return xp.take_along_axis(rows, flat, 2).reshape(indices.shape)


# ---------------------------------------------------------------- average
def _divisor(xp, sizes, kernel, stride, padding, out, count_include_pad, divisor_override, kind):
    """What each window's sum is divided by: a number, or one per window."""
    if divisor_override is not None:
        return kind.type(divisor_override)
    counts, same = [], True
    for n, k, s, p, o in zip(sizes, kernel, stride, padding, out, strict=True):
        start = [i * s - p for i in range(o)]
        stop = [min(i + k, n + p) for i in start]
        if not count_include_pad:
            start, stop = [max(i, 0) for i in start], [min(i, n) for i in stop]
        counts.append([b - a for a, b in zip(start, stop, strict=True)])
        same = same and len(set(counts[-1])) <= 1
    if same:
        return kind.type(math.prod([c[0] for c in counts if c]))
    whole: Any = xp.ones((), kind)
    for count in counts:
        whole = whole[..., None] * xp.asarray(count, dtype=kind)
    return whole


@op(
    vjp={
        "input": lambda g, input_shape, kernel, stride, padding, ceil_mode, include, divisor: avg_pool_gradient(
            g, input_shape, kernel, stride, padding, ceil_mode, include, divisor
        )
    },
    promote="same",
    method=False,
    function=False,
    samples=(
        ((2, 3, 6, 6), {"kernel": (2, 2), "stride": (2, 2), "padding": (0, 0), "ceil_mode": False, "include": True,
                        "divisor": None}),
        ((2, 3, 7), {"kernel": (3,), "stride": (2,), "padding": (1,), "ceil_mode": True, "include": False,
                     "divisor": None}),
    ),
    grad_fn="AvgPool2DBackward0",
)  # fmt: skip
def avg_pool(xp, input: Array, kernel, stride, padding, ceil_mode, include, divisor):
    """The mean of each window: `(N, C, ...) -> (N, C, ...)`."""
    _fits("avg_pool")(input, kernel, stride, padding, (1,) * len(kernel), ceil_mode)
    ones = (1,) * len(kernel)
    out = pooled_sizes(input.shape[2:], kernel, stride, padding, ones, ceil_mode)
    first, *others = _views(xp, input, kernel, stride, padding, ones, out, 0)
    if not others:
        total = xp.array(first)
    else:
        total = first + others[0]
        for view in others[1:]:
            total += view
    count = _divisor(xp, input.shape[2:], kernel, stride, padding, out, include, divisor, input.dtype)
    if total.dtype.kind in "iu":  # towards zero
        return xp.trunc(xp.divide(total, count)).astype(total.dtype)
    total /= count
    return total


@op(
    vjp={
        "slope": lambda g, kernel, stride, padding, ceil_mode, include, divisor: avg_pool(
            g, kernel, stride, padding, ceil_mode, include, divisor
        )
    },
    method=False,
    function=False,
    samples=(
        (
            (2, 3, 3),
            {
                "shape": (2, 3, 7),
                "kernel": (3,),
                "stride": (2,),
                "padding": (0,),
                "ceil_mode": False,
                "include": True,
                "divisor": None,
            },
        ),
    ),
)
def avg_pool_gradient(xp, slope: Array, shape, kernel, stride, padding, ceil_mode, include, divisor):
    """The gradient of `avg_pool` for an input of this shape."""
    ones, out, sizes = (1,) * len(kernel), slope.shape[2:], shape[2:]
    g = slope / _divisor(xp, sizes, kernel, stride, padding, out, include, divisor, slope.dtype)
    reach = [max(s * (o - 1) + k, p + n) for k, s, o, p, n in zip(kernel, stride, out, padding, sizes, strict=True)]
    last = xp.moveaxis(slope, 1, -1)
    if last.flags.c_contiguous:
        whole = xp.moveaxis(xp.zeros((shape[0], *reach, shape[1]), slope.dtype), -1, 1)
    else:
        whole = xp.zeros((*shape[:2], *reach), slope.dtype)
    for _, spots in taps(kernel, out, stride, ones):
        whole[(..., *spots)] += g
    return _crop(whole, padding, sizes)


# ---------------------------------------------------------------- adaptive pools and resampling: a matrix per dimension
def windows_of(size, out):
    """The start and stop of each adaptive window."""
    return [(i * size // out, -((-(i + 1) * size) // out)) for i in range(out)]


@op(
    vjp={"input": lambda g, matrices, name: resample(g, tuple([m.T for m in matrices]), name)},
    promote="same",
    method=False,
    function=False,
    grad_fn=lambda matrices, name: name,
    samples=(((2, 3, 4), {"matrices": (numpy.arange(12.0).reshape(3, 4),), "name": "UpsampleLinear1DBackward0"}),),
)
def resample(xp, input: Array, matrices, name):
    """Multiply the last dimensions by a matrix each, of shape (new size, old size)."""
    out = input
    for back, matrix in enumerate(reversed(matrices)):
        matrix = xp.asarray(matrix.astype(input.dtype))
        out = xp.moveaxis(xp.matmul(xp.moveaxis(out, -1 - back, -1), matrix.T), -1, -1 - back)
    return followed(xp, xp.ascontiguousarray(out), input)


@op(
    vjp={"input": lambda g, indices, input_shape: scatter_places(g, indices, input_shape)},
    outputs=("out", "indices"),
    promote="same",
    method=False,
    function=False,
    grad_fn="AdaptiveMaxPool2DBackward0",
    samples=(((2, 3, 5), {"out_size": (2,)}), ((2, 3, 4, 5), {"out_size": (3, 2)})),
)
def adaptive_max_pool(xp, input: Array, out_size):
    """The greatest value of each of `out_size` windows that cover the input, and its flat index in its channel."""
    sizes = input.shape[2:]
    rows = xp.ascontiguousarray(input).reshape(math.prod(input.shape[:2]), *sizes)
    best = xp.empty((rows.shape[0], *out_size), input.dtype)
    indices = xp.empty((rows.shape[0], *out_size), "int64")
    spans = [windows_of(n, o) for n, o in zip(sizes, out_size, strict=True)]
    places = xp.arange(math.prod(sizes)).reshape(sizes)
    for flat in range(math.prod(out_size)):
        cell: list[int] = []
        for o in reversed(out_size):
            flat, index = divmod(flat, o)
            cell.insert(0, index)
        key = tuple([slice(*spans[d][i]) for d, i in enumerate(cell)])
        here = places[key].reshape(-1)
        window = rows[(slice(None), *key)].reshape(rows.shape[0], here.size)
        won = window.argmax(1)
        best[(slice(None), *cell)] = xp.take_along_axis(window, won[:, None], 1)[:, 0]
        indices[(slice(None), *cell)] = here[won]
    shape = (*input.shape[:2], *out_size)
    return best.reshape(shape), indices.reshape(shape)
