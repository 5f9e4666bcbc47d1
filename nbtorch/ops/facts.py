"""What is known of tensors and dtypes without looking at values: as functions."""

from __future__ import annotations

from ..autograd.op import composed
from ..backend import dtype as dtypes


@composed(method=False)
def numel(input):
    """The number of elements."""
    return input.numel()


@composed(method=False)
def is_floating_point(input):
    """Whether the dtype is a floating one."""
    return input.is_floating_point()


@composed(method=False)
def is_complex(input):
    """Whether the dtype is a complex one."""
    return input.is_complex()


@composed()
def is_nonzero(input):
    """Whether the only element is not zero."""
    return bool(input)


@composed()
def is_same_size(input, other):
    """Whether two tensors have the same shape."""
    return input._data.shape == other._data.shape


@composed(method=False)
def result_type(tensor1, tensor2):
    """The dtype that two tensors or numbers make together."""
    return dtypes.of(dtypes.result_type([getattr(t, "_data", t) for t in (tensor1, tensor2)]))


@composed(method=False)
def promote_types(type1, type2):
    """The dtype that two dtypes make together."""
    return dtypes.of(dtypes.promote(type1.array, type2.array))


@composed(method=False)
def can_cast(from_, to):
    """Whether an in-place result of one dtype may land in another: never down a category."""
    return dtypes.can_cast(from_.array, to.array)


@composed(function=False)
def is_signed(self):
    """Whether the dtype has negative numbers."""
    return dtypes.of(self._data.dtype).is_signed
