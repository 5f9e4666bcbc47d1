"""Distinct values, their counts, and histograms."""

from __future__ import annotations

from math import isfinite

from .. import return_types
from ..autograd.apply import apply
from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import invalid
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Flag, Index, Int, Number
from .checks import refuses, unimplemented
from .create import scalar_tensor
from .dimension import dimension
from .extremes import chosen, filled
from .gather import elements
from .scalars import converts
from .sorting import order


def _whole_numbers(input, weights=None, minlength=0):
    for position, (name, value) in enumerate((("input", input), ("weights", weights)), 1):
        if value is not None and not hasattr(value, "dtype"):
            words = f"must be Tensor, not {type(value).__name__}"
            raise TypeError(f"bincount(): argument '{name}' (position {position}) {words}")
    if input.dtype.kind not in "iu":
        raise unimplemented("bincount_cpu", input.dtype)
    if input.ndim != 1 or (hasattr(input, "ctypes") and input.size and input.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is not None and input.size and weights.shape != input.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")


@op(
    check=_whole_numbers,
    samples=(
        (lambda draw: draw.integers(0, 6, 10), None),
        (lambda draw: draw.integers(0, 6, 10), None, {"minlength": 9}),
    ),
)
def bincount(xp, input: Index, weights: Index = None, minlength: Int = 0):
    """How often each integer occurs, or the sum of its `weights`."""
    _whole_numbers(input, weights, minlength)
    if weights is None or not input.size:  # PyTorch looks at no weights of nothing
        return xp.bincount(input, minlength=minlength).astype("int64")
    sums = xp.bincount(input, weights.astype("float64"), minlength=minlength)
    return sums.astype(weights.dtype if weights.dtype == "float32" else "float64")


# ---------------------------------------------------------------- distinct values
def _distinct(xp, input, dim):
    """The values, the place of each element among them, and counts; slices along `dim` count as one value each."""
    if dim is None:
        values, places, counts = xp.unique(input.reshape(-1), return_inverse=True, return_counts=True)
        if input.dtype.kind == "f" and values.size:  # NaN are all different
            values, places, counts = _each_nan(xp, input.reshape(-1))
        return values, places.reshape(input.shape), counts
    return xp.unique(input, return_inverse=True, return_counts=True, axis=dim)


def _each_nan(xp, flat):
    values, places, counts = xp.unique(flat, return_inverse=True, return_counts=True, equal_nan=False)
    return values, places, counts


def _runs(xp, input, dim):
    """The same for neighbours: only equal ones in a row are one value."""
    flat = input.reshape(-1) if dim is None else xp.moveaxis(input, dim, 0)
    n = flat.shape[0]
    new = xp.ones(n, bool)
    if n:
        rows = flat.reshape(n, -1)
        new[1:] = (rows[1:] != rows[:-1]).any(1)
    start = xp.nonzero(new)[0]
    places = xp.cumsum(new) - 1
    counts = xp.diff(xp.concatenate([start, xp.asarray([n])]))
    values = flat[start]
    return (
        (values, places.reshape(input.shape), counts) if dim is None else (xp.moveaxis(values, 0, dim), places, counts)
    )


@op(outputs=("values", "places", "counts"), method=False, function=False)
def distinct(xp, input: Array, dim, consecutive):
    """Distinct values, where each element is among them, and how often each comes."""
    if input.dtype.name == "bfloat16":
        values, places, counts = (_runs if consecutive else _distinct)(xp, input.astype("float32"), dim)
        return values.astype(input.dtype), places.astype("int64"), counts.astype("int64")
    values, places, counts = (_runs if consecutive else _distinct)(xp, input, dim)
    return values, places.astype("int64"), counts.astype("int64")


def _wanted(results, return_inverse, return_counts):
    wanted = (results[0], *(results[1:2] if return_inverse else ()), *(results[2:] if return_counts else ()))
    return wanted if len(wanted) > 1 else wanted[0]


@composed()
def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """The distinct values in order, and on demand where each element is among them and how often each comes."""
    refuses("unique", "c")(input._data)
    return _wanted(apply(distinct, (input,), (dim, False)), return_inverse, return_counts)


@composed()
def unique_consecutive(input, return_inverse: Flag = False, return_counts: Flag = False, dim: Int = None):
    """The values with repetitions in a row left out."""
    refuses("unique", "c")(input._data)
    return _wanted(apply(distinct, (input,), (dim, True)), return_inverse, return_counts)


# ---------------------------------------------------------------- most frequent
def _modes(input, dim, keepdim):
    filled("mode")(input, dim)
    if input.ndim and input.size:
        refuses("mode_cpu", "c")(input)


@op(vjp={"input": chosen}, promote="common", outputs=("values", "indices"), method=False, function=False,
    check=_modes, grad_fn="ModeBackward0")  # fmt: skip
def mode_dim(xp, input: Array, dim, keepdim):
    """The most frequent value along `dim` (the smallest of several), and its last place."""
    if input.ndim == 0:
        dimension(dim, 0)
        return input.copy(), xp.zeros((), "int64")
    index = order(xp, input, dim)
    ranked = xp.moveaxis(elements(xp, input, index, dim), dim, -1)
    n = ranked.shape[-1]
    before = xp.concatenate([xp.zeros((*ranked.shape[:-1], 1), bool), ranked[..., 1:] == ranked[..., :-1]], -1)
    length = xp.zeros(ranked.shape[:-1], "int64")
    best, at = length, length
    for k in range(n):  # how many equal ones in a row end here
        length = xp.where(before[..., k], length + 1, 1)
        at, best = xp.where(length > best, k, at), xp.maximum(length, best)
    index = elements(xp, index, xp.expand_dims(at, dim), dim)
    values = elements(xp, input, index, dim)
    return (values, index) if keepdim else (values.squeeze(dim), index.squeeze(dim))


@composed(out=True)
def mode(input, dim: Int = -1, keepdim: Flag = False):
    """The most frequent value along `dim`, and where it is."""
    return return_types.mode(mode_dim(input, dim, keepdim))


# ---------------------------------------------------------------- histograms
def _ends(input, bins, min, max):
    """The ends of a histogram as numbers of the dtype of what it counts."""
    if input.dtype.kind != "f" and input.dtype.name != "bfloat16":
        raise unimplemented("histogram_cpu", input.dtype)
    if bins <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins} for dimension 0")
    return [float(converts(converts(end, dtypes.float64.array), input.dtype)) for end in (min, max)]


@op(promote="same", samples=(((30,), {"bins": 5}), ((3, 4), {"bins": 4, "min": 0.5, "max": 1.2})), check=_ends)
def histc(xp, input: Array, bins: Int = 100, min: Number = 0, max: Number = 0):
    """How many elements fall into each of `bins` equal intervals from `min` to `max`."""
    min, max = _ends(input, bins, min, max)
    if not (isfinite(min) and isfinite(max)):
        raise RuntimeError(f"torch.histc: range of [{min}, {max}] is not finite")
    if min == max and input.size:
        min, max = input.min(), input.max()
        if not (xp.isfinite(min) and xp.isfinite(max)):
            raise RuntimeError(f"torch.histc: range of [{float(min)}, {float(max)}] is not finite")
    if min == max:
        min, max = min - 1, max + 1
    if max < min:
        raise RuntimeError("torch.histc: max must be larger than min")
    inside = (input >= min) & (input <= max)
    place = xp.floor((input - min) * (bins / (max - min)))
    place = xp.where(inside, xp.clip(place, 0, bins - 1), bins).astype("int64")
    return xp.bincount(place.reshape(-1), minlength=bins + 1)[:bins].astype(input.dtype)


# ---------------------------------------------------------------- searching
_SEARCHED = refuses("searchsorted_out_cpu", "bc")


@op(promote="common", method=False, function=False)
def search(xp, sorted_sequence: Array, values: Array, right):
    """Where each value would go to keep the innermost dimension of the sequence in order."""
    side = "right" if right else "left"
    if not values.size:
        return xp.zeros(values.shape, "int64")
    _SEARCHED(sorted_sequence, values)
    if sorted_sequence.ndim == 1:
        return xp.searchsorted(sorted_sequence, values, side=side).astype("int64")
    rows, wanted = sorted_sequence.reshape(-1, sorted_sequence.shape[-1]), values.reshape(-1, values.shape[-1])
    found = [xp.searchsorted(row, value, side=side) for row, value in zip(rows, wanted, strict=True)]
    return xp.stack(found).reshape(values.shape).astype("int64")


@composed(method=False, out=True)
def searchsorted(sorted_sequence, input, *, out_int32: Flag = False, right: Flag = False, side=None, sorter=None):
    """Where each value would go to keep the sequence in order: before equal ones, or behind them if `right`."""
    if side not in (None, "left", "right"):
        raise RuntimeError(f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}")
    if sorter is not None:
        sorted_sequence = sorted_sequence.gather(-1, sorter)
    if not hasattr(sorted_sequence, "_node"):
        raise invalid("searchsorted", [sorted_sequence, input])
    ndim = sorted_sequence._data.ndim
    if not ndim:
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension"
        )
    if ndim > 1 and not hasattr(input, "_node"):
        overloaded("searchsorted", number_of, input, sorted_sequence)
        raise RuntimeError(
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got "
            f"boundaries tensor dim({ndim}) and input value's dim(0) numel(1)"
        )
    if ndim > 1 and sorted_sequence._data.shape[:-1] != input._data.shape[:-1]:
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries "
            "tensor and input value tensor must match, but we got boundaries tensor "
            f"{list(sorted_sequence._data.shape)} and input value tensor {list(input._data.shape)}"
        )
    if side is not None and right and side == "left":
        raise RuntimeError(
            "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True"
        )
    places = search(sorted_sequence, _searched("searchsorted", input, sorted_sequence), right or side == "right")
    return places.int() if out_int32 else places


@composed(method=False, out=True)
def bucketize(input, boundaries, *, out_int32: Flag = False, right: Flag = False):
    """Which of the intervals between `boundaries` each value lies in."""
    if not hasattr(boundaries, "_node"):
        kind = type(boundaries).__name__
        raise TypeError(f"bucketize(): argument 'boundaries' (position 2) must be Tensor, not {kind}")
    input = _searched("bucketize", input, boundaries)
    if boundaries._data.ndim != 1:
        raise RuntimeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries._data.ndim})")
    places = search(boundaries, input, right)
    return places.int() if out_int32 else places


def _searched(name, value, sequence):
    """What is looked for: a tensor, or a number as one."""
    if hasattr(value, "_node"):
        return value
    number = overloaded(name, number_of, value, sequence)
    if type(number) is complex or (type(number) is bool and sequence._data.dtype == bool):
        raise unimplemented("searchsorted_out_cpu", dtypes.scalar_dtype(number))
    return scalar_tensor(number, device=sequence.device)
