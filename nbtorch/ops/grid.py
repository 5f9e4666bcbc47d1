"""Spatial transformers (Jaderberg et al., 2015): read an image at places that a grid names.

Everything is made of one op that takes elements by flat index, so the gradients of image and grid come by themselves.
"""

from __future__ import annotations

import itertools
import math
import warnings
from typing import Any

import numpy

from ..autograd.errors import dimension_error
from ..autograd.op import composed, op
from ..backend.array import NAMESPACES, Array, Index
from ..backend.scatter import add_at
from .compare import where
from .create import wrap

PADDINGS = ("zeros", "border", "reflection")


@op(
    vjp={"values": lambda g, indices, values_shape: add_pixels(g, indices, values_shape[2])},
    promote="same",
    method=False,
    function=False,
    samples=(((2, 3, 6), lambda draw: draw.integers(0, 6, (2, 4))),),
)
def take_pixels(xp, values: Array, indices: Index):
    """Elements of every channel, by indices of each sample: `(N, C, L), (N, M) -> (N, C, M)`."""
    return xp.take_along_axis(values, indices[:, None], 2)


@op(
    vjp={"slope": lambda g, indices: take_pixels(g, indices)},
    method=False,
    function=False,
    samples=(((2, 3, 4), lambda draw: draw.integers(0, 6, (2, 4)), {"size": 6}),),
)
def add_pixels(xp, slope: Array, indices: Index, size):
    """The transpose of `take_pixels`: `(N, C, M), (N, M) -> (N, C, size)`."""
    count, channels, _ = slope.shape
    whole = xp.zeros((count * channels * size,), slope.dtype)
    starts = xp.arange(count * channels).reshape(count, channels, 1) * size
    add_at(xp, whole, (starts + indices[:, None]).reshape(-1), slope.reshape(-1))
    return whole.reshape(count, channels, size)


# ---------------------------------------------------------------- coordinates
def _unnormalised(places, size, align_corners):
    """-1 and 1 are the middles of the outer pixels, or the edges of the image."""
    return (places + 1) * (0.5 * (size - 1)) if align_corners else ((places + 1) * size - 1) * 0.5


def _clipped(places, size):
    """Held in [0, size - 1]; no gradient at or beyond the bounds, as in PyTorch."""
    low = where(places > 0, places, 0.0)
    return where(low < size - 1, low, float(size - 1))


def _reflected(places, size, align_corners):
    """Mirrored at the outer pixels' middles, or at the edges of the image."""
    low, span = (0.0, size - 1.0) if align_corners else (-0.5, float(size))
    if span <= 0:
        return places * 0
    away = (places - low).abs()
    turns = (away.detach() / span).floor()
    rest = away - turns * span
    return where(turns.remainder(2) == 0, rest + low, span - rest + low)


def _bounded(places, size, padding_mode, align_corners):
    if padding_mode == "reflection":
        places = _reflected(places, size, align_corners)
    return places if padding_mode == "zeros" else _clipped(places, size)


def _pixels(flat, sizes, corner):
    """Pixels at integer places, one array per dimension, and 0 outside the image: (N, C, M)."""
    xp = NAMESPACES[type(flat._data)]
    inside: Any = None
    index: Any = 0
    for place, size in zip(corner, sizes, strict=True):
        array = place._data
        here = (array >= 0) & (array < size)
        inside = here if inside is None else inside & here
        index = index * size + xp.where(here, array, 0).astype("int64")
    found = take_pixels(flat, wrap(xp.where(inside, index, 0)))
    return found if inside.all() else found * wrap(inside[:, None].astype(flat._data.dtype))


# ---------------------------------------------------------------- kinds of interpolation
def _nearest(flat, sizes, places, bounded):
    return _pixels(flat, sizes, [bounded(i, p).detach().round() for i, p in enumerate(places)])


def _linear(flat, sizes, places, bounded):
    places = [bounded(i, p) for i, p in enumerate(places)]
    lows = [p.detach().floor() for p in places]
    shares = [p - low for p, low in zip(places, lows, strict=True)]
    total = 0
    for corner in itertools.product((0, 1), repeat=len(sizes)):
        weight = math.prod([s if c else 1 - s for s, c in zip(shares, corner, strict=True)])
        at = [low + c for low, c in zip(lows, corner, strict=True)]
        total = _pixels(flat, sizes, at) * weight.unsqueeze(1) + total
    return total


def _cubic_shares(t, a=-0.75):
    """The weights of four neighbours (Keys, 1981)."""

    def near(x):
        return ((a + 2) * x - (a + 3)) * x * x + 1

    def far(x):
        return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a

    return [far(t + 1), near(t), near(1 - t), far(2 - t)]


def _cubic(flat, sizes, places, bounded):
    lows = [p.detach().floor() for p in places]
    shares = [_cubic_shares(p - low) for p, low in zip(places, lows, strict=True)]
    total = 0
    for row in range(4):
        line = 0
        for column in range(4):
            at = [bounded(0, lows[0] + (row - 1)), bounded(1, lows[1] + (column - 1))]
            line = _pixels(flat, sizes, at) * shares[1][column].unsqueeze(1) + line
        total = line * shares[0][row].unsqueeze(1) + total
    return total


MODES = {"bilinear": _linear, "nearest": _nearest, "bicubic": _cubic}


def _fits(input, grid, mode, padding_mode):
    if mode not in MODES:
        raise ValueError(
            f"nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '{mode}'"
        )
    if padding_mode not in PADDINGS:
        raise ValueError(
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: "
            f"'{padding_mode}'"
        )
    if not input.ndim or not grid.ndim:
        raise dimension_error(0, 0)
    shapes = f"input with sizes {list(input.shape)} and grid with sizes {list(grid.shape)}"
    if input.ndim not in (4, 5) or grid.ndim != input.ndim:
        raise RuntimeError(
            f"grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got {shapes}"
        )
    if input.shape[0] != grid.shape[0]:
        raise RuntimeError(f"grid_sampler(): expected grid and input to have same batch size, but got {shapes}")
    if input.dtype != grid.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype} but found {grid.dtype}")
    if grid.shape[-1] != input.ndim - 2:
        raise RuntimeError(
            f"grid_sampler(): expected grid to have size {input.ndim - 2} in last dimension, but got grid with sizes "
            f"{list(grid.shape)}"
        )
    if 0 in input.shape[2:]:
        raise RuntimeError(
            "grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes "
            f"{list(input.shape)}"
        )
    if mode == "bicubic" and input.ndim == 5:
        raise RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input")


@composed(method=False, function=False)
def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    """`input` at the places of `grid`: `(N, C, H, W), (N, *out, 2) -> (N, C, *out)`; in three dimensions too.

    The last dimension of `grid` is x, y (and z), from -1 to 1.
    """
    _fits(input, grid, mode, padding_mode)
    if align_corners is None:
        warnings.warn(
            "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please "
            "specify align_corners=True if the old behavior is desired. See the documentation of grid_sample for "
            "details.",
            stacklevel=2,
        )
    corners = bool(align_corners)
    count, channels, *sizes = input.shape
    flat = input.reshape(count, channels, math.prod(sizes))
    points = grid.reshape(count, math.prod(grid.shape[1:-1]), len(sizes))
    places = [_unnormalised(points[..., -1 - i], n, corners) for i, n in enumerate(sizes)]
    out = MODES[mode](flat, sizes, places, lambda i, at: _bounded(at, sizes[i], padding_mode, corners))
    return out.reshape(count, channels, *grid.shape[1:-1])


# ---------------------------------------------------------------- affine grids
def _base(size, align_corners):
    """Places from -1 to 1: the middles of pixels, of which the outer ones lie at -1 and 1 or half a pixel within."""
    if size <= 1:
        return numpy.zeros(size)
    places = numpy.linspace(-1, 1, size)
    return places if align_corners else places * (size - 1) / size


@composed(method=False, function=False)
def affine_grid(theta, size, align_corners=None):
    """The grid for `grid_sample` of an affine map: `(N, 2, 3), (N, C, H, W) -> (N, H, W, 2)`; or 3 by 4 in space."""
    if not theta.is_floating_point():
        raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
    dims = len(size) - 2
    if dims not in (2, 3):
        raise NotImplementedError(
            "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size "
            f"{tuple(size)}."
        )
    if theta.ndim != 3 or tuple(theta.shape[-2:]) != (dims, dims + 1):
        kind = "2D" if dims == 2 else "3D"
        raise ValueError(
            f"Expected a batch of {kind} affine matrices of shape Nx{dims}x{dims + 1} for size {tuple(size)}. Got "
            f"{tuple(theta.shape)}."
        )
    if min(size) <= 0:
        raise ValueError(f"Expected non-zero, positive output size. Got {tuple(size)}")
    if align_corners is None:
        warnings.warn(
            "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please "
            "specify align_corners=True if the old behavior is desired. See the documentation of grid_sample for "
            "details.",
            stacklevel=2,
        )
    xp, kind = NAMESPACES[type(theta._data)], theta._data.dtype
    axes = [_base(n, bool(align_corners)) for n in size[2:]]
    base = numpy.stack([*reversed(numpy.meshgrid(*axes, indexing="ij")), numpy.ones(tuple(size[2:]))], -1)
    points = wrap(xp.asarray(base.reshape(1, -1, dims + 1).astype(kind)))
    return points.matmul(theta.transpose(1, 2)).reshape(size[0], *size[2:], dims)
