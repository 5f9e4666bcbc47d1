"""PyTorch's `torch.nn.functional`: layers and losses as functions."""

from __future__ import annotations

import warnings
from typing import Any

from .. import _methods
from .._methods import (
    linear as linear,
    logsigmoid as logsigmoid,
    one_hot as one_hot,
    softplus as softplus,
    tanh as tanh,
)
from ..autograd.inplace import wrote as _wrote
from ..ops import dropout as _dropout, window as _window
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
from ._losses import (
    binary_cross_entropy as binary_cross_entropy,
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
    cross_entropy as cross_entropy,
    huber_loss as huber_loss,
    kl_div as kl_div,
    l1_loss as l1_loss,
    mse_loss as mse_loss,
    nll_loss as nll_loss,
    smooth_l1_loss as smooth_l1_loss,
)
from ._norms import (
    batch_norm as batch_norm,
    group_norm as group_norm,
    instance_norm as instance_norm,
    layer_norm as layer_norm,
    normalize as normalize,
    rms_norm as rms_norm,
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
    _wrote(weight)
