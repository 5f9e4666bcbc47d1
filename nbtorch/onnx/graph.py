"""An ONNX graph while it is built: nodes, constants, and the lengths that are known only when it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy

from ..backend import dtype as dtypes
from .errors import OnnxExporterError

ELEMENTS = {
    "float32": 1, "uint8": 2, "int8": 3, "uint16": 4, "int16": 5, "int32": 6, "int64": 7, "bool": 9, "float16": 10,
    "float64": 11, "uint32": 12, "uint64": 13, "complex64": 14, "complex128": 15, "bfloat16": 16,
}  # fmt: skip # onnx.TensorProto's numbers


@dataclass(frozen=True)
class Varying:
    """A length that follows a dynamic axis: what it was in the two runs that were compared."""

    first: int
    second: int


@dataclass(frozen=True)
class Axis:
    """A dynamic axis: its name, an input that has it, where, and its lengths in the two runs."""

    name: str
    input: str
    dim: int
    lengths: Varying


def element(kind: Any) -> int:
    """ONNX's number of a NumPy dtype."""
    return ELEMENTS[dtypes.of(kind).name]


class Graph:
    """Nodes in order. A value is a name; `node` returns the name of what it computes."""

    def __init__(self, onnx: Any, opset: int, axes: list[Axis]):
        self.onnx, self.opset, self.axes = onnx, opset, axes
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self._constants: dict[Any, str] = {}

    def node(self, kind: str, *inputs: str, outputs: Any = 1, **attributes: Any) -> Any:
        """Add a node; `outputs` is how many it has, or their names."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)] if isinstance(outputs, int) else list(outputs)
        self.nodes.append(self.onnx.helper.make_node(kind, inputs, names, f"{kind}_{len(self.nodes)}", **attributes))
        return names[0] if len(names) == 1 else names

    def initializer(self, name: str, array: Any) -> str:
        """An array that belongs to the graph."""
        data = numpy.ascontiguousarray(array).reshape(array.shape)
        self.initializers.append(
            self.onnx.helper.make_tensor(name, element(data.dtype), data.shape, data.tobytes(), raw=True)
        )
        return name

    def constant(self, value: Any, kind: Any = "int64") -> str:
        """A number or list of numbers."""
        array = numpy.asarray(value, kind)
        key = array.dtype.str, array.shape, array.tobytes()
        if key not in self._constants:
            self._constants[key] = self.initializer(f"number_{len(self._constants)}", array)
        return self._constants[key]

    def cast(self, name: str, source: Any, target: Any) -> str:
        """A value as another dtype."""
        return name if source == target else str(self.node("Cast", name, to=element(target)))

    def length(self, n: Any) -> str:
        """A list of one length, as a value."""
        if not isinstance(n, Varying):
            return self.constant([n])
        for axis in self.axes:
            a, b = axis.lengths.first, axis.lengths.second
            here = lambda axis=axis: self.node("Shape", axis.input, start=axis.dim, end=axis.dim + 1)  # noqa: E731
            if n.first % a == 0 and n.first // a * b == n.second:
                return here() if n.first == a else str(self.node("Mul", here(), self.constant([n.first // a])))
            if n.first - a == n.second - b:
                return str(self.node("Add", here(), self.constant([n.first - a])))
        raise OnnxExporterError(
            f"a length that was {n.first} and {n.second} does not follow one dynamic axis "
            f"({', '.join([axis.name for axis in self.axes])}): it is neither a multiple nor a sum with a constant"
        )

    def shape(self, size: Any) -> str:
        """A shape as a value."""
        varying = [n for n in size if isinstance(n, Varying)]
        if not varying:
            return self.constant(list(size))
        return str(self.node("Concat", *[self.length(n) for n in size], axis=0))

    def reshaped(self, name: str, size: Any) -> str:
        """A value in another shape; one length may be whatever is left."""
        varying = [i for i, n in enumerate(size) if isinstance(n, Varying)]
        if len(varying) == 1 and -1 not in size and 0 not in size:
            size = [-1 if i in varying else n for i, n in enumerate(size)]
        return str(self.node("Reshape", name, self.shape(size), allowzero=int(0 in size)))
