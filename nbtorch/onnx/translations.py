"""Our ops in ONNX's (https://onnx.ai/onnx/operators): each function adds nodes and returns the result's name."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy

from ..backend import dtype as dtypes
from .errors import UnsupportedOperatorError
from .graph import Graph, Varying
from .recording import Step, Value

Translation = Callable[[Graph, Step], Any]
TABLE: dict[str, Translation] = {}
LAST = 2**63 - 1


def translation(*names: str) -> Callable[[Translation], Translation]:
    """Register a function for ops."""

    def register(function: Translation) -> Translation:
        TABLE.update(dict.fromkeys(names, function))
        return function

    return register


def refuse(step: Step, why: str) -> UnsupportedOperatorError:
    """The error about an op that ONNX has not, as it was called."""
    return UnsupportedOperatorError(f"Exporting the operator 'aten::{step.op}' to ONNX is not supported here: {why}")


def operand(graph: Graph, value: Any, kind: Any) -> str:
    """A tensor or number as dtype `kind`."""
    if isinstance(value, Value):
        return graph.cast(value.name, value.array.dtype, kind)
    return graph.constant(value, kind)


def common(values: Any) -> Any:
    """The dtype that tensors and numbers meet in, where the result does not tell: comparisons."""
    arrays = [v.array.dtype for v in values if isinstance(v, Value)]
    numbers = [v for v in values if not isinstance(v, Value)]
    if any([isinstance(n, float) for n in numbers]) and all([dtypes.category(a) < dtypes.FLOATING for a in arrays]):
        return numpy.dtype("float32")
    return max(arrays, key=lambda a: (dtypes.category(a), a.itemsize))


def out(step: Step) -> Any:
    """The array of the example's result."""
    return step.outputs[0].array


def positive(dim: int, step: Step) -> int:
    return dim % max(step.inputs[0].array.ndim, 1)


def listed(dim: Any, step: Step) -> list[int]:
    """Dimensions to reduce: all of them for None, or where `prod` was given none."""
    ndim = step.inputs[0].array.ndim
    if dim is None or dim is ...:
        return list(range(ndim))
    return [d % max(ndim, 1) for d in (dim if isinstance(dim, (tuple, list)) else [dim])]


# ---- elementwise
UNARY = {
    "relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh", "exp": "Exp", "log": "Log", "sqrt": "Sqrt", "neg": "Neg",
    "abs": "Abs", "erf": "Erf", "sin": "Sin", "cos": "Cos", "tan": "Tan", "reciprocal": "Reciprocal", "floor": "Floor",
    "ceil": "Ceil", "sign": "Sign", "logical_not": "Not", "clone": "Identity", "mish": "Mish", "isnan": "IsNaN",
    "hardswish": "HardSwish", "sinh": "Sinh", "cosh": "Cosh", "asin": "Asin", "acos": "Acos", "atan": "Atan",
    "round": "Round",
}  # fmt: skip
BINARY = {
    "mul": "Mul", "true_divide": "Div", "pow": "Pow", "maximum": "Max", "minimum": "Min", "logical_and": "And",
    "logical_or": "Or", "logical_xor": "Xor",
}  # fmt: skip
COMPARISONS = {"eq": "Equal", "gt": "Greater", "lt": "Less", "ge": "GreaterOrEqual", "le": "LessOrEqual"}


@translation(*UNARY)
def unary(graph: Graph, step: Step) -> Any:
    """One of ONNX's functions of one number."""
    return graph.node(UNARY[step.op], operand(graph, step.inputs[0], out(step).dtype))


@translation(*BINARY)
def binary(graph: Graph, step: Step) -> Any:
    """One of ONNX's functions of two numbers, in the dtype of the result."""
    return graph.node(BINARY[step.op], *[operand(graph, v, out(step).dtype) for v in step.inputs])


@translation("add", "sub", "rsub")
def add(graph: Graph, step: Step) -> Any:
    """input ± alpha * other; for `rsub` the other way round."""
    kind = out(step).dtype
    a, b = [operand(graph, v, kind) for v in (step.inputs[::-1] if step.op == "rsub" else step.inputs)]
    if step.statics.get("alpha", 1) != 1:
        b = graph.node("Mul", b, graph.constant(step.statics["alpha"], kind))
    return graph.node("Add" if step.op == "add" else "Sub", a, b)


@translation("ne", *COMPARISONS)
def compare(graph: Graph, step: Step) -> Any:
    """A comparison, in the dtype that both sides meet in."""
    made = [operand(graph, v, common(step.inputs)) for v in step.inputs]
    if step.op == "ne":
        return graph.node("Not", graph.node("Equal", *made))
    return graph.node(COMPARISONS[step.op], *made)


@translation("bitwise_not", "bitwise_and", "bitwise_or")
def bits(graph: Graph, step: Step) -> Any:
    """Of bools, the logical functions."""
    if out(step).dtype != bool:
        raise refuse(step, "on integers")
    kind = {"bitwise_not": "Not", "bitwise_and": "And", "bitwise_or": "Or"}[step.op]
    return graph.node(kind, *[operand(graph, v, "bool") for v in step.inputs])


@translation("rsqrt")
def rsqrt(graph: Graph, step: Step) -> Any:
    """1 / sqrt(x)."""
    return graph.node("Reciprocal", graph.node("Sqrt", step.inputs[0].name))


@translation("silu")
def silu(graph: Graph, step: Step) -> Any:
    """x * sigmoid(x)."""
    return graph.node("Mul", step.inputs[0].name, graph.node("Sigmoid", step.inputs[0].name))


@translation("gelu")
def gelu(graph: Graph, step: Step) -> Any:
    """Of the name from opset 20 on; before, x / 2 * (1 + erf(x / sqrt 2)) or its tanh form (arXiv:1606.08415)."""
    x, kind = step.inputs[0].name, out(step).dtype
    if graph.opset >= 20:
        return graph.node("Gelu", x, approximate=step.statics["approximate"])
    number = lambda n: graph.constant(n, kind)  # noqa: E731
    if step.statics["approximate"] == "tanh":
        cube = graph.node("Mul", graph.node("Mul", graph.node("Mul", x, x), x), number(0.044715))
        bent = graph.node("Tanh", graph.node("Mul", graph.node("Add", x, cube), number(math.sqrt(2 / math.pi))))
    else:
        bent = graph.node("Erf", graph.node("Mul", x, number(math.sqrt(0.5))))
    return graph.node("Mul", graph.node("Mul", x, number(0.5)), graph.node("Add", bent, number(1)))


@translation("elu", "leaky_relu")
def one_slope(graph: Graph, step: Step) -> Any:
    """With one number."""
    kind, name = {"elu": ("Elu", "alpha"), "leaky_relu": ("LeakyRelu", "negative_slope")}[step.op]
    return graph.node(kind, step.inputs[0].name, alpha=float(step.statics[name]))


@translation("softplus")
def softplus(graph: Graph, step: Step) -> Any:
    """log(1 + exp(beta x)) / beta; ONNX's is stable without a threshold."""
    if step.statics["beta"] != 1:
        raise refuse(step, "with beta other than 1")
    return graph.node("Softplus", step.inputs[0].name)


@translation("hardtanh", "clamp", "clamp_min", "clamp_max")
def clamp(graph: Graph, step: Step) -> Any:
    """Between two bounds, either of which may be missing."""
    kind = out(step).dtype
    low, high = (*step.inputs[1:], None, None)[:2]
    if step.op == "hardtanh":
        low, high = step.statics["min_val"], step.statics["max_val"]
    if step.op == "clamp_max":
        low, high = None, low
    bounds = ["" if bound is None else operand(graph, bound, kind) for bound in (low, high)]
    return graph.node("Clip", operand(graph, step.inputs[0], kind), *bounds)


@translation("softmax", "log_softmax")
def softmax(graph: Graph, step: Step) -> Any:
    """Along one dimension."""
    kind = "Softmax" if step.op == "softmax" else "LogSoftmax"
    return graph.node(kind, step.inputs[0].name, axis=step.statics["dim"])


@translation("where")
def where(graph: Graph, step: Step) -> Any:
    """One or the other."""
    condition, *values = step.inputs
    return graph.node("Where", condition.name, *[operand(graph, v, out(step).dtype) for v in values])


@translation("fill_mask")
def fill_mask(graph: Graph, step: Step) -> Any:
    """A number where the mask is."""
    x, mask = step.inputs
    return graph.node("Where", mask.name, graph.constant(step.statics["value"], x.array.dtype), x.name)


@translation("cast")
def cast(graph: Graph, step: Step) -> Any:
    """Another dtype."""
    return graph.cast(step.inputs[0].name, step.inputs[0].array.dtype, out(step).dtype)


# ---- products
@translation("matmul")
def matmul(graph: Graph, step: Step) -> Any:
    """NumPy's product."""
    return graph.node("MatMul", *[operand(graph, v, out(step).dtype) for v in step.inputs])


@translation("linear")
def linear(graph: Graph, step: Step) -> Any:
    """x Wᵀ + b: one node for matrices."""
    x, weight, bias = step.inputs
    if x.array.ndim == 2:
        return graph.node("Gemm", x.name, weight.name, *([] if bias is None else [bias.name]), transB=1)
    product = graph.node("MatMul", x.name, graph.node("Transpose", weight.name, perm=[1, 0]))
    return product if bias is None else graph.node("Add", product, bias.name)


@translation("convolution")
def convolution(graph: Graph, step: Step) -> Any:
    """A convolution with the same padding on both sides."""
    s = step.statics
    return graph.node(
        "Conv", *[v.name for v in step.inputs if v is not None], strides=s["stride"], pads=[*s["padding"]] * 2,
        dilations=s["dilation"], group=s["groups"], kernel_shape=step.inputs[1].array.shape[2:],
    )  # fmt: skip


@translation("convolution_transposed")
def convolution_transposed(graph: Graph, step: Step) -> Any:
    """The transposed one."""
    s = step.statics
    return graph.node(
        "ConvTranspose", *[v.name for v in step.inputs if v is not None], strides=s["stride"], pads=[*s["padding"]] * 2,
        dilations=s["dilation"], group=s["groups"], kernel_shape=step.inputs[1].array.shape[2:],
        output_padding=s["output_padding"],
    )  # fmt: skip


# ---- windows, normalisation, tables
@translation("max_pool")
def max_pool(graph: Graph, step: Step) -> Any:
    """The largest of each window."""
    s = step.statics
    return graph.node(
        "MaxPool", step.inputs[0].name, kernel_shape=s["kernel"], strides=s["stride"], pads=[*s["padding"]] * 2,
        dilations=s["dilation"], ceil_mode=int(s["ceil_mode"]),
    )  # fmt: skip


@translation("avg_pool")
def avg_pool(graph: Graph, step: Step) -> Any:
    """The mean of each window."""
    s = step.statics
    if s["divisor"] is not None:
        raise refuse(step, "with divisor_override")
    return graph.node(
        "AveragePool", step.inputs[0].name, kernel_shape=s["kernel"], strides=s["stride"], pads=[*s["padding"]] * 2,
        ceil_mode=int(s["ceil_mode"]), count_include_pad=int(s["include"]),
    )  # fmt: skip


@translation("batch_norm")
def batch_norm(graph: Graph, step: Step) -> Any:
    """With the running statistics."""
    if step.statics["training"]:
        raise refuse(step, "with the statistics of the batch; call model.eval(), or give the layer running statistics")
    x, weight, bias, mean, var = step.inputs
    channels, kind = mean.array.shape, x.array.dtype
    scale = graph.constant(numpy.ones(channels), kind) if weight is None else weight.name
    shift = graph.constant(numpy.zeros(channels), kind) if bias is None else bias.name
    return graph.node("BatchNormalization", x.name, scale, shift, mean.name, var.name, epsilon=step.statics["eps"])


@translation("layer_norm")
def layer_norm(graph: Graph, step: Step) -> Any:
    """Over the last dimensions."""
    x, weight, bias = step.inputs
    shape = step.statics["normalized_shape"]
    scale = graph.constant(numpy.ones(shape), x.array.dtype) if weight is None else weight.name
    more = [] if bias is None else [bias.name]
    return graph.node("LayerNormalization", x.name, scale, *more, axis=-len(shape), epsilon=step.statics["eps"])


@translation("embedding")
def embedding(graph: Graph, step: Step) -> Any:
    """Rows of a table."""
    weight, index = step.inputs
    return graph.node("Gather", weight.name, index.name, axis=0)


@translation("take_lines")
def gather(graph: Graph, step: Step) -> Any:
    """`gather`: one element for each index."""
    x, index = step.inputs
    return graph.node("GatherElements", x.name, index.name, axis=positive(step.statics["dim"], step))


# ---- reductions
REDUCTIONS = {"mean": "ReduceMean", "sum": "ReduceSum", "amax": "ReduceMax", "amin": "ReduceMin", "prod": "ReduceProd"}


@translation(*REDUCTIONS)
def reduce(graph: Graph, step: Step) -> Any:
    """Over dimensions, or all of them."""
    axes = listed(step.statics.get("dim"), step)
    source = operand(graph, step.inputs[0], out(step).dtype)
    return graph.node(
        REDUCTIONS[step.op], source, graph.constant(axes), keepdims=int(step.statics.get("keepdim", False))
    )


@translation("argmax", "argmin")
def arg(graph: Graph, step: Step) -> Any:
    """Where the largest, or smallest, is."""
    kind, keep = "ArgMax" if step.op == "argmax" else "ArgMin", int(step.statics["keepdim"])
    if step.statics["dim"] is None:
        return graph.node(kind, graph.reshaped(step.inputs[0].name, [-1]), axis=0, keepdims=0)
    return graph.node(kind, step.inputs[0].name, axis=step.statics["dim"], keepdims=keep)


@translation("max_dim", "min_dim")
def extreme(graph: Graph, step: Step) -> Any:
    """The largest, or smallest, along a dimension, and where it is."""
    word, x, keep = step.op[:3].capitalize(), step.inputs[0].name, int(step.statics["keepdim"])
    axis = positive(step.statics["dim"], step)
    value = graph.node(f"Reduce{word}", x, graph.constant([axis]), keepdims=keep)
    return value, graph.node(f"Arg{word}", x, axis=axis, keepdims=keep)


@translation("variance", "deviation")
def variance(graph: Graph, step: Step) -> Any:
    """The mean of squared distances from the mean."""
    s, x = step.statics, step.inputs[0]
    axes = listed(s["dim"], step)
    count = math.prod([x.array.shape[a] for a in axes])
    indices, kind = graph.constant(axes), x.array.dtype
    away = graph.node("Sub", x.name, graph.node("ReduceMean", x.name, indices, keepdims=1))
    mean = graph.node("ReduceMean", graph.node("Mul", away, away), indices, keepdims=int(s["keepdim"]))
    if s["correction"]:
        mean = graph.node("Mul", mean, graph.constant(count / (count - s["correction"]), kind))
    return mean if step.op == "variance" else graph.node("Sqrt", mean)


# ---- shape
@translation("reshape", "view")
def reshape(graph: Graph, step: Step) -> Any:
    """The same elements in another shape."""
    return graph.reshaped(step.inputs[0].name, step.statics["shape" if step.op == "reshape" else "size"])


@translation("permute", "transpose", "t")
def permute(graph: Graph, step: Step) -> Any:
    """Dimensions in another order."""
    order = list(range(step.inputs[0].array.ndim))
    if step.op == "permute":
        order = [positive(d, step) for d in step.statics["dims"]]
    elif order:
        a, b = (0, -1) if step.op == "t" else (step.statics["dim0"], step.statics["dim1"])
        order[a], order[b] = order[b], order[a]
    return graph.node("Transpose", step.inputs[0].name, perm=order)


@translation("unsqueeze", "squeeze")
def ones(graph: Graph, step: Step) -> Any:
    """Dimensions of one element, added or dropped."""
    x, dim = step.inputs[0], step.statics["dim"]
    if step.op == "unsqueeze":
        return graph.node("Unsqueeze", x.name, graph.constant([dim]))
    axes = [d for d in listed(None if dim is ... else dim, step) if x.array.shape[d] == 1]
    return graph.node("Squeeze", x.name, graph.constant(axes)) if axes else graph.node("Identity", x.name)


@translation("expand")
def expand(graph: Graph, step: Step) -> Any:
    """Dimensions of one element repeated; -1 leaves one as it is, as 1 does in ONNX."""
    size = [1 if n == -1 else n for n in step.statics["size"]]
    return graph.node("Expand", step.inputs[0].name, graph.shape(size))


@translation("cat", "stack")
def cat(graph: Graph, step: Step) -> Any:
    """Side by side, or one upon the other."""
    axis = step.statics["dim"] % out(step).ndim
    names = [operand(graph, v, out(step).dtype) for v in step.inputs]
    if step.op == "stack":
        names = [graph.node("Unsqueeze", name, graph.constant([axis])) for name in names]
    return graph.node("Concat", *names, axis=axis)


@translation("split", "unbind")
def split(graph: Graph, step: Step) -> Any:
    """Pieces along a dimension; those of `unbind` without it."""
    axis = positive(step.statics["dim"], step)
    sizes = [1 if step.op == "unbind" else v.array.shape[axis] for v in step.outputs]
    names = graph.node("Split", step.inputs[0].name, graph.constant(sizes), axis=axis, outputs=len(sizes))
    names = [names] if isinstance(names, str) else names
    return [graph.node("Squeeze", n, graph.constant([axis])) for n in names] if step.op == "unbind" else names


@translation("take_basic")
def take_basic(graph: Graph, step: Step) -> Any:
    """Whole numbers, slices, `...` and None between brackets."""
    name, key = step.inputs[0].name, list(step.statics["key"])
    ndim = step.inputs[0].array.ndim
    if Ellipsis in key:
        place = key.index(Ellipsis)
        key[place : place + 1] = [slice(None)] * (ndim - sum([k is not None and k is not Ellipsis for k in key]))
    begins, ends, axes, steps, dropped, added = [], [], [], [], [], []
    axis = result = 0
    for part in key:
        if part is None:
            added.append(result)
            result += 1
            continue
        if isinstance(part, slice):
            begin, end, step_ = part.start or 0, LAST if part.stop is None else part.stop, part.step or 1
            result += 1
        elif isinstance(part, (int, numpy.integer)) and not isinstance(part, bool):
            begin, end, step_ = int(part), LAST if part == -1 else int(part) + 1, 1
            dropped.append(axis)
        else:
            raise refuse(step, f"with {part!r} between the brackets")
        if (begin, end, step_) != (0, LAST, 1):
            begins.append(begin)
            ends.append(end)
            axes.append(axis)
            steps.append(step_)
        axis += 1
    if axes:
        name = graph.node(
            "Slice", name, graph.shape(begins), graph.shape(ends), graph.constant(axes), graph.constant(steps)
        )
    if dropped:
        name = graph.node("Squeeze", name, graph.constant(dropped))
    if added:
        name = graph.node("Unsqueeze", name, graph.constant(added))
    return name if axes or dropped or added else graph.node("Identity", name)


@translation("constant_pad_nd")
def pad(graph: Graph, step: Step) -> Any:
    """A border of one number; PyTorch names it from the last dimension on."""
    ndim, sides = step.inputs[0].array.ndim, list(step.statics["pad"])
    pairs = [(0, 0)] * (ndim - len(sides) // 2) + [(sides[i], sides[i + 1]) for i in range(len(sides) - 2, -1, -2)]
    value = graph.constant(step.statics["value"], step.inputs[0].array.dtype)
    return graph.node("Pad", step.inputs[0].name, graph.constant([p[0] for p in pairs] + [p[1] for p in pairs]), value)


@translation("triu", "tril")
def triangle(graph: Graph, step: Step) -> Any:
    """The upper, or lower, triangle."""
    return graph.node(
        "Trilu", step.inputs[0].name, graph.constant(step.statics["diagonal"]), upper=int(step.op == "triu")
    )


@translation("cumsum")
def cumsum(graph: Graph, step: Step) -> Any:
    """Sums so far."""
    return graph.node("CumSum", operand(graph, step.inputs[0], out(step).dtype), graph.constant(step.statics["dim"]))


LENGTHS = {"reshape", "view", "expand", "take_basic"}  # those that know lengths which vary


def translate(graph: Graph, step: Step) -> None:
    """Add the nodes of a step."""
    if step.op not in TABLE:
        raise refuse(step, "it has no translation. Write the model with ops that have one, or export with PyTorch")
    if any([varies(v) for v in step.inputs]) or (step.op not in LENGTHS and varies(list(step.statics.values()))):
        raise refuse(step, "with a number that depends on the length of a dynamic axis")
    made = TABLE[step.op](graph, step)
    made = [made] if isinstance(made, str) else made
    for name, value in zip(made, step.outputs, strict=False):
        graph.node("Identity", name, outputs=[value.name])


def varies(value: Any) -> bool:
    """Whether a length that varies is anywhere in a value."""
    if isinstance(value, slice):
        return varies([value.start, value.stop, value.step])
    return any([varies(v) for v in value]) if isinstance(value, (tuple, list)) else isinstance(value, Varying)
