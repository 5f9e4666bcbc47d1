"""Tensors made in inference mode: no version, no history, never written outside the mode nor saved for backward.

Such a tensor is told by its version cell. The cell is `Unversioned` instead of a list, so that nothing else need look.
"""

from __future__ import annotations

from typing import Any

from .modes import inference
from .node import CELLS

living: list[None] = []  # one for each cell that lives: the fast paths look no further while it is empty


class Unversioned(list[Any]):
    """The version cell of an inference tensor: it says when the last write was, and who may not write."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__((0, 0))
        living.append(None)

    def __del__(self) -> None:
        living.pop()

    def __setitem__(self, index: Any, value: Any) -> None:
        if not inference.get():
            raise RuntimeError(
                "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a "
                "normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more "
                "details."
            )
        super().__setitem__(index, value)


def new_cell() -> list[Any]:
    """The version cell of a new tensor while some thread is in inference mode."""
    return Unversioned() if inference.get() else [0, 0]


def cell_like(t: Any) -> list[Any]:
    """A new version cell for a tensor that is an inference tensor if `t` is one."""
    return Unversioned() if type(t._writes) is Unversioned else [0, 0]


def unversioned(t: Any) -> bool:
    """Whether `t` is an inference tensor."""
    return type(t._writes) is Unversioned


def check_saved(node: list[Any]) -> None:
    """Refuse a node that keeps an inference tensor."""
    for cell in node[CELLS]:
        if type(cell) is Unversioned:
            raise refused()


def refused() -> RuntimeError:
    """The error for an inference tensor that backward would need."""
    return RuntimeError(
        "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in "
        "computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it "
        "in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`."
    )
