"""Distances and similarities, and the losses made of them: short compositions, as in PyTorch."""

from __future__ import annotations

from ..autograd.arguments import real_of
from ..autograd.errors import no_cast, no_room
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES, Flag, Int, Real
from .checks import refuses
from .compare import where
from .create import wrap
from .loss import legacy, summarised
from .scalars import converts
from .views import broadcast_tensors


@composed(method=False)
def cosine_similarity(x1, x2, dim: Int = 1, eps: Real = 1e-8):
    """The cosine of the angle between vectors along `dim`; their lengths are held above `eps`."""
    kind = dtypes.of(dtypes.promote(x1._data.dtype, x2._data.dtype))
    if not kind.is_floating_point:
        raise RuntimeError(f"expected common dtype to be floating point, yet common dtype is {kind.word}")
    if eps < 0:
        raise RuntimeError(f"eps must be non-negative, got: {eps}")
    if x1._data.shape != x2._data.shape:
        x1, x2 = broadcast_tensors(x1, x2)
    x1, x2 = [x if x.is_floating_point() else x.to(kind) for x in (x1, x2)]
    first = x1 / (x1 * x1).sum(dim, keepdim=True).sqrt().clamp_min(eps)
    second = x2 / (x2 * x2).sum(dim, keepdim=True).sqrt().clamp_min(eps)
    return (first * second).sum(dim)


@composed(method=False)
def pairwise_distance(x1, x2, p: Real = 2.0, eps: Real = 1e-6, keepdim: Flag = False):
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
    margin = float(real_of("margin_ranking_loss(): argument 'margin' (position 4)", margin))
    return summarised((-target * (input1 - input2) + margin).clamp_min(0), legacy(reduction, size_average, reduce))


@composed(method=False)
def triplet_margin_loss(
    anchor, positive, negative, margin: Real = 1.0, p: Real = 2, eps: Real = 1e-6, swap: Flag = False,
    size_average=None, reduce=None, reduction="mean",
):  # fmt: skip
    """`max(0, d(anchor, positive) - d(anchor, negative) + margin)` (Balntas et al., 2016)."""
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    losses = triplets(anchor, positive, negative, margin, p, eps, swap)
    return summarised(losses, legacy(reduction, size_average, reduce))


def triplets(anchor, positive, negative, margin, p, eps, swap):
    """The loss of each triplet."""
    _same_dimensions(anchor, positive, negative)
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return (near - far + margin).clamp_min(0)


def _same_dimensions(anchor, positive, negative):
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise RuntimeError(
            f"The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.ndim}D, positive {positive.ndim}D, and negative {negative.ndim}D inputs"
        )


@composed(method=False, function=False)
def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    """`triplet_margin_loss` by a distance of your own, `pairwise_distance` by default."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    _same_dimensions(anchor, positive, negative)
    distance = pairwise_distance if distance_function is None else distance_function
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = far.minimum(distance(positive, negative))
    return summarised((margin + near - far).clamp_min(0), reduction)


@composed(method=False)
def pdist(input, p: Real = 2.0):
    """The p-norm distances between all pairs of rows: `(N, M) -> (N * (N - 1) / 2,)`."""
    if not input.is_floating_point():
        raise RuntimeError("pdist only supports floating-point dtypes")
    if input.ndim != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {input.ndim}D")
    if input._data.shape[0] > 1:
        refuses("pdist", "h")(input._data)
    if p < 0:
        raise RuntimeError("pdist only supports non-negative p values")
    xp = NAMESPACES[type(input._data)]
    first, second = [wrap(places) for places in xp.nonzero(xp.triu(xp.ones((input.shape[0],) * 2, bool), 1))]
    return (input[first] - input[second]).norm(p, 1)


@composed(method=False)
def cosine_embedding_loss(input1, input2, target, margin: Real = 0, size_average=None, reduce=None, reduction="mean"):
    """`1 - cos` where `target` is 1, `max(0, cos - margin)` where it is -1."""
    if target.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if target.ndim == 1 and not input1.ndim == input2.ndim == 2:
        sizes = list(input1.shape), list(input2.shape)
        raise RuntimeError(f"1D target tensor expects 2D input tensors, but found inputs with sizes {sizes}.")
    if target.ndim == 0 and not input1.ndim == input2.ndim == 1:
        sizes = list(input1.shape), list(input2.shape)
        raise RuntimeError(f"0D target tensor expects 1D input tensors, but found inputs with sizes {sizes}.")
    tiny = 1e-12
    dim = -1
    lengths = ((input1 * input1).sum(dim) + tiny) * ((input2 * input2).sum(dim) + tiny)
    cosine = (input1 * input2).sum(dim) / lengths.sqrt()
    nothing = cosine.new_zeros(cosine.shape)
    losses = where(target == 1, 1 - cosine, nothing) + where(target == -1, (cosine - margin).clamp_min(0), nothing)
    return summarised(losses, legacy(reduction, size_average, reduce))


@composed(method=False)
def hinge_embedding_loss(input, target, margin: Real = 1.0, size_average=None, reduce=None, reduction="mean"):
    """`input` where `target` is 1, `max(0, margin - input)` where it is -1."""
    if input._data.dtype.kind in "fV":
        converts(margin, input._data.dtype)
    margin = float(margin) if isinstance(margin, bool) else margin
    nothing = input.new_zeros(input.shape)
    losses = where(target != 1, (margin - input).clamp_min(0), nothing) + where(target != -1, input, nothing)
    if input._data.dtype.kind in "biu":
        losses = losses.to(input.dtype)
    return summarised(losses, legacy(reduction, size_average, reduce))


@composed(method=False, function=False)
def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """`log(1 + exp(-target * input))`."""
    target = target if target.is_complex() else target.to(input.dtype)  # PyTorch computes where the result will lie
    losses = (-target * input).exp().log1p()
    if losses.is_complex() and not input.is_complex():
        raise no_cast(losses._data.dtype, input._data.dtype)
    if losses._data.shape != input._data.shape:
        raise no_room(input._data.shape, losses._data.shape)
    if input._data.dtype.kind in "biu":
        raise no_cast(losses._data.dtype, input._data.dtype)
    return summarised(losses.to(input.dtype), legacy(reduction, size_average, reduce))
