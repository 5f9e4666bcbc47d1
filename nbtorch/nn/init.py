"""Initialisers: fill a tensor in place, drawing PyTorch's numbers."""

from __future__ import annotations

import math
import warnings
from typing import Any

from .. import _absent
from ..autograd.modes import no_grad
from ..linalg import qr
from ..ops.choose import where
from ..ops.create import empty_like
from ..ops.random import randperm

_GAINS = {
    "linear": 1.0, "conv1d": 1.0, "conv2d": 1.0, "conv3d": 1.0, "conv_transpose1d": 1.0, "conv_transpose2d": 1.0,
    "conv_transpose3d": 1.0, "sigmoid": 1.0, "tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 3.0 / 4,
}  # fmt: skip


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    """The factor that keeps the variance through a nonlinearity (He et al., 2015; Klambauer et al., 2017 for selu)."""
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        if isinstance(slope, bool) or not isinstance(slope, (int, float)):
            raise ValueError(f"negative_slope {param} not a valid number")
        return math.sqrt(2.0 / (1 + slope**2))
    if nonlinearity not in _GAINS:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    return _GAINS[nonlinearity]


def fans(tensor: Any) -> tuple[int, int]:
    """(fan in, fan out): the inputs and outputs of one unit, receptive field included."""
    if tensor.dim() < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field


_calculate_fan_in_and_fan_out = fans  # PyTorch's name, which user code imports


def uniform_(tensor: Any, a: float = 0.0, b: float = 1.0, generator: Any = None) -> Any:
    """Uniform in [a, b)."""
    with no_grad():
        return tensor.uniform_(a, b, generator=generator)


def normal_(tensor: Any, mean: float = 0.0, std: float = 1.0, generator: Any = None) -> Any:
    """Normal of this mean and standard deviation."""
    with no_grad():
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor: Any, val: float) -> Any:
    """One value everywhere."""
    with no_grad():
        return tensor.fill_(val)


def ones_(tensor: Any) -> Any:
    """Ones."""
    return constant_(tensor, 1.0)


def zeros_(tensor: Any) -> Any:
    """Zeros."""
    return constant_(tensor, 0.0)


def eye_(tensor: Any) -> Any:
    """Ones on the diagonal of a matrix, zeros elsewhere."""
    if tensor.dim() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    with no_grad():
        tensor.fill_(0.0)
        tensor.diagonal().fill_(1.0)
    return tensor


def xavier_uniform_(tensor: Any, gain: float = 1.0, generator: Any = None) -> Any:
    """Uniform of variance 2 gain² / (fan in + fan out) (Glorot & Bengio, 2010)."""
    bound = math.sqrt(3.0) * _xavier_std(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Any, gain: float = 1.0, generator: Any = None) -> Any:
    """Normal of variance 2 gain² / (fan in + fan out) (Glorot & Bengio, 2010)."""
    return normal_(tensor, 0.0, _xavier_std(tensor, gain), generator)


def _xavier_std(tensor: Any, gain: float) -> float:
    fan_in, fan_out = fans(tensor)
    return gain * math.sqrt(2.0 / float(fan_in + fan_out))


def kaiming_uniform_(
    tensor: Any, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator: Any = None
) -> Any:
    """Uniform of variance gain² / fan (He et al., 2015)."""
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    bound = math.sqrt(3.0) * _kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Any, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu", generator: Any = None
) -> Any:
    """Normal of variance gain² / fan (He et al., 2015)."""
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    return normal_(tensor, 0.0, _kaiming_std(tensor, a, mode, nonlinearity), generator)


def _kaiming_std(tensor: Any, a: float, mode: str, nonlinearity: str) -> float:
    mode = mode.lower()
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
    return calculate_gain(nonlinearity, a) / math.sqrt(fans(tensor)[mode == "fan_out"])


def trunc_normal_(
    tensor: Any, mean: float = 0.0, std: float = 1.0, a: float = -2.0, b: float = 2.0, generator: Any = None
) -> Any:
    """Normal, drawn again where it falls outside [a, b]; far in a tail, uniform numbers are kept by their density."""
    if mean < a - 2 * std or mean > b + 2 * std:
        warnings.warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values may be "
            "incorrect.",
            stacklevel=2,
        )
    inside = [(1.0 + math.erf((end - mean) / std / math.sqrt(2.0))) / 2.0 for end in (a, b)]
    with no_grad():
        if inside[1] - inside[0] > 0.3:
            return _redrawn(tensor, mean, std, a, b, generator)
        return _kept_by_density(tensor, mean, std, a, b, generator)


def _redrawn(tensor: Any, mean: float, std: float, a: float, b: float, generator: Any) -> Any:
    low, high = [tensor.new_tensor(end).item() for end in (a, b)]  # as the dtype holds them
    values = tensor.normal_(mean, std, generator=generator)
    while True:
        outside = (values < low) | (values > high)
        if not outside.any():
            return tensor if values is tensor else tensor.copy_(values)
        values = where(outside, empty_like(values).normal_(mean, std, generator=generator), values)


def _kept_by_density(tensor: Any, mean: float, std: float, a: float, b: float, generator: Any) -> Any:
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    candidates, coins = empty_like(tensor), empty_like(tensor)
    values, pending = tensor, None
    while pending is None or pending.any():
        candidates.uniform_(a, b, generator=generator)
        values = candidates.clone() if pending is None else where(pending, candidates, values)
        height = candidates.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(peak)
        refused = coins.uniform_(generator=generator).log_().gt(height)
        pending = refused if pending is None else pending & refused
    return tensor.copy_(values)


def orthogonal_(tensor: Any, gain: float = 1, generator: Any = None) -> Any:
    """Rows, or columns if there are fewer, orthonormal but for `gain`; later dimensions count as columns.

    Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning" (2013).
    """
    if tensor.dim() < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor.numel() == 0:
        return tensor
    rows, columns = tensor.size(0), tensor.numel() // tensor.size(0)
    with no_grad():
        normals = tensor.new_empty((rows, columns)).normal_(0, 1, generator=generator)
        q, r = qr(normals.t() if rows < columns else normals)
        q = q * r.diagonal().sign()  # without which Q would not be uniform (Mezzadri 2007)
        return tensor.copy_((q.t() if rows < columns else q).reshape(tensor.shape)).mul_(gain)


def sparse_(tensor: Any, sparsity: float, std: float = 0.01, generator: Any = None) -> Any:
    """Normal, with a share `sparsity` of each column zero (Martens, 2010)."""
    if tensor.dim() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    with no_grad():
        tensor.normal_(0, std, generator=generator)
        for column in range(columns):
            tensor[randperm(rows)[:zeros], column] = 0
    return tensor


def dirac_(tensor: Any, groups: int = 1) -> Any:
    """The kernels of a convolution that passes on as many of its channels as it can, in each group."""
    if tensor.dim() not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    outputs, inputs, *field = tensor.shape
    if outputs % groups:
        raise ValueError("dim 0 must be divisible by groups")
    centre = tuple([n // 2 for n in field])
    with no_grad():
        tensor.zero_()
        for group in range(groups):
            for channel in range(min(outputs // groups, inputs)):
                tensor[(group * (outputs // groups) + channel, channel, *centre)] = 1
    return tensor


def _outdated(current: Any) -> Any:
    """The name without underscore, which PyTorch keeps for old programs."""
    old = current.__name__[:-1]

    def call(*args: Any, **kwargs: Any) -> Any:
        warnings.warn(
            f"`nn.init.{old}` is now deprecated in favor of `nn.init.{current.__name__}`.", FutureWarning, stacklevel=2
        )
        return current(*args, **kwargs)

    call.__name__, call.__doc__ = old, f"`{current.__name__}`, by its old name."
    return call


_OLD = [_outdated(each) for each in (
    uniform_, normal_, constant_, eye_, dirac_, xavier_uniform_, xavier_normal_, kaiming_uniform_, kaiming_normal_,
    orthogonal_, sparse_,
)]  # fmt: skip
uniform, normal, constant, eye, dirac = _OLD[:5]
xavier_uniform, xavier_normal, kaiming_uniform, kaiming_normal, orthogonal, sparse = _OLD[5:]

__getattr__ = _absent.getter(__name__)
