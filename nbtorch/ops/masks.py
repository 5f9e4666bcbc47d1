"""Filling, choosing and writing by mask."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import broadcast_error, no_room
from ..autograd.inplace import inplace
from ..autograd.op import composed, op
from ..backend.array import Array, Flag, Index, Number
from ..backend.storage import row_major
from .compare import where
from .scalars import converts
from .shape import zeros_as
from .views import broadcast_shapes


def _mask(input: Any, mask: Any, *statics: Any) -> None:
    try:
        broadcast_shapes(input.shape, mask.shape)
    except RuntimeError as error:
        raise broadcast_error([input.shape, mask.shape]) or error from None
    if mask.dtype != bool:
        raise RuntimeError("masked_fill_ only supports boolean masks, but got mask with dtype " + str(mask.dtype))


def _fill(xp: Any, input: Any, mask: Any, value: Any) -> None:
    _mask(input, mask)
    try:
        xp.copyto(input, xp.asarray(value, input.dtype), where=mask)
    except ValueError:
        shape = broadcast_shapes(input.shape, mask.shape)
        raise no_room(input.shape, shape) from None


@op(
    vjp={"input": lambda g, mask: fill_mask(g, mask, 0)},
    inplace=_fill,
    method=False,
    function=False,
    check=_mask,
    samples=(
        ((3, 4), lambda draw: draw.random((3, 4)) > 0.5, {"value": 2.0}),
        ((3, 4), lambda draw: draw.random(4) > 0.5, {"value": 0}),
    ),
    grad_fn="MaskedFillBackward0",
)
def fill_mask(xp, input: Array, mask: Index, value):
    """`input` with a number where `mask` is true."""
    if mask.dtype != bool:
        _mask(input, mask)
    return row_major(xp, xp.where(mask, xp.asarray(value, input.dtype), input))


def _zero_dim(value: Any) -> Any:
    if value._data.ndim:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value._data.ndim} dimension(s)."
        )
    return value


def _fillable(name: str, input: Any, value: Any) -> Any:
    """A number as the dtype of `input` holds it."""
    return converts(overloaded(name, number_of, value, input), input._data.dtype)


@composed()
def masked_fill(input: Array, mask: Array, value):
    """`input` with a number (or a 0-dim tensor) where `mask` is true."""
    if hasattr(value, "_node"):
        _mask(input._data, mask._data)
        converts(_zero_dim(value)._data, input._data.dtype)
        return where.call(mask, value.to(input.dtype), input)
    return fill_mask.call(input, mask, _fillable("masked_fill", input, value))


@composed(function=False)
def masked_fill_(self: Array, mask: Array, value):
    """Write a number (or a 0-dim tensor) where `mask` is true."""
    if hasattr(mask, "_node") and mask._data.dtype != bool:
        raise RuntimeError(
            f"masked_fill_ only supports boolean masks, but got mask with dtype {mask.dtype}"
        )
    if hasattr(value, "_node"):
        converts(_zero_dim(value)._data, self._data.dtype)
        return self.copy_(where.call(mask, value.to(self.dtype), self))
    return inplace(fill_mask, (self, mask), (_fillable("masked_fill_", self, value),))


@composed(out="apart")
def masked_select(input, mask):
    """The elements where `mask` is true, as a vector."""
    if mask._data.dtype != bool:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = broadcast_shapes(input._data.shape, mask._data.shape)
    return input.expand(shape)[mask.expand(shape)]


@composed()
def masked_scatter(input: Array, mask: Array, source: Array):
    """`input` with the next elements of `source` where `mask` is true."""
    return input.expand(broadcast_shapes(input._data.shape, mask._data.shape)).clone().masked_scatter_(mask, source)


@composed(function=False)
def masked_scatter_(self: Array, mask: Array, source: Array):
    """Write the next elements of `source` where `mask` is true."""
    if mask._data.dtype != bool:
        raise RuntimeError(f"masked_scatter_ only supports boolean masks, but got mask with dtype {mask.dtype}")
    if self.dtype != source.dtype:
        raise RuntimeError(
            f"masked_scatter_: expected self and source to have same dtypes but got {self.dtype} and {source.dtype}"
        )
    mask = mask.expand(self._data.shape)
    count = int(mask._data.sum())
    if count > source._data.size:
        raise RuntimeError("Number of elements of source < number of ones in mask")
    self[mask] = source.reshape((-1,))[:count]
    return self


# ---------------------------------------------------------------- one value everywhere
def _whole(xp: Any, input: Any, value: Any) -> None:
    input[...] = value


def _converts(input, value):
    converts(value, input.dtype, input.size == 1)


@op(
    vjp={"input": lambda g: zeros_as(g)},
    inplace=_whole,
    check=_converts,
    method=False,
    function=False,
    samples=(((3, 4), {"value": 2.0}), ((), {"value": 1})),
    grad_fn="FillBackward0",
)
def fill_number(xp, input: Array, value):
    """A number at every place of the shape of `input`."""
    _converts(input, value)
    return xp.full(input.shape, value, input.dtype)


@composed(method=False)
def fill(input, value):
    """One value, a number or a 0-dim tensor, in the shape and dtype of `input`."""
    return input.clone().fill_(value)


@composed()
def fill_(input, value):
    """Write one value, a number or a 0-dim tensor, everywhere."""
    if not hasattr(value, "_node"):
        number = converts(overloaded("fill_", number_of, value, input), input._data.dtype, input._data.size == 1)
        return inplace(fill_number, (input,), (number,))
    if value._data.ndim:
        raise RuntimeError(
            f"fill_ only supports 0-dimension value tensor but got tensor with {value._data.ndim} dimensions."
        )
    return input.copy_(value)


@composed()
def zero_(input):
    """Write zeros everywhere."""
    return inplace(fill_number, (input,), (0,))


@composed(function=False)
def fill_diagonal_(self, fill_value: Number, wrap: Flag = False):
    """Write a number on the main diagonal; `wrap`: begin again below, where a matrix has more rows than columns."""
    shape = self._data.shape
    if len(shape) < 2:
        raise RuntimeError("dimensions must larger than 1")
    if len(shape) > 2 and len(set(shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    self.as_strided((min(shape),), (sum(self.stride()),)).fill_(fill_value)
    if wrap and len(shape) == 2 and shape[0] > shape[1] + 1:
        self[shape[1] + 1 :].fill_diagonal_(fill_value, True)
    return self
