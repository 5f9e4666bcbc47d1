"""Sums, products and truth over one dimension, several, or all."""

from __future__ import annotations

from math import prod as product

import numpy

from ..autograd.arguments import int_of, overloaded
from ..autograd.calls import renamed
from ..autograd.errors import dimension_error
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Flag, Ints
from ..backend.storage import row_major
from .checks import unordered
from .compare import where
from .samples import REDUCE, Sample
from .shape import reshape, spread_over

_DIMS = (((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": -2, "keepdim": True}), ((3, 4), {"dim": 0}), ((), {"dim": 0}))


def axes(dim, input):
    """`dim` as NumPy takes it: PyTorch's empty list means all, and a 0-dim tensor has a dimension 0."""
    if dim is None or (type(dim) is int and input.ndim):
        return dim
    dims = (dim,) if isinstance(dim, int) else tuple(dim)
    if input.ndim == 0:
        for d in dims:
            if d not in (0, -1):
                raise dimension_error(d, 0)
        if len(dims) > 1:
            raise RuntimeError("dim 0 appears multiple times in the list of dims")
        return None
    if len(dims) > 1:
        _distinct(dims, input.ndim)
    return dims or None


def _distinct(dims, ndim):
    seen = set()
    for d in dims:
        if not -ndim <= d < ndim:
            raise dimension_error(d, ndim)
        if d % ndim in seen:
            raise RuntimeError(f"dim {d % ndim} appears multiple times in the list of dims")
        seen.add(d % ndim)


def total(xp, array, axis, keepdims=False):
    """The sum of an array; on the CPU past `ndarray.sum`, which is slower and warns where PyTorch is silent."""
    made = CPU.add.reduce(array, axis, keepdims=keepdims) if xp is CPU else array.sum(axis, keepdims=keepdims)
    return made if axis is None or array.ndim < 3 else row_major(xp, made)


def required(name, dim, input=None):
    """Refuse a missing `dim`, which has a default for NumPy's name `axis` only, and one that a 0-dim tensor lacks."""
    if dim is None:
        raise TypeError(f'{name}() missing 1 required positional arguments: "dim"')
    if input is not None and input.ndim == 0 and dim not in (0, -1):
        raise dimension_error(dim, 0)


def shape_kept(input_shape, dim):
    """The shape of a reduction with `keepdim`."""
    if dim is None or dim == () or dim == []:
        return (1,) * len(input_shape)
    dims = {d % len(input_shape) for d in ((dim,) if isinstance(dim, int) else dim)} if input_shape else ()
    return tuple([1 if i in dims else n for i, n in enumerate(input_shape)])


def unsqueezed(g, input_shape, dim, keepdim):
    """Give what a reduction returned its dimensions back, with size 1."""
    return g if keepdim and dim is not None else reshape(g, shape_kept(input_shape, dim))


def kept(g, input_shape, dim, keepdim):
    """Give a reduced gradient its summed dimensions back, and expand it over them."""
    if dim is not None and not keepdim:
        g = reshape(g, shape_kept(input_shape, dim))
    return spread_over(g, input_shape)


def numbered(name):
    """PyTorch's names of the two nodes of a reduction: without and with `dim`."""
    return lambda dim, *rest: f"{name}Backward{0 if dim is None else 1}"


def floating(name):
    """A check that the input is floating or complex; `name` is the function."""

    def check(input, *statics):
        if hasattr(input, "dtype") and dtypes.category(input.dtype) < dtypes.FLOATING:  # else told later
            raise RuntimeError(
                f"{name}(): could not infer output dtype. Input dtype must be either a floating point or complex "
                f"dtype. Got: {dtypes.of(input.dtype).word}"
            )

    return check


@op(vjp={"input": kept}, promote="sum", casts=True, samples=REDUCE, grad_fn=numbered("Sum"))
def sum(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """Sum over `dim` (all elements by default)."""
    return total(xp, input, dim if dim is None or (type(dim) is int and input.ndim) else axes(dim, input), keepdim)


@op(
    vjp={
        "input": lambda g, input_shape, dim, keepdim: kept(
            g / (product(input_shape) / max(product(g.shape), 1)), input_shape, dim, keepdim
        )
    },
    promote="same",
    casts=True,
    refuses=floating("mean"),
    samples=REDUCE,
    grad_fn=numbered("Mean"),
)
def mean(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """Mean over `dim` (all elements by default)."""
    whole = total(xp, input, dim if dim is None or (type(dim) is int and input.ndim) else axes(dim, input), keepdim)
    if input.dtype.kind not in "fc":
        raise TypeError("mean of integers")  # `check` says it in PyTorch's words
    count = product([n for n, m in zip(input.shape, shape_kept(input.shape, dim), strict=True) if n != m])
    return whole / count if count else whole * numpy.nan


@op(
    vjp={
        "input": lambda g, input, dim, keepdim, input_shape: where(
            input == input, kept(g, input_shape, dim, keepdim), 0.0
        )
    },
    promote="sum",
    casts=True,
    check=lambda input, dim, keepdim: unordered("nansum on CPU does not support complex inputs")(input),
    samples=REDUCE,
)
def nansum(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """Sum over `dim`, NaN counting as 0."""
    return total(xp, xp.where(xp.isnan(input), 0, input).astype(input.dtype), axes(dim, input), keepdim)


@composed(out=True)
def nanmean(input, dim: Ints = None, keepdim: Flag = False, *, dtype=None, **more):
    """Mean over `dim` of what is not NaN."""
    for name, value in renamed(more).items():
        if name not in ("dim", "keepdim") or name in more:
            raise TypeError(f"nanmean() got an unexpected keyword argument '{name}'")
        dim, keepdim = (value, keepdim) if name == "dim" else (dim, value)
    if dtype is not None:
        if not (dtype.is_floating_point or dtype.is_complex):
            kind = dtypes.of(dtypes.array_dtype(dtype)).word
            raise RuntimeError(
                "nanmean(): could not infer output dtype. Optional dtype must be either a floating point or complex "
                f"dtype. Got: {kind}"
            )
        input = input.to(dtype)
    elif input._data.dtype.kind in "biu":
        kind = dtypes.of(input._data.dtype).word
        raise RuntimeError(f"nanmean(): expected input to have floating point or complex dtype but got {kind}")
    unordered("nansum on CPU does not support complex inputs")(input._data)
    count = (input == input).sum(dim, keepdim)
    return input.nansum(dim, keepdim) / count


def _product_slope(g, input, out, input_shape, dim, keepdim):
    """`g * out / input`; where zeros make that undefined, the product of the others from both sides."""
    from .scan import others_product

    dim = _one_dimension(input, dim, keepdim)
    if not input_shape:
        return g
    if not bool((input == 0).any()):
        return kept(g * out, input_shape, dim, keepdim) / input
    if dim is not None and input_shape:
        return kept(g, input_shape, dim, keepdim) * others_product(input, dim)
    flat = reshape(input, (product(input_shape),))
    return spread_over(g, input_shape) * reshape(others_product(flat, 0), input_shape)


def _one_dimension(input, dim, keepdim):
    """One dimension, or None where none was given; None itself is no dimension."""
    return None if dim is ... else dim if type(dim) is int else overloaded("prod", int_of, dim, input)


@op(
    vjp={"input": _product_slope},
    promote="sum",
    check=_one_dimension,
    casts=True,
    samples=(((3, 4),), *_DIMS, (lambda draw: draw.uniform(0.5, 1, (3, 4)) * [1, 0, 1, 1], {"dim": 1})),
    grad_fn=lambda dim, keepdim: f"ProdBackward{0 if dim is ... else 1}",
)
def prod(xp, input: Array, dim=..., keepdim: Flag = False):
    """Product over `dim` (all elements by default)."""
    axis = axes(_one_dimension(input, dim, keepdim), input)
    return row_major(xp, xp.multiply.reduce(input, axis, keepdims=keepdim))


def _truth(function, input, dim, keepdim):
    over = () if dim is not None and dim in ((), []) else axes(dim, input)  # over no dimensions: each by itself
    out = function(over, keepdims=keepdim)
    return out.astype(input.dtype) if input.dtype == numpy.uint8 else out


@op(promote="common", samples=REDUCE)
def all(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """True where all elements over `dim` are non-zero."""
    return _truth(input.all, input, dim, keepdim)


@op(promote="common", samples=REDUCE)
def any(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """True where some element over `dim` is non-zero."""
    return _truth(input.any, input, dim, keepdim)


@op(promote="common", samples=(((3, 4),), ((3, 4), {"dim": 1}), (Sample((2, 3, 4), low=-1, high=1, dim=(0, 2)))))
def count_nonzero(xp, input: Array, dim: Ints = None):
    """How many elements over `dim` are not zero."""
    return (input != 0).sum(axes(dim, input), dtype="int64")
