"""Convolutions and pools as PyTorch calls them: a number or one per dimension, with or without a batch dimension."""

from __future__ import annotations

import math
from typing import Any

import numpy

from ..autograd.apply import apply
from ..autograd.arguments import ints_of
from ..autograd.errors import dimension_error
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Flag, Int, Ints
from .checks import refuses
from .conv import convolution
from .conv_transposed import convolution_transposed
from .pool import adaptive_max_pool, avg_pool, max_pool, max_pool_with_indices, resample, windows_of


def each(value: Any, count: int, name: str) -> tuple[int, ...]:
    """`value` once per dimension."""
    if isinstance(value, int):
        return (value,) * count
    values = tuple([int(v) for v in value])
    if len(values) == 1:
        return values * count
    if len(values) != count:
        raise RuntimeError(
            f"expected {name} to be a single integer value or a list of {count} values, but got {list(value)}"
        )
    return values


def batched(input: Any, count: int, name: str) -> tuple[Any, bool]:
    """`input` with a batch dimension, and whether it had one."""
    ndim = input._data.ndim
    if ndim == count + 2:
        return input, True
    if ndim == count + 1:
        return input.unsqueeze(0), False
    raise RuntimeError(
        f"Expected {count + 1}D (unbatched) or {count + 2}D (batched) input to {name}, but got input of size: "
        f"{list(input._data.shape)}"
    )


def _tensor(name: str, argument: str, position: int, value: Any) -> None:
    if not hasattr(value, "_node"):
        raise TypeError(
            f"{name}(): argument '{argument}' (position {position}) must be Tensor, not {type(value).__name__}"
        )


# ---------------------------------------------------------------- convolution
def _conv(count, input, weight, bias, stride, padding, dilation, groups):
    name = f"conv{count}d"
    _tensor(name, "input", 1, input)
    _tensor(name, "weight", 2, weight)
    if not isinstance(padding, str):
        padding = ints_of(f"{name}(): argument 'padding' (position 5)", padding)
    if weight._data.ndim != count + 2:
        raise RuntimeError(
            f"weight should have at least three dimensions, or expected {count + 2}-dimensional weight, but got "
            f"{weight._data.ndim}-dimensional weight of size {list(weight._data.shape)}"
        )
    input, had_batch = batched(input, count, name)
    stride, dilation = each(stride, count, "stride"), each(dilation, count, "dilation")
    if isinstance(padding, str):
        input, padding = _named_padding(input, padding, weight._data.shape[2:], stride, dilation)
    else:
        padding = each(padding, count, "padding")
    input, weight, bias = _of_nothing(input, weight, bias)
    out = apply(convolution, (input, weight, bias), (stride, padding, dilation, groups))
    if not input._data.size and not weight._data.size:
        raise IndexError("select(): index 0 out of range for tensor of size [0] at dimension 0")
    return out if had_batch else out.squeeze(0)


def _of_nothing(input, weight, bias):
    """For an empty batch PyTorch multiplies it by one weight, of any dtype, and adds one bias."""
    if input._data.shape[0] or (bias is not None and bias._data.dtype != input._data.dtype):
        return input, weight, bias
    kind = dtypes.of(dtypes.result_type([input._data, weight._data.dtype.type(0)]))
    return input.to(kind), weight.to(kind), None if bias is None else bias.to(kind)


def _named_padding(input, padding, kernel, stride, dilation):
    """The padding that "same" or "valid" means; an odd one is put on the right of the input first."""
    if padding == "valid":
        return input, (0,) * len(kernel)
    if padding != "same":
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    if any([s != 1 for s in stride]):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    totals = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
    if any([t % 2 for t in totals]):
        from .pad import pad

        input = pad(input, [side for t in reversed(totals) for side in (0, t % 2)])
    return input, tuple([t // 2 for t in totals])


@composed(method=False)
def conv1d(input, weight, bias=None, stride: Ints = 1, padding=0, dilation: Ints = 1, groups: Int = 1):
    """Slide a kernel over sequences: `(N, C, L), (O, C / groups, K) -> (N, O, L')`."""
    return _conv(1, input, weight, bias, stride, padding, dilation, groups)


@composed(method=False)
def conv2d(input, weight, bias=None, stride: Ints = 1, padding=0, dilation: Ints = 1, groups: Int = 1):
    """Slide a kernel over images: `(N, C, H, W), (O, C / groups, K, L) -> (N, O, H', W')`."""
    return _conv(2, input, weight, bias, stride, padding, dilation, groups)


@composed(method=False)
def conv3d(input, weight, bias=None, stride: Ints = 1, padding=0, dilation: Ints = 1, groups: Int = 1):
    """Slide a kernel over volumes: `(N, C, D, H, W), (O, C / groups, J, K, L) -> (N, O, D', H', W')`."""
    return _conv(3, input, weight, bias, stride, padding, dilation, groups)


def _transposed(count, input, weight, bias, stride, padding, output_padding, groups, dilation):
    name = f"conv_transpose{count}d"
    _tensor(name, "input", 1, input)
    _tensor(name, "weight", 2, weight)
    input, had_batch = batched(input, count, name)
    values = [each(v, count, n) for v, n in (
        (stride, "stride"), (padding, "padding"), (output_padding, "output_padding"), (dilation, "dilation")
    )]  # fmt: skip
    input, weight, bias = _of_nothing(input, weight, bias)
    out = apply(convolution_transposed, (input, weight, bias), (*values[:3], groups, values[3]))
    return out if had_batch else out.squeeze(0)


@composed(method=False)
def conv_transpose1d(
    input, weight, bias=None, stride: Ints = 1, padding: Ints = 0, output_padding: Ints = 0, groups: Int = 1,
    dilation: Ints = 1,
):  # fmt: skip
    """The transpose of `conv1d`: `(N, C, L), (C, O / groups, K) -> (N, O, L')`."""
    return _transposed(1, input, weight, bias, stride, padding, output_padding, groups, dilation)


@composed(method=False)
def conv_transpose2d(
    input, weight, bias=None, stride: Ints = 1, padding: Ints = 0, output_padding: Ints = 0, groups: Int = 1,
    dilation: Ints = 1,
):  # fmt: skip
    """The transpose of `conv2d`: `(N, C, H, W), (C, O / groups, K, L) -> (N, O, H', W')`."""
    return _transposed(2, input, weight, bias, stride, padding, output_padding, groups, dilation)


@composed(method=False)
def conv_transpose3d(
    input, weight, bias=None, stride: Ints = 1, padding: Ints = 0, output_padding: Ints = 0, groups: Int = 1,
    dilation: Ints = 1,
):  # fmt: skip
    """The transpose of `conv3d`."""
    return _transposed(3, input, weight, bias, stride, padding, output_padding, groups, dilation)


# ---------------------------------------------------------------- pools
def _geometry(count, kernel_size, stride, padding, dilation=1):
    kernel = each(kernel_size, count, "kernel_size")
    stride = kernel if stride is None or stride in ([], ()) else each(stride, count, "stride")
    return kernel, stride, each(padding, count, "padding"), each(dilation, count, "dilation")


def _counted(*sizes):
    """Refuse what 32 bits do not hold, which PyTorch's pools count by."""
    for values in sizes:
        if any([not -(2**31) <= n < 2**31 for n in (values if isinstance(values, (list, tuple)) else (values or 0,))]):
            raise RuntimeError("value cannot be converted to type int without overflow")


def _max_pool(count, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    _tensor(f"max_pool{count}d", "input", 1, input)
    if 0 in input._data.shape[-count - 1 :]:
        raise RuntimeError(
            f"max_pool{count}d: Expected input's non-batch dimensions to have positive length, but input has a shape "
            f"of {list(input._data.shape)}"
        )
    input, had_batch = batched(input, count, f"max_pool{count}d")
    if count > 1 or return_indices:  # of one dimension and no indices it has another kernel
        _counted(kernel_size, stride, padding, dilation)
    statics = (*_geometry(count, kernel_size, stride, padding, dilation), ceil_mode)
    if return_indices:
        out, indices = apply(max_pool_with_indices, (input,), statics)
        return (out, indices) if had_batch else (out.squeeze(0), indices.squeeze(0))
    out = apply(max_pool, (input,), statics)
    return out if had_batch else out.squeeze(0)


@composed(method=False)
def max_pool1d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, dilation: Ints = 1, ceil_mode: Flag = False,
    return_indices=False,
):  # fmt: skip
    """The greatest value of each window: `(N, C, L) -> (N, C, L')`."""
    return _max_pool(1, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


@composed(method=False)
def max_pool2d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, dilation: Ints = 1, ceil_mode: Flag = False,
    return_indices=False,
):  # fmt: skip
    """The greatest value of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    return _max_pool(2, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


@composed(method=False)
def max_pool3d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, dilation: Ints = 1, ceil_mode: Flag = False,
    return_indices=False,
):  # fmt: skip
    """The greatest value of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    return _max_pool(3, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def _avg_pool(count, input, kernel_size, stride, padding, ceil_mode, include, divisor):
    _tensor(f"avg_pool{count}d", "input", 1, input)
    if count == 3 and input.device.type == "cpu":
        refuses("avg_pool3d_out_frame", "h")(input._data)
    _counted(kernel_size, stride, padding)
    kernel, stride, padding, _ = _geometry(count, kernel_size, stride, padding)
    if count == 2 and input._data.ndim < 3:
        raise dimension_error(-3, input._data.ndim)
    if divisor == 0:
        raise RuntimeError("divisor must be not zero")
    input, had_batch = batched(input, count, f"avg_pool{count}d")
    if not input._data.shape[1]:
        raise RuntimeError(
            f"avg_pool{count}d(): Expected input's non-batch dimensions to have positive length, but input has a shape "
            f"of {list(input._data.shape)}"
        )
    out = apply(avg_pool, (input,), (kernel, stride, padding, ceil_mode, include, divisor))
    return out if had_batch else out.squeeze(0)


@composed(method=False)
def avg_pool1d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, ceil_mode: Flag = False,
    count_include_pad: Flag = True,
):  # fmt: skip
    """The mean of each window: `(N, C, L) -> (N, C, L')`."""
    return _avg_pool(1, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


@composed(method=False, function=False, out=True)
def avg_pool2d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, ceil_mode: Flag = False,
    count_include_pad: Flag = True, divisor_override: Int = None,
):  # fmt: skip
    """The mean of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    return _avg_pool(2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


@composed(method=False, function=False, out=True)
def avg_pool3d(
    input, kernel_size: Ints, stride: Ints = None, padding: Ints = 0, ceil_mode: Flag = False,
    count_include_pad: Flag = True, divisor_override: Int = None,
):  # fmt: skip
    """The mean of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    return _avg_pool(3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


# ---------------------------------------------------------------- adaptive pools
def _targets(count, input, output_size, name):
    _tensor(name, "input", 1, input)
    shape = input._data.shape
    if count > 1 and not isinstance(output_size, int):
        if len(shape) <= len(output_size):
            raise ValueError(f"Input dimension should be at least {len(output_size) + 1}")
        lasts = shape[-len(output_size) :]
        output_size = [n if w is None else w for n, w in zip(lasts, output_size, strict=False)]
    wanted = ints_of(f"{name}(): argument 'output_size' (position 2)", output_size)
    targets = (wanted,) * count if isinstance(wanted, int) else tuple(wanted)
    if len(targets) != count:
        raise RuntimeError(f"{name}: output_size must be {count}")
    mean = count > 1 and "avg" in name and all([n == 1 for n in targets])  # over as many dimensions, of any tensor
    if mean and len(shape) < count:
        raise dimension_error(-count, len(shape))
    if len(shape) not in (count + 1, count + 2) and not mean:
        raise RuntimeError(f"{name}: expected {count + 1}D or {count + 2}D input, but got {list(shape)}")
    if min(targets) < 0:
        raise RuntimeError(
            f"{name}: elements of output_size must be greater than or equal to 0 but received {list(targets)}"
        )
    return targets


def _adaptive_avg(count, input, output_size):
    name = f"adaptive_avg_pool{count}d"
    targets = _targets(count, input, output_size, name)
    if all([w == 1 for w in targets]):
        return input.mean(tuple(range(-count, 0)), keepdim=True)
    input, had_batch = batched(input, count, name)
    sizes = input._data.shape[2:]
    if count > 1 and 0 in input._data.shape[1 if count == 3 else 2 :]:
        raise RuntimeError(
            f"{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes "
            f"{list(input._data.shape)}"
        )
    if (all(targets) and input._data.size) or count == 3:
        refuses(f"adaptive_avg_pool{max(count, 2)}d", "biuc")(input._data)
    if all([w and not n % w for n, w in zip(sizes, targets, strict=True)]):
        kernel = tuple([n // w for n, w in zip(sizes, targets, strict=True)])
        out = apply(avg_pool, (input,), (kernel, kernel, (0,) * count, False, True, None))
    else:
        matrices = tuple([_averaging(n, w) for n, w in zip(sizes, targets, strict=True)])
        out = apply(resample, (input,), (matrices, f"AdaptiveAvgPool{count}DBackward0"))
    return out if had_batch else out.squeeze(0)


def _averaging(size, out):
    matrix = numpy.zeros((out, size))
    for row, (start, stop) in zip(matrix, windows_of(size, out), strict=True):
        row[start:stop] = 1 / (stop - start)
    return matrix


@composed(method=False)
def adaptive_avg_pool1d(input, output_size: Ints):
    """The means of `output_size` windows that cover the input: `(N, C, L) -> (N, C, output_size)`."""
    return _adaptive_avg(1, input, output_size)


@composed(method=False, function=False)
def adaptive_avg_pool2d(input, output_size):
    """The means of `output_size` windows that cover the input: `(N, C, H, W) -> (N, C, *output_size)`."""
    return _adaptive_avg(2, input, output_size)


@composed(method=False, function=False)
def adaptive_avg_pool3d(input, output_size):
    """The means of `output_size` windows that cover the input: `(N, C, D, H, W) -> (N, C, *output_size)`."""
    return _adaptive_avg(3, input, output_size)


def _adaptive_max(count, input, output_size, return_indices):
    name = f"adaptive_max_pool{count}d"
    targets = _targets(count, input, output_size, name)
    shape = list(input._data.shape)
    input, had_batch = batched(input, count, name)
    if 0 in shape[1:]:
        raise RuntimeError(
            f"{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {shape} "
            f"with dimension {shape.index(0, 1)} being empty"
        )
    refuses("adaptive_max_pool2d", "biuc")(input._data)
    out, indices = apply(adaptive_max_pool, (input,), (targets,))
    if not had_batch:
        out, indices = out.squeeze(0), indices.squeeze(0)
    return (out, indices) if return_indices else out


@composed(method=False, function=False)
def adaptive_max_pool1d(input, output_size: Ints, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, L) -> (N, C, output_size)`."""
    return _adaptive_max(1, input, output_size, return_indices)


@composed(method=False, function=False)
def adaptive_max_pool2d(input, output_size, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, H, W) -> (N, C, *output_size)`."""
    return _adaptive_max(2, input, output_size, return_indices)


@composed(method=False, function=False)
def adaptive_max_pool3d(input, output_size, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, D, H, W) -> (N, C, *output_size)`."""
    return _adaptive_max(3, input, output_size, return_indices)


# ---------------------------------------------------------------- power-average pools
def _lp_pool(count, pool, greatest, input, norm_type, kernel_size, stride, ceil_mode):
    kernel = repeated(kernel_size, count)
    if len(kernel) != count:
        raise ValueError(f"expected {count} values in kernel_size, got {len(kernel)}")
    if isinstance(norm_type, (int, float)) and norm_type in (math.inf, -math.inf):
        if norm_type > 0:
            return greatest(input.abs(), kernel_size, stride, 0, 1, ceil_mode)
        return -greatest(-input.abs(), kernel_size, stride, 0, 1, ceil_mode)
    mean = pool(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu() * math.prod(kernel)).pow(1.0 / norm_type)


def repeated(value, count):
    """`value` once per dimension, unless it is several, however many."""
    return tuple(value) if hasattr(value, "__iter__") else (value,) * count


@composed(method=False, function=False)
def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode: Flag = False):
    """The p-norm of each window: `(N, C, L) -> (N, C, L')`."""
    return _lp_pool(1, avg_pool1d, max_pool1d, input, norm_type, kernel_size, stride, ceil_mode)


@composed(method=False, function=False)
def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode: Flag = False):
    """The p-norm of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    return _lp_pool(2, avg_pool2d, max_pool2d, input, norm_type, kernel_size, stride, ceil_mode)


@composed(method=False, function=False)
def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode: Flag = False):
    """The p-norm of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    return _lp_pool(3, avg_pool3d, max_pool3d, input, norm_type, kernel_size, stride, ceil_mode)
