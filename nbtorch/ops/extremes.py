"""The largest and the smallest, and where they are."""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.arguments import int_of, overloaded
from ..autograd.calls import into, renamed
from ..autograd.errors import dimension_error, invalid
from ..autograd.op import composed, op
from ..backend.array import CPU, Array, Flag, Int, Ints
from ..backend.storage import row_major
from .bounds import maximum, minimum
from .checks import refuses, unordered
from .compare import where
from .gather import elements, spread_lines
from .reduce import axes, sum, unsqueezed
from .samples import REDUCE
from .shape import reshape

_DIM = (((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": -2, "keepdim": True}), ((5,), {"dim": 0}), ((), {"dim": -1}))


def shared(g, input, out, dim, keepdim, input_shape):
    """The gradient in equal parts to all elements that are the extreme."""
    out, g = [unsqueezed(t, input_shape, dim, keepdim) for t in (out, g)]
    chosen = where(input == out, 1.0, 0.0)
    return cast_like(chosen, g) * (g / sum(cast_like(chosen, g), dim, True) if input_shape else g)


def cast_like(mask, g):
    """`mask`, made of Python numbers, in the precision of `g`."""
    return mask if mask.dtype == g.dtype else mask.to(g.dtype) if hasattr(mask, "_node") else mask.astype(g.dtype)


def filled(name):
    """A check that a reduction without identity has something to reduce."""

    def check(input, dim, *rest):
        if 0 not in input.shape:
            return
        dims = range(input.ndim) if dim is None or dim == () else (dim,) if isinstance(dim, int) else dim
        for d in dims:
            if not -input.ndim <= d < input.ndim:
                raise dimension_error(d, input.ndim)
        if dim is None or dim == ():
            raise (IndexError if name.startswith("arg") else RuntimeError)(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
                + ("" if name.startswith("arg") else " Specify the reduction dim with the 'dim' argument.")
            )
        for d in dims:
            if input.shape[d] == 0:
                raise IndexError(f"{name}(): Expected reduction dim {d} to have non-zero size.")

    return check


def _extreme(name, kernel):
    empty, complexes = filled(name), refuses(kernel, "c")

    def check(input, dim, *rest):
        empty(input, dim)
        complexes(input)

    return check


def _pairing(name):
    empty, complexes = filled(name), unordered(f"{name}(): does not support complex input")

    def check(input, dim, *rest):
        empty(input, dim)
        complexes(input)

    return check


def largest(xp, array, axis, keepdims):
    """The maximum of an array; on the CPU past `ndarray.max`, which is slower."""
    made = CPU.maximum.reduce(array, axis, keepdims=keepdims) if xp is CPU else array.max(axis, keepdims=keepdims)
    return made if array.ndim < 3 else row_major(xp, made)


def smallest(xp, array, axis, keepdims):
    """The minimum of an array, likewise."""
    made = CPU.minimum.reduce(array, axis, keepdims=keepdims) if xp is CPU else array.min(axis, keepdims=keepdims)
    return made if array.ndim < 3 else row_major(xp, made)


@op(vjp={"input": shared}, promote="common", check=_extreme("amax", "max_values_cpu"), samples=REDUCE)
def amax(xp, input: Array, dim: Ints = (), keepdim: Flag = False):
    """The largest element over `dim`; equal ones share the gradient."""
    return largest(xp, input, axes(dim, input), keepdim)


@op(vjp={"input": shared}, promote="common", check=_extreme("amin", "min_values_cpu"), samples=REDUCE)
def amin(xp, input: Array, dim: Ints = (), keepdim: Flag = False):
    """The smallest element over `dim`; equal ones share the gradient."""
    return smallest(xp, input, axes(dim, input), keepdim)


def _places(xp, function, input, dim, keepdim):
    if input.ndim == 0:
        axes(dim, input)
        return xp.zeros((), "int64")
    if dim is None:
        index = function(input.reshape(-1), 0)
        return index.reshape((1,) * input.ndim) if keepdim else index
    index = function(input, dim)
    return xp.expand_dims(index, dim) if keepdim else index


def _searchable(name):
    empty = filled(name)

    def check(input, dim, keepdim):
        if input.dtype == bool:
            raise RuntimeError(f"{name}(): does not support bool input")
        unordered(f"{name}(): does not support complex input")(input)
        empty(input, dim)

    return check


@op(promote="common", check=_searchable("argmax"), samples=(((3, 4),), ((3, 4), {"keepdim": True}), *_DIM))
def argmax(xp, input: Array, dim: Int = None, keepdim: Flag = False):
    """Where the (first) largest element is, over `dim` or in the flattened input."""
    return _places(xp, xp.argmax, input, dim, keepdim)


@op(promote="common", check=_searchable("argmin"), samples=(((3, 4),), ((3, 4), {"keepdim": True}), *_DIM))
def argmin(xp, input: Array, dim: Int = None, keepdim: Flag = False):
    """Where the (first) smallest element is, over `dim` or in the flattened input."""
    return _places(xp, xp.argmin, input, dim, keepdim)


def chosen(g, indices, input_shape, dim, keepdim):
    """The gradient at the place each value came from."""
    if not input_shape:
        return reshape(g, ())
    at = dim % len(input_shape)
    if not keepdim:
        shape = (*input_shape[:at], 1, *input_shape[at + 1 :])
        g, indices = reshape(g, shape), reshape(indices, shape)
    return spread_lines(g, indices, input_shape, at)


def _pairs(xp, function, input, dim, keepdim):
    index = _places(xp, function, input, dim, True)
    if input.ndim == 0:
        return input.copy(), index
    values = elements(xp, input, index, dim)
    return (values, index) if keepdim else (values.squeeze(dim), index.squeeze(dim))


_PAIR: dict[str, Any] = {"promote": "common", "outputs": ("values", "indices"), "method": False, "function": False}


@op(vjp={"input": chosen}, check=_pairing("max"), grad_fn="MaxBackward0", **_PAIR)
def max_dim(xp, input: Array, dim, keepdim=False):
    """The largest element along `dim`, and where it is."""
    return _pairs(xp, xp.argmax, input, dim, keepdim)


@op(vjp={"input": chosen}, check=_pairing("min"), grad_fn="MinBackward0", **_PAIR)
def min_dim(xp, input: Array, dim, keepdim=False):
    """The smallest element along `dim`, and where it is."""
    return _pairs(xp, xp.argmin, input, dim, keepdim)


def _whole(g, input, out, input_shape):
    if bool(out != out):  # NaN: all of them are the extreme
        input, out = where(input != input, 1.0, 0.0), where(out != out, 1.0, 0.0)
        input, out = cast_like(input, g), cast_like(out, g)
    return shared(g, input, out, None, False, input_shape)


_ALL: dict[str, Any] = {"promote": "common", "method": False, "function": False}


@op(vjp={"input": _whole}, check=lambda input: _extreme("max", "max_all")(input, None), grad_fn="MaxBackward1", **_ALL)
def max_all(xp, input: Array):
    """The largest element."""
    return largest(xp, input, None, False)


@op(vjp={"input": _whole}, check=lambda input: _extreme("min", "min_all")(input, None), grad_fn="MinBackward1", **_ALL)
def min_all(xp, input: Array):
    """The smallest element."""
    return smallest(xp, input, None, False)


def _dispatch(name, ops, input, dim, keepdim, other, out, more):
    """Which of the three functions of this name a call means."""
    more = renamed(more)
    dim, keepdim = more.pop("dim", dim), more.pop("keepdim", keepdim)
    if more:
        raise TypeError(f"{name}() got an unexpected keyword argument '{next(iter(more))}'")
    whole, along, between = ops
    if hasattr(dim, "_node") and not keepdim:
        dim, other = ..., dim
    elif dim is not ... and type(dim) is not int:
        dim = overloaded(name, int_of, dim, input)
    if keepdim and dim is ...:
        raise invalid(name, [input, keepdim])
    if other is not ...:
        result = between(input, other)
        return result if out is None else into(name, out, result)
    if dim is ...:
        result = whole(input)
        return result if out is None else into(name, out, result, fresh=True)
    values = getattr(return_types, name)(along(input, dim, keepdim))
    if out is not None:
        return getattr(return_types, name)([into(name, *pair, fresh=True) for pair in zip(out, values, strict=True)])
    return values


@composed()
def max(input, dim=..., keepdim: Flag = False, other=..., *, out=None, **more):  # None is no dimension
    """The largest element; with `dim` the largest along it and its index; with a tensor the larger of each pair."""
    if dim is ... and other is ... and out is None and not (keepdim or more):
        return max_all(input)
    return _dispatch("max", (max_all, max_dim, maximum), input, dim, keepdim, other, out, more)


@composed()
def min(input, dim=..., keepdim: Flag = False, other=..., *, out=None, **more):
    """The smallest element; with `dim` the smallest along it and its index; with a tensor the smaller of each pair."""
    if dim is ... and other is ... and out is None and not (keepdim or more):
        return min_all(input)
    return _dispatch("min", (min_all, min_dim, minimum), input, dim, keepdim, other, out, more)


@composed(out="same")
def aminmax(input, *, dim: Int = None, keepdim: Flag = False):
    """The smallest and the largest element over `dim`."""
    dim = () if dim is None else dim
    return return_types.aminmax((amin(input, dim, keepdim), amax(input, dim, keepdim)))
