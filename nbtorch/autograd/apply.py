"""Running an op on tensors: promote, check devices, compute, record. The general path; `_methods` has the fast ones."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import numpy

from ..backend import dtype, placing
from ..backend.array import ARRAYS, NAMESPACES, SEVERAL
from ..backend.silence import hush
from . import errors, inplace, observe, packing
from .autocast import active as autocasting, admitted
from .conjugate import Conjugated
from .inference import check_saved, living
from .memory import settled
from .modes import recording
from .node import CELLS, GRAD, PARENTS, SHAPE, STATICS, Internal, clock
from .overriding import active, concerned, op_call
from .scope import where

Tensor: Any = None  # set by nbtorch._tensor
float32 = dtype.float32.array


def apply(op: Any, inputs: tuple[Any, ...], statics: tuple[Any, ...]) -> Any:
    """Run `op` on tensors and Python numbers."""
    hush()
    if active and concerned(inputs):
        return op_call(op, inputs, statics)
    if SEVERAL and (index := placing.away(inputs)) is not None:
        with placing.using(index):
            return apply(op, inputs, statics)
    try:
        inputs = tensors(op, inputs)
    except TypeError:
        if concerned(inputs):
            return op_call(op, inputs, statics)
        raise
    if observe.ops:
        observe.began = perf_counter()
        if autocasting.get() is not None:
            inputs = admitted(op.name, inputs)
    if op.refuses is not None:
        op.refuses(*[getattr(t, "_data", t) for t in inputs], *statics)
    if op.promote:
        if op.mixes and mixed(op, inputs):
            return rounded(op, inputs, statics)
        inputs = promoted(op, inputs)
    if op.view and hasattr(inputs[0], "_node") and inputs[0]._data.ndim > 3:
        settled(inputs[0])
    arrays, xp = bare(op, inputs)
    if op.check is not None:
        errors.checked(op, arrays, statics)
    half = wide(op, arrays) if op.promote else None
    try:
        given = statics if half is None or not op.rounds else shortened(op, statics, half)
        result = op.forward(xp, *([arrays] if op.variadic else arrays), *given)
    except errors.RAISED as error:
        raise errors.explained(op, error, arrays, statics) from None
    if half is not None:
        result = narrow(result, half)
    if op.outputs is None:
        out = outputs = Tensor(result if type(result) in ARRAYS else xp.asarray(result), None)
    else:
        out = outputs = tuple([Tensor(r if type(r) in ARRAYS else xp.asarray(r), None) for r in result])
    nodes = tuple([current(t) if hasattr(t, "_node") else None for t in inputs])
    if recording.get() and op.rules and any([n is not None for n in nodes]) and differentiable(out):
        record(recorded(op, half, arrays), inputs, arrays, statics, outputs, nodes)
    if op.view:
        inplace.mark_view(op, inputs[0], statics, out)
    if observe.ops:
        observe.tell(observe.ops, op, inputs, statics, out, "forward")
    return out


def operand(value: Any) -> bool:
    """Whether an operator takes this beside a tensor."""
    return hasattr(value, "_node") or isinstance(value, (float, int, complex, numpy.ndarray, numpy.generic))


def attempted(op: Any, inputs: tuple[Any, ...], statics: tuple[Any, ...]) -> Any:
    """`apply` for an operator: what it does not know, the other operand may."""
    if not hasattr(inputs[0], "_node"):  # called on the class; the function of its name takes two numbers
        kind = type(inputs[0]).__name__
        raise TypeError(f"descriptor '__{op.name}__' of Tensor doesn't apply to a '{kind}' object")
    return apply(op, inputs, statics) if operand(inputs[0]) and operand(inputs[1]) else NotImplemented


def reflected(function: Any) -> Any:
    """The operator whose right operand is the tensor."""

    def operator(self: Any, other: Any) -> Any:
        return function(other, self) if hasattr(self, "_node") and operand(other) else NotImplemented

    return operator


def tensors(op: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Check that inputs are tensors or numbers; NumPy arrays and scalars become tensors, as in PyTorch's operators."""
    for position, value in enumerate(inputs):
        if hasattr(value, "_node"):
            continue
        if op.variadic:
            raise errors.not_a_tensor(position, value)
        if type(value) in (float, int, bool, complex) and position in op.numbered:
            continue
        if value is None and op.arrays[position] in op.default:
            continue
        if isinstance(value, numpy.ndarray):
            inputs = (*inputs[:position], Tensor(numpy.asarray(value), None), *inputs[position + 1 :])
        elif isinstance(value, numpy.generic) and not op.variadic:  # a number, whose precision decides nothing
            number = float(value) if isinstance(value, numpy.bool_) else value.item()  # as PyTorch makes of a bool
            inputs = (*inputs[:position], number, *inputs[position + 1 :])
        else:
            raise errors.wrong_argument(op, position, value)
    return inputs if op.reads is None else op.reads(inputs)


def bare(op: Any, inputs: tuple[Any, ...]) -> tuple[list[Any], Any]:
    """The arrays of the inputs, and the namespace they all live in."""
    arrays, first, at = [], None, 0
    for position, value in enumerate(inputs):
        if not hasattr(value, "_node"):
            arrays.append(value)
            continue
        array = value._data
        if first is None:
            first, at = array, position
        elif type(array) is not type(first):
            if array.ndim == 0 and not first.ndim:
                raise errors.mixed_devices(op, at, first, position, array)
            if array.ndim == 0 and type(array) is numpy.ndarray and op.promote:
                array = array.item()  # PyTorch lets a 0-dim CPU tensor meet a GPU one, as a number would
            else:
                raise errors.mixed_devices(op, at, first, position, array)
        elif SEVERAL and placing.index_of(array) != placing.index_of(first):
            raise errors.mixed_devices(op, at, first, position, array)
        arrays.append(array)
    if first is None:
        if op.variadic and not inputs and op.check is not None:
            op.check([])
        raise errors.wrong_argument(op, 0, inputs[0] if inputs else ())
    return arrays, NAMESPACES[type(first)]


def differentiable(out: Any) -> bool:
    """Whether a result can carry a gradient: integers and booleans cannot."""
    first = out if type(out) is not tuple else out[0] if out else None
    return first is not None and dtype.category(first._data.dtype) >= dtype.FLOATING


def record(op: Any, inputs: Any, arrays: Any, statics: Any, outputs: Any, nodes: Any) -> None:
    """Give the outputs their node."""
    if SEVERAL and (index := placing.index_of(arrays[0])) is not None:
        op = Placed(op, index)
    single = op.outputs is None
    results = (outputs,) if single else outputs
    saved, cells = [], []
    if op.variadic:
        statics = (*statics, [a.shape for a in arrays])
    elif op.picks:
        given, values = (*inputs, *results), (*arrays, *[t._data for t in results])
        for index, serves in op.picks:
            wanted = any([nodes[i] is not None for i in serves])
            saved.append(values[index] if wanted else None)
            cells.append(getattr(given[index], "_writes", None) if wanted else None)
    if packing.active.get() and any([cell is not None for cell in cells]):
        op, saved, cells = packing.wrapping(op, saved, cells)
    shape = outputs._data.shape if single else tuple([t._data.shape for t in results])
    node = [op, nodes, tuple(saved), tuple(cells), statics, shape, next(clock), None, False, None, where[0]()]
    if living:
        check_saved(node)
    if single:
        outputs._node = node
    elif op.outputs and not op.whole:  # named outputs: the first is differentiable, the rest are not
        node[SHAPE], results[0]._node = results[0]._data.shape, node
    else:
        for i, t in enumerate(results):
            t._node = picked(node, i)


def picked(node: list[Any], index: int) -> list[Any]:
    """The node of one output of a multi-output node."""
    return [PICK, (node,), (), (), (index,), node[SHAPE][index], next(clock), None, False, None, None]


ARITHMETIC = {"add", "sub", "mul", "true_divide", "floor_divide"}  # PyTorch takes two numbers too, and gives a tensor


def promoted(op: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Cast tensors to one dtype by recorded ops, so that no rule ever sees two dtypes."""
    chosen = inputs if op.variadic else [inputs[i] for i in op.promoted]
    if op.name in ARITHMETIC and not any([hasattr(t, "_node") for t in chosen]):
        return promoted(op, tuple([Tensor(numpy.asarray(n, dtype.scalar_dtype(n)), None) for n in inputs]))
    arrays = [t._data if hasattr(t, "_node") else t for t in chosen if t is not None]
    kinds = {a.dtype for a in arrays if hasattr(a, "dtype")}
    if kinds == {float32} and not any([type(a) is complex for a in arrays]):
        return inputs
    if op.promote == "same":
        if len(kinds) > 1:
            raise errors.different_dtypes(op, [a for a in arrays if hasattr(a, "dtype")])
        return inputs
    target = dtype.result_type(arrays)
    if op.promote == "float" and dtype.category(target) < dtype.FLOATING:
        target = dtype.get_default_dtype().array
    elif op.promote == "sum" and dtype.category(target) < dtype.FLOATING:
        target = dtype.int64.array
    positions = range(len(inputs)) if op.variadic else op.promoted
    return tuple([
        (fitting(t, target) if type(t) is int else t) if not hasattr(t, "_node")
        else cast(t, target, t._data.dtype) if i in positions and t._data.dtype != target else t
        for i, t in enumerate(inputs)
    ])  # fmt: skip


def mixed(op: Any, inputs: tuple[Any, ...]) -> bool:
    """Whether a half tensor comes with float32 parameters."""
    kinds = [inputs[i]._data.dtype for i in op.promoted if inputs[i] is not None]
    return kinds[0] in dtype.HALF and float32 in kinds


def rounded(op: Any, inputs: tuple[Any, ...], statics: tuple[Any, ...]) -> Any:
    """`op` on a half tensor and float32 parameters: in float32, and the first result rounded once."""
    half = inputs[0]._data.dtype
    first, *others = apply(op, (cast(inputs[0], float32, half), *inputs[1:]), statics)
    return (cast(first, half, float32), *others)


def fitting(number: int, target: Any) -> int:
    """A Python integer as the integer dtype `target` holds it: it wraps around, where NumPy would refuse."""
    if target.kind not in "iu":
        return number
    bits = target.itemsize * 8
    number &= (1 << bits) - 1
    return number - (1 << bits) if target.kind == "i" and number >> (bits - 1) else number


cast: Any = None  # the op, set by nbtorch.ops.shape


# ---------------------------------------------------------------- half precision: store, compute in float32
_NUMBERS = (float, int)


def wide(op: Any, arrays: list[Any]) -> Any:
    """Replace half arrays by float32 ones, in place; the half dtype when there were any.

    A number takes part as the half dtype holds it, but where `op` takes it as it is.
    """
    half = None
    for i, array in enumerate(arrays):
        if type(array) is numpy.ndarray:
            if array.dtype in dtype.HALF:
                half, arrays[i] = array.dtype, array.astype(float32)
        elif getattr(array, "dtype", None) == dtype.bfloat16.array:  # on a GPU too: CuPy makes float32 of it by itself
            half, arrays[i] = array.dtype, array.astype(float32)
    if half is not None:
        for i in op.shortened:
            if type(arrays[i]) is float or (type(arrays[i]) is int and not -256 <= arrays[i] <= 256):
                arrays[i] = short(arrays[i], half)
    return half


def short(number: float, half: Any) -> float:
    """A number as a half dtype holds it."""
    with numpy.errstate(over="ignore"):
        return float(numpy.float32(number).astype(half))


def shortened(op: Any, statics: tuple[Any, ...], half: Any) -> tuple[Any, ...]:
    """The statics with the numbers that take part as the half dtype holds them."""
    return tuple([
        short(value, half) if name in op.rounds and type(value) in _NUMBERS else value
        for name, value in zip(op.statics, statics, strict=True)
    ])  # fmt: skip


def narrow(result: Any, half: Any) -> Any:
    """float32 results rounded to `half`, once; indices and masks as they are."""
    if isinstance(result, tuple):
        return tuple([narrow(r, half) for r in result])
    return result.astype(half) if result.dtype == float32 else result


def recorded(op: Any, half: Any, arrays: Any) -> Any:
    """What stands for `op` in the graph: itself, unless half precision or complex numbers need more around it."""
    if half is not None:
        return Widened(op, half)
    if op.conjugates or all([getattr(getattr(a, "dtype", None), "kind", "") != "c" for a in arrays]):
        return op
    return Conjugated(op)


class Placed:
    """`op` run on one of several GPUs: its rules run there too, and so does what becomes of the gradients then."""

    def __init__(self, op: Any, index: int):
        self.op, self.index = op, index

    def __getattr__(self, name: str) -> Any:
        return getattr(self.op, name)

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        placing.use(self.index)
        return self.op.backward(g, saved, node)


class Widened:
    """`op` run on half tensors: the rules too compute in float32 and round once."""

    def __init__(self, op: Any, half: Any):
        self.op, self.half = op, half
        self.name, self.saves, self.arrays, self.results = op.name, op.saves, op.arrays, op.results
        self.outputs, self.variadic, self.picks, self.grad_name = op.outputs, op.variadic, op.picks, op.grad_name
        self.whole = op.whole

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        given = zip(self.saves, saved, strict=True)
        saved = tuple([self.as_given(name, s) if hasattr(s, "_node") else s for name, s in given])
        up = [cast(s, float32, self.half) if getattr(s, "dtype", None) in _HALVES else None for s in saved]
        up = [s if u is None else u for s, u in zip(saved, up, strict=True)]
        many = isinstance(g, list)
        g = [None if p is None else cast(p, float32, self.half) for p in g] if many else cast(g, float32, self.half)
        pieces = self.op.backward(g, tuple(up), node)
        return [p if p is None else cast(p, self.half, float32) for p in pieces]

    def as_given(self, name: str, t: Any) -> Any:
        """A saved input, kept wide, in its own dtype again: that of the gradient that reaches it."""
        if name not in self.arrays or self.arrays.index(name) not in self.op.promoted or t._data.dtype != float32:
            return t
        given = Tensor(t._data.astype(self.half), None)
        given._node, given._writes = t._node, t._writes
        return given


_HALVES = {*dtype.HALF, dtype.float16, dtype.bfloat16}  # of arrays, and of tensors


def filled(gradients: list[Any], shapes: Any) -> list[Any]:
    """Zeros for the outputs of a multi-output op that nobody used."""
    some = next(g for g in gradients if g is not None)
    array = getattr(some, "_data", some)
    zeros = NAMESPACES[type(array)].zeros
    missing = [zeros(s, array.dtype) if g is None else g for g, s in zip(gradients, shapes, strict=True)]
    return [Tensor(m, None) if array is not some and g is None else m for g, m in zip(gradients, missing, strict=True)]


def _pick(g: Any, saved: Any, node: list[Any]) -> tuple[None]:
    """One output of a multi-output node: put `g` in its place there."""
    many, (index,) = node[PARENTS][0], node[STATICS]
    if many[GRAD] is None:
        many[GRAD] = [None] * len(many[SHAPE])
    before = many[GRAD][index]
    many[GRAD][index] = g if before is None else before + g
    return (None,)


PICK = Internal("pick", _pick)


def current(t: Any) -> Any:
    """The node of `t`, regenerated if `t` is a view whose base was written since."""
    if t._view is not None:
        inplace.refresh(t)
    return t._node


def stale(node: list[Any], version: Any, names: tuple[str, ...]) -> None:
    """Mark saved inputs that are the memory just overwritten: using them in backward is an error."""
    cell = [float("inf"), version[1], float("inf")]
    node[CELLS] = tuple([
        cell if kept is version and name in names else kept
        for name, kept in zip(node[0].saves, node[CELLS], strict=True)
    ])  # fmt: skip
