"""Normalisations with the statistics they used: `torch.native_layer_norm` and its relatives."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.apply import apply
from ..autograd.op import composed
from ..backend.array import Flag, Int, List, Real
from . import norm
from .batch_norm import batch_norm
from .checks import want_tensors


def moved(running: Any, new: Any, momentum: float) -> None:
    """Move running statistics towards `new`, outside the graph and, as PyTorch's kernel does, without a new version."""
    if running is None:
        return
    kind = running._data.dtype
    running._data[...] = running._data * kind.type(1 - momentum) + new.astype(kind, copy=False) * kind.type(momentum)


@composed(method=False)
def native_layer_norm(input, normalized_shape: List, weight, bias, eps: Real):
    """`layer_norm`, and the mean and inverse deviation of every row: (*, D), (*, 1), (*, 1)."""
    want_tensors("native_layer_norm", input=input)
    shape = tuple(normalized_shape)
    out, mean, rstd = apply(norm.layer_norm, (input, weight, bias), (shape, eps))
    rows = (*input._data.shape[: input._data.ndim - len(shape)], *[1] * len(shape))
    return out, mean.reshape(rows), rstd.reshape(rows)


@composed(method=False)
def native_group_norm(input, weight, bias, N: Int, C: Int, HxW: Int, group: Int, eps: Real):
    """`group_norm`, and the mean and inverse deviation of every group: (N, C, *), (N, group), (N, group)."""
    want_tensors("native_group_norm", input=input)
    out, mean, rstd = apply(norm.group_norm, (input, weight, bias), (group, eps))
    if not input.requires_grad:
        return out, mean.reshape(N, group), rstd.reshape(N, group)
    rows = input.reshape(N, group, C // group * HxW)  # these statistics, unlike the others, can be differentiated
    return out, rows.mean(-1), (rows.var(-1, correction=0) + eps).rsqrt()


@composed(method=False, out=True)
def native_batch_norm(input, weight, bias, running_mean, running_var, training: Flag, momentum: Real, eps: Real):
    """`batch_norm`, and the mean and inverse deviation of every channel in training: (N, C, *), (C,), (C,)."""
    want_tensors("native_batch_norm", input=input)
    out, mean, rstd, variance = apply(
        batch_norm, (input, weight, bias, running_mean, running_var), (training, eps)
    )
    if not training:
        return out, input.new_empty(0), input.new_empty(0)
    count = math.prod(input._data.shape) // max(input._data.shape[1], 1)
    moved(running_mean, mean._data, momentum)
    moved(running_var, variance._data * (count / max(count - 1, 1)), momentum)
    return out, mean, rstd
