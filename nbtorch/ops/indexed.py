"""Adding, copying and filling slices that an index names, and writing through several indices at once."""

from __future__ import annotations

from math import prod
from typing import Any

from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import not_a_tensor
from ..autograd.inplace import inplace
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, NAMESPACES, Array, Flag, Index, Int, Number
from ..backend.scatter import add_at
from .create import wrap
from .dimension import dimension
from .gather import INDICES, long_index, take_slices
from .indexing import keep
from .scalars import converts
from .shape import put_key, reshape, take_key


def _slices(name: str, input: Any, index: Any, dim: int, source: Any = None) -> int:
    """`dim` from the front, after PyTorch's checks."""
    dim = dimension(dim, input.ndim)
    if index.ndim > 1:
        raise IndexError(f"{name}(): Index is supposed to be a vector")
    if index.dtype.name not in (("int64", "int32") if name == "index_add_" else ("int64",)):
        raise (RuntimeError if name == "index_copy_" else IndexError)(f"{name}(): Expected dtype int64 for index.")
    if source is not None:
        if source.dtype != input.dtype:
            words = dtypes.of(input.dtype).word, dtypes.of(source.dtype).word
            raise RuntimeError(f"{name}(): self ({words[0]}) and source ({words[1]}) must have the same scalar type")
        if name == "index_add_":
            same_slices(input.shape, source.shape, dim)
        if name == "index_copy_" and source.ndim and input.ndim not in (0, source.ndim):
            raise IndexError(
                f"{name}(): When source and destination are not scalars, their dimensionality must match. Source "
                f"dimensionality ({source.ndim}), destination dimensionality ({input.ndim})"
            )
        if name == "index_copy_" and not source.ndim and index.size != 1:
            raise IndexError(f"{name}(): When source is scalar, index should have one element (got {index.size})")
        if name == "index_copy_" and input.ndim and _others(input.shape, dim) != _others(source.shape, dim):
            raise RuntimeError(
                f"{name}(): Source/destination tensor must have same slice shapes. Destination slice shape: "
                f"{list(_others(input.shape, dim))} and source slice shape: {list(_others(source.shape, dim))}"
            )
        if index.size != (source.shape[dim] if source.ndim else 1):
            raise (RuntimeError if name == "index_add_" else IndexError)(
                f"{name}(): Number of indices ({index.size}) should be equal to "
                f"source.size(dim){':' * (name == 'index_add_')} "
                f"({source.shape[dim] if source.ndim else 1}), for dim: {dim}"
            )
    n = input.shape[dim] if input.ndim else 1
    least = -n if name == "index_fill_" else 0
    vector = name == "index_add_" and input.ndim < 2
    looks = input.size or vector or (name != "index_add_" and prod(_others(input.shape, dim)))
    if looks and type(index) is CPU.ndarray and index.size and not least <= index.min() <= index.max() < n:
        if vector:
            raise IndexError("index out of range in self")
        refused = RuntimeError if not input.size or name == "index_add_" else IndexError
        function = "index_copy_(): " * (name == "index_copy_")
        wrong = index[(index < least) | (index >= n)].flat[0]
        raise refused(f"{function}index {wrong} is out of bounds for dimension {dim} with size {n}")
    return dim


def _others(shape: tuple[int, ...], dim: int) -> tuple[int, ...]:
    return shape[:dim] + shape[dim + 1 :]


def same_slices(whole: tuple[int, ...], source: tuple[int, ...], dim: int) -> None:
    """Refuse a source whose slices along `dim` are not those of the tensor they are combined with."""
    alike = _others(whole, dim) == _others(source, dim) if whole and source else whole == source
    if not alike:
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = "
            f"{list(whole)} source.shape = {list(source)}"
        )


def _key(index: Any, dim: int) -> Any:
    return (slice(None),) * dim + (index.reshape(-1),)


def _add(xp: Any, input: Any, source: Any, index: Any, dim: int, alpha: Any) -> None:
    dim = _slices("index_add_", input, index, dim, source)
    if not input.size:
        return
    source = source if alpha == 1 else source * alpha
    if input.ndim == 0:
        input += source.reshape(())
    elif dim == 0 and input.flags.c_contiguous:
        add_at(xp, input, index.reshape(-1), source)
    else:
        xp.add.at(input, _key(index, dim), source)


@op(
    vjp={
        "input": lambda g: g,
        "source": lambda g, source_shape, index, dim, alpha: _piece(g, source_shape, index, dim, alpha),
    },
    inplace=_add,
    method=False,
    function=False,
    samples=(
        ((3, 4), (5, 4), lambda draw: draw.integers(0, 3, 5), {"dim": 0}),
        ((3, 4), (3, 2), lambda draw: draw.integers(0, 4, 2), {"dim": 1, "alpha": 2.0}),
    ),
    grad_fn="IndexAddBackward0",
)
def add_slices(xp, input: Array, source: Array, index: Index, dim, alpha=1):
    """`input` with slices added where a vector says."""
    whole = xp.array(input, order="C")
    _add(xp, whole, source, index, dim, alpha)
    return whole


def _piece(g: Any, source_shape: Any, index: Any, dim: int, alpha: Any = 1) -> Any:
    part = reshape(take_slices(g, index, dim=dim), source_shape)
    return part if alpha == 1 else part * alpha


@composed(out=True)
def index_add(input: Array, dim: Int, index: Array, source: Array, *, alpha: Number = 1):
    """`input` with the slices of `source` added along `dim` where `index` says, repeated places too."""
    return add_slices.call(input, source, index, dim, alpha)


@composed(function=False)
def index_add_(self: Array, dim: Int, index: Array, source: Array, *, alpha: Number = 1):
    """Add the slices of `source` along `dim` where `index` says."""
    if 0 in self._data.strides:  # what else is wrong is told before
        _slices("index_add_", self._data, index._data, dim, source._data)
    return inplace(add_slices, (self, source, index), (dim, alpha))


def _copy(xp: Any, input: Any, source: Any, index: Any, dim: int) -> None:
    dim = _slices("index_copy_", input, index, dim, source)
    if input.size:
        input[_key(index, dim) if input.ndim else ...] = source


@op(
    vjp={
        "input": lambda g, index, dim: fill_slices(g, index, 0, dim),
        "source": lambda g, source_shape, index, dim: _piece(g, source_shape, index, dim),
    },
    inplace=_copy,
    method=False,
    function=False,
    samples=(((4, 3), (2, 3), lambda draw: draw.permutation(4)[:2].astype("int64"), {"dim": 0}),),
    grad_fn="IndexCopyBackward0",
)
def copy_slices(xp, input: Array, source: Array, index: Index, dim):
    """`input` with other slices where a vector says."""
    whole = xp.array(input)
    _copy(xp, whole, source, index, dim)
    return whole


@composed(out=True)
def index_copy(input: Array, dim: Int, index: Array, source: Array):
    """`input` with the slices of `source` along `dim` where `index` says."""
    return copy_slices.call(input, source, index, dim)


@composed(function=False)
def index_copy_(self: Array, dim: Int, index: Array, source: Array):
    """Write the slices of `source` along `dim` where `index` says."""
    if 0 in self._data.strides:  # what else is wrong is told before
        _slices("index_copy_", self._data, index._data, dim, source._data)
    return inplace(copy_slices, (self, source, index), (dim,))


def _fill(xp: Any, input: Any, index: Any, value: Any, dim: int) -> None:
    dim = _slices("index_fill_", input, index, dim)
    if input.size:
        input[_key(index, dim) if input.ndim else ...] = value


@op(
    vjp={"input": lambda g, index, dim: fill_slices(g, index, 0, dim)},
    inplace=_fill,
    method=False,
    function=False,
    samples=(((4, 3), lambda draw: draw.integers(0, 3, 2), {"value": 2.0, "dim": 1}),),
    grad_fn="IndexFillBackward0",
)
def fill_slices(xp, input: Array, index: Index, value, dim):
    """`input` with a number in the slices that a vector names."""
    whole = xp.array(input)
    _fill(xp, whole, index, value, dim)
    return whole


@composed()
def index_fill(input: Array, dim: Int, index: Array, value):
    """`input` with one value in the slices along `dim` that `index` names."""
    return input.clone().index_fill_(dim, index, value)


@composed(function=False)
def index_fill_(self: Array, dim: Int, index: Array, value):
    """Write one value, a number or a 0-dim tensor, into the slices along `dim` that `index` names."""
    if not hasattr(value, "_node"):
        number = overloaded("index_fill_", number_of, value, self)
        _slices("index_fill_", self._data, index._data, dim)
        number = converts(number, self._data.dtype)
        return inplace(fill_slices, (self, index), (number, dim))
    if value._data.ndim:
        raise RuntimeError(
            f"index_fill_ only supports a 0-dimensional value tensor, but got tensor with {value._data.ndim} "
            "dimension(s)."
        )
    dim = _slices("index_fill_", self._data, index._data, dim)
    if not self._data.ndim:
        return self.copy_(value) if index._data.size else self
    index = wrap(NAMESPACES[type(index._data)].unique(index._data))  # a place named twice is filled once
    source = value.expand((*self._data.shape[:dim], index._data.size, *self._data.shape[dim % self._data.ndim + 1 :]))
    return inplace(copy_slices, (self, source.to(self.dtype), index), (dim,))


# ---------------------------------------------------------------- several indices
def _add_key(xp: Any, input: Any, value: Any, key: Any) -> None:
    if any([type(part) is slice for part in key]):
        value = _onto(xp, input[key].shape, value)
    xp.add.at(input, key, value)


def _onto(xp: Any, shape: Any, value: Any) -> Any:
    """`value` in the shape it is added to: beside a slice NumPy's `add.at` would read past its end."""
    try:
        return xp.broadcast_to(value, shape)
    except ValueError:
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(value.shape)} cannot be broadcast to indexing result of "
            f"shape {list(shape)}"
        ) from None


def _place(index: Any) -> Any:
    """An index as NumPy takes it: bytes are a mask."""
    if index is None:
        return slice(None)
    array = index._data
    if array.dtype.name not in INDICES:
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    return array.astype(bool) if array.dtype.name == "uint8" else array


@op(
    vjp={"input": lambda g: g, "value": lambda g, key: take_key(g, key)},
    inplace=_add_key,
    method=False,
    function=False,
    grad_fn="IndexPutBackward0",
)
def add_key(xp, input: Array, value: Array, key):
    """`input` with `value` added at `key`, repeated places too."""
    whole = xp.array(input)
    _add_key(xp, whole, value, key)
    return whole


@composed(inplace=False)
def index_put(input: Array, indices, values: Array, accumulate: Flag = False):
    """`input` with `values` at the places that a tuple of index tensors names; `accumulate` adds them."""
    return input.clone().index_put_(indices, values, accumulate)


@composed()
def index_put_(input: Array, indices, values: Array, accumulate: Flag = False):
    """Write, or with `accumulate` add, `values` at the places that a tuple of index tensors names."""
    if not isinstance(indices, (tuple, list)):
        raise TypeError(f"index_put_(): argument 'indices' must be tuple of Tensors, not {type(indices).__name__}")
    for position, index in enumerate(indices):
        if not hasattr(index, "_node"):
            raise not_a_tensor(position, index)
    if not indices:
        if input._data.size or not values._data.ndim:
            raise RuntimeError("index_put_(): there is no index")
        values.expand(input._data.shape)  # says where that cannot be
        return input
    return _put_at(input, indices, values, accumulate)


def _masks(input: Any, key: Any) -> None:
    """Refuse more indices than there are dimensions, of which a mask takes as many as it has."""
    at = 0
    for place, part in enumerate(key):
        mask = part.dtype.kind == "b" if hasattr(part, "dtype") else False
        for n in part.shape if mask else (None,):
            if at >= input.ndim:
                raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
            if mask and n != input.shape[at]:
                raise IndexError(
                    f"The shape of the mask {list(part.shape)} at index {place} does not match the shape of the "
                    f"indexed tensor {list(input.shape)} at index {at}"
                )
            at += 1


def _put_at(input: Any, indices: Any, values: Any, accumulate: bool) -> Any:
    """The same; where an index is None the whole dimension is meant."""
    key = tuple([_place(index) for index in indices])
    _masks(input._data, key)
    if input.dtype != values.dtype:
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {input.dtype} for the destination and "
            f"{values.dtype} for the source."
        )
    if len(key) == 1 and not accumulate and values._data.size == 1 and indices[0]._data.dtype.name == "uint8":
        raise RuntimeError("masked_fill_ only supports boolean masks, but got mask with dtype unsigned char")
    try:
        out = inplace(add_key if accumulate else put_key, (input, values), (key,))
    except IndexError:  # that the values do not fit is told before
        if 0 not in input._data.shape and type(input._data) is CPU.ndarray:
            first = tuple([part * 0 if getattr(part, "dtype", part) in ("int64", "int32") else part for part in key])
            _onto(CPU, input._data[first].shape, values._data)
        raise
    keep(input, tuple(indices))
    return out


@composed()
def put(input, index, source, accumulate: Flag = False):
    """`input`, counted through as one vector, with the elements of `source` where `index` says."""
    return input.clone().put_(index, source, accumulate)


@composed(function=False)
def put_(self: Array, index: Array, source: Array, accumulate: Flag = False):
    """Write, or with `accumulate` add, `source` where `index` says in all elements counted through."""
    long_index("put_()", index)
    if self.dtype != source.dtype:
        words = [dtypes.of(x._data.dtype).word for x in (self, source)]
        raise RuntimeError(
            "put_(): self and source expected to have the same dtype, but got self.dtype = "
            f"{words[0]} and source.dtype = {words[1]}"
        )
    if index._data.size != source._data.size:
        raise IndexError(
            f"put_(): Expected source and index to have the same number of elements, but got source.numel() = "
            f"{source._data.size}, index.numel() = {index._data.size}"
        )
    if self._data.flags.c_contiguous:
        self.view((-1,)).index_put_((index.reshape((-1,)),), source.reshape((-1,)), accumulate)
        return self
    return self.copy_(self.contiguous().put_(index, source, accumulate))


def _clamped(input: Any, indices: Any) -> list[Any]:
    """Indices brought within bounds, for places that a mask takes out anyway."""
    sizes = input._data.shape
    return [None if i is None else i.clamp(-n, n - 1) for i, n in zip(indices, sizes, strict=False)]


@composed(method=False)
def _unsafe_masked_index(input, mask, indices, fill):
    """`input[indices]` where `mask`, a number elsewhere, where an index may point outside."""
    key = tuple([slice(None) if i is None else i for i in _clamped(input, indices)])
    return input[key].masked_fill(~mask, fill)


@composed(method=False)
def _unsafe_masked_index_put_accumulate(input, mask, indices, values):
    """`input` with `values` added at `indices` where `mask`, where an index elsewhere may point outside."""
    return _put_at(input.clone(), _clamped(input, indices), values.masked_fill(~mask, 0), True)
