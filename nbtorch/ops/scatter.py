"""Writing slices and elements by index, along one dimension."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import invalid
from ..autograd.inplace import inplace
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Flag, Index, Int, Number
from ..backend.scatter import add_at
from .checks import unimplemented
from .compare import where
from .dimension import dimension
from .extremes import cast_like
from .gather import flat, lines, take_lines, within
from .pointwise import nothing
from .scalars import converts


def _same_kind(name: str, input: Any, src: Any) -> None:
    if input.dtype != src.dtype:
        raise RuntimeError(f"{name}(): Expected self.dtype to be equal to src.dtype")


def _scatters(input: Any, src: Any, index: Any, dim: int) -> None:
    _same_kind("scatter", input, src)
    if not index.size:
        dimension(dim, input.ndim)
        return
    places(input, index, dim, src)


def places(input: Any, index: Any, dim: int, src: Any = None) -> int:
    """`dim` from the front, after checking that an index fits."""
    _integral(index)
    dim = dimension(dim, input.ndim)
    ndims = {max(a.ndim, 1) for a in (input, index, src) if a is not None}
    if len(ndims) > 1:
        word = "self" if max(index.ndim, 1) != max(input.ndim, 1) else "src"
        raise RuntimeError(f"Index tensor must have the same number of dimensions as {word} tensor")
    for d, n in enumerate(index.shape):
        if (d != dim and n > input.shape[d]) or (src is not None and n > src.shape[d]):
            tail = "" if src is None else f" and to be no larger than src {list(src.shape)}"
            raise RuntimeError(
                f"Expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart from "
                "dimension "
                f"{dim}{tail}"
            )
    within(index, input.shape[dim] if input.ndim else 1, dim)
    return dim


def corner(array: Any, shape: tuple[int, ...]) -> Any:
    """The first elements of `array` along every dimension: as many as `shape` says."""
    return array if array.shape == shape else array[tuple([slice(0, n) for n in shape])]


def _key(xp: Any, index: Any, dim: int) -> Any:
    return lines(xp, index, dim) if index.ndim else (...,)


def _write(xp: Any, input: Any, src: Any, index: Any, dim: int) -> None:
    if index.size:
        dim = places(input, index, dim, src)
        input[_key(xp, index, dim)] = corner(src, index.shape)


@op(
    vjp={
        "input": lambda g, index, dim: write_number(g, index, 0, dim),
        "src": lambda g, src_shape, index, dim: take_corner(g, index, src_shape, dim),
    },
    inplace=_write,
    method=False,
    function=False,
    check=_scatters,
    samples=(((3, 5), (3, 2), lambda draw: draw.permuted(range(5))[:2] + numpy_zeros(3), {"dim": 1}),),
    grad_fn="ScatterBackward0",
)
def write_lines(xp, input: Array, src: Array, index: Index, dim):
    """`input` with the elements of `src` where `index` says."""
    whole = xp.array(input)
    _write(xp, whole, src, index, dim)
    return whole


def numpy_zeros(n: int) -> Any:
    import numpy

    return numpy.zeros((n, 1), "int64")


def _write_number(xp: Any, input: Any, index: Any, value: Any, dim: int) -> None:
    if index.size:
        input[_key(xp, index, places(input, index, dim))] = value


@op(
    vjp={"input": lambda g, index, dim: write_number(g, index, 0, dim)},
    inplace=_write_number,
    method=False,
    function=False,
    samples=(((3, 5), lambda draw: draw.integers(0, 5, (3, 2)), {"value": 2.0, "dim": 1}),),
    grad_fn="ScatterBackward1",
)
def write_number(xp, input: Array, index: Index, value, dim):
    """`input` with a number where `index` says."""
    whole = xp.array(input)
    _write_number(xp, whole, index, value, dim)
    return whole


@op(
    vjp={"input": lambda g, input_shape, index, dim: spread_corner(g, index, input_shape, dim)},
    method=False,
    function=False,
)
def take_corner(xp, input: Array, index: Index, shape, dim):
    """What `index` names in `input`, in the first places of zeros of `shape`: the gradient of a `src`."""
    found = take_lines.forward(xp, input, index, dim)
    if index.shape == tuple(shape):
        return found
    whole = xp.zeros(shape, input.dtype)
    whole[tuple([slice(0, n) for n in index.shape])] = found
    return whole


@op(
    vjp={"input": lambda g, input_shape, index, dim: take_corner(g, index, input_shape, dim)},
    method=False,
    function=False,
)
def spread_corner(xp, input: Array, index: Index, shape, dim):
    """Zeros of `shape` with the first elements of `input` added where `index` says."""
    whole = xp.zeros(shape, input.dtype)
    _add(xp, whole, input, index, dim)
    return whole


def _add(xp: Any, input: Any, src: Any, index: Any, dim: int) -> None:
    if not index.size:
        return
    dim = places(input, index, dim, src)
    part = corner(src, index.shape)
    if input.flags.c_contiguous:
        add_at(xp, input.reshape(-1), flat(xp, index, dim, input.shape).reshape(-1), part.reshape(-1))
    else:
        xp.add.at(input, _key(xp, index, dim), part)


@op(
    vjp={"input": lambda g: g, "src": lambda g, src_shape, index, dim: take_corner(g, index, src_shape, dim)},
    inplace=_add,
    method=False,
    function=False,
    check=_scatters,
    samples=(
        ((3, 5), (3, 2), lambda draw: draw.integers(0, 5, (3, 2)), {"dim": 1}),
        ((3, 4), (6, 5), lambda draw: draw.integers(0, 3, (5, 4)), {"dim": 0}),
    ),
    grad_fn="ScatterAddBackward0",
)
def add_lines(xp, input: Array, src: Array, index: Index, dim):
    """`input` with the elements of `src` added where `index` says."""
    whole = xp.array(input, order="C")
    _add(xp, whole, src, index, dim)
    return whole


def _scatter(run: Any, input: Any, dim: int, index: Any, src: Any, value: Any, reduce: Any) -> Any:
    src = value if src is ... else src
    if reduce is not ... and not isinstance(reduce, str):
        raise invalid("scatter", [input, dim, index, src, reduce])
    dimension(dim, input._data.ndim)
    _index(index)
    if not hasattr(src, "_node"):
        src = converts(overloaded("scatter", number_of, src, input), input._data.dtype)
    if reduce is not ...:
        if reduce not in ("add", "multiply"):
            raise RuntimeError("reduce argument must be either add or multiply.")
        full = src if hasattr(src, "_node") else input.new_full(index._data.shape, src)
        if reduce == "add":
            return run(add_lines, (input, full, index), (dim,))
        return run(reduce_lines, (input, full, index), (dim, "prod", True))
    if hasattr(src, "_node"):
        return run(write_lines, (input, src, index), (dim,))
    return run(write_number, (input, index), (src, dim))


def _index(index: Any) -> None:
    if index._data.size:
        _integral(index._data)


def _integral(index: Any) -> None:
    if index.dtype.name not in ("int64", "int32"):
        raise RuntimeError("scatter(): Expected dtype int32/int64 for index")


def _called(operation: Any, inputs: Any, statics: Any) -> Any:
    rows = _rows(inputs, statics[-1] if operation is write_number else statics[0])
    result = operation.call(*_ordered(operation, rows, statics))
    return result if rows[0] is inputs[0] else result.reshape(())


def _written(operation: Any, inputs: Any, statics: Any) -> Any:
    inplace(operation, tuple(_rows(inputs, statics[-1] if operation is write_number else statics[0])), statics)
    return inputs[0]


def _rows(inputs: Any, dim: int) -> Any:
    """Tensors without dimensions as vectors of one element, and what has no elements as an index."""
    input, index = inputs[0], inputs[-1]
    dimension(dim, input._data.ndim)
    if not index._data.size and index._data.dtype.name not in ("int64", "int32"):
        inputs = (*inputs[:-1], index.long())
    if all([x._data.ndim for x in inputs]):
        return inputs
    return [x if x._data.ndim else x.reshape((1,)) for x in inputs]


def _ordered(operation: Any, inputs: Any, statics: Any) -> list[Any]:
    given = {**dict(zip(operation.arrays, inputs, strict=True)), **dict(zip(operation.statics, statics, strict=True))}
    return [given[name] for name in operation.parameters]


@composed(out=True)
def scatter(input: Array, dim: Int, index: Array, src=..., *, value: Number = None, reduce=...):
    """`input` with `src`, a tensor or a number, where `index` says: `out[i][index[i][j]] = src[i][j]` for `dim` 1."""
    return _scatter(_called, input, dim, index, src, value, reduce)


@composed(function=False)
def scatter_(self: Array, dim: Int, index: Array, src=..., *, value: Number = None, reduce=...):
    """Write `src` where `index` says."""
    return _scatter(_written, self, dim, index, src, value, reduce)


@composed(out=True)
def scatter_add(input: Array, dim: Int, index: Array, src: Array):
    """`input` with `src` added where `index` says, repeated places too."""
    return _called(add_lines, (input, src, index), (dim,))


@composed(function=False)
def scatter_add_(self: Array, dim: Int, index: Array, src: Array):
    """Add `src` where `index` says, repeated places too."""
    return _written(add_lines, (self, src, index), (dim,))


# ---------------------------------------------------------------- reductions
def _reduce(xp: Any, input: Any, src: Any, index: Any, dim: int, reduce: str, include_self: bool) -> None:
    if input.dtype in dtypes.HALF:
        whole = input.astype("float32")
        _reduce(xp, whole, src.astype("float32"), index, dim, reduce, include_self)
        input[...] = whole.astype(input.dtype)
        return
    if not index.size:
        return
    dim = places(input, index, dim, src)
    key, part = _key(xp, index, dim), corner(src, index.shape)
    if not include_self:
        input[key] = {"prod": 1, "amax": _least(xp, input), "amin": _most(xp, input)}.get(reduce, 0)
    gather_at(xp, input, key, part, dim, reduce)
    if reduce == "mean":
        count = xp.full(input.shape, int(include_self), input.dtype)
        xp.add.at(count, key, xp.ones(part.shape, input.dtype))
        count = xp.maximum(count, 1)
        input[...] = input // count if input.dtype.kind in "iu" else input / count


def gather_at(xp: Any, input: Any, key: Any, part: Any, dim: int, reduce: str) -> None:
    """Combine `part` with what `input` has at `key`, repeated places too; a mean is only summed."""
    combine = {"prod": xp.multiply, "amax": xp.maximum, "amin": xp.minimum}.get(reduce, xp.add)
    if combine is xp.add and input.dtype == bool:
        combine = xp.maximum  # NumPy has no `add.at` of truth values
    if xp is CPU or combine is xp.add:
        combine.at(input, key, part)
        return
    if input.ndim == 0:
        for value in part.reshape(-1):
            input[...] = combine(input, value)
        return
    key = xp.broadcast_arrays(*key)
    for i in range(part.shape[dim]):  # one slice names no place twice; CuPy has no `multiply.at`
        row = (slice(None),) * dim + (slice(i, i + 1),)
        spot = tuple([k[row] for k in key])
        input[spot] = combine(input[spot], part[row])


def _least(xp: Any, input: Any) -> Any:
    return -xp.inf if input.dtype.kind == "f" else False if input.dtype == bool else xp.iinfo(input.dtype).min


def _most(xp: Any, input: Any) -> Any:
    return xp.inf if input.dtype.kind == "f" else True if input.dtype == bool else xp.iinfo(input.dtype).max


REDUCTIONS = ("sum", "prod", "mean", "amax", "amin")


def _reduces(input: Any, src: Any, index: Any, dim: int, reduce: str, include_self: bool) -> None:
    _scatters(input, src, index, dim)
    if reduce == "mean" and input.dtype == bool:
        raise unimplemented("div_floor_cpu", input.dtype)


def _reduction(name: str, input: Any, dim: int, index: Any, reduce: Any) -> str:
    """PyTorch's name of a reduction, after what it looks at before."""
    if not isinstance(reduce, str):
        raise TypeError(f"{name}(): argument 'reduce' must be str, not {type(reduce).__name__}")
    dimension(dim, input._data.ndim)
    _index(index)
    reduce = {"max": "amax", "min": "amin"}.get(reduce, reduce)
    if reduce not in REDUCTIONS:
        raise RuntimeError(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}.")
    if reduce == "mean" and input._data.dtype == bool:
        kernel = "scatter_gather_tensor_cpu_reduce_mean" if index._data.size else "div_floor_cpu"
        raise unimplemented(kernel, input._data.dtype)
    return reduce


def _reduce_back(g: Any, input: Any, src: Any, index: Any, out: Any, dim: int, reduce: str, include_self: bool) -> Any:
    """Equal largest or smallest elements share, and `input` is counted among them in any case, as in PyTorch."""
    if reduce == "prod":
        return _product_back(g, input, src, index, out, dim, include_self)
    if reduce == "mean":
        g = g / cast_like(count_lines(index, g.shape, dim, include_self), g)
    if reduce in ("sum", "mean"):
        kept = g if include_self else write_number(g, index, 0, dim)
        return kept, take_corner(g, index, src.shape, dim)
    hit = cast_like(where(src == take_corner(out, index, src.shape, dim), 1.0, 0.0), g)
    own = cast_like(where(input == out, 1.0, 0.0), g)
    ties = add_lines(own, hit, index, dim=dim)
    share = g / where(ties == 0, 1.0, ties)
    to_input = share * own if include_self else write_number(share * own, index, 0, dim)
    return to_input, take_corner(share, index, src.shape, dim) * hit


def _product_back(g: Any, input: Any, src: Any, index: Any, out: Any, dim: int, include_self: bool) -> Any:
    """The product of all the others: `out` over the element, or for the only zero at a place the product without it."""
    zero_input, zero_src = input == 0, src == 0
    filled_input, filled_src = where(zero_input, 1.0, input), where(zero_src, 1.0, src)
    to_input, to_src = g * out / filled_input, take_corner(g * out, index, src.shape, dim) / filled_src
    if bool(zero_input.any()):
        rest = reduce_lines(filled_input, src, index, dim, "prod", include_self)
        to_input = where(zero_input, g * rest, to_input)
    if bool(zero_src.any()):
        zeros = add_lines(nothing(g), cast_like(where(zero_src, 1.0, 0.0), g), index, dim=dim)
        rest = reduce_lines(input, filled_src, index, dim, "prod", include_self)
        to_src = where(zero_src, take_corner(where(zeros > 1, 0.0, g * rest), index, src.shape, dim), to_src)
    return (to_input if include_self else write_number(to_input, index, 0, dim)), to_src


@op(method=False, function=False)
def count_lines(xp, index: Index, shape, dim, include_self):
    """How many elements meet at each place, at least one."""
    count = xp.full(shape, int(include_self))
    xp.add.at(count, _key(xp, index, dim % max(len(shape), 1)), 1)
    return xp.maximum(count, 1)


@op(
    vjp={("input", "src"): _reduce_back},
    inplace=_reduce,
    method=False,
    function=False,
    promote="same",
    refuses=_reduces,
    check=_reduces,
    samples=tuple([
        ((3, 5), (3, 4), lambda draw: draw.integers(0, 4, (3, 4)), {"dim": 1, "reduce": how, "include_self": keep})
        for how in REDUCTIONS for keep in (True, False)
    ]),
    grad_fn="ScatterReduceBackward0",
)  # fmt: skip
def reduce_lines(xp, input: Array, src: Array, index: Index, dim, reduce, include_self):
    """`input` reduced with the elements of `src` where `index` says."""
    whole = xp.array(input, order="C")
    _reduce(xp, whole, src, index, dim, reduce, include_self)
    return whole


@composed(out=True)
def scatter_reduce(input: Array, dim: Int, index: Array, src: Array, reduce, *, include_self: Flag = True):
    """`input` reduced ("sum", "prod", "mean", "amax", "amin") with `src` where `index` says."""
    reduce = _reduction("scatter_reduce", input, dim, index, reduce)
    return _called(reduce_lines, (input, src, index), (dim, reduce, include_self))


@composed(function=False)
def scatter_reduce_(self: Array, dim: Int, index: Array, src: Array, reduce, *, include_self: Flag = True):
    """Reduce with `src` where `index` says."""
    reduce = _reduction("scatter_reduce_", self, dim, index, reduce)
    return _written(reduce_lines, (self, src, index), (dim, reduce, include_self))
