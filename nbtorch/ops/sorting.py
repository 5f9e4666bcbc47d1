"""Order: sorting, ranking, choosing by rank, and searching in sorted sequences."""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.op import composed, op
from ..backend.array import Array, Flag, Int
from .checks import refuses, unordered
from .extremes import chosen, filled
from .gather import elements, spread_lines
from .reduce import axes

_PAIR: dict[str, Any] = {"promote": "common", "outputs": ("values", "indices"), "method": False, "function": False}


def _placed(g, indices, input_shape, dim):
    return spread_lines(g, indices, input_shape, dim)


def order(xp, input, dim, descending=False):
    """The indices that sort along `dim`; equal elements keep their order, NaN is the largest."""
    if input.ndim == 0:
        axes(dim, input)
        return xp.zeros((), "int64")
    if descending:  # sorting the reversed input ascending and reversing the result keeps equal ones in order
        last = input.shape[dim] - 1
        return last - xp.flip(xp.argsort(xp.flip(input, dim), dim, kind="stable"), dim)
    return xp.argsort(input, dim, kind="stable")


_unsorted = unordered(" Sort does not support complex dtypes on CPU")


@op(vjp={"input": _placed}, grad_fn="SortBackward0", check=_unsorted, **_PAIR)
def sort_dim(xp, input: Array, dim, descending):
    """The elements in order along `dim`, and where they were."""
    index = order(xp, input, dim, descending)
    return elements(xp, input, index, dim), index


def _directed(dim, descending, more):
    """`dim`, also by NumPy's name, and `descending`; `stable` comes by its name only."""
    dim = more.pop("axis", dim)
    if more:
        raise TypeError(f"sort() got an unexpected keyword argument '{next(iter(more))}'")
    if isinstance(dim, bool):
        raise TypeError("sort(): argument 'dim' (position 2) must be int, not bool")
    return dim, descending


@composed()
def sort(input, dim: Int = -1, descending: Flag = False, stable=False, *, out=None, **more):
    """The elements in order along `dim`, and where they were; equal elements keep their order."""
    dim, descending = _directed(dim, descending, more)
    pair = return_types.sort(sort_dim(input, dim, descending))
    if out is None:
        return pair
    from ..autograd.calls import into

    return return_types.sort([into("sort", *both, fresh=True) for both in zip(out, pair, strict=True)])


@op(promote="common", check=_unsorted,
    samples=(((3, 4),), ((3, 4), {"dim": 0, "descending": True}), ((),)))  # fmt: skip
def argsort(xp, input: Array, dim: Int = -1, descending: Flag = False, stable: Flag = False):
    """The indices that sort along `dim`."""
    return order(xp, input, dim, descending)


@composed(out=True)
def msort(input):
    """The elements in order along the first dimension."""
    return sort_dim(input, 0, False)[0]


def _enough(input, k, dim, *rest):
    if input.dtype.kind in "bc":
        kind = "complex" if input.dtype.kind == "c" else "bool"
        raise RuntimeError(f"topk does not support {kind} dtypes on CPU")
    if not 0 <= k <= (input.shape[dim] if input.ndim else 1):
        raise RuntimeError("selected index k out of range")


def _few(xp, input, k, dim, largest):
    """The first few of many: set apart without sorting the rest."""
    n = input.shape[dim]
    part = (slice(None),) * (dim % input.ndim) + (slice(n - k, n) if largest else slice(0, k),)
    index = xp.argpartition(input, min(n - k if largest else k, n - 1), dim)[part]
    values = elements(xp, input, index, dim)
    inner = order(xp, values, dim, largest)
    return elements(xp, values, inner, dim), elements(xp, index, inner, dim)


@op(vjp={"input": _placed}, grad_fn="TopkBackward0", check=_enough, **_PAIR)
def topk_dim(xp, input: Array, k, dim, largest):
    """The `k` first elements in order along `dim`, and where they were."""
    n = input.shape[dim] if input.ndim else 1
    if n > 1024 and k < n // 8:
        return _few(xp, input, k, dim, largest)
    index = order(xp, input, dim, largest)
    if input.ndim:
        index = index[(slice(None),) * (dim % input.ndim) + (slice(0, k),)]
    return elements(xp, input, index, dim), index


@composed(out=True)
def topk(input, k: Int, dim: Int = -1, largest: Flag = True, sorted: Flag = True):
    """The `k` largest (or smallest) elements along `dim`, and where they are."""
    return return_types.topk(topk_dim(input, k, dim, largest))


_KIND = refuses("kthvalue_cpu", "bc")


def _ranked(input, k, dim, keepdim):
    filled("kthvalue")(input, dim)
    if not 1 <= k <= (input.shape[dim] if input.ndim else 1):
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(dim % max(input.ndim, 1)))
    if input.ndim:
        _KIND(input)


@op(vjp={"input": chosen}, grad_fn="KthvalueBackward0", check=_ranked, **_PAIR)
def kth_dim(xp, input: Array, k, dim, keepdim):
    """The `k`-th smallest element along `dim`, and where it is."""
    index = order(xp, input, dim)
    if input.ndim == 0:
        return input.copy(), index
    index = index[(slice(None),) * (dim % input.ndim) + (slice(k - 1, k),)]
    values = elements(xp, input, index, dim)
    return (values, index) if keepdim else (values.squeeze(dim), index.squeeze(dim))


@composed(out="apart")
def kthvalue(input, k: Int, dim: Int = -1, keepdim: Flag = False):
    """The `k`-th smallest element along `dim` (from 1), and where it is."""
    return return_types.kthvalue(kth_dim(input, k, dim, keepdim))
