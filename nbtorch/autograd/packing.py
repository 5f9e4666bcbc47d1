"""What happens to the tensors an op keeps for its backward: a pair of hooks may pack and unpack them."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from . import observe
from .modes import no_grad, recording

Pair = tuple[Any, Any]
active: ContextVar[tuple[Pair, ...]] = ContextVar("saved_tensors_hooks", default=())
refusal: ContextVar[str | None] = ContextVar("saved_tensors_refusal", default=None)
Tensor: Any = None  # set by nbtorch._tensor


def _general_path(*facts: Any) -> None:
    """A listener that does nothing: while there is one, every op is run by `apply`, which knows of packing."""


def push(pair: Pair) -> None:
    """Let `pair`, (pack, unpack), act on what is saved from now on."""
    message = refusal.get()
    if message is not None:
        raise RuntimeError(message)
    active.set((*active.get(), pair))
    observe.ops.append(_general_path)


def pop() -> None:
    """Take the innermost pair off."""
    active.set(active.get()[:-1])
    observe.ops.remove(_general_path)


def packed(value: Any, tensor: Any = None) -> Any:
    """`value`, an array to be saved, as the innermost hooks pack it; `tensor` is shown to them when it is known."""
    pack, unpack = active.get()[-1]
    shown = Tensor(value, None) if tensor is None else tensor
    before = shown._writes[1]
    with no_grad():
        result = Packed(pack(shown), unpack)
    if shown._writes[1] != before:
        raise RuntimeError(
            "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook cannot "
            "be modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if "
            "you need to perform in-place operations on the input to a pack hook."
        )
    return result


class Packed:
    """One saved value in the hooks' hands."""

    __slots__ = ("content", "unpack")

    def __init__(self, content: Any, unpack: Any):
        self.content, self.unpack = content, unpack

    def open(self) -> Any:
        """The saved tensor."""
        found = self.unpack(self.content)
        if not hasattr(found, "_node"):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                f"{type(found).__name__}"
            )
        return found


class Unpacking:
    """`op` recorded while hooks were active: its saved values are opened before its rules see them."""

    def __init__(self, op: Any):
        self.op = op
        self.name, self.saves, self.arrays, self.results = op.name, op.saves, op.arrays, op.results
        self.grad_name = op.grad_name
        self.outputs, self.variadic = getattr(op, "outputs", None), getattr(op, "variadic", False)
        self.picks, self.whole = getattr(op, "picks", ()), getattr(op, "whole", False)
        self.join: Any = None

    def opened(self, node: Any, saved: tuple[Any, ...], as_tensors: bool) -> tuple[Any, ...]:
        """The saved values: tensors joined to the graph, or bare arrays."""
        values = []
        for name, value in zip(self.saves, saved, strict=True):
            if type(value) is Packed:
                opened = value.open()
                value = joined(node, name, Tensor(opened._data, None)) if as_tensors else opened._data
            values.append(value)
        return tuple(values)

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        return self.op.backward(g, self.opened(node, saved, recording.get()), node)


joined: Any = None  # what joins a saved tensor to the graph again; set by engine


def wrapping(op: Any, saved: list[Any], cells: list[Any]) -> tuple[Any, list[Any], list[Any]]:
    """A node's op, saved values and version cells, with the values packed (hooks' values have no version)."""
    values = [value if cell is None else packed(value) for value, cell in zip(saved, cells, strict=True)]
    return Unpacking(op), values, [None] * len(cells)
