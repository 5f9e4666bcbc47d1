"""What may be assigned to a tensor's `grad`, `data` and `requires_grad`, and what PyTorch says of the rest."""

from __future__ import annotations

import warnings
from typing import Any

from ..backend import device as devices, dtype as dtypes
from .inference import unversioned
from .modes import inference


def check_grad(t: Any, grad: Any) -> None:
    """A gradient must be another tensor of the shape, dtype and device of `t`."""
    if not hasattr(grad, "_node"):
        raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {full_name(grad)}")
    if grad is t:
        raise RuntimeError("can't assign Variable as its own grad")
    mine, other = t._data, grad._data
    if mine.dtype != other.dtype:
        words = dtypes.c_name(other.dtype), dtypes.of(mine.dtype).word
        raise RuntimeError(
            f"attempting to assign a gradient with dtype '{words[0]}' to a tensor with grad_dtype '{words[1]}'. The "
            "gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's "
            "grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. "
            "Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they match."
        )
    kinds = devices.of(other).type, devices.of(mine).type
    if kinds[0] != kinds[1]:
        raise RuntimeError(
            f"attempting to assign a gradient with device type '{kinds[0]}' to a tensor with device type "
            f"'{kinds[1]}'. Please ensure that the gradient and the tensor are on the same device"
        )
    if mine.shape != other.shape:
        raise RuntimeError(
            f"attempting to assign a gradient of size '{list(other.shape)}' to a tensor of size "
            f"'{list(mine.shape)}'. Please ensure that the gradient and the tensor are the same size"
        )


def full_name(value: Any) -> str:
    """A value's class in PyTorch's words: with its module, unless that is Python's own."""
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def check_requires_grad(t: Any, on: Any) -> None:
    """Only leaves may be told whether they require a gradient, and only floating ones that they do."""
    if not isinstance(on, bool):
        raise RuntimeError("requires_grad must be a bool")
    if not t.is_leaf:
        more = (
            " If you want to use a computed variable in a subgraph that doesn't require differentiation use "
            "var_no_grad = var.detach()."
        )
        raise RuntimeError(f"you can only change requires_grad flags of leaf variables.{'' if on else more}")
    if on and dtypes.category(t._data.dtype) < dtypes.FLOATING:
        raise RuntimeError("only Tensors of floating point and complex dtype can require gradients")
    if on and unversioned(t) and not inference.get():
        raise RuntimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")


def warn_of_read() -> None:
    """PyTorch's warning: nobody keeps the gradient of a computed tensor."""
    warnings.warn(
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
        "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
        "Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure "
        "you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information.",
        stacklevel=3,
    )
