"""Choosing slices and elements by index, along one dimension."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Flag, Index, Int
from ..backend.scatter import add_at
from .dimension import dimension

INDICES = ("int64", "int32", "uint8", "bool")  # the dtypes of tensors that are indices; bytes are a mask


def lines(xp: Any, index: Any, dim: int) -> tuple[Any, ...]:
    """The key of the elements `index` names: its own places in every dimension but `dim`."""
    key = []
    for d, n in enumerate(index.shape):
        key.append(index if d == dim else xp.arange(n).reshape((-1,) + (1,) * (index.ndim - 1 - d)))
    return tuple(key)


def flat(xp: Any, index: Any, dim: int, shape: tuple[int, ...]) -> Any:
    """The places `index` names in a contiguous array of `shape`, as numbers: one index instead of one per dimension."""
    total, step = None, 1
    for d in range(index.ndim - 1, -1, -1):
        part = index if d == dim else xp.arange(index.shape[d]).reshape((-1,) + (1,) * (index.ndim - 1 - d))
        part = part * step if step != 1 else part
        total = part if total is None else total + part
        step *= shape[d]
    return index if total is None else total


def within(index: Any, n: int, dim: int) -> None:
    """Refuse negative and too large indices, which NumPy would read in its own way; a GPU is not asked."""
    if type(index) is CPU.ndarray and index.size and (index.min() < 0 or index.max() >= n):
        wrong = index[(index < 0) | (index >= n)].flat[0]
        raise RuntimeError(f"index {wrong} is out of bounds for dimension {dim} with size {n}")


def _gathers(input: Any, index: Any, dim: int) -> None:
    if index.dtype.name not in ("int64", "int32"):
        raise RuntimeError("gather(): Expected dtype int32/int64 for index")
    if max(input.ndim, 1) != max(index.ndim, 1) and index.size:
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    dim = dimension(dim, input.ndim)
    if not index.size:
        return
    if any([d != dim and n > input.shape[d] for d, n in enumerate(index.shape)]):
        raise RuntimeError(
            "Size does not match at dimension "
            f"{next(d for d, n in enumerate(index.shape) if d != dim and n > input.shape[d])} "
            f"expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart from "
            f"dimension {dim}"
        )


def elements(xp: Any, input: Any, index: Any, dim: int) -> Any:
    """`input[..., index, ...]`, for an index that fits and needs no check."""
    return input[lines(xp, index, dim % input.ndim)] if input.ndim else input.reshape(index.shape)


@op(
    vjp={"input": lambda g, input_shape, index, dim: spread_lines(g, index, input_shape, dim)},
    method=False,
    function=False,
    check=_gathers,
    samples=(
        ((3, 4), lambda draw: draw.integers(0, 4, (3, 2)), {"dim": 1}),
        ((3, 4), lambda draw: draw.integers(0, 3, (5, 3)), {"dim": 0}),
        ((5,), lambda draw: draw.integers(0, 5, 7), {"dim": -1}),
    ),
    grad_fn="GatherBackward0",
)
def take_lines(xp, input: Array, index: Index, dim):
    """`input[..., index, ...]`, one index per element of the result."""
    if input.ndim != index.ndim or input.ndim == 0:
        _gathers(input, index, dim)
        if not index.size:
            return xp.zeros(index.shape, input.dtype)
        within(index, input.shape[0] if input.ndim else 1, 0)
        return input.reshape(-1)[index] if index.ndim or input.ndim else input[...]
    dim = dimension(dim, input.ndim)
    within(index, input.shape[dim], dim)
    if input.ndim == 1:
        return input[index]
    try:
        return input[lines(xp, index, dim)]
    except IndexError:
        _gathers(input, index, dim)
        raise


@op(
    vjp={"input": lambda g, index, dim: take_lines(g, index, dim)},
    method=False,
    function=False,
    samples=(((3, 2), lambda draw: draw.integers(0, 4, (3, 2)), {"shape": (3, 4), "dim": 1}),),
)
def spread_lines(xp, input: Array, index: Index, shape, dim):
    """Zeros of `shape` with `input` added where `index` says: the transpose of `take_lines`."""
    whole = xp.zeros(shape, input.dtype)
    place = flat(xp, index, dim % len(shape), shape) if shape and index.size else index
    add_at(xp, whole.reshape(-1), place.reshape(-1), input.reshape(-1))
    return whole


def _whole(index: Any) -> Any:
    """An index as integers, which it has to be if it has elements."""
    if index._data.dtype.name in ("int64", "int32"):
        return index
    if index._data.size:
        raise RuntimeError("gather(): Expected dtype int32/int64 for index")
    return index.long()


@composed(out="apart")
def gather(input, dim: Int, index, *, sparse_grad: Flag = False):
    """`out[i][j] = input[index[i][j]][j]` for `dim` 0, `input[i][index[i][j]]` for 1: the shape of `index`."""
    return take_lines.call(input, _whole(index), dim)


@composed(out=True)
def take_along_dim(input, indices, dim: Int = None):
    """`gather` with `indices` that broadcast; without `dim`, into all elements."""
    if dim is None:
        return gather(input.reshape((-1,)), 0, indices.reshape((-1,)))
    if indices._data.dtype != "int64":
        kind = dtypes.of(indices._data.dtype).word
        raise RuntimeError(f"torch.take_along_dim(): dtype of indices should be Long but got {kind}")
    if input._data.ndim != indices._data.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, but got "
            f"{input._data.ndim} dimensions for input, and {indices._data.ndim} dimensions for indices"
        )
    dim = dimension(dim, input._data.ndim)
    rest = [max(m, n) if 0 not in (m, n) else 0 for m, n in zip(input._data.shape, indices._data.shape, strict=True)]
    whole, places = list(rest), list(rest)
    whole[dim], places[dim] = input._data.shape[dim], indices._data.shape[dim]
    return gather(input.expand(whole), dim, (indices % max(whole[dim], 1)).expand(places))


# ---------------------------------------------------------------- slices
def _selects(input: Any, index: Any, dim: int) -> None:
    if index.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if index.dtype.name not in ("int32", "int64"):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    dimension(dim, input.ndim)


@op(
    vjp={"input": lambda g, input_shape, index, dim: spread_slices(g, index, input_shape, dim)},
    method=False,
    function=False,
    check=_selects,
    samples=(
        ((3, 4), lambda draw: draw.integers(0, 3, 5), {"dim": 0}),
        ((3, 4, 2), lambda draw: draw.integers(0, 4, 3), {"dim": -2}),
    ),
    grad_fn="IndexSelectBackward0",
)
def take_slices(xp, input: Array, index: Index, dim):
    """The slices of `input` along `dim` that the vector `index` names."""
    if index.ndim != 1 or index.dtype.name not in ("int64", "int32"):
        _selects(input, index, dim)
        index = index.reshape(1)
    if not input.ndim and index.size != 1:
        raise RuntimeError(f"index_select(): Index to scalar can have only 1 value, got {index.size} value(s)")
    n = input.shape[dimension(dim, input.ndim)] if input.ndim else 1
    if xp is CPU and index.size and (index.min() < 0 or index.max() >= n):
        if input.ndim > 1 and not input.size:
            wrong = index[(index < 0) | (index >= n)][0]
            empty = "index_select(): self indexing axis dim should be positive"
            raise RuntimeError(f"INDICES element is out of DATA bounds, id={wrong} axis_dim={n}" if n else empty)
        raise IndexError("index out of range in self")
    return xp.take(input, index, dim) if input.ndim else input.reshape(-1)[index].reshape(())


@op(
    vjp={"input": lambda g, index, dim: take_slices(g, index, dim)},
    method=False,
    function=False,
    samples=(((5, 4), lambda draw: draw.integers(0, 3, 5), {"shape": (3, 4), "dim": 0}),),
)
def spread_slices(xp, input: Array, index: Index, shape, dim):
    """Zeros of `shape` with the slices of `input` added where `index` says: the transpose of `take_slices`."""
    whole = xp.zeros(shape, input.dtype)
    if not shape:
        return whole + xp.add.reduce(input, None)
    dim, index = dim % len(shape), index.reshape(-1)
    if dim == 0:
        add_at(xp, whole, index, input)
        return whole
    moved = xp.zeros((shape[dim], *shape[:dim], *shape[dim + 1 :]), input.dtype)
    add_at(xp, moved, index, xp.moveaxis(input, dim, 0))
    whole[...] = xp.moveaxis(moved, 0, dim)
    return whole


@composed(out="apart")
def index_select(input, dim: Int, index):
    """The slices of `input` along `dim` that the vector `index` names, a copy."""
    return take_slices.call(input, index, dim)


def long_index(name: str, index: Any) -> None:
    """Refuse an index of another dtype than int64."""
    if index._data.dtype != "int64":
        raise RuntimeError(f"{name}: Expected a long tensor for index, but got {dtypes.of(index._data.dtype).word}")


@composed(out="apart")
def take(input, index):
    """Elements of `input`, counted through as one vector, in the shape of `index`."""
    long_index("take()", index)
    flat_input, places = input.reshape((-1,)), index.reshape((-1,))
    n = input._data.size
    if (
        type(places._data) is CPU.ndarray
        and places._data.size
        and not -n <= places._data.min() <= places._data.max() < n
    ):
        raise IndexError(f"out of range: tried to access index {places._data.max()} on a tensor of {n} elements.")
    return flat_input[places].reshape(index._data.shape)
