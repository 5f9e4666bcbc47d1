"""Losses as functions of tensors: what `nn.functional` re-exports."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy

from .. import _methods
from .._methods import binary_cross_entropy_with_logits as _bce_with_logits
from ..autograd.autocast import active as autocasting, whole
from ..autograd.errors import dimension_error, no_cast
from ..autograd.op import telling
from ..backend import dtype as dtypes
from ..backend.array import Int, Real
from ..ops import loss as _loss
from ..ops.views import broadcast_tensors


def _same_size(input: Any, target: Any) -> tuple[Any, Any]:
    """Both in the shape they broadcast to: PyTorch spreads them out before it looks for their common dtype."""
    if input._data.shape != target._data.shape:
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )
        return broadcast_tensors(input, target)
    return input, target


def _weighed(losses, weight, size, reduction):
    """Losses times their weights, which are as many as the inputs were."""
    if weight.size() != size:
        raise ValueError("Weights and input must have the same size.")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'.")
    return losses * weight


def _weighed_mean(losses, weight, size, reduction):
    """Weighed losses, and for their mean the mean by weight."""
    weighed = _weighed(losses, weight, size, reduction)
    return weighed.sum() / weight.sum() if reduction == "mean" else _loss.summarised(weighed, reduction)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """Squared differences."""
    spread, target = _same_size(input, target)
    reduction = _loss.legacy(reduction, size_average, reduce)
    if weight is None:
        return _methods.mse_loss(spread, target, reduction)
    return _weighed_mean((spread - target) ** 2, weight, input.size(), reduction)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """Absolute differences."""
    spread, target = _same_size(input, target)
    reduction = _loss.legacy(reduction, size_average, reduce)
    if weight is not None:
        return _weighed_mean((spread - target).abs(), weight, input.size(), reduction)
    if spread.is_complex() or target.is_complex():
        return _loss.summarised((spread - target).abs(), reduction)
    return _methods.l1_loss(spread, target, reduction)[0]


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """Squared differences below `beta`, absolute ones above."""
    input, target = _same_size(input, target)
    if beta == 0:
        return l1_loss(input, target, size_average, reduce, reduction)
    return _methods.smooth_l1_loss(input, target, _loss.legacy(reduction, size_average, reduce), beta)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    """Half the squared differences below `delta`, `delta` times the rest above."""
    size = input.size()
    input, target = _same_size(input, target)
    if weight is not None:  # whose mean is over the elements
        return _loss.summarised(_weighed(huber_loss(input, target, "none", delta), weight, size, reduction), reduction)
    _loss.known(reduction)
    kind = input.dtype
    if input._data.dtype.kind in "biu" and target.is_floating_point():
        raise no_cast(target._data.dtype, input._data.dtype)
    lost = _methods.huber_loss(input, target, reduction, delta)
    return lost if lost.dtype is kind or autocasting.get() is not None else lost.to(kind)


def nll_loss(input, target, weight=None, size_average=None, ignore_index: Int = -100, reduce=None, reduction="mean"):
    """Minus the log-probability of each target: `(N, C, ...), (N, ...) -> ()`."""
    return _methods.nll_loss(input, target, weight, ignore_index, _loss.legacy(reduction, size_average, reduce))


@whole
def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index: Int = -100, reduce=None, reduction="mean",
    label_smoothing: Real = 0.0,
):  # fmt: skip
    """Minus the log-probability of the targets under `softmax(input)`: classes `(N, ...)` or shares `(N, C, ...)`."""
    reduction = _loss.legacy(reduction, size_average, reduce)
    if target._data.shape == input._data.shape:
        if not target.is_floating_point():
            kind = dtypes.of(target._data.dtype).word
            raise RuntimeError(f"Expected floating point type for target with class probabilities, got {kind}")
        return _against_probabilities(input, target, weight, ignore_index, reduction, label_smoothing)
    if _share(label_smoothing) > 0:
        return _smoothed(input, target, weight, ignore_index, reduction, label_smoothing)
    return _methods.cross_entropy(input, target, weight, ignore_index, reduction)[0]


def _class_dim(input: Any) -> int:
    if not input.ndim:
        raise dimension_error(1, 0)
    return 0 if input.ndim == 1 else 1


def _share(label_smoothing: float) -> float:
    if label_smoothing > 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    return label_smoothing


def _per_class(weight: Any, input: Any) -> Any:
    return weight if input.ndim == 1 else weight.reshape(1, -1, *[1] * (input.ndim - 2))


def _against_probabilities(input, target, weight, ignore_index, reduction, label_smoothing):
    if ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    _loss.known(reduction)
    dim = _class_dim(input)
    classes = input.shape[dim]
    if weight is not None and tuple(weight.shape) != (classes,):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or no classes but got "
            f"weight tensor of shape: {list(weight.shape)}"
        )
    if _share(label_smoothing) > 0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    terms = input.log_softmax(dim) * target
    if weight is not None:
        terms = terms * _per_class(weight, input)
    if reduction == "none":
        return -terms.sum(dim)
    count = input.numel() / classes if classes else math.nan
    return -(terms.sum() / count) if reduction == "mean" else -terms.sum()


def _smoothed(input, target, weight, ignore_index, reduction, label_smoothing):
    """PyTorch's mixture of the loss of the target and the mean loss of all classes."""
    dim = _class_dim(input)
    values = input.log_softmax(dim)
    hard = _methods.nll_loss(values, target, weight, ignore_index, reduction)
    smooth = -(values if weight is None else values * _per_class(weight, input)).sum(dim)
    ignored = target == ignore_index
    smooth = smooth * (ignored.logical_not() if hasattr(ignored, "logical_not") else ignored == 0)
    if reduction == "mean":
        counted = ignored == 0
        kept = (counted if weight is None else weight[target * counted] * counted).sum()
        smooth = smooth.sum() / kept
    elif reduction == "sum":
        smooth = smooth.sum()
    return hard * (1 - label_smoothing) + smooth * (label_smoothing / input.shape[dim])


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """`-(target * log(input) + (1 - target) * log(1 - input))` for probabilities."""
    if target._data.shape != input._data.shape:
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is "
            "deprecated. Please ensure they have the same size."
        )
    return _methods.binary_cross_entropy(input, target, weight, _loss.legacy(reduction, size_average, reduce))


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    """`binary_cross_entropy` of `sigmoid(input)`, without overflow."""
    if target._data.shape != input._data.shape:
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    reduction = _loss.legacy(reduction, size_average, reduce)
    _loss.known(reduction)
    given = [t._data for t in (input, target, weight, pos_weight) if t is not None]
    if len({a.dtype for a in given}) > 1 or not _within(input._data.shape, given):
        return _loss.summarised(_logits_in_steps(input, target, weight, pos_weight), reduction)
    return _bce_with_logits(input, target, weight, pos_weight, reduction)


def _within(shape: Any, given: Any) -> bool:
    """Whether what is given broadcasts to `shape` and no further."""
    try:
        return numpy.broadcast_shapes(*[a.shape for a in given]) == shape
    except ValueError:
        return False


def _logits_in_steps(input, target, weight, pos_weight):
    """PyTorch's steps: the result has the dtype and the shape of `target`, or is refused."""
    log_likely = _methods.logsigmoid(input)
    if pos_weight is not None:
        log_likely.mul_((pos_weight - 1).mul(target).add_(1))
    losses = (1 - target).mul_(input).sub_(log_likely)
    return losses if weight is None else losses.mul_(weight)


@whole
def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """`target * (log(target) - input)`, where `input` holds log-probabilities."""
    reduction = _loss.legacy(reduction, size_average, reduce)
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
            "'mean' will be changed to behave the same as 'batchmean' in the next major release.",
            stacklevel=2,
        )
    _loss.known(reduction, "batchmean")
    for given in (input, target):
        if not given.is_floating_point():
            kind = "Complex" if given.is_complex() else "Integral"
            raise RuntimeError(f"kl_div: {kind} inputs not supported.")
    loss = target.exp() * (target - input) if log_target else target.xlogy(target) - target * input
    if reduction == "batchmean":
        return loss.sum() / input.shape[0] if input.ndim else loss.sum()
    return loss if reduction == "none" else loss.sum() if reduction == "sum" else loss.mean()


def linear_cross_entropy(
    input, linear_weight, target, *, linear_bias=None, weight=None, reduction="mean", ignore_index=None,
    label_smoothing=0.0, options=None,
):  # fmt: skip
    """`cross_entropy` of `input @ linear_weight.T`: `(N, I), (C, ..., I), (N, ...) -> ()`.

    `options`, PyTorch's strategy for computing the same in pieces, changes nothing here.
    """
    if input.ndim not in (1, 2):
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {input.ndim}")
    if linear_weight.ndim < 2:
        raise RuntimeError(f"expected linear_weight with dimensionality at least 2, got {linear_weight.ndim}")
    if linear_weight.ndim > 2 and input.ndim < 2:
        raise RuntimeError(
            f"K-dimensional loss defined by linear_weight shape {tuple(linear_weight.shape)} requires batched input, "
            f"(N, {linear_weight.shape[-1]}), got unbatched input with shape {tuple(input.shape)}"
        )
    classes, *rest, width = linear_weight.shape
    bias = None if linear_bias is None else linear_bias.reshape(-1)
    logits = _methods.linear(input, linear_weight.reshape(-1, width), bias)
    if rest:
        logits = logits.reshape(*input.shape[:-1], classes, *rest)
    ignore_index = -100 if ignore_index is None else ignore_index
    return cross_entropy(
        logits, target, weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
    )


for _name, _function in list(globals().items()):
    if getattr(_function, "__module__", "") == __name__ and _name[0] != "_":
        globals()[_name] = telling(_function)
