"""What distributions share: parameters that broadcast, probabilities and logits, values computed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any

from .._functions import arange, broadcast_tensors, empty, sigmoid, tensor
from .._size import Size
from ..autograd.modes import enable_grad
from ..backend.dtype import get_default_dtype
from ..backend.limits import finfo
from ..nn.functional import softmax

__all__ = [
    "broadcast_all", "clamp_probs", "lazy_property", "logits_to_probs", "probs_to_logits", "tril_matrix_to_vec",
    "vec_to_tril_matrix",
]  # fmt: skip

NUMBERS = (int, float, bool)
euler_constant = 0.57721566490153286060


def is_tensor(value: Any) -> bool:
    """Whether `value` is a tensor."""
    return hasattr(value, "_node")


def broadcast_all(*values: Any) -> tuple[Any, ...]:
    """Tensors of one shape; a number takes the dtype and device of the first tensor."""
    tensors = [v for v in values if is_tensor(v)]
    if not all([is_tensor(v) or isinstance(v, NUMBERS) for v in values]):
        raise ValueError(
            "Input arguments must all be instances of Number, torch.Tensor or objects implementing __torch_function__."
        )
    like = {"dtype": tensors[0].dtype, "device": tensors[0].device} if tensors else {"dtype": get_default_dtype()}
    return tuple(broadcast_tensors(*[v if is_tensor(v) else tensor(v, **like) for v in values]))


def batch_of(*parameters: Any) -> Size:
    """The batch shape of parameters: none when all of them are numbers."""
    return Size() if all([isinstance(p, NUMBERS) for p in parameters]) else broadcast_all(*parameters)[0].shape


def _standard_normal(shape: Sequence[int], like: Any) -> Any:
    """Standard normal numbers in the dtype and on the device of `like`."""
    return room(shape, like).normal_()


def room(shape: Sequence[int], like: Any) -> Any:
    """A tensor to be filled, in the dtype and on the device of `like`."""
    return empty(shape, dtype=like.dtype, device=like.device)


def _sum_rightmost(value: Any, count: int) -> Any:
    """The sum over the last `count` dimensions."""
    return value if count == 0 else value.reshape((*value.shape[:-count], -1)).sum(-1)


def clamp_probs(probs: Any) -> Any:
    """Probabilities kept one rounding away from 0 and 1."""
    eps = finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def logits_to_probs(logits: Any, is_binary: bool = False) -> Any:
    """Probabilities of log-odds (binary) or of unnormalised log-probabilities over the last dimension."""
    return sigmoid(logits) if is_binary else softmax(logits, dim=-1)


def probs_to_logits(probs: Any, is_binary: bool = False) -> Any:
    """Log-odds of probabilities (binary), or their logarithms."""
    held = clamp_probs(probs)
    return held.log() - (-held).log1p() if is_binary else held.log()


class lazy_property:
    """A property computed when it is first asked for, and then an attribute."""

    def __init__(self, wrapped: Callable[[Any], Any]):
        self.wrapped = wrapped
        update_wrapper(self, wrapped)  # type: ignore[arg-type] # it takes what a function has

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        with enable_grad():
            value = self.wrapped(instance)
        setattr(instance, self.wrapped.__name__, value)
        return value


def _lower(size: int, diag: int, like: Any) -> Any:
    steps = arange(size, device=like.device)
    return steps < steps.view(-1, 1) + (diag + 1)


def tril_matrix_to_vec(mat: Any, diag: int = 0) -> Any:
    """The elements on and below a diagonal, row by row: (..., D, D) -> (..., N)."""
    size = mat.shape[-1]
    if not -size <= diag < size:
        raise ValueError(f"diag ({diag}) provided is outside [{-size}, {size - 1}].")
    return mat[..., _lower(size, diag, mat)]


def vec_to_tril_matrix(vec: Any, diag: int = 0) -> Any:
    """The matrix, zero above a diagonal, of these elements row by row: (..., N) -> (..., D, D)."""
    count = vec.shape[-1]
    size = (-(1 + 2 * diag) + ((1 + 2 * diag) ** 2 + 8 * count + 4 * abs(diag) * (diag + 1)) ** 0.5) / 2
    if round(size) - size > finfo(vec.dtype).eps:
        raise ValueError(
            f"The size of last dimension is {count} which cannot be expressed as the lower triangular part of a square "
            "D x D matrix."
        )
    side = round(size)
    mat = vec.new_zeros((*vec.shape[:-1], side, side))
    mat[..., _lower(side, diag, vec)] = vec
    return mat
