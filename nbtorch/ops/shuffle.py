"""Channels moved among groups, and products of two inputs with a weight between them."""

from __future__ import annotations

from ..autograd.op import composed
from ..backend.array import Int


@composed(method=False)
def channel_shuffle(input, groups: Int):
    """Channels of `groups` groups taken in turns: `(N, C, ...) -> (N, C, ...)` (Zhang et al., 2018)."""
    if input.ndim <= 2:
        raise RuntimeError(f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}")
    channels = input.shape[1]
    if groups <= 0:
        raise RuntimeError(f"Number of groups to divide channels in must be positive. Value of groups:{groups}")
    if channels % groups:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {channels} channels and {groups} groups."
        )
    if input.numel() == 0:
        return input.clone()
    parts = input.reshape(input.shape[0], groups, channels // groups, *input.shape[2:])
    return parts.transpose(1, 2).reshape(input.shape)


@composed(method=False)
def native_channel_shuffle(input, groups: Int):
    """`channel_shuffle`."""
    return channel_shuffle(input, groups)
