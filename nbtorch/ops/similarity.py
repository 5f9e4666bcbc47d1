"""Distances and similarities, and the losses made of them: short compositions, as in PyTorch."""

from __future__ import annotations

from ..autograd.op import composed
from .loss import known


def _reduced(values, reduction):
    known(reduction)
    return values if reduction == "none" else values.mean() if reduction == "mean" else values.sum()


@composed(method=False)
def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    """The cosine of the angle between vectors along `dim`; their lengths are held above `eps`."""
    first = x1 / (x1 * x1).sum(dim, keepdim=True).sqrt().clamp_min(eps)
    second = x2 / (x2 * x2).sum(dim, keepdim=True).sqrt().clamp_min(eps)
    return (first * second).sum(dim)


@composed(method=False)
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    """The p-norm of `x1 - x2 + eps` along the last dimension."""
    return (x1 - x2 + eps).norm(p, -1, keepdim)


@composed(method=False)
def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """`max(0, -target * (input1 - input2) + margin)`."""
    if not input1.ndim == input2.ndim == target.ndim:
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: "
            f"{input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    return _reduced((-target * (input1 - input2) + margin).clamp_min(0), reduction)


@composed(method=False)
def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"
):
    """`max(0, d(anchor, positive) - d(anchor, negative) + margin)` (Balntas et al., 2016)."""
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return _reduced((near - far + margin).clamp_min(0), reduction)


@composed(method=False)
def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """`1 - cos` where `target` is 1, `max(0, cos - margin)` where it is -1."""
    tiny = 1e-12
    dim = -1
    lengths = ((input1 * input1).sum(dim) + tiny) * ((input2 * input2).sum(dim) + tiny)
    cosine = (input1 * input2).sum(dim) / lengths.sqrt()
    losses = (1 - cosine) * (target == 1) + (cosine - margin).clamp_min(0) * (target == -1)
    return _reduced(losses, reduction)


@composed(method=False)
def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """`input` where `target` is 1, `max(0, margin - input)` where it is -1."""
    return _reduced((margin - input).clamp_min(0) * (target != 1) + input * (target != -1), reduction)


@composed(method=False, function=False)
def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """`log(1 + exp(-target * input))`."""
    return _reduced((-target * input).exp().log1p(), reduction)
