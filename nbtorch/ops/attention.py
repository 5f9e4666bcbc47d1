"""Scaled dot-product attention."""

from __future__ import annotations

import math

import numpy

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES
from ..backend.settings import attention_kernels
from .create import wrap
from .dropout import dropout


def _fits(query, key, value, mask, dropout_p, is_causal):
    if is_causal and mask is not None:
        raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
    kinds = [t._data.dtype for t in (query, key, value)]
    if len(set(kinds)) > 1:
        words = ", ".join(
            [f"{n}.dtype: {dtypes.of(k).word}" for n, k in zip(("query", "key", "value"), kinds, strict=True)]
        )
        raise RuntimeError(f"Expected query, key, and value to have the same dtype, but got {words} instead.")
    if min(query.ndim, key.ndim, value.ndim) < 2:
        raise RuntimeError(
            "scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 dimensional, but got "
            f"Query dim: {query.ndim}, Key dim: {key.ndim} and Value dim: {value.ndim} instead."
        )
    if mask is not None and mask._data.dtype not in (bool, numpy.float32, kinds[0]):
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: "
            f"{dtypes.of(mask._data.dtype).word} and  query.dtype: {dtypes.of(kinds[0]).word} instead."
        )
    if not 0 <= dropout_p <= 1:
        raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {dropout_p}")


@composed(method=False, function=False)
def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    """`softmax(query @ key.mT * scale + mask) @ value`: `(..., L, E), (..., S, E), (..., S, V) -> (..., L, V)`.

    A boolean mask says where to look. A query that sees no key gets zeros. With `enable_gqa`, each key and value head
    serves several query heads (Ainslie et al., 2023).
    """
    _fits(query, key, value, attn_mask, dropout_p, is_causal)
    if not (attention_kernels["math"] or attention_kernels["flash"]):
        raise RuntimeError(
            "No viable backend for scaled_dot_product_attention was found. This is likely due to turning off both the "
            "math kernel and the fused kernels."
        )
    kind = query.dtype
    if query._data.dtype in dtypes.HALF or not query._data.size:  # one rounding, at the end; nothing, of any dtype
        query, key, value = query.float(), key.float(), value.float()
    if enable_gqa:
        key, value = _repeated(key, query), _repeated(value, query)
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = (query * scale).matmul(key.transpose(-2, -1))
    blind = None
    if is_causal:
        scores = scores + _causal(query, key)
    elif attn_mask is not None:
        added = _additive(attn_mask, query)
        blind = _blind(added)
        scores = scores + added
    if blind is not None:
        scores = scores.masked_fill(blind, 0.0)
    shares = scores.softmax(-1)
    if blind is not None:
        shares = shares.masked_fill(blind, 0.0)
    return dropout(shares, dropout_p).matmul(value).to(kind)


def _causal(query, key):
    """-inf where a query would look at a later key."""
    xp = NAMESPACES[type(query._data)]
    mask = xp.triu(xp.full((query._data.shape[-2], key._data.shape[-2]), -math.inf, numpy.float32), 1)
    return wrap(mask.astype(query._data.dtype))


def _additive(mask, query):
    """What a mask adds to the scores: 0 where a boolean one lets look, -inf elsewhere."""
    kind = query._data.dtype
    if mask._data.dtype != bool:
        return mask if mask._data.dtype == kind else mask.to(query.dtype)
    xp = NAMESPACES[type(mask._data)]
    return wrap(xp.where(mask._data, kind.type(0), kind.type(-math.inf)))


def _blind(added):
    """Where a query sees no key at all; None when every query sees some."""
    hidden = (added._data == -math.inf).all(-1, keepdims=True)
    return wrap(hidden) if hidden.any() else None


def _repeated(heads, query):
    """Fewer key and value heads, each for several query heads."""
    times, rest = divmod(query.shape[-3], heads.shape[-3])
    if rest or query.ndim < 3:
        raise RuntimeError("Number of heads in key and value must divide the number of heads in query")
    if times == 1:
        return heads
    *lead, count, length, width = heads.shape
    return heads.unsqueeze(-3).expand(*lead, count, times, length, width).reshape(*lead, count * times, length, width)
