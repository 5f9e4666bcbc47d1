"""Batches in page-locked memory, where there is a device to copy them to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .containers import like_mapping, like_sequence


def pin_memory(data: Any, device: Any = None) -> Any:
    """`data` after `pin_memory()` of everything in it that has such a method."""
    if hasattr(data, "pin_memory"):
        return data.pin_memory()
    if isinstance(data, (str, bytes)):
        return data
    if isinstance(data, Mapping):
        return like_mapping(data, {key: pin_memory(value, device) for key, value in data.items()})
    if isinstance(data, tuple):
        parts = [pin_memory(part, device) for part in data]
        return type(data)(*parts) if hasattr(data, "_fields") else type(data)(parts)
    if isinstance(data, Sequence):
        return like_sequence(data, [pin_memory(part, device) for part in data])
    return data
