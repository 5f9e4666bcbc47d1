"""Functions of `nn.functional` as the top-level namespace spells them: other orders of arguments, no defaults."""

from __future__ import annotations

from typing import Any

from ..autograd.op import telling
from ..ops.loss import summarised
from ..ops.similarity import triplets
from ..ops.views import broadcast_tensors
from . import functional as F
from ._norms import grouped_norm

_REDUCTIONS = {1: "mean", 2: "sum"}  # any other number leaves the losses as they are
_PADDINGS = ("zeros", "border", "reflection")


def _reduction(number: Any) -> str:
    if type(number) is not int:
        raise TypeError(f"argument 'reduction' must be int, not {type(number).__name__}")
    return _REDUCTIONS.get(number, "none")


def batch_norm(
    input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled=False
) -> Any:  # fmt: skip
    """`nn.functional.batch_norm`, weight and bias first."""
    return F.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)


def instance_norm(
    input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled=False
) -> Any:  # fmt: skip
    """`nn.functional.instance_norm`, weight and bias first."""
    return F.instance_norm(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True) -> Any:
    """`nn.functional.layer_norm`."""
    return F.layer_norm(input, normalized_shape, weight, bias, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True) -> Any:
    """`nn.functional.group_norm`."""
    return grouped_norm(input, num_groups, weight, bias, eps)


def rms_norm(input, normalized_shape, weight=None, eps=None) -> Any:
    """`nn.functional.rms_norm`."""
    return F.rms_norm(input, normalized_shape, weight, eps)


def dropout(input, p, train) -> Any:
    """`nn.functional.dropout`, all arguments given."""
    return F.dropout(input, p, train)


def dropout_(input, p, train) -> Any:
    """`dropout` in place."""
    return F.dropout(input, p, train, inplace=True)


def feature_dropout(input, p, train) -> Any:
    """Dropout of whole channels."""
    return F.dropout2d(input, p, train) if input.ndim != 5 else F.dropout3d(input, p, train)


def alpha_dropout(input, p, train) -> Any:
    """`nn.functional.alpha_dropout`, all arguments given."""
    return F.alpha_dropout(input, p, train)


def feature_alpha_dropout(input, p, train) -> Any:
    """`nn.functional.feature_alpha_dropout`, all arguments given."""
    return F.feature_alpha_dropout(input, p, train)


def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False) -> Any:
    """`nn.functional.embedding`, the weight first."""
    padding = None if padding_idx == -1 else padding_idx
    return F.embedding(indices, weight, padding, scale_grad_by_freq=scale_grad_by_freq, sparse=sparse)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=1, zero_infinity=False) -> Any:
    """`nn.functional.ctc_loss`; `reduction` counts none, mean, sum."""
    return F.ctc_loss(
        log_probs, targets, input_lengths, target_lengths, blank, _reduction(reduction), zero_infinity
    )  # fmt: skip


def kl_div(input, target, reduction=0, *, log_target=False) -> Any:
    """`nn.functional.kl_div`; `reduction` counts none, mean, sum."""
    return F.kl_div(input, target, reduction=_reduction(reduction), log_target=log_target)


def poisson_nll_loss(input, target, log_input, full, eps, reduction) -> Any:
    """`nn.functional.poisson_nll_loss`; `reduction` counts none, mean, sum."""
    return F.poisson_nll_loss(input, target, log_input, full, None, eps, reduction=_reduction(reduction))


def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=0) -> Any:
    """`nn.functional.binary_cross_entropy_with_logits`; `reduction` counts none, mean, sum."""
    if target.ndim < input.ndim or target.shape != input.shape:
        target, input = broadcast_tensors(target, input)
    return F.binary_cross_entropy_with_logits(
        input, target, weight, reduction=_reduction(reduction), pos_weight=pos_weight
    )


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=0) -> Any:
    """`nn.functional.cosine_embedding_loss`; `reduction` counts none, mean, sum."""
    return F.cosine_embedding_loss(input1, input2, target, margin, reduction=_reduction(reduction))


def hinge_embedding_loss(input, target, margin=1.0, reduction=0) -> Any:
    """`nn.functional.hinge_embedding_loss`; `reduction` counts none, mean, sum."""
    return F.hinge_embedding_loss(input, target, margin, reduction=_reduction(reduction))


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=0) -> Any:
    """`nn.functional.margin_ranking_loss`, broadcast; `reduction` counts none, mean, sum."""
    return summarised((-target * (input1 - input2) + margin).clamp_min(0), _reduction(reduction))


def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2.0, eps=1e-06, swap=False, reduction=0
) -> Any:  # fmt: skip
    """`nn.functional.triplet_margin_loss`, any margin; `reduction` counts none, mean, sum."""
    return summarised(triplets(anchor, positive, negative, margin, p, eps, swap), _reduction(reduction))


def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners) -> Any:
    """`nn.functional.grid_sample`; modes are counted: bilinear, nearest, bicubic and zeros, border, reflection."""
    modes = ("bilinear", "nearest", "bicubic")
    return F.grid_sample(input, grid, modes[interpolation_mode], _PADDINGS[padding_mode], align_corners)


grid_sampler_2d = grid_sampler_3d = grid_sampler


def adaptive_max_pool1d(input, output_size) -> Any:
    """`nn.functional.adaptive_max_pool1d`, and the index of each maximum."""
    return F.adaptive_max_pool1d(input, output_size, True)


def rrelu(input, lower=1 / 8, upper=1 / 3, training=False, generator=None) -> Any:
    """`nn.functional.rrelu`."""
    return F.rrelu(input, lower, upper, training)


def rrelu_(input, lower=1 / 8, upper=1 / 3, training=False, generator=None) -> Any:
    """`rrelu` in place."""
    return F.rrelu(input, lower, upper, training, inplace=True)


__all__ = [name for name, value in globals().items() if getattr(value, "__module__", "") == __name__ and name[0] != "_"]
for _name in __all__:
    globals()[_name] = telling(globals()[_name])
