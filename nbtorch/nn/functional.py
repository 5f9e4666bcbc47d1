"""PyTorch's `torch.nn.functional`: layers and losses as functions."""

from __future__ import annotations

import warnings
from typing import Any

from .. import _methods
from .._methods import (
    binary_cross_entropy_with_logits as _bce_with_logits,
    linear as linear,
    logsigmoid as logsigmoid,
    one_hot as one_hot,
    softplus as softplus,
    tanh as tanh,
)
from ..autograd.apply import apply
from ..autograd.inplace import wrote
from ..ops import dropout as _dropout, loss as _loss, norm as _norm, window as _window
from ..ops.activation import prelu as prelu
from ..ops.attention import scaled_dot_product_attention as scaled_dot_product_attention
from ..ops.image import (
    fold as fold,
    interpolate as interpolate,
    pixel_shuffle as pixel_shuffle,
    pixel_unshuffle as pixel_unshuffle,
    unfold as unfold,
)
from ..ops.pad import pad as pad
from ..ops.similarity import (
    cosine_embedding_loss as cosine_embedding_loss,
    cosine_similarity as cosine_similarity,
    hinge_embedding_loss as hinge_embedding_loss,
    margin_ranking_loss as margin_ranking_loss,
    pairwise_distance as pairwise_distance,
    soft_margin_loss as soft_margin_loss,
    triplet_margin_loss as triplet_margin_loss,
)
from ..ops.window import (
    adaptive_avg_pool1d as adaptive_avg_pool1d,
    adaptive_avg_pool2d as adaptive_avg_pool2d,
    avg_pool1d as avg_pool1d,
    avg_pool2d as avg_pool2d,
    avg_pool3d as avg_pool3d,
    conv1d as conv1d,
    conv2d as conv2d,
    conv3d as conv3d,
    conv_transpose1d as conv_transpose1d,
    conv_transpose2d as conv_transpose2d,
    conv_transpose3d as conv_transpose3d,
)


# ---------------------------------------------------------------- activations
def relu(input, inplace=False):
    """`max(input, 0)`, elementwise."""
    return _methods.relu_(input) if inplace else _methods.relu(input)


def sigmoid(input):
    """`1 / (1 + exp(-input))`, elementwise."""
    return _methods.sigmoid(input)


def gelu(input, approximate="none"):
    """`input` times the probability that a standard normal lies below it."""
    return _methods.gelu(input, approximate)


def silu(input, inplace=False):
    """`input * sigmoid(input)`, also called swish."""
    return _methods.silu_(input) if inplace else _methods.silu(input)


def mish(input, inplace=False):
    """`input * tanh(softplus(input))`."""
    return _methods.mish_(input) if inplace else _methods.mish(input)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    """`input` where positive, `negative_slope * input` elsewhere."""
    return (_methods.leaky_relu_ if inplace else _methods.leaky_relu)(input, negative_slope)


def elu(input, alpha=1.0, inplace=False):
    """`input` where positive, `alpha * (exp(input) - 1)` elsewhere."""
    return (_methods.elu_ if inplace else _methods.elu)(input, alpha)


def selu(input, inplace=False):
    """ELU scaled so that activations keep mean 0 and variance 1."""
    return (_methods.selu_ if inplace else _methods.selu)(input)


def celu(input, alpha=1.0, inplace=False):
    """`input` where positive, `alpha * (exp(input / alpha) - 1)` elsewhere."""
    return (_methods.celu_ if inplace else _methods.celu)(input, alpha)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """`input` held between two bounds."""
    return (_methods.hardtanh_ if inplace else _methods.hardtanh)(input, min_val, max_val)


def relu6(input, inplace=False):
    """`input` held between 0 and 6."""
    return hardtanh(input, 0.0, 6.0, inplace)


def hardsigmoid(input, inplace=False):
    """`(input + 3) / 6` held between 0 and 1."""
    return (_methods.hardsigmoid_ if inplace else _methods.hardsigmoid)(input)


def hardswish(input, inplace=False):
    """`input * hardsigmoid(input)`."""
    return (_methods.hardswish_ if inplace else _methods.hardswish)(input)


def threshold(input, threshold, value, inplace=False):
    """`input` where it exceeds `threshold`, else `value`."""
    return (_methods.threshold_ if inplace else _methods.threshold)(input, threshold, value)


def hardshrink(input, lambd=0.5):
    """`input` where its absolute value exceeds `lambd`, else 0."""
    return _methods.hardshrink(input, lambd)


def softshrink(input, lambd=0.5):
    """`input` moved towards 0 by `lambd`, and 0 within."""
    return _methods.softshrink(input, lambd)


def glu(input, dim=-1):
    """The first half of `input` along `dim` times the sigmoid of the second."""
    return _methods.glu(input, dim)


def tanhshrink(input):
    """`input - tanh(input)`."""
    return input - input.tanh()


def softsign(input):
    """`input / (1 + |input|)`."""
    return input / (input.abs() + 1)


def _implicit_dim(name: str, ndim: int, level: int) -> int:
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.",
        stacklevel=level,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """Exponentials scaled so that they sum to 1 along `dim`, computed as `dtype`."""
    if dim is None:
        dim = _implicit_dim("softmax", input.ndim, _stacklevel)
    return _methods.softmax(input if dtype is None else input.to(dtype), dim)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """Logarithm of softmax along `dim`, computed as `dtype`."""
    if dim is None:
        dim = _implicit_dim("log_softmax", input.ndim, _stacklevel)
    return _methods.log_softmax(input if dtype is None else input.to(dtype), dim)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """Softmax of `-input`."""
    if dim is None:
        dim = _implicit_dim("softmin", input.ndim, _stacklevel)
    return softmax(-input, dim, dtype=dtype)


# ---------------------------------------------------------------- dropout
def dropout(input, p=0.5, training=True, inplace=False):
    """Zero each element with probability `p` and scale the rest by `1 / (1 - p)`, in training."""
    return _dropout.dropout(input, p, training, inplace)


def _feature_dims(name: str, ndim: int, usual: tuple[int, ...]) -> None:
    if ndim not in usual:
        warnings.warn(
            f"{name}: Received a {ndim}-D input to {name}, which is deprecated and will result in an error in a future "
            f"release. To retain the behavior and silence this warning, please use dropout instead.",
            stacklevel=3,
        )


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: `(N, C, L)` or `(C, L)`."""
    if input.ndim not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {input.ndim}D input. Note that dropout1d exists to "
            "provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional "
            "batch dimension (i.e. 2D or 3D inputs)."
        )
    if input.ndim == 2:
        return _dropout.feature_dropout(input.unsqueeze(0), p, training, inplace).squeeze(0)
    return _dropout.feature_dropout(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: `(N, C, H, W)`."""
    _feature_dims("dropout2d", input.ndim, (3, 4))
    return _dropout.feature_dropout(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: `(N, C, D, H, W)` or `(C, D, H, W)`."""
    _feature_dims("dropout3d", input.ndim, (4, 5))
    if input.ndim == 4:
        return _dropout.feature_dropout(input.unsqueeze(0), p, training, inplace).squeeze(0)
    return _dropout.feature_dropout(input, p, training, inplace)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Dropout that keeps the mean and variance of SELU's activations."""
    return _dropout.alpha_dropout(input, p, training, inplace)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    """`alpha_dropout` of whole channels."""
    return _dropout.alpha_dropout(input, p, training, inplace, whole_channels=True)


# ---------------------------------------------------------------- normalisation
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    """Mean 0 and variance 1 over the last dimensions, then `* weight + bias`."""
    return apply(_norm.layer_norm, (input, weight, bias), (tuple(normalized_shape), eps))[0]


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    """Mean 0 and variance 1 over groups of channels, then `* weight + bias` per channel."""
    return apply(_norm.group_norm, (input, weight, bias), (num_groups, eps))[0]


def _several_values(shape: Any) -> None:
    count = shape[0]
    for n in shape[2:]:
        count *= n
    if count == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {shape}")


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):  # fmt: skip
    """Mean 0 and variance 1 per channel: by the batch in training, which moves the running statistics, else by them."""
    if training:
        _several_values(input.shape)
    elif running_mean is None or running_var is None:
        raise RuntimeError("Expected running_mean and running_var to be defined when training=False")
    inputs = (input, weight, bias, running_mean, running_var)
    out, mean, _, variance = apply(_norm.batch_norm, inputs, (training, eps))
    if training:
        _update(running_mean, mean._data, momentum)
        count = input._data.size // max(input._data.shape[1], 1)
        _update(running_var, variance._data * (count / (count - 1)), momentum)
    return out


def _update(running: Any, new: Any, momentum: float) -> None:
    """Move running statistics towards `new`, outside the graph."""
    if running is None:
        return
    kind = running._data.dtype
    moved = running._data * kind.type(1 - momentum) + new.astype(kind, copy=False) * kind.type(momentum)
    running._data[...] = moved
    wrote(running)


def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5
):
    """Mean 0 and variance 1 per channel of each sample."""
    if not use_input_stats:
        return batch_norm(input, running_mean, running_var, weight, bias, False, momentum, eps)
    count, channels, *rest = input.shape
    size = 1
    for n in rest:
        size *= n
    if size == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.shape}")
    folded = input.reshape(1, count * channels, *rest)
    scale = None if weight is None else weight.expand(count, channels).reshape(-1)
    shift = None if bias is None else bias.expand(count, channels).reshape(-1)
    out, mean, _, variance = apply(_norm.batch_norm, (folded, scale, shift, None, None), (True, eps))
    _update(running_mean, mean._data.reshape(count, channels).mean(0), momentum)
    _update(running_var, (variance._data * (size / (size - 1))).reshape(count, channels).mean(0), momentum)
    return out.reshape(input.shape)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    """Root mean square 1 over the last dimensions, then `* weight` (Zhang & Sennrich, 2019)."""
    shape = tuple(normalized_shape)
    if not shape or tuple(input.shape[-len(shape) :]) != shape:
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape "
            f"[{', '.join(['*', *map(str, shape)])}], but got input of size{list(input.shape)}"
        )
    if eps is None:
        import ml_dtypes

        eps = float(ml_dtypes.finfo(input._data.dtype).eps)
    out = input * ((input * input).mean(tuple(range(-len(shape), 0)), keepdim=True) + eps).rsqrt()
    return out if weight is None else out * weight


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """`input` divided by its p-norm along `dim`, which is held above `eps`."""
    scaled = input / input.norm(p, dim, keepdim=True).clamp_min(eps)
    return scaled if out is None else out.copy_(scaled)


# ---------------------------------------------------------------- pools
def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The greatest value of each window: `(N, C, L) -> (N, C, L')`."""
    return _window.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The greatest value of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    return _window.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


max_pool3d = _window.max_pool3d
adaptive_max_pool1d = _window.adaptive_max_pool1d
adaptive_max_pool2d = _window.adaptive_max_pool2d


# ---------------------------------------------------------------- embedding
def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of `weight` by index: `(*), (V, D) -> (*, D)`; the row `padding_idx` gets no gradient."""
    rows = weight.shape[0]
    if padding_idx is None:
        padding_idx = -1
    elif not -rows <= padding_idx < rows:
        raise AssertionError("Padding_idx must be within num_embeddings")
    else:
        padding_idx %= rows
    if scale_grad_by_freq or sparse:
        raise NotImplementedError("embedding: scale_grad_by_freq and sparse gradients are not supported")
    if max_norm is not None:
        _renormalise(weight, input, max_norm, norm_type)
    return _methods.embedding(weight, input, padding_idx)


def _renormalise(weight: Any, input: Any, max_norm: float, norm_type: float) -> None:
    """Scale the rows that are looked up down to `max_norm`, in place and outside the graph."""
    from ..backend.array import NAMESPACES

    table = weight._data
    xp = NAMESPACES[type(table)]
    used = xp.unique(input._data)
    rows = table[used]
    norms = (xp.abs(rows) ** norm_type).sum(1) ** (1 / norm_type)
    scale = xp.where(norms > max_norm, max_norm / (norms + 1e-7), 1)
    table[used] = rows * scale[:, None].astype(table.dtype)
    wrote(weight)


# ---------------------------------------------------------------- losses
def _reduction(reduction: str, size_average: Any, reduce: Any) -> str:
    """The reduction that PyTorch's two old arguments mean."""
    if size_average is None and reduce is None:
        return reduction
    average, reduce = size_average is None or size_average, reduce is None or reduce
    meant = "none" if not reduce else "mean" if average else "sum"
    warnings.warn(
        f"size_average and reduce args will be deprecated, please use reduction='{meant}' instead.", stacklevel=3
    )
    return meant


def _same_size(input: Any, target: Any) -> None:
    if input._data.shape != target._data.shape:
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """Squared differences."""
    _same_size(input, target)
    reduction = _reduction(reduction, size_average, reduce)
    if weight is None:
        return _methods.mse_loss(input, target, reduction)
    _loss.known(reduction)
    weighed = _methods.mse_loss(input, target, "none") * weight
    return weighed if reduction == "none" else weighed.sum() if reduction == "sum" else weighed.sum() / weight.sum()


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """Absolute differences."""
    _same_size(input, target)
    return _methods.l1_loss(input, target, _reduction(reduction, size_average, reduce))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """Squared differences below `beta`, absolute ones above."""
    _same_size(input, target)
    return _methods.smooth_l1_loss(input, target, _reduction(reduction, size_average, reduce), beta)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    """Half the squared differences below `delta`, `delta` times the rest above."""
    _same_size(input, target)
    return _methods.huber_loss(input, target, reduction, delta)


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    """Minus the log-probability of each target: `(N, C, ...), (N, ...) -> ()`."""
    return _methods.nll_loss(input, target, weight, ignore_index, _reduction(reduction, size_average, reduce))


def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
):
    """Minus the log-probability of the targets under `softmax(input)`: classes `(N, ...)` or shares `(N, C, ...)`."""
    reduction = _reduction(reduction, size_average, reduce)
    if target.is_floating_point() and target._data.shape == input._data.shape:
        return _against_probabilities(input, target, weight, ignore_index, reduction, label_smoothing)
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    if label_smoothing:
        return _smoothed(input, target, weight, ignore_index, reduction, label_smoothing)
    return apply(_loss.cross_entropy, (input, target, weight), (ignore_index, reduction))[0]


def _class_dim(input: Any) -> int:
    return 0 if input.ndim == 1 else 1


def _per_class(weight: Any, input: Any) -> Any:
    return weight if input.ndim == 1 else weight.reshape(1, -1, *[1] * (input.ndim - 2))


def _against_probabilities(input, target, weight, ignore_index, reduction, label_smoothing):
    if ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    _loss.known(reduction)
    dim = _class_dim(input)
    classes = input.shape[dim]
    if label_smoothing:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    terms = input.log_softmax(dim) * target
    if weight is not None:
        terms = terms * _per_class(weight, input)
    if reduction == "none":
        return -terms.sum(dim)
    return -(terms.sum() / (input.numel() / classes)) if reduction == "mean" else -terms.sum()


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
    return _methods.binary_cross_entropy(input, target, weight, _reduction(reduction, size_average, reduce))


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    """`binary_cross_entropy` of `sigmoid(input)`, without overflow."""
    if target._data.shape != input._data.shape:
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    return _bce_with_logits(input, target, weight, pos_weight, _reduction(reduction, size_average, reduce))


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """`target * (log(target) - input)`, where `input` holds log-probabilities."""
    reduction = _reduction(reduction, size_average, reduce)
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL math definition."
            "'mean' will be changed to behave the same as 'batchmean' in the next major release.",
            stacklevel=2,
        )
    if log_target:
        loss = target.exp() * (target - input)
    else:
        loss = _methods.where(target > 0, target * target.log(), 0) - target * input
    if reduction == "batchmean":
        return loss.sum() / input.shape[0] if input.ndim else loss.sum()
    _loss.known(reduction)
    return loss if reduction == "none" else loss.sum() if reduction == "sum" else loss.mean()
