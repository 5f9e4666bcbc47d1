"""How a tensor prints: its text from `_tensor_str`, the suffixes from its place in the graph."""

from __future__ import annotations

from typing import Any

from ._tensor_str import tensor_text
from .autograd.apply import current
from .backend import device as devices, dtype as dtypes


def tensor_repr(tensor: Any, contents: Any = None) -> str:
    """PyTorch's text of `tensor`; `contents` stand where its data would."""
    node = current(tensor)
    fn = tensor.grad_fn
    place, kind = devices.of(tensor._data), type(tensor).__name__
    return tensor_text(
        tensor._data,
        dtype_text=repr(tensor.dtype),
        default_dtype=repr(dtypes.get_default_dtype()),
        device_text=None if place.type == "cpu" else str(place),
        requires_grad=node is not None and fn is None,
        grad_fn=None if fn is None else type(fn).__name__,
        class_name="tensor" if kind in ("Tensor", "Parameter") else kind,
        contents=contents,
        to_host=lambda part: devices.move(part, "cpu"),
    )
