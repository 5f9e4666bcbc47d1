"""Views by steps in memory: sliding windows, and any size and stride over a tensor's storage."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.memory import settled
from ..autograd.op import composed, op
from ..backend.array import Array, Int, List
from ..backend.storage import bounds, offset as offset_of, over, owner, steps
from .dimension import dimension
from .embed import with_part
from .memory import within
from .turned import become


def _slides(input: Any, dim: int, size: int, step: int) -> int:
    """`dim` from the front, after PyTorch's checks."""
    dim = dimension(dim, input.ndim)
    n = input.shape[dim] if input.ndim else 1
    if size > n:
        raise RuntimeError(f"maximum size for tensor at dimension {dim} is {n} but size is {size}")
    if size < 0:
        raise RuntimeError(f"size is {size} but must be >= 0")
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    return dim


@op(
    vjp={"input": lambda g, input_shape, dimension, size, step: slide_back(g, input_shape, dimension, size, step)},
    view=True,
    method=False,
    function=False,
    grad_fn="UnfoldBackward0",
    samples=(
        ((3, 5), {"dimension": 1, "size": 2, "step": 1}),
        ((5, 2), {"dimension": 0, "size": 2, "step": 3}),
        ((4,), {"dimension": -1, "size": 3, "step": 1}),
    ),
)
def slide(xp, input: Array, dimension, size, step):
    """View of windows of `size` every `step` along `dimension`: a new last dimension."""
    dim = _slides(input, dimension, size, step)
    if input.ndim == 0:
        return input.reshape(1)[:size]
    count = (input.shape[dim] - size) // step + 1
    shape = (*input.shape[:dim], count, *input.shape[dim + 1 :], size)
    moves = input.strides
    move = moves[dim] * step
    if move >= 2**63:  # of a single window it does not matter, as long as 64 bits hold it in elements
        if move // input.dtype.itemsize >= 2**63:
            raise RuntimeError(f"as_strided: the stride {move // input.dtype.itemsize} is out of range")
        move = moves[dim]
    strides = (*moves[:dim], move, *moves[dim + 1 :], moves[dim])
    return _strided(xp, input, shape, strides)


def _strided(xp: Any, array: Any, shape: Any, strides: Any) -> Any:
    return xp.lib.stride_tricks.as_strided(array, shape, strides)


@op(
    vjp={"input": lambda g, dimension, size, step: slide(g, dimension, size, step)},
    method=False,
    function=False,
    samples=(((3, 4, 2), {"shape": (3, 5), "dimension": 1, "size": 2, "step": 1}),),
)
def slide_back(xp, input: Array, shape, dimension, size, step):
    """Windows added up where they came from: the transpose of `slide`."""
    whole = xp.zeros(shape, input.dtype)
    if not shape:
        return whole + xp.add.reduce(input, None)
    dim = dimension % len(shape)
    lead, count = (slice(None),) * dim, input.shape[dim]
    for offset in range(size):
        whole[(*lead, slice(offset, offset + step * (count - 1) + 1, step))] += input[..., offset]
    return whole


# ---------------------------------------------------------------- any size and stride
def _places(size: Any, stride: Any, offset: int) -> Any:
    """Where in the storage each element of such a view lies."""
    total = numpy.full(tuple(size), offset)
    for d, (n, s) in enumerate(zip(size, stride, strict=True)):
        total += (numpy.arange(n) * s).reshape((-1,) + (1,) * (len(size) - 1 - d))
    return total


@op(
    vjp={
        "input": lambda g, input_shape, size, stride, offset, source: strided_back(
            g, input_shape, size, stride, offset, source
        )
    },
    view=True,
    method=False,
    function=False,
    grad_fn="AsStridedBackward0",
)
def strided(xp, input: Array, size, stride, offset, source):
    """View of the storage of `input`; `source` is the (stride, offset) of `input` itself."""
    low, high = bounds(owner(input))
    within(size, stride, offset, input.dtype.itemsize, high - low)
    return over(input, input.dtype, size, stride, offset)


@op(
    vjp={"input": lambda g, size, stride, offset, source: strided_places(g, size, stride, offset, source)},
    method=False,
    function=False,
)
def strided_back(xp, input: Array, shape, size, stride, offset, source):
    """What lies at each place of the storage added up, seen by the input."""
    mine, its = _places(shape, *source), _places(size, stride, offset)
    total = xp.zeros(int(max(mine.max(initial=0), its.max(initial=0))) + 1, input.dtype)
    xp.add.at(total, its, input)
    return total[mine]


@op(
    vjp={
        "input": lambda g, input_shape, size, stride, offset, source: strided_back(
            g, input_shape, size, stride, offset, source
        )
    },
    method=False,
    function=False,
)
def strided_places(xp, input: Array, size, stride, offset, source):
    """The elements of a view by strides, from a tensor that lies as the input of that view did."""
    mine, its = _places(input.shape, *source), _places(size, stride, offset)
    total = xp.zeros(int(max(mine.max(initial=0), its.max(initial=0))) + 1, input.dtype)
    total[mine] = input
    return total[its]


@composed()
def as_strided(input, size: List, stride: List, storage_offset: Int = None):
    """View of this tensor's storage with any size and stride, in elements."""
    if len(size) != len(stride):
        raise RuntimeError("mismatch in length of strides and shape")
    if min(stride, default=0) < 0:
        raise RuntimeError(f"as_strided: Negative strides are not supported at the moment, got strides: {list(stride)}")
    array = settled(input)
    start = offset_of(array) if storage_offset is None else storage_offset
    return strided.call(input, tuple(size), tuple(stride), start, (steps(array), offset_of(array)))


@composed()
def as_strided_(input, size: List, stride: List, storage_offset: Int = None):
    """Take any size and stride over this tensor's storage in place."""
    return become(input, as_strided(input, size, stride, storage_offset))


@composed()
def as_strided_scatter(input: Array, src: Array, size: List, stride: List, storage_offset: Int = None):
    """`input` with `src` in a strided view of it."""
    return with_part(input, lambda whole: whole.as_strided(size, stride, storage_offset), src)
