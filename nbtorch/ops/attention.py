"""Scaled dot-product attention."""

from __future__ import annotations

import math

import numpy

from ..autograd.op import composed
from ..backend.array import NAMESPACES
from .create import wrap
from .dropout import dropout


@composed(method=False, function=False)
def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    """`softmax(query @ key.mT * scale + mask) @ value`: `(..., L, E), (..., S, E), (..., S, V) -> (..., L, V)`."""
    if is_causal and attn_mask is not None:
        raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
    if min(query.ndim, key.ndim, value.ndim) < 2:
        raise RuntimeError(
            "scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 dimensional, but got "
            f"Query dim: {query.ndim}, Key dim: {key.ndim} and Value dim: {value.ndim} instead."
        )
    if enable_gqa:
        key, value = _repeated(key, query), _repeated(value, query)
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = (query * scale).matmul(key.transpose(-2, -1))
    if is_causal:
        scores = scores + _causal(query, key)
    elif attn_mask is not None:
        scores = scores + (_additive(attn_mask, query) if str(attn_mask.dtype) == "torch.bool" else attn_mask)
    return dropout(scores.softmax(-1), dropout_p).matmul(value)


def _causal(query, key):
    """-inf where a query would look at a later key."""
    xp = NAMESPACES[type(query._data)]
    mask = xp.triu(xp.full((query._data.shape[-2], key._data.shape[-2]), -math.inf, numpy.float32), 1)
    return wrap(mask.astype(query._data.dtype))


def _additive(mask, query):
    """0 where a boolean mask lets look, -inf elsewhere."""
    xp = NAMESPACES[type(mask._data)]
    return wrap(xp.where(mask._data, numpy.float32(0), numpy.float32(-math.inf)).astype(query._data.dtype))


def _repeated(heads, query):
    """Fewer key and value heads, each for several query heads."""
    times = query.shape[-3] // heads.shape[-3]
    if times == 1:
        return heads
    *lead, count, length, width = heads.shape
    return heads.unsqueeze(-3).expand(*lead, count, times, length, width).reshape(*lead, count * times, length, width)
