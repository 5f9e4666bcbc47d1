"""Running sums, products and extremes along a dimension."""

from __future__ import annotations

from .. import return_types
from ..autograd.errors import dimension_error
from ..autograd.op import composed, op
from ..backend.array import Array, Int
from ..backend.storage import row_major
from .checks import refuses
from .compare import where
from .dimension import dimension
from .exponential import logaddexp
from .gather import spread_lines
from .pointwise import exp, mul
from .reduce import axes, required, sum
from .samples import DIMENSION
from .shape import cat, reshape, take_basic

_SCANS = (*DIMENSION, ((), {"dim": 0}), ((2, 0), {"dim": 1}))


def _alone(input, dim):
    """A scan of one number, which has one dimension to go along."""
    dimension(dim, 0)
    return input.copy()


def _slice(dim, ndim, part):
    return (slice(None),) * (dim % ndim) + (part,)


@op(
    vjp={"input": lambda g, dim: cumsum_back(g, dim)},
    promote="sum",
    inplace=True,
    casts=True,
    samples=_SCANS,
)
def cumsum(xp, input: Array, dim: Int = None):
    """Sums of the elements up to each one along `dim`."""
    required("cumsum", dim, input)
    return row_major(xp, input.cumsum(dim)) if input.ndim else _alone(input, dim)


@op(vjp={"input": lambda g, dim: cumsum(g, dim)}, method=False, function=False)
def cumsum_back(xp, input: Array, dim):
    """Sums of the elements from each one on: the transpose of `cumsum`."""
    return xp.flip(xp.flip(input, dim).cumsum(dim), dim) if input.ndim else input.copy()


def others_product(input, dim):
    """For each element the product of all the others along `dim`, zeros among them or not."""
    n = input.shape[dim]
    first = take_basic(input, _slice(dim, input.ndim, slice(0, 1)))
    one = where(first == first, 1.0, 1.0)
    one = one.to(input.dtype) if hasattr(one, "_node") else one.astype(input.dtype)
    before = cumprod(cat([one, take_basic(input, _slice(dim, input.ndim, slice(0, n - 1)))], dim), dim)
    behind = backwards(cat([take_basic(input, _slice(dim, input.ndim, slice(1, n))), one], dim), dim)
    return before * backwards(cumprod(behind, dim), dim)


@op(vjp={"input": lambda g, dim: backwards(g, dim)}, method=False, function=False)
def backwards(xp, input: Array, dim):
    """The elements along `dim` in reverse."""
    return xp.flip(input, dim)


def _cumprod_slope(g, input, out, dim):
    """Sums of `g * out` from each element on, over that element; from the first zero on, with that zero left out."""
    if not input.shape:
        return g
    zero = input == 0
    if not bool(zero.any()):
        return cumsum_back(g * out, dim) / input
    if hasattr(g, "_node"):
        return _cumprod_slope_again(g, input, dim)
    zeros = cumsum(where(zero, 1, 0), dim)
    first = zero & (zeros == 1)
    filled = where(first, 1.0, input)
    before = cumsum_back(where(zeros == 0, g * out, 0.0), dim) / where(zero, 1.0, input)
    at_zero = cumsum_back(g * cumprod(filled, dim), dim)
    return where(zeros == 0, before, where(first, at_zero, 0.0))


def _cumprod_slope_again(g, input, dim):
    """The same by its definition, of quadratic size, which can be differentiated again where there are zeros."""
    shape, at = input.shape, dim % len(input.shape)
    column, row = (*shape[:at], 1, *shape[at:]), (*shape[: at + 1], 1, *shape[at + 1 :])
    place = cumsum(where(input == input, 1, 1), at)
    here, there = reshape(place, row), reshape(place, column)  # [i, k]
    others = cumprod(where(here == there, 1.0, reshape(input, column)), at + 1)
    return sum(where(here <= there, others * reshape(g, column), 0.0), at + 1)


@op(
    vjp={"input": _cumprod_slope},
    promote="sum",
    inplace=True,
    casts=True,
    samples=(*_SCANS, (lambda draw: draw.uniform(0.5, 1, (3, 4)) * [1, 0, 1, 1], {"dim": 1})),
)
def cumprod(xp, input: Array, dim: Int = None):
    """Products of the elements up to each one along `dim`."""
    required("cumprod", dim, input)
    return row_major(xp, input.cumprod(dim)) if input.ndim else _alone(input, dim)


def doubled(xp, dim, combine, *arrays):
    """An inclusive scan of `combine(earlier, later)` in log2(n) passes over tuples of arrays, on any device."""
    n, step = arrays[0].shape[dim] if arrays[0].ndim else 1, 1
    while step < n:
        late = _slice(dim, arrays[0].ndim, slice(step, None))
        early = _slice(dim, arrays[0].ndim, slice(0, n - step))
        merged = combine(tuple([a[early] for a in arrays]), tuple([a[late] for a in arrays]))
        arrays = tuple(
            [
                xp.concatenate([a[_slice(dim, a.ndim, slice(0, step))], m], dim)
                for a, m in zip(arrays, merged, strict=True)
            ]
        )
        step *= 2
    return arrays


def _running_slope(g, indices, input_shape, dim):
    return spread_lines(g, indices, input_shape, dim)


def _running(xp, input, dim, beats):
    """The extreme so far and its latest place."""
    if input.ndim == 0:
        axes(dim, input)
    elif not -input.ndim <= dim < input.ndim:
        raise dimension_error(dim, input.ndim)
    place = xp.arange(input.shape[dim] if input.ndim else 1)
    shape = [1] * max(input.ndim, 1)
    shape[dim] = -1
    place = xp.broadcast_to(place.reshape(shape), input.shape or (1,)).reshape(input.shape)

    def later_wins(early, late):
        wins = beats(late[0], early[0]) | ((late[0] != late[0]) if input.dtype.kind == "f" else False)
        if input.dtype.kind == "f":
            wins = wins & ~((early[0] != early[0]) & (late[0] == late[0]))
        return xp.where(wins, late[0], early[0]), xp.where(wins, late[1], early[1])

    values, places = doubled(xp, dim, later_wins, input, place)
    return xp.array(values), xp.array(places)


def _comparable(name):
    complexes = refuses(f"{name}_cpu", "c")
    return lambda input, dim: complexes(input) if input.ndim else None


@op(vjp={"input": _running_slope}, promote="common", outputs=("values", "indices"), method=False, function=False,
    grad_fn="CummaxBackward0", check=_comparable("cummax"))  # fmt: skip
def running_max(xp, input: Array, dim):
    """The largest element so far along `dim`, and where it is."""
    return _running(xp, input, dim, xp.greater_equal)


@op(vjp={"input": _running_slope}, promote="common", outputs=("values", "indices"), method=False, function=False,
    grad_fn="CumminBackward0", check=_comparable("cummin"))  # fmt: skip
def running_min(xp, input: Array, dim):
    """The smallest element so far along `dim`, and where it is."""
    return _running(xp, input, dim, xp.less_equal)


def _nothing(input):
    """The extremes of no elements, along any dimension."""
    return input.clone(), input.long()


@composed(out=True)
def cummax(input, dim: Int):
    """The largest element so far along `dim`, and where it is."""
    return return_types.cummax(running_max(input, dim) if input._data.size else _nothing(input))


@composed(out=True)
def cummin(input, dim: Int):
    """The smallest element so far along `dim`, and where it is."""
    return return_types.cummin(running_min(input, dim) if input._data.size else _nothing(input))


@op(
    vjp={"input": lambda g, input, out, dim: log_sums_back(g, input, out, dim)},
    promote="common",
    check=refuses("logcumsumexp_out_cpu", "biu"),
    samples=_SCANS,
)
def logcumsumexp(xp, input: Array, dim: Int = None):
    """The logarithm of the running sum of exponentials along `dim`."""
    required("logcumsumexp", dim, input)
    dimension(dim, input.ndim)
    return doubled(xp, dim, lambda early, late: (logaddexp.forward(xp, early[0], late[0]),), xp.array(input))[0]


def log_sums_back(g, input, out, dim):
    """`sum over j >= i of g[j] * exp(input[i] - out[j])`, about the largest input so that nothing overflows."""
    if not input.shape or 0 in input.shape:
        return g
    n, at = input.shape[dim], dim % len(input.shape)
    here = reshape(input, (*input.shape[: at + 1], 1, *input.shape[at + 1 :]))
    there = reshape(out, (*input.shape[:at], 1, *input.shape[at:]))
    weight = exp(here - there)
    later = reshape(g, (*input.shape[:at], 1, *input.shape[at:]))
    ones = where(weight == weight, 1, 1)
    ahead = cumsum(ones, at + 1) - cumsum(ones, at) >= 0
    return sum(where(ahead, mul(weight, later), 0.0), at + 1) if n else g


@composed(out=True)
def diff(input, n: Int = 1, dim: Int = -1, prepend=None, append=None):
    """Each element less the one before it along `dim`, `n` times over; of masks, whether the two differ."""
    ndim = input._data.ndim
    if ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    ends = [end for end in (prepend, append) if end is not None]
    for end in ends:
        _fits(end._data.shape, input._data.shape, dim)
    if n == 0:
        return input.clone()
    dim = dimension(dim, ndim)
    if ends:
        input = cat([part for part in (prepend, input, append) if part is not None], dim)
    for _ in range(min(n, input._data.shape[dim])):
        later, early = input[_slice(dim, ndim, slice(1, None))], input[_slice(dim, ndim, slice(None, -1))]
        input = later ^ early if input._data.dtype == bool else later - early
    return input


def _fits(end, shape, dim):
    """Whether one more piece can be put at an end of a tensor along `dim`."""
    if len(end) != len(shape):
        raise RuntimeError("diff expects prepend or append to be the same dimension as input")
    for d, (size, wanted) in enumerate(zip(end, shape, strict=True)):
        if d != dim % max(len(shape), 1) and size != wanted:
            raise RuntimeError(
                "diff expects the shape of tensor to prepend or append to match that of input except along the "
                f"differencing dimension; input.size({d}) = {wanted}, but got tensor.size({d}) = {size}"
            )
