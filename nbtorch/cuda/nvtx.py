"""Ranges and marks in NVIDIA's profilers, through CuPy. RuntimeError where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..backend import cuda as _cuda

_depth = [0]


def _tools() -> Any:
    if not _cuda.is_available():
        raise RuntimeError("NVTX functions not installed. Are you sure you have a CUDA build?")
    return _cuda.namespace().cuda.nvtx


def range_push(msg: str) -> int:
    """Begin a range inside the last one; gives its depth, from 0 on."""
    _tools().RangePush(msg)
    _depth[0] += 1
    return _depth[0] - 1


def range_pop() -> int:
    """End the last range; gives its depth."""
    _tools().RangePop()
    _depth[0] -= 1
    return _depth[0]


def mark(msg: str) -> None:
    """Mark a moment."""
    _tools().Mark(msg)


@contextmanager
def range(msg: str, *args: Any, **kwargs: Any) -> Iterator[None]:
    """A range around what is inside `with`, or around a function; `msg` is formatted with the other arguments."""
    range_push(msg.format(*args, **kwargs))
    try:
        yield
    finally:
        range_pop()
