"""Inputs that lines of calls leave out, each with the reason: PyTorch's own outcome is no rule there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

HALF = ("float16", "bfloat16")


def tensors_of(call: Any) -> Iterator[tuple[np.ndarray, str]]:
    """The values and the dtype of every tensor of a call, also of those in a list."""
    for _, value in call:
        for part in value if isinstance(value, list) else (value,):
            if type(part) is tuple and part and type(part[0]) is np.ndarray:
                yield part[0], part[1]


def infinite(call: Any) -> bool:
    """Whether some tensor holds an infinity."""
    return any([bool(np.isinf(values).any()) for values, _ in tensors_of(call)])


def empty(call: Any) -> bool:
    """Whether some tensor holds nothing."""
    return any([values.size == 0 for values, _ in tensors_of(call)])


def half(call: Any) -> bool:
    """Whether some tensor is of a half dtype."""
    return any([dtype in HALF for _, dtype in tensors_of(call)])


def unbounded_complex(call: Any) -> bool:
    """Whether a complex tensor holds what is not finite."""
    return any([dtype == "complex64" and not np.isfinite(values).all() for values, dtype in tensors_of(call)])


def half_and_complex(call: Any) -> bool:
    """Whether a half tensor meets a complex one."""
    return half(call) and any([dtype == "complex64" for _, dtype in tensors_of(call)])


def near_the_end(call: Any) -> bool:
    """Whether some integer is near the end of those of 64 bits."""
    parts = [part for _, value in call for part in (value if isinstance(value, (list, tuple)) else (value,))]
    return any([type(part) is int and abs(part) >= 2**61 for part in parts])


LEFT_OUT: dict[str, tuple[Callable[[Any], bool], str]] = {
    "nn.functional.gelu": (infinite, "inf is NaN where PyTorch's kernel is MKL's, which layout and dtype decide"),
    "nn.functional.cross_entropy": (half, "on the last dimension PyTorch rounds the sum of log_softmax to half"),
    "nn.functional.scaled_dot_product_attention": (empty, "PyTorch's kernel for no query looks at no other size"),
    "nn.functional.pairwise_distance": (half_and_complex, "NumPy has no complex numbers of half precision"),
    "nn.functional.unfold": (near_the_end, "PyTorch's sizes overflow"),
    "nn.functional.soft_margin_loss": (unbounded_complex, "C++ and NumPy multiply complex infinities differently"),
}


def left_out(name: str, call: Any) -> bool:
    """Whether a call is one of those."""
    return name in LEFT_OUT and LEFT_OUT[name][0](call)
