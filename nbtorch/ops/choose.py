"""`where` in all its calls."""

from __future__ import annotations

import warnings

from ..autograd.calls import into
from ..autograd.op import composed
from ..backend import dtype as dtypes
from . import compare
from .checks import want_tensors
from .create import scalar_tensor


@composed(method=False)
def where(condition, input=None, other=None, *, out=None):
    """`input` where `condition`, else `other`, broadcast; with a condition alone, the indices where it is true."""
    if out is not None:
        want_tensors("where", condition=condition, input=input, other=other)
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    array = condition._data
    if array.dtype != bool:
        if array.dtype != "uint8":
            raise RuntimeError(
                "where expected condition to be a boolean tensor, but got a tensor with dtype "
                + dtypes.of(array.dtype).word
            )
        warnings.warn(
            "where received a uint8 condition tensor. This behavior is deprecated and will be removed in a future "
            "version of PyTorch. Use a boolean condition instead.",
            stacklevel=2,
        )
        condition = condition.bool()
    if not hasattr(input, "_node") and not hasattr(other, "_node"):  # two numbers: their dtype is the default one
        input = scalar_tensor(input, dtype=dtypes.of(dtypes.scalar_dtype(input)), device=condition.device)
    result = compare.where(condition, input, other)
    return result if out is None else into("where", out, result, same=True)
