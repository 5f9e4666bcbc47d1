"""Multi-head attention as a function of tensors (Vaswani et al., 2017): what `nn.functional` re-exports."""

from __future__ import annotations

import math
import warnings
from typing import Any

from .. import _methods
from ..backend import dtype as dtypes
from ..ops.attention import scaled_dot_product_attention
from ..ops.dropout import dropout


def _additive(mask: Any, name: str, like: Any) -> Any:
    """A mask to add to scores; a boolean one says where not to look."""
    if mask is None:
        return None
    if dtypes.category(mask._data.dtype) < dtypes.FLOATING and mask._data.dtype != bool:
        raise AssertionError(f"only bool and floating types of {name} are supported")
    if mask._data.dtype == bool:
        return like.new_zeros(mask.shape).masked_fill(mask, -math.inf)
    return mask


def _check_masks(query, key, value, attn_mask, key_padding_mask, num_heads):
    """Whether there is a batch dimension; the shapes fit each other."""
    if query.ndim not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {query.ndim}-D query tensor"
        )
    batched = query.ndim == 3
    kind = "batched" if batched else "unbatched"
    if not key.ndim == value.ndim == query.ndim:
        raise AssertionError(
            f"For {kind} ({query.ndim}-D) `query`, expected `key` and `value` to be {query.ndim}-D but found "
            f"{key.ndim}-D and {value.ndim}-D tensors respectively"
        )
    if key_padding_mask is not None and key_padding_mask.ndim != query.ndim - 1:
        raise AssertionError(
            f"For {kind} ({query.ndim}-D) `query`, expected `key_padding_mask` to be `None` or {query.ndim - 1}-D but "
            f"found {key_padding_mask.ndim}-D tensor instead"
        )
    if attn_mask is not None:
        if attn_mask.ndim not in (2, 3):
            raise AssertionError(
                f"For {kind} ({query.ndim}-D) `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found "
                f"{attn_mask.ndim}-D tensor instead"
            )
        expected = (num_heads, query.shape[0], key.shape[0])
        if not batched and attn_mask.ndim == 3 and tuple(attn_mask.shape) != expected:
            raise AssertionError(f"Expected `attn_mask` shape to be {expected} but got {tuple(attn_mask.shape)}")
    return batched


def _projected(query, key, value, weights, bias):
    """Queries, keys and values, each by its own weight."""
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    return [_methods.linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases, strict=True)]


def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn,
    dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None,
    static_v=None, average_attn_weights=True, is_causal=False,
):  # fmt: skip
    """Attention in `num_heads` parts, projected in and out: `(L, N, E), (S, N, E), (S, N, E) -> (L, N, E)`, weights."""
    batched = _check_masks(query, key, value, attn_mask, key_padding_mask, num_heads)
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    length, count, width = query.shape
    source = key.shape[0]
    if key_padding_mask is not None and attn_mask is not None and key_padding_mask.dtype != attn_mask.dtype:
        warnings.warn(
            "Support for mismatched key_padding_mask and attn_mask is deprecated. Use same type for both instead.",
            stacklevel=2,
        )
    key_padding_mask = _additive(key_padding_mask, "key_padding_mask", query)
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
            "`generate_square_subsequent_mask` to create this mask."
        )
    if is_causal and key_padding_mask is None and not need_weights:
        attn_mask = None  # scaled_dot_product_attention makes it
    else:
        attn_mask = _additive(attn_mask, "attn_mask", query)
        is_causal = is_causal and key_padding_mask is None and attn_mask is None
    if width != embed_dim_to_check:
        raise AssertionError(f"was expecting embedding dimension of {embed_dim_to_check}, but got {width}")
    head = width // num_heads
    if head * num_heads != width:
        raise AssertionError(f"embed_dim {width} not divisible by num_heads {num_heads}")
    if use_separate_proj_weight:
        if tuple(key.shape[:2]) != tuple(value.shape[:2]):
            raise AssertionError(
                f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}"
            )
        weights: Any = (q_proj_weight, k_proj_weight, v_proj_weight)
        for name, weight in zip(("q_proj_weight", "k_proj_weight", "v_proj_weight"), weights, strict=True):
            if weight is None:
                raise AssertionError(f"use_separate_proj_weight is True but {name} is None")
    else:
        if tuple(key.shape) != tuple(value.shape):
            raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
        if in_proj_weight is None:
            raise AssertionError("use_separate_proj_weight is False but in_proj_weight is None")
        weights = in_proj_weight.chunk(3)
    q, k, v = _projected(query, key, value, weights, in_proj_bias)

    if attn_mask is not None:
        if attn_mask.ndim == 2:
            if tuple(attn_mask.shape) != (length, source):
                raise RuntimeError(
                    f"The shape of the 2D attn_mask is {attn_mask.shape}, but should be {(length, source)}."
                )
            attn_mask = attn_mask.unsqueeze(0)
        elif tuple(attn_mask.shape) != (count * num_heads, length, source):
            raise RuntimeError(
                f"The shape of the 3D attn_mask is {attn_mask.shape}, but should be "
                f"{(count * num_heads, length, source)}."
            )
    more = 0  # keys beside those given: to learn, and a zero
    if (bias_k is None) != (bias_v is None):
        raise AssertionError("bias_k and bias_v must both be given, or neither")
    if bias_k is not None:
        if static_k is not None or static_v is not None:
            raise AssertionError("bias cannot be added to static key.")
        k, v = (_methods.cat([x, b.repeat(1, count, 1)]) for x, b in ((k, bias_k), (v, bias_v)))
        more += 1
    q = q.view(length, count * num_heads, head).transpose(0, 1)
    k, v = (
        x.view(x.shape[0], count * num_heads, head).transpose(0, 1) if static is None else static
        for x, static in ((k, static_k), (v, static_v))
    )
    if add_zero_attn:
        k, v = (_methods.cat([x, x.new_zeros((count * num_heads, 1, head))], 1) for x in (k, v))
        more += 1
    if more:
        attn_mask, key_padding_mask = (
            None if m is None else _methods.constant_pad_nd(m, (0, more), 0) for m in (attn_mask, key_padding_mask)
        )
    source = k.shape[1]
    if key_padding_mask is not None:
        if tuple(key_padding_mask.shape) != (count, source):
            raise AssertionError(
                f"expecting key_padding_mask shape of {(count, source)}, but got {tuple(key_padding_mask.shape)}"
            )
        hidden = key_padding_mask.view(count, 1, 1, source).expand(-1, num_heads, -1, -1)
        hidden = hidden.reshape(count * num_heads, 1, source)
        attn_mask = hidden if attn_mask is None else attn_mask + hidden
    if not training:
        dropout_p = 0.0

    if need_weights:
        scores = (q * math.sqrt(1.0 / head)).bmm(k.transpose(-2, -1))
        scores = scores if attn_mask is None else scores + attn_mask
        weights = scores.softmax(-1)
        weights = dropout(weights, dropout_p) if dropout_p > 0.0 else weights
        out = weights.bmm(v).transpose(0, 1).contiguous().view(length * count, width)
        weights = weights.view(count, num_heads, length, source)
        weights = weights.mean(1) if average_attn_weights else weights
    else:
        if attn_mask is not None:
            attn_mask = (
                attn_mask.unsqueeze(0) if attn_mask.shape[0] == 1 else attn_mask.view(count, num_heads, -1, source)
            )
        parts = [x.view(count, num_heads, x.shape[1], head) for x in (q, k, v)]
        out = scaled_dot_product_attention(*parts, attn_mask, dropout_p, is_causal)
        out, weights = out.permute(2, 0, 1, 3).contiguous().view(length * count, width), None
    out = _methods.linear(out, out_proj_weight, out_proj_bias).view(length, count, -1)
    if not batched:
        out, weights = out.squeeze(1), None if weights is None else weights.squeeze(0)
    return out, weights
