"""An ONNX model of what was recorded once, or twice with other lengths."""

from __future__ import annotations

from typing import Any

import numpy

from .. import version
from .._tensor import Tensor
from .errors import OnnxExporterError
from .graph import Axis, Graph, Varying, element
from .recording import Recording as Recording, Step, Value
from .translations import translate

IR_VERSION = 10  # of the file format; what onnxruntime has read since 2024


def axes_by_input(dynamic_axes: Any) -> dict[str, dict[int, str]]:
    """{"x": {0: "batch"}} from that or from {"x": [0]}."""
    return {
        name: dict(dims) if isinstance(dims, dict) else {d: f"{name}_dim_{d}" for d in dims}
        for name, dims in (dynamic_axes or {}).items()
    }


def dynamic(args: Any, kwargs: Any, names: list[str], wanted: Any) -> tuple[list[Axis], Any]:
    """The dynamic axes of the inputs, and the arguments of a second run, where each is longer."""
    axes: dict[str, Axis] = {}
    left = iter(names)

    def longer(t: Any) -> Any:
        if not isinstance(t, Tensor):
            return t
        name = next(left)
        array = t._data
        for dim, word in wanted.get(name, {}).items():
            place = dim % array.ndim
            if word not in axes:
                first = array.shape[place]
                axes[word] = Axis(word, name, place, Varying(first, first + 1 + len(axes)))
            second = axes[word].lengths.second
            array = numpy.take(array, numpy.arange(second) % array.shape[place], place)
        return Tensor(array, None) if array is not t._data else t

    second = tuple([longer(t) for t in args]), {name: longer(t) for name, t in kwargs.items()}
    return list(axes.values()), second


def model_of(
    onnx: Any, opset: int, axes: list[Axis], first: Recording, second: Recording, output_names: list[str], wanted: Any
) -> Any:
    """The onnx.ModelProto of two recordings; the second is the first where no axis is dynamic."""
    graph = Graph(onnx, opset, axes)
    if [s.op for s in first.steps] != [s.op for s in second.steps]:
        raise OnnxExporterError("the model runs other ops when the dynamic axes have other lengths")
    for name, array in first.fixed.items():
        other: Any = second.fixed.get(name)
        if not numpy.array_equal(other, array, equal_nan=array.dtype.kind in "fc"):
            raise OnnxExporterError(
                f"a constant of shape {array.shape} that the forward makes is another one when the dynamic axes have "
                "other lengths, which cannot be exported: make it before, or leave those axes fixed"
            )
        graph.initializer(name, array)
    for a, b in zip(first.steps, second.steps, strict=True):
        translate(graph, Step(a.op, merged(a.inputs, b.inputs), merged(a.statics, b.statics), a.outputs))
    words = {v.name: word for v, word in zip(first.outputs, output_names, strict=False)}
    outputs = []
    for i, (a, b) in enumerate(zip(first.outputs, second.outputs, strict=True)):
        name = words.get(a.name, f"output_{i}")
        graph.node("Identity", a.name, outputs=[name])
        outputs.append(_info(onnx, name, a, b, axes, wanted))
    inputs = [_info(onnx, a.name, a, b, axes, wanted) for a, b in zip(first.inputs, second.inputs, strict=True)]
    made = onnx.helper.make_graph(graph.nodes, "main_graph", inputs, outputs, graph.initializers)
    return onnx.helper.make_model(
        made, opset_imports=[onnx.helper.make_opsetid("", opset)], ir_version=IR_VERSION, producer_name="nbtorch",
        producer_version=version.nbtorch,
    )  # fmt: skip


def _info(onnx: Any, name: str, a: Value, b: Value, axes: list[Axis], wanted: Any) -> Any:
    """The dtype and shape of an input or output; an axis that varies has a name."""
    shape: list[Any] = []
    for d, (n, m) in enumerate(zip(a.array.shape, b.array.shape, strict=True)):
        known = [axis.name for axis in axes if (axis.lengths.first, axis.lengths.second) == (n, m)]
        shape.append(n if n == m else wanted.get(name, {}).get(d, known[0] if known else f"{name}_dim_{d}"))
    return onnx.helper.make_tensor_value_info(name, element(a.array.dtype), shape)


def merged(a: Any, b: Any) -> Any:
    """A value of two runs: whole numbers that differ are `Varying`."""
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)) and len(a) == len(b):
        return tuple([merged(x, y) for x, y in zip(a, b, strict=True)])
    if isinstance(a, dict):
        return {name: merged(value, b[name]) for name, value in a.items()}
    if isinstance(a, slice) and isinstance(b, slice):
        return slice(merged(a.start, b.start), merged(a.stop, b.stop), merged(a.step, b.step))
    if isinstance(a, int) and isinstance(b, int) and a != b:
        return Varying(a, b)
    if isinstance(a, float) and isinstance(b, float) and a != b:
        raise OnnxExporterError(f"a number that follows the length of a dynamic axis ({a} and {b}) cannot be exported")
    return a
