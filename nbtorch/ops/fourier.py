"""The discrete Fourier transform and its transposes (Cooley and Tukey, 1965), over one dimension or several.

`dim` counts from the front; `scale` is what the sums are divided by: "none", "root" or "count" of the points.
"""

from __future__ import annotations

import numpy

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import Array
from .complexes import conj_physical, real_part
from .pad import constant_pad_nd
from .samples import Sample

# NumPy names a scale by the direction it belongs to
_FORTH = {"none": "backward", "root": "ortho", "count": "forward"}
_BACK = {"none": "forward", "root": "ortho", "count": "backward"}


def _silent(transform, *arguments, **options):
    """A transform of NumPy's, in whose own module it warns of infinities."""
    with numpy.errstate(all="ignore"):
        return transform(*arguments, **options)


def _waves(draw):
    return draw.uniform(-1, 1, (3, 4)) + 1j * draw.uniform(-1, 1, (3, 4))


def complex_of(dtype):
    """The complex NumPy dtype with the precision of a floating one."""
    return dtypes.of(dtype).to_complex().array


def lengthened(input, dim, size):
    """`input` cut at its end along `dim`, or continued by zeros, to `size` elements."""
    missing = size - input.shape[dim]
    return constant_pad_nd(input, (0, 0) * (len(input.shape) - 1 - dim) + (0, missing)) if missing else input


@op(
    vjp={"input": lambda g, dim, scale, inverse: fourier(g, dim, scale, not inverse)},
    conjugates=True,
    method=False,
    function=False,
    grad_fn="FftC2CBackward0",
    samples=((_waves, {"dim": (0, 1), "scale": "root", "inverse": False}),),
)
def fourier(xp, input: Array, dim, scale, inverse):
    """The transform of complex numbers over the dimensions `dim`; `inverse`: with the sign of the exponent turned."""
    if 0 in input.shape or not dim:
        return input.copy()
    if inverse:
        return _silent(xp.fft.ifftn, input, axes=dim, norm=_BACK[scale])
    return _silent(xp.fft.fftn, input, axes=dim, norm=_FORTH[scale])


def _of_real_slope(g, input_shape, dim, scale, half):
    if half:
        g = lengthened(g, dim[-1], input_shape[dim[-1]])
    return real_part(fourier(g, dim, scale, True))


@op(
    vjp={"input": _of_real_slope},
    conjugates=True,
    method=False,
    function=False,
    grad_fn="FftR2CBackward0",
    samples=(
        Sample((3, 4), low=-1, high=1, dim=(0, 1), scale="none", half=True),
        Sample((3, 5), low=-1, high=1, dim=(1,), scale="count", half=True),
        Sample((5,), low=-1, high=1, dim=(0,), scale="root", half=False),
    ),
)
def fourier_of_real(xp, input: Array, dim, scale, half):
    """The transform of real numbers; `half`: without the second half of the last of `dim`, which mirrors the first."""
    if 0 in input.shape:
        last = dim[-1]
        n = input.shape[last] // 2 + 1 if half else input.shape[last]
        return xp.zeros((*input.shape[:last], n, *input.shape[last + 1 :]), complex_of(input.dtype))
    if half:
        return _silent(xp.fft.rfftn, input, axes=dim, norm=_FORTH[scale])
    return _silent(xp.fft.fftn, input, axes=dim, norm=_FORTH[scale])


@op(
    vjp={"input": lambda g, dim, count: doubled(g, dim, count)},
    method=False,
    function=False,
    samples=(((3, 4), {"dim": 1, "count": 2}),),
)
def doubled(xp, input: Array, dim, count):
    """Twice the `count` slices after the first along `dim`: those that stand for their mirror images too."""
    out = xp.array(input)
    out[(slice(None),) * dim + (slice(1, 1 + count),)] *= 2
    return out


def _to_real_slope(g, input_shape, dim, scale, size):
    return doubled(fourier_of_real(g, dim, scale, True), dim[-1], size - input_shape[dim[-1]])


@op(
    vjp={"input": _to_real_slope},
    conjugates=True,
    method=False,
    function=False,
    grad_fn="FftC2RBackward0",
    samples=(
        (_waves, {"dim": (0, 1), "scale": "count", "size": 6}),
        (_waves, {"dim": (1,), "scale": "none", "size": 7}),
    ),
)
def fourier_to_real(xp, input: Array, dim, scale, size):
    """The inverse transform from a first half to `size` real numbers along the last of `dim`."""
    if 0 in input.shape:
        last = dim[-1]
        return xp.zeros((*input.shape[:last], size, *input.shape[last + 1 :]), input.real.dtype)
    sizes = (*[input.shape[d] for d in dim[:-1]], size)
    return _silent(xp.fft.irfftn, input, sizes, dim, norm=_BACK[scale])


def mirrored(input, dim, scale, half):
    """The inverse transform of real numbers: the conjugate of the other direction's."""
    return conj_physical(fourier_of_real(input, dim, scale, half))


def numeric(input, as_complex=False):
    """`input` in a dtype that the transforms know: integers become the default dtype, half precision is refused."""
    kind = input._data.dtype
    if kind in dtypes.HALF:
        raise RuntimeError(f"Unsupported dtype {dtypes.of(kind).word}")
    if dtypes.category(kind) < dtypes.FLOATING:
        kind = dtypes.get_default_dtype().array
    if as_complex:
        kind = complex_of(kind)
    return input if input._data.dtype == kind else input.to(dtypes.of(numpy.dtype(kind)))
