"""Elements in another order, repeated, or masked to a triangle: copies."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy

from ..autograd.arguments import int_of, overloaded
from ..autograd.op import composed, op
from ..backend import device as devices
from ..backend.array import CPU, Array, Int, Ints, List
from ..backend.storage import row_major
from .checks import refuses, unimplemented
from .create import countable, wrap
from .dimension import absolute, dimension
from .pieces import diagonal_back
from .shape import reshape, sum_to


@op(
    vjp={"input": lambda g, dims: flip(g, dims)},
    spread="dims",
    samples=(((3, 4), {"dims": (0,)}), ((2, 3, 4), {"dims": (0, -1)}), ((3, 4), {"dims": ()})),
)
def flip(xp, input: Array, dims: List):
    """The elements in reverse order along `dims`."""
    dims = absolute(dims, input.ndim)
    if len(set(dims)) != len(dims):
        raise RuntimeError(f"dim {dims[0]} appears multiple times in the list of dims")
    return xp.array(input[tuple([slice(None, None, -1 if d in dims else None) for d in range(input.ndim)])])


@composed()
def fliplr(input):
    """A matrix with its columns in reverse order."""
    if input._data.ndim < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return input.flip(1)


@composed()
def flipud(input):
    """A matrix with its rows in reverse order."""
    if input._data.ndim < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return input.flip(0)


@composed()
def rot90(input, k: Int = 1, dims: List = (0, 1)):
    """Turned by `k` quarters in the plane of two `dims`, from the first towards the second."""
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if input._data.ndim < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {input._data.ndim}")
    a, b = absolute(dims, input._data.ndim)
    if a == b:
        raise RuntimeError(f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = {dims[1]}")
    k %= 4
    if k == 0:
        return input.clone()
    if k == 2:
        return input.flip((a, b))
    return input.flip(b if k == 1 else a).transpose(a, b)


def _negated(shifts: Any) -> Any:
    return -shifts if isinstance(shifts, int) else tuple([-s for s in shifts])


def _rolls(input: Any, shifts: Any, dims: Any) -> None:
    if shifts in ((), []):
        raise RuntimeError("`shifts` required")
    many = [(v,) if isinstance(v, int) else () if v is None else tuple(v) for v in (shifts, dims)]
    if (many[1] and len(many[0]) != len(many[1])) or (not many[1] and len(many[0]) != 1):
        raise RuntimeError(f"shifts and dimensions must align. shifts: {len(many[0])}, dims:{len(many[1])}")


@op(
    vjp={"input": lambda g, shifts, dims: roll(g, _negated(shifts), dims)},
    check=_rolls,
    samples=(
        ((3, 4), {"shifts": 1}),
        ((3, 4), {"shifts": -1, "dims": 1}),
        ((3, 4), {"shifts": (1, 2), "dims": (0, 1)}),
    ),
)
def roll(xp, input: Array, shifts: Ints, dims: Ints = None):
    """The elements moved by `shifts` along `dims`; what falls off one end comes in at the other."""
    dims = None if dims in ((), []) else dims
    if not (isinstance(shifts, int) and isinstance(dims, (int, type(None)))):
        _rolls(input, shifts, dims)
    if dims is not None and input.size:
        several = (dims,) if isinstance(dims, int) else dims
        if not input.ndim:
            raise IndexError(f"Dimension specified as {several[0]} but tensor has no dimensions")
        dims = absolute(several, input.ndim)
    elif dims is not None:
        dims = None  # PyTorch looks at no dimension of what has no elements
    shifts = shifts[0] if dims is None and not isinstance(shifts, int) else shifts
    return row_major(xp, xp.roll(input, shifts, dims))


def _repeat_back(g: Any, input_shape: Any, repeats: Any) -> Any:
    lead = len(repeats) - len(input_shape)
    shape = (1,) * lead + tuple(input_shape)
    pairs = tuple([n for pair in zip(repeats, shape, strict=True) for n in pair])
    ones = tuple([n for size in shape for n in (1, size)])
    return reshape(sum_to(reshape(g, pairs), ones), input_shape)


_SIZE = 2**31  # of less each product is an integer of 64 bits


def _sizes(input: Any, repeats: Any) -> None:
    """Refuse sizes that are negative, as those are that 64 bits do not hold."""
    shape = (1,) * (len(repeats) - input.ndim) + input.shape
    sizes = [(n * size + 2**63) % 2**64 - 2**63 for n, size in zip(repeats, shape, strict=True)]
    if min(sizes) < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {min(sizes)}: {sizes}")
    if prod(sizes) * input.dtype.itemsize >= 2**63:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={sizes}")


@op(
    vjp={"input": _repeat_back},
    spread="repeats",
    function=False,
    samples=(
        ((3, 4), {"repeats": (2, 1)}),
        ((4,), {"repeats": (2, 3)}),
        ((2, 1), {"repeats": (1, 2, 3)}),
        ((2,), {"repeats": (0,)}),
    ),
)
def repeat(xp, input: Array, repeats: List):
    """The tensor laid out `repeats` times along each dimension."""
    if len(repeats) < input.ndim:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    if any([n < 0 or n > _SIZE for n in repeats]):
        _sizes(input, repeats)
    return row_major(xp, xp.tile(input, tuple([max(n, 0) for n in repeats])))


@composed(spread="dims")
def tile(input, dims: List):
    """`repeat` that takes fewer numbers than there are dimensions, too: the last ones are meant."""
    return input.repeat((1,) * (input._data.ndim - len(dims)) + tuple(dims))


@composed()
def repeat_interleave(input, repeats=..., dim: Int = None, *, output_size: Int = None):
    """Each slice along `dim` so many times in a row; `repeats` is a number, or one per slice."""
    if repeats is ...:  # repeat_interleave(repeats): the indices themselves
        refuses("repeat_interleave_cpu", "bfcV")(input._data)
        if input._data.dtype.name not in ("int64", "int32"):
            raise unimplemented("repeat_interleave_cpu", input._data.dtype)
        counts = input._data
        index = CPU.repeat(CPU.arange(counts.size), counts.get() if hasattr(counts, "get") else counts)
        return wrap(devices.namespace(input.device).asarray(index))
    if not hasattr(repeats, "_node"):
        repeats = overloaded("repeat_interleave", int_of, repeats, input)
    if dim is None:
        input, dim = input.reshape((-1,)), 0
    if input._data.ndim == 0:
        dimension(dim, 0)
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    n = input._data.shape[dimension(dim, input._data.ndim)]
    if hasattr(repeats, "_node"):
        if repeats._data.ndim > 1:
            raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
        if repeats._data.dtype.name not in ("int64", "int32"):
            raise unimplemented("repeat_interleave_cpu", repeats._data.dtype)
    counts = repeats.tolist() if hasattr(repeats, "_node") else repeats
    if isinstance(counts, list):
        if len(counts) not in (1, n):
            raise RuntimeError("repeats must have the same size as input along dim")
        counts = counts[0] if len(counts) == 1 else counts
    if (n or not hasattr(repeats, "_node")) and numpy.min(counts, initial=0) < 0:
        raise RuntimeError("repeats can not be negative")
    counts = counts if n else 0
    whole = sum(counts) if isinstance(counts, list) else counts * n
    if output_size is not None and whole != output_size:
        raise RuntimeError(f"repeat_interleave: Invalid output_size, expected {whole} but got {output_size}")
    countable((whole, input._data.size), numpy.dtype("int64"))
    index = CPU.repeat(CPU.arange(n), counts)
    return input.index_select(dim, wrap(devices.namespace(input.device).asarray(index)))


def _near(input: Any, diagonal: int) -> int:
    """A diagonal outside of a matrix is as good as the next one to it."""
    return max(-input.shape[-2] - 1, min(diagonal, input.shape[-1] + 1))


def _zeroing(name: str) -> Any:
    """Write the zeros only: where elements share their memory, one of them decides."""

    def write(xp: Any, input: Any, diagonal: int) -> None:
        _matrices(name, input)
        keep = getattr(xp, name)(xp.ones(input.shape[-2:], bool), _near(input, diagonal))
        input[..., ~keep] = 0

    return write


def _matrices(name: str, input: Any) -> None:
    if input.ndim < 2:
        raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")


@op(
    vjp={"input": lambda g, diagonal: tril(g, diagonal)},
    inplace=_zeroing("tril"),
    samples=(((3, 4),), ((2, 4, 3), {"diagonal": 1}), ((3, 3), {"diagonal": -2})),
)
def tril(xp, input: Array, diagonal: Int = 0):
    """The lower triangle of matrices up to a `diagonal`, zeros above."""
    _matrices("tril", input)
    return row_major(xp, xp.tril(input, _near(input, diagonal)))


@op(
    vjp={"input": lambda g, diagonal: triu(g, diagonal)},
    inplace=_zeroing("triu"),
    samples=(((3, 4),), ((2, 4, 3), {"diagonal": 1}), ((3, 3), {"diagonal": -2})),
)
def triu(xp, input: Array, diagonal: Int = 0):
    """The upper triangle of matrices from a `diagonal` on, zeros below."""
    _matrices("triu", input)
    return row_major(xp, xp.triu(input, _near(input, diagonal)))


@composed()
def diag_embed(input, offset: Int = 0, dim1: Int = -2, dim2: Int = -1):
    """Zeros with the last dimension of `input` on a diagonal of two new dimensions."""
    ndim = input._data.ndim + 1
    dim1, dim2 = absolute((dim1, dim2), ndim)
    if dim1 == dim2:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    side = input._data.shape[-1] + abs(offset)
    shape = list(input._data.shape[:-1])
    for d in sorted((dim1, dim2)):
        shape.insert(d, side)
    return diagonal_back.call(input, tuple(shape), offset, dim1, dim2)


@composed(out=True)
def diag(input, diagonal: Int = 0):
    """A matrix with a vector on its diagonal, or the diagonal of a matrix."""
    ndim = input._data.ndim
    if ndim not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {ndim}D")
    return input.diag_embed(diagonal) if ndim == 1 else input.diagonal(diagonal).clone()


@composed()
def diagflat(input, offset: Int = 0):
    """A matrix with all elements of `input` on its diagonal."""
    return input.reshape((-1,)).diag_embed(offset)
