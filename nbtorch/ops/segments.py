"""Reductions of runs of neighbours: one result for each segment of a dimension."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.op import composed, op
from ..backend.array import NAMESPACES, Array, Flag, Index, Int, Number
from .checks import unimplemented
from .compare import where
from .create import wrap
from .dimension import dimension
from .extremes import cast_like
from .gather import lines, spread_lines, take_lines
from .pad import constant_pad_nd
from .scatter import gather_at
from .shape import take_basic

NAMES = {"sum": "sum", "mean": "mean", "prod": "prod", "max": "amax", "min": "amin", "amax": "amax", "amin": "amin"}
IDENTITIES = {"sum": 0.0, "mean": 0.0, "prod": 1.0, "amax": -math.inf, "amin": math.inf}


def _of_each(value: Any, index: Any, axis: int) -> Any:
    """For each element what its segment has; 0 for an element of none, whose index is the number of segments."""
    behind = (0, 0) * (len(value.shape) - 1 - axis)
    return take_lines(constant_pad_nd(value, (*behind, 0, 1)), index, axis)


def _of_segments(value: Any, index: Any, count: int, axis: int) -> Any:
    """The sums of the elements of each segment."""
    shape = (*value.shape[:axis], count + 1, *value.shape[axis + 1 :])
    return take_basic(spread_lines(value, index, shape, axis), (slice(None),) * axis + (slice(0, count),))


def _slope(g: Any, input: Any, index: Any, out: Any, count: int, axis: int, reduce: str, initial: Any) -> Any:
    ones = cast_like(where(input == input, 1.0, 1.0), g)
    if reduce == "sum":
        return _of_each(g, index, axis)
    if reduce == "mean":
        size = _of_segments(ones, index, count, axis)
        return _of_each(g / where(size == 0, 1.0, size), index, axis)
    if reduce == "prod":
        return _product_slope(g, input, index, out, count, axis, initial)
    mine = _of_each(out, index, axis)
    hit = where((input == mine) | ((input != input) & (mine != mine)), ones, 0.0)
    ties = _of_segments(hit, index, count, axis)
    return _of_each(g / where(ties == 0, 1.0, ties), index, axis) * hit


def _product_slope(g: Any, input: Any, index: Any, out: Any, count: int, axis: int, initial: Any) -> Any:
    """`out` over the element; for the only zero or NaN of a segment the product of the others."""
    odd = (input == 0) | (input != input)
    filled = where(odd, 1.0, input)
    slope = _of_each(g * out, index, axis) / filled
    if not bool(odd.any()):
        return slope
    several = _of_segments(cast_like(where(odd, 1.0, 0.0), g), index, count, axis) > 1
    rest = where(several, g * out, g * reduce_segments(filled, index, count, axis, "prod", initial))
    return where(odd, _of_each(rest, index, axis), slope)


@op(
    vjp={"input": _slope},
    promote="same",
    method=False,
    function=False,
    grad_fn="SegmentReduceBackward0",
    samples=tuple([
        ((5, 2), lambda draw: draw.integers(0, 4, (5, 2)), {
            "count": 3, "axis": 0, "reduce": how, "initial": start,
        })
        for how, start in (("sum", None), ("prod", 2.0), ("amax", 0.0), ("amin", 3.0), ("mean", 1.0))
    ]),
)  # fmt: skip
def reduce_segments(xp, input: Array, index: Index, count, axis, reduce, initial):
    """One result for each of `count` segments along `axis`: `index` names that of each element, `count` means none."""
    shape = (*input.shape[:axis], count + 1, *input.shape[axis + 1 :])
    whole = xp.full(shape, IDENTITIES[reduce] if initial is None else initial, input.dtype)
    gather_at(xp, whole, lines(xp, index, axis), input, axis, reduce)
    if reduce == "mean":
        size = xp.zeros(shape, input.dtype)
        gather_at(xp, size, lines(xp, index, axis), xp.ones_like(input), axis, "sum")
        empty = xp.nan if initial is None else initial
        whole = xp.where(size == 0, xp.asarray(empty, input.dtype), whole / xp.maximum(size, 1))
    return whole[(slice(None),) * axis + (slice(0, count),)]


def _ends(xp: Any, data: Any, lengths: Any, offsets: Any, axis: int, unsafe: bool) -> tuple[Any, Any]:
    """Where the first segment starts and where each one ends, after PyTorch's checks: (..., 1) and (..., S)."""
    name = "lengths" if lengths is not None else "offsets"
    given = (lengths if lengths is not None else offsets)._data
    if axis != given.ndim - 1:
        raise RuntimeError(f"segment_reduce(): Expected axis to be the last dimension of {name} but got {axis}.")
    if given.dtype.name not in ("int32", "int64"):
        raise unimplemented(f"_segment_reduce_{name}_cpu_kernel1", given.dtype)
    if lengths is None:
        return given[..., :1], given[..., 1:]
    if not unsafe:
        if given.size and given.min() < 0:
            raise RuntimeError("lengths contains negative value!")
        if (given.sum(-1) != data.shape[axis]).any():
            raise RuntimeError(
                "segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when "
                "!unsafe."
            )
    return xp.zeros_like(given[..., :1]), given.cumsum(-1)


@composed(method=False)
def segment_reduce(
    data, reduce, *, lengths=None, indices=None, offsets=None, axis: Int = 0, unsafe: Flag = False,
    initial: Number = None,
):  # fmt: skip
    """Reduce ("sum", "mean", "prod", "max", "min") each segment along `axis`: (N, *) -> (S, *).

    `lengths` are those of the segments, (S,), or `offsets` where they begin and the last one ends, (S + 1,); `initial`
    joins every segment.

    >>> segment_reduce(tensor([1.0, 2.0, 3.0]), "sum", lengths=tensor([2, 1]))
    tensor([3., 3.])
    """
    axis = dimension(axis, data._data.ndim)
    if indices is not None:
        raise RuntimeError("segment_reduce(): indices based reduction is not supported yet.")
    if lengths is None and offsets is None:
        raise RuntimeError("segment_reduce(): Either lengths or offsets must be defined.")
    if reduce not in NAMES:
        raise RuntimeError(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}")
    array = data._data
    xp = NAMESPACES[type(array)]
    start, ends = _ends(xp, array, lengths, offsets, axis, unsafe)
    if array.dtype.kind not in "fV":
        raise unimplemented("_segment_reduce_cpu", array.dtype)
    count, places = ends.shape[-1], xp.arange(array.shape[axis])
    rows = [xp.searchsorted(row, places, side="right") for row in ends.reshape(-1, count)]
    owner = xp.stack(rows).reshape(array.shape[: axis + 1])
    owner = xp.where(places < start, count, owner).reshape(owner.shape + (1,) * (array.ndim - axis - 1))
    index = wrap(xp.array(xp.broadcast_to(owner, array.shape)))
    return reduce_segments(data, index, count, axis, NAMES[reduce], initial)
