"""What a graph says when a value that it saved was overwritten since."""

from __future__ import annotations

from typing import Any

from ..backend import dtype
from . import anomaly
from .node import OP, PARENTS, SEQ, STATICS, node_name

_OLD = ("Float", "Double", "Half", "Long", "Int", "Short", "Char", "Byte")  # which PyTorch names as tensor types


def changed(array: Any, cell: list[Any], stamp: int, maker: Any) -> RuntimeError:
    """The error for a saved `array` whose version cell was written after `stamp`; `maker` is its node."""
    made = ""
    if maker is not None and maker[OP].name != "AccumulateGrad":
        name = node_name(maker)
        name = name[: name.index("Backward")] if "Backward" in name else name
        made = f", which is output {maker[STATICS][0] if maker[OP].name == 'pick' else 0} of {name},"
    expected = cell[1] - sum([time > stamp for time in cell[2:]])
    hint = (
        "the backtrace further above shows the operation that failed to compute its gradient. The variable in question "
        "was changed in there or anywhere later. Good luck!"
        if anomaly.enabled
        else "enable anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )
    word, on_gpu = dtype.of(array.dtype).word, type(array).__module__.startswith("cupy")
    kind = f"torch{'.cuda' * on_gpu}.{word}Tensor" if word in _OLD else f"{'CUDA' if on_gpu else 'CPU'}{word}Type"
    return RuntimeError(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[{kind} {list(array.shape)}]{made} is at version {cell[1]}; expected "
        f"version {expected} instead. Hint: {hint}"
    )


def saved_from(node: list[Any], name: str) -> Any:
    """The node of the tensor that `node` saved as `name`."""
    op = node[OP]
    return node if name in op.results else node[PARENTS][op.arrays.index(name)]


class Watched:
    """`op`, one of whose statics holds the arrays of tensors: an error where one of these was overwritten since."""

    def __init__(self, op: Any, tensors: list[Any]):
        self.op, self.tensors = op, [(t._data, t._writes) for t in tensors]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.op, name)

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        for array, cell in self.tensors:
            if cell[0] > node[SEQ]:
                raise changed(array, cell, node[SEQ], None)
        return self.op.backward(g, saved, node)


def watch(node: list[Any] | None, tensors: list[Any]) -> None:
    """Let `node`, which may be that of a base whose view was written, refuse to run once a tensor was overwritten."""
    if node is not None and tensors:
        inner = node[STATICS][0] if node_name(node) == "CopySlices" else node
        inner[OP] = Watched(inner[OP], tensors)
