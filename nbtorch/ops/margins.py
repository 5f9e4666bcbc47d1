"""Losses that want the score of a target above those of the other classes by a margin: short compositions."""

from __future__ import annotations

from ..autograd.errors import dimension_error
from ..autograd.op import composed
from ..backend.array import NAMESPACES
from .activation import logsigmoid
from .checks import refuses
from .compare import where
from .create import wrap
from .loss import known, legacy, summarised


def _long(target):
    if target._data.dtype != "int64":
        raise RuntimeError(f"expected scalar type Long but found {target.dtype}")


def _positive(short):
    """What is missing of a margin; of NaN, as of two infinities, nothing is."""
    return where(short > 0, short, 0.0)


def _one_per_sample(input, target):
    """Whether there is one target per row of `input`, which may lack its batch dimension."""
    if input.ndim == 2:
        return target.ndim == 1 and target.shape[0] == input.shape[0] and input.shape[1] != 0
    return input.ndim < 2 and target.ndim < 2 and target.numel() == 1 and input.numel() != 0


@composed(method=False, function=False)
def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):  # fmt: skip
    """`max(0, margin - input[y] + input[i]) ** p` averaged over the classes i other than y: `(N, C), (N,) -> ()`."""
    reduction = legacy(reduction, size_average, reduce)
    known(reduction)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    if not _one_per_sample(input, target):
        raise RuntimeError(
            f"multi_margin_loss: expected an input of shape (N, C) or (C) and a target per sample, but got input of "
            f"size {list(input.shape)} and target of size {list(target.shape)}"
        )
    _long(target)
    classes = input.shape[-1] if input.ndim else 1
    if weight is not None and weight.shape[0] != classes:
        raise RuntimeError(f"inconsistent weight size: {list(weight.shape)}, expected {classes} elements")
    rows, places = input.reshape(-1, classes), target.reshape(-1, 1)
    refuses("multi_margin_loss_cpu_kernel", "biuch")(input._data)
    if target.numel() and not (int(target.min()) >= 0 and int(target.max()) < classes):
        raise RuntimeError("target out of range")
    short = _positive(margin - rows.gather(1, places) + rows).scatter(1, places, 0.0)  # a class is no rival of itself
    short = short * short if p == 2 else short
    if weight is not None:
        short = short * weight[places]
    return summarised((short.sum(1) / classes).reshape(target.shape), reduction)


@composed(method=False, function=False)
def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """`max(0, 1 - (input[y] - input[i]))` over the targets y, listed up to the first -1, and the other classes i."""
    reduction = legacy(reduction, size_average, reduce)
    known(reduction)
    line = input.ndim < 2 and target.ndim < 2 and input.numel() == target.numel()
    if not (line or tuple(input.shape) == tuple(target.shape)) or input.ndim > 2 or 0 in input.shape[-1:]:
        raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
    _long(target)
    classes = input.shape[-1] if input.ndim else 1
    rows, labels = input.reshape(-1, classes), target._data.reshape(-1, classes)
    xp = NAMESPACES[type(labels)]
    listed = xp.cumsum(labels < 0, 1) == 0
    if (labels * listed >= classes).any():
        raise RuntimeError("argument #2 'target' is out of range")
    refuses("multilabel_margin_loss_forward_out_frame", "biuch")(rows._data)
    others = xp.ones(labels.shape, bool)
    others[xp.nonzero(listed)[0], labels[listed]] = False
    rivals = wrap(listed[:, :, None] & others[:, None, :])
    scores = rows.gather(1, wrap(xp.where(listed, labels, 0)))
    short = where(rivals, _positive(1 - scores.unsqueeze(2) + rows.unsqueeze(1)), 0.0)
    return summarised((short.sum((1, 2)) / classes).reshape(input.shape[:-1]), reduction)


@composed(method=False, function=False)
def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Binary cross entropy with logits, averaged over the classes: `(N, C), (N, C) -> ()`."""
    reduction = legacy(reduction, size_average, reduce)
    losses = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if not input.ndim:
        raise dimension_error(-1, 0)
    if weight is not None:
        losses = losses * weight
    return summarised(losses.sum(input.ndim - 1) / input.shape[-1], reduction)
