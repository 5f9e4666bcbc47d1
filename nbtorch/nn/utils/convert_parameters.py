"""Parameters as one vector, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..._functions import cat


def parameters_to_vector(parameters: Iterable[Any]) -> Any:
    """All parameters side by side: (N,)."""
    return cat([p.reshape(-1) for p in parameters])


def vector_to_parameters(vec: Any, parameters: Iterable[Any]) -> None:
    """Let the parameters hold the parts of `vec`, in order."""
    if not hasattr(vec, "_node"):
        raise TypeError(f"expected torch.Tensor, but got: {type(vec).__name__}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].reshape(p.shape).data
        start += p.numel()
