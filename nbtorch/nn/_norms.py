"""Normalisations as functions of tensors: what `nn.functional` re-exports."""

from __future__ import annotations

from typing import Any

import ml_dtypes

from .. import _methods
from ..autograd.apply import apply
from ..autograd.arguments import int_of, list_of
from ..autograd.autocast import whole
from ..autograd.op import telling
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES
from ..ops import batch_norm as _batch_norm
from ..ops.checks import refuses
from ..ops.native import moved
from ..ops.pad import pad
from ..ops.window import avg_pool2d


def _mixed(input: Any, weight: Any, bias: Any) -> bool:
    """Whether a half input meets float32 parameters: then everything is float32 until the result."""
    kinds = [t._data.dtype for t in (weight, bias) if t is not None]
    return bool(kinds) and input._data.dtype in dtypes.HALF and all([k == dtypes.float32.array for k in kinds])


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    """Mean 0 and variance 1 over the last dimensions, then `* weight + bias`; half inputs may have float32 weights."""
    normalized_shape = list_of("layer_norm(): argument 'normalized_shape' (position 2)", normalized_shape)
    if _mixed(input, weight, bias):
        return layer_norm(input.float(), normalized_shape, weight, bias, eps).to(input.dtype)
    return _methods.layer_norm(input, weight, bias, tuple(normalized_shape), eps)[0]


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    """Mean 0 and variance 1 over groups of channels, then `* weight + bias` per channel."""
    if input.ndim < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.ndim}")
    _several_values([input.shape[0] * input.shape[1] // num_groups, num_groups, *input.shape[2:]])
    return grouped_norm(input, num_groups, weight, bias, eps)


def grouped_norm(input, num_groups, weight, bias, eps):
    """`group_norm`, of one value per group too."""
    num_groups = int_of("group_norm(): argument 'num_groups' (position 2)", num_groups)
    if _mixed(input, weight, bias):
        return grouped_norm(input.float(), num_groups, weight, bias, eps).to(input.dtype)
    return _methods.group_norm(input, weight, bias, num_groups, eps)[0]


def _several_values(shape: Any) -> None:
    count = shape[0]
    for n in shape[2:]:
        count *= n
    if count == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {shape}")


def _affine_of_nothing(input: Any, weight: Any, bias: Any) -> Any:
    """An empty batch: nothing is normalised and no statistics move, but the parameters get a gradient of zeros."""
    shape = (1, -1, *[1] * (input.ndim - 2))
    out = input.clone() if weight is None else input * weight.reshape(shape)
    return out if bias is None else out + bias.reshape(shape)


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):  # fmt: skip
    """Mean 0 and variance 1 per channel: by the batch in training, which moves the running statistics, else by them."""
    if _mixed(input, weight, bias):
        wide = batch_norm(input.float(), running_mean, running_var, weight, bias, training, momentum, eps)
        return wide.to(input.dtype)
    if training:
        _several_values(input.shape)
    elif running_mean is None or running_var is None:
        raise RuntimeError("Expected running_mean and running_var to be defined when training=False")
    if input._data.size == 0 and input.ndim < 2:
        return input.clone()
    if input._data.size == 0:
        return _affine_of_nothing(input, weight, bias)
    inputs = (input, weight, bias, running_mean, running_var)
    out, mean, _, variance = apply(_batch_norm.batch_norm, inputs, (training, eps))
    if training:
        moved(running_mean, mean._data, momentum)
        count = input._data.size // max(input._data.shape[1], 1)
        moved(running_var, variance._data * (count / (count - 1)), momentum)
    return out


def _over_samples(rows: Any) -> Any:
    return NAMESPACES[type(rows)].add.reduce(rows, 0) / len(rows)


def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5
):
    """Mean 0 and variance 1 per channel of each sample."""
    if not use_input_stats:
        return batch_norm(input, running_mean, running_var, weight, bias, False, momentum, eps)
    if _mixed(input, weight, bias):
        wide = instance_norm(input.float(), running_mean, running_var, weight, bias, True, momentum, eps)
        return wide.to(input.dtype)
    if not input._data.size and input._data.ndim > 1:
        return _affine_of_nothing(input, weight, bias)
    count, channels, *rest = input.shape
    size = 1
    for n in rest:
        size *= n
    if size == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.shape}")
    folded = input.reshape(1, count * channels, *rest)
    scale = None if weight is None else weight.expand(count, channels).reshape(-1)
    shift = None if bias is None else bias.expand(count, channels).reshape(-1)
    out, mean, _, variance = apply(_batch_norm.batch_norm, (folded, scale, shift, None, None), (True, eps))
    moved(running_mean, _over_samples(mean._data.reshape(count, channels)), momentum)
    moved(running_var, _over_samples((variance._data * (size / (size - 1))).reshape(count, channels)), momentum)
    return out.reshape(input.shape)


@whole
def rms_norm(input, normalized_shape, weight=None, eps=None):
    """Root mean square 1 over the last dimensions, then `* weight` (Zhang & Sennrich, 2019)."""
    shape = tuple(list_of("rms_norm(): argument 'normalized_shape' (position 2)", normalized_shape))
    if not shape or tuple(input.shape[-len(shape) :]) != shape:
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape "
            f"[{', '.join(['*', *map(str, shape)])}], but got input of size{list(input.shape)}"
        )
    refuses("rms_norm", "bui")(input._data)
    kind = input.dtype
    wide = input.float() if input._data.dtype in dtypes.HALF else input
    if eps is None:
        eps = float(ml_dtypes.finfo(wide._data.dtype).eps)
    out = wide * ((wide * wide).mean(tuple(range(-len(shape), 0)), keepdim=True) + eps).rsqrt()
    return (out if weight is None else out * weight).to(kind)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """`input` divided by its p-norm along `dim`, which is held above `eps`."""
    scaled = input / input.norm(p, dim, keepdim=True).clamp_min(eps)
    return scaled if out is None else out.copy_(scaled)


@telling
@whole
def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """`input / (k + alpha * mean of squares over size channels) ** beta` (Krizhevsky et al., 2012): `(N, C, ...)`."""
    if input.ndim < 3:
        raise ValueError(f"Expected 3D or higher dimensionality input (got {input.ndim} dimensions)")
    if input.numel() == 0:
        return input
    if isinstance(size, int) and size >= 2**48:
        raise RuntimeError(f"Storage size calculation overflowed with {size} channels of padding")
    size = int_of("local_response_norm(): argument 'size' (position 2)", size)
    if input.ndim > 3 and input.device.type == "cpu":
        refuses("avg_pool3d_out_frame", "h")(input._data)
    squares = (input * input).reshape(*input.shape[:2], -1).unsqueeze(1)
    around = pad(squares, (0, 0, size // 2, (size - 1) // 2))
    mean = avg_pool2d(around, (size, 1), stride=1).reshape(input.shape)
    return input / (mean * alpha + k).pow(beta)
