"""A batch in parts on several devices, and results of several devices as one."""

from __future__ import annotations

import warnings
from typing import Any

from ..._functions import cat
from ..._tensor import Tensor


def _to(t: Tensor, device: Any) -> Any:
    return t.to(device if not isinstance(device, int) else f"cuda:{device}")


def scatter(inputs: Any, target_gpus: Any, dim: int = 0) -> Any:
    """One value per device: tensors in chunks along `dim`, inside containers; anything else as it is, for each."""
    if isinstance(inputs, Tensor):
        parts = inputs.chunk(len(target_gpus), dim)
        return tuple([_to(part, gpu) for part, gpu in zip(parts, target_gpus, strict=False)])
    if isinstance(inputs, tuple) and inputs:
        columns = list(zip(*[scatter(part, target_gpus, dim) for part in inputs], strict=False))
        return [type(inputs)(*column) for column in columns] if hasattr(inputs, "_fields") else columns
    if isinstance(inputs, list) and inputs:
        return [list(column) for column in zip(*[scatter(part, target_gpus, dim) for part in inputs], strict=False)]
    if isinstance(inputs, dict) and inputs:
        columns = list(zip(*[scatter(item, target_gpus, dim) for item in inputs.items()], strict=False))
        return [type(inputs)(column) for column in columns]
    return [inputs for _ in target_gpus]


def scatter_kwargs(inputs: Any, kwargs: Any, target_gpus: Any, dim: int = 0) -> tuple[Any, Any]:
    """`scatter` of positional and keyword arguments; the shorter is filled up with none."""
    parts = list(scatter(inputs, target_gpus, dim)) if inputs else []
    named = list(scatter(kwargs, target_gpus, dim)) if kwargs else []
    count = max(len(parts), len(named))
    parts += [() for _ in range(count - len(parts))]
    named += [{} for _ in range(count - len(named))]
    return tuple(parts), tuple(named)


def gather(outputs: Any, target_device: Any, dim: int = 0) -> Any:
    """The results of all devices as one on `target_device` (a number, or "cpu"): tensors joined along `dim`."""
    first = outputs[0]
    if isinstance(first, Tensor):
        if dim == 0 and all([t.dim() == 0 for t in outputs]):
            warnings.warn(
                "Was asked to gather along dimension 0, but all input tensors were scalars; will instead unsqueeze and "
                "return a vector.",
                stacklevel=2,
            )
            outputs = [t.view(1) for t in outputs]
        return cat([_to(t, "cpu" if target_device == -1 else target_device) for t in outputs], dim)
    if first is None:
        return None
    if isinstance(first, dict):
        if any([len(out) != len(first) for out in outputs]):
            raise ValueError("All dicts must have the same number of keys")
        return type(first)([(key, gather([out[key] for out in outputs], target_device, dim)) for key in first])
    columns = [gather(column, target_device, dim) for column in zip(*outputs, strict=False)]
    return type(first)(*columns) if hasattr(first, "_fields") else type(first)(columns)
