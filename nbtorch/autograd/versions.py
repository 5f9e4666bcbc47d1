"""What a graph says when a value that it saved was overwritten since."""

from __future__ import annotations

from typing import Any

from ..backend import dtype
from . import anomaly
from .node import OP, PARENTS, STATICS, node_name


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
    place = "torch.cuda" if type(array).__module__.startswith("cupy") else "torch"
    return RuntimeError(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[{place}.{dtype.of(array.dtype).word}Tensor {list(array.shape)}]{made} is at version {cell[1]}; expected "
        f"version {expected} instead. Hint: {hint}"
    )


def saved_from(node: list[Any], name: str) -> Any:
    """The node of the tensor that `node` saved as `name`."""
    op = node[OP]
    return node if name in op.results else node[PARENTS][op.arrays.index(name)]
