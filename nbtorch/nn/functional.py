"""PyTorch's `torch.nn.functional`: layers and losses as functions."""

from __future__ import annotations

import warnings

from .. import _absent, _methods
from .._methods import (
    avg_pool2d as avg_pool2d,
    avg_pool3d as avg_pool3d,
    conv_tbc as conv_tbc,
    linear as linear,
    logsigmoid as logsigmoid,
    one_hot as one_hot,
    softplus as softplus,
    softshrink as softshrink,
    tanh as tanh,
)
from ..autograd.op import telling as _telling
from ..backend import array as _array
from ..ops import dropout as _dropout, embedding as _embedding, window as _window
from ..ops.activation import prelu as prelu
from ..ops.attention import scaled_dot_product_attention as scaled_dot_product_attention
from ..ops.bags import embedding_bag as embedding_bag
from ..ops.checks import refuses as _refuses, want_tensors as _want_tensors
from ..ops.ctc import ctc_loss as ctc_loss
from ..ops.fractional import (
    fractional_max_pool2d as fractional_max_pool2d,
    fractional_max_pool3d as fractional_max_pool3d,
)
from ..ops.grid import affine_grid as affine_grid, grid_sample as grid_sample
from ..ops.grouped import grouped_mm as grouped_mm
from ..ops.image import (
    fold as fold,
    pixel_shuffle as pixel_shuffle,
    pixel_unshuffle as pixel_unshuffle,
    unfold as unfold,
)
from ..ops.likelihood import gaussian_nll_loss as gaussian_nll_loss, poisson_nll_loss as poisson_nll_loss
from ..ops.linalg import bilinear as bilinear
from ..ops.margins import (
    multi_margin_loss as multi_margin_loss,
    multilabel_margin_loss as multilabel_margin_loss,
    multilabel_soft_margin_loss as multilabel_soft_margin_loss,
)
from ..ops.pad import pad as pad
from ..ops.resize import interpolate as interpolate
from ..ops.scaled import (
    ScalingType as ScalingType,
    SwizzleType as SwizzleType,
    scaled_grouped_mm as scaled_grouped_mm,
    scaled_mm as scaled_mm,
)
from ..ops.shuffle import channel_shuffle as channel_shuffle, native_channel_shuffle as native_channel_shuffle
from ..ops.similarity import (
    cosine_embedding_loss as cosine_embedding_loss,
    cosine_similarity as cosine_similarity,
    hinge_embedding_loss as hinge_embedding_loss,
    margin_ranking_loss as margin_ranking_loss,
    pairwise_distance as pairwise_distance,
    pdist as pdist,
    soft_margin_loss as soft_margin_loss,
    triplet_margin_loss as triplet_margin_loss,
    triplet_margin_with_distance_loss as triplet_margin_with_distance_loss,
)
from ..ops.unpool import max_unpool1d as max_unpool1d, max_unpool2d as max_unpool2d, max_unpool3d as max_unpool3d
from ..ops.window import (
    adaptive_avg_pool1d as adaptive_avg_pool1d,
    adaptive_avg_pool2d as adaptive_avg_pool2d,
    adaptive_avg_pool3d as adaptive_avg_pool3d,
    avg_pool1d as avg_pool1d,
    conv1d as conv1d,
    conv2d as conv2d,
    conv3d as conv3d,
    conv_transpose1d as conv_transpose1d,
    conv_transpose2d as conv_transpose2d,
    conv_transpose3d as conv_transpose3d,
    lp_pool1d as lp_pool1d,
    lp_pool2d as lp_pool2d,
    lp_pool3d as lp_pool3d,
)
from ._attention import multi_head_attention_forward as multi_head_attention_forward
from ._losses import (
    binary_cross_entropy as binary_cross_entropy,
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
    cross_entropy as cross_entropy,
    huber_loss as huber_loss,
    kl_div as kl_div,
    l1_loss as l1_loss,
    linear_cross_entropy as linear_cross_entropy,
    mse_loss as mse_loss,
    nll_loss as nll_loss,
    smooth_l1_loss as smooth_l1_loss,
)
from ._norms import (
    batch_norm as batch_norm,
    group_norm as group_norm,
    instance_norm as instance_norm,
    layer_norm as layer_norm,
    local_response_norm as local_response_norm,
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


def gelu(input, approximate="none", *, out=None):
    """`input` times the probability that a standard normal lies below it."""
    return _methods.gelu(input, approximate, out=out)


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
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
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


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A random softmax near a sample of the categorical distribution (Jang et al., 2017); `hard`: one-hot."""
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    _want_tensors("empty_like", input=logits)
    noise = -_methods.nothing(logits.detach().contiguous()).exponential_().log()
    soft = _methods.softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    picked = _methods.nothing(soft.detach()).scatter(dim, soft.max(dim, keepdim=True)[1], 1.0)
    return picked - soft.detach() + soft


# ---------------------------------------------------------------- dropout and noise
@_telling
def rrelu(input, lower: _array.Scalar = 1.0 / 8, upper: _array.Scalar = 1.0 / 3, training=False, inplace=False):
    """`input` where positive, elsewhere times a slope drawn from [lower, upper), or their mean in evaluation."""
    _dropout.leak_bounds(lower, upper)
    if training:
        _refuses("rrelu_with_noise_out_cpu", "biuc" if input.dtype.name == "bfloat16" else "biuch")(input._data)
        return _dropout.randomly_leaky(input, lower, upper, inplace)
    return leaky_relu(input, _dropout.mean_leak(lower, upper), inplace)


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
        dropped = _dropout.feature_dropout(input.unsqueeze(0), p, training, inplace)
        return input if inplace else dropped.squeeze(0)
    return _dropout.feature_dropout(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: `(N, C, H, W)`."""
    _feature_dims("dropout2d", input.ndim, (3, 4))
    return _dropout.feature_dropout(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: `(N, C, D, H, W)` or `(C, D, H, W)`."""
    _feature_dims("dropout3d", input.ndim, (4, 5))
    if input.ndim == 4:
        dropped = _dropout.feature_dropout(input.unsqueeze(0), p, training, inplace)
        return input if inplace else dropped.squeeze(0)
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


def max_pool1d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """`max_pool1d`, and the index of each maximum."""
    return _window.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool2d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """`max_pool2d`, and the flat index of each maximum."""
    return _window.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool3d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    """`max_pool3d`, and the flat index of each maximum."""
    return _window.max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def adaptive_max_pool1d_with_indices(input, output_size, return_indices=False):
    """`adaptive_max_pool1d`, and the index of each maximum."""
    return _window.adaptive_max_pool1d(input, output_size, True)


def adaptive_max_pool2d_with_indices(input, output_size, return_indices=False):
    """`adaptive_max_pool2d`, and the flat index of each maximum."""
    return _window.adaptive_max_pool2d(input, output_size, True)


def adaptive_max_pool3d_with_indices(input, output_size, return_indices=False):
    """`adaptive_max_pool3d`, and the flat index of each maximum."""
    return _window.adaptive_max_pool3d(input, output_size, True)


max_pool3d = _window.max_pool3d
adaptive_max_pool1d = _window.adaptive_max_pool1d
adaptive_max_pool2d = _window.adaptive_max_pool2d
adaptive_max_pool3d = _window.adaptive_max_pool3d


def fractional_max_pool2d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """`fractional_max_pool2d`, and the flat index of each maximum."""
    return fractional_max_pool2d(input, kernel_size, output_size, output_ratio, True, _random_samples)


def fractional_max_pool3d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """`fractional_max_pool3d`, and the flat index of each maximum."""
    return fractional_max_pool3d(input, kernel_size, output_size, output_ratio, True, _random_samples)


# ---------------------------------------------------------------- resize, by old names
def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    """`interpolate`, by its old name."""
    warnings.warn("`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2)
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    """`interpolate` by the nearest element."""
    warnings.warn(
        "`nn.functional.upsample_nearest` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    """`interpolate`, bilinear with aligned corners."""
    warnings.warn(
        "`nn.functional.upsample_bilinear` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


# ---------------------------------------------------------------- embedding
def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of `weight` by index: `(*), (V, D) -> (*, D)`; the row `padding_idx` gets no gradient.

    The gradient of a `sparse` call is a dense tensor.
    """
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    row = _embedding.padding_row(weight, padding_idx, "Padding_idx must be within num_embeddings")
    if max_norm is not None:
        _embedding.renormalise(weight, input, max_norm, norm_type)
    return _methods.embedding(weight, input, row, scale_grad_by_freq)


# ---------------------------------------------------------------- in place
def relu_(input):
    """`relu`, in place."""
    return relu(input, inplace=True)


def elu_(input, alpha=1.0):
    """`elu`, in place."""
    return elu(input, alpha, inplace=True)


def celu_(input, alpha=1.0):
    """`celu`, in place."""
    return celu(input, alpha, inplace=True)


def selu_(input):
    """`selu`, in place."""
    return selu(input, inplace=True)


def leaky_relu_(input, negative_slope=0.01):
    """`leaky_relu`, in place."""
    return leaky_relu(input, negative_slope, inplace=True)


def hardtanh_(input, min_val=-1.0, max_val=1.0):
    """`hardtanh`, in place."""
    return hardtanh(input, min_val, max_val, inplace=True)


def threshold_(input, threshold, value):
    """`threshold`, in place."""
    return _methods.threshold_(input, threshold, value)


def rrelu_(input, lower=1.0 / 8, upper=1.0 / 3, training=False):
    """`rrelu`, in place."""
    return rrelu(input, lower, upper, training, inplace=True)

__getattr__ = _absent.getter(__name__)
