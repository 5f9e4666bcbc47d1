"""Gradients of convolutions, by themselves: of the input and of the weight."""

from __future__ import annotations

from typing import Any

from .. import autograd
from .._functions import zeros
from ..autograd.modes import is_grad_enabled
from . import functional as F


def _gradient(convolution: Any, unknown: Any, place: int, tensors: list[Any], grad_output: Any, settings: Any) -> Any:
    """A convolution is linear in its input and in its weight: its gradient is the same wherever it is taken."""
    unknown.requires_grad_()
    tensors.insert(place, unknown)
    with autograd.enable_grad():
        out = convolution(*tensors, None, *settings)
    (found,) = autograd.grad(out, unknown, grad_output, create_graph=is_grad_enabled())
    return found


def _of_input(convolution: Any, size: Any, weight: Any, grad_output: Any, settings: Any) -> Any:
    unknown = zeros(size, dtype=weight.dtype, device=weight.device)
    return _gradient(convolution, unknown, 0, [weight], grad_output, settings)


def _of_weight(convolution: Any, input: Any, size: Any, grad_output: Any, settings: Any) -> Any:
    unknown = zeros(size, dtype=input.dtype, device=input.device)
    return _gradient(convolution, unknown, 1, [input], grad_output, settings)


def conv1d_input(
    input_size: Any, weight: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv1d` with respect to its input, which has shape `input_size`."""
    return _of_input(F.conv1d, input_size, weight, grad_output, (stride, padding, dilation, groups))


def conv1d_weight(
    input: Any, weight_size: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv1d` with respect to its weight, which has shape `weight_size`."""
    return _of_weight(F.conv1d, input, weight_size, grad_output, (stride, padding, dilation, groups))


def conv2d_input(
    input_size: Any, weight: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv2d` with respect to its input, which has shape `input_size`."""
    return _of_input(F.conv2d, input_size, weight, grad_output, (stride, padding, dilation, groups))


def conv2d_weight(
    input: Any, weight_size: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv2d` with respect to its weight, which has shape `weight_size`."""
    return _of_weight(F.conv2d, input, weight_size, grad_output, (stride, padding, dilation, groups))


def conv3d_input(
    input_size: Any, weight: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv3d` with respect to its input, which has shape `input_size`."""
    return _of_input(F.conv3d, input_size, weight, grad_output, (stride, padding, dilation, groups))


def conv3d_weight(
    input: Any, weight_size: Any, grad_output: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: int = 1,
) -> Any:  # fmt: skip
    """Gradient of `conv3d` with respect to its weight, which has shape `weight_size`."""
    return _of_weight(F.conv3d, input, weight_size, grad_output, (stride, padding, dilation, groups))
