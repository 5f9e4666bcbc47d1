"""Views and in-place writes: the history of a base is rebased when one of its views is written."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import numpy

from ..backend import dtype, placing
from ..backend.array import NAMESPACES, SEVERAL
from ..backend.storage import address, bounds, is_dense
from . import apply as applying, errors, observe
from .modes import recording
from .node import CELLS, HOOKS, OP, PARENTS, SAVED, STATICS, camel, clock, hooks_of
from .scope import where

clone: Any = None  # the op, set by nbtorch.ops.shape
LEAF: Any = None  # set by nbtorch.autograd


# A view's way from its base is a plain list, as nodes are; these constants name its fields.
BASE, CHAIN, STAMP, RECORDED, MULTIPLE = range(5)
# BASE      the tensor that owns the memory       CHAIN     the ops to replay: (op, statics, output index)
# STAMP     when its grad_fn was made             RECORDED  whether every step was recorded
# MULTIPLE  the op with several outputs that made it, or None


def shares_memory(a: Any, b: Any) -> bool:
    """Whether `b`, just made from `a`, is a view of it (NumPy: both end at one base)."""
    if type(a) is numpy.ndarray:
        return b is a or b.base is a or (b.base is not None and b.base is a.base)
    return bool(NAMESPACES[type(a)].may_share_memory(a, b))


def mark_view(op: Any, source: Any, statics: tuple[Any, ...], out: Any) -> None:
    """Let `out` (one tensor or several) share the version counter of `source` and remember the way here."""
    if op.view == "maybe" and not shares_memory(source._data, out._data):
        return
    parent = source._view
    if parent is None:
        base, chain, recorded, multiple = source, (), recording.get(), None
    else:
        base, chain, _, recorded, multiple = parent
        recorded = recorded and recording.get()
    if op.outputs is None:
        out._writes = source._writes
        out._view = [base, (*chain, (op, statics, None)), next(clock), recorded, multiple]
    else:
        for index, view in enumerate(out):
            view._writes = source._writes
            view._view = [base, (*chain, (op, statics, index)), next(clock), recorded, op]


def bare(view: list[Any]) -> bool:
    """Whether the base of a view has no history."""
    return view[BASE]._node is None


def continued(view: list[Any], step: tuple[Any, ...]) -> list[Any]:
    """The way of a view of a view: one step further."""
    base, chain, _, recorded, multiple = view
    return [base, (*chain, step), next(clock), recorded and recording.get(), multiple]


def replay(chain: Any, value: Any) -> Any:
    """The same view of another array, tensor or symbol."""
    for op, statics, index in chain:
        value = op(value, **dict(zip(op.statics, statics, strict=False)))
        value = value if index is None else value[index]
    return value


def refresh(t: Any) -> None:
    """Regenerate the grad_fn of view `t` if its base was written after it was made."""
    view = t._view
    if view[BASE]._writes[0] > view[STAMP] and view[RECORDED]:
        if view[MULTIPLE] and view[BASE]._node is not None:
            raise RuntimeError(
                f"Output 0 of {camel(view[MULTIPLE].name)} is a view and its base or another view of its base has been "
                f"modified inplace. {_MULTIPLE}"
            )
        view[STAMP] = next(clock)
        if view[BASE]._node is not None:
            before = recording.get()
            recording.set(True)
            try:
                t._node = replay(view[CHAIN], view[BASE])._node
            finally:
                recording.set(before)


_MULTIPLE = (
    "This view is the output of a function that returns multiple views. Such functions do not allow the output views "
    "to be modified inplace. You should replace the inplace operation by an out-of-place one."
)


def check_overlap(target: Any, source: Any) -> None:
    """Refuse to write where a part, and not the whole, of what is read lies: the order of elements would decide."""
    mine, other = target._data, source._data
    if mine.shape == other.shape and mine.strides == other.strides and address(mine) == address(other):
        return
    if not (is_dense(mine) and is_dense(other)):
        return  # PyTorch too looks no further
    check_apart(mine, other)


def check_apart(mine: Any, other: Any, same: bool = False, count: int = 0) -> None:
    """Refuse to write `count` elements into an array that shares memory with one that is read, or is the `same`."""
    (low, high), (start, end) = bounds(mine), bounds(other)
    high = max(high, low + count * mine.dtype.itemsize)
    if same or (low < end and start < high):
        raise RuntimeError(
            "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single "
            "memory location. Please clone() the tensor before performing the operation."
        )


def check_single(array: Any) -> None:
    """Refuse to write into an array that has one memory for several elements."""
    strides = getattr(array, "strides", ())
    if array.size and any([s == 0 and n > 1 for s, n in zip(strides, array.shape, strict=False)]):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory "
            "location. Please clone() the tensor before performing the operation."
        )


_FILLS = ("fill_number", "fill_mask", "fill_slices", "tril", "triu")  # whose elements PyTorch writes in any order


def check_writable(op: Any, t: Any) -> None:
    """Refuse writes that PyTorch refuses."""
    if op.name not in _FILLS:
        check_single(t._data)
    if not recording.get():
        return
    view, node = t._view, applying.current(t)
    if view is None:
        if node is not None and not node[PARENTS]:
            raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    elif getattr(view[MULTIPLE], "custom", False):
        raise RuntimeError(
            f"Output 0 of {view[MULTIPLE].name.removesuffix('Backward')} is a view and is being modified inplace. This "
            "view was created inside a custom Function (or because an input was returned as-is) and the autograd logic "
            "to handle view+inplace would override the custom backward associated with the custom Function, leading to "
            "incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom "
            "Function."
        )
    elif view[BASE]._node is not None:
        if view[RECORDED] is None or view[RECORDED] == ():
            raise RuntimeError(
                "A view was created in inference mode and is being modified inplace in normal mode. Given that this "
                "use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the "
                "view and the inplace either both inside the inference_mode block (if you don't want the inplace to be "
                "tracked) or both outside (if you want the inplace to be tracked)."
            )
        if not view[RECORDED]:
            raise RuntimeError(
                "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that "
                "this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both "
                "the view and the inplace either both inside the no_grad block (if you don't want the inplace to be "
                "tracked) or both outside (if you want the inplace to be tracked)."
            )
        if view[MULTIPLE]:
            number = view[CHAIN][-1][2] or 0
            raise RuntimeError(
                f"Output {number} of {camel(view[MULTIPLE].name)} is a view and is being modified inplace. {_MULTIPLE}"
            )
        if view[BASE]._node[OP] is LEAF:
            raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


def without_history(op: Any, inputs: tuple[Any, ...]) -> list[Any] | None:
    """The arrays of a write that nothing forbids and nobody records: what a training loop does under `no_grad`."""
    if observe.ops or len(inputs) != len(op.promoted):
        return None
    target, kept, arrays = inputs[0], recording.get(), []
    for position, t in enumerate(inputs):
        array = getattr(t, "_data", t)
        if type(array) is numpy.ndarray and array.dtype is applying.float32:
            if kept and (t._node is not None or has_history(t._view)):
                return None
            if t is target:
                if not array.flags.c_contiguous:  # it may be expanded
                    return None
            elif t._writes is target._writes:
                return None
        elif t is target or type(array) is not float or position not in op.numbered:
            return None
        arrays.append(array)
    return arrays


def has_history(view: Any) -> bool:
    """Whether what is done to a view may concern backward."""
    return view is not None and (view[BASE]._node is not None or bool(view[MULTIPLE]))


def inplace(op: Any, inputs: tuple[Any, ...], statics: tuple[Any, ...]) -> Any:
    """Run `op` and let its first input take the result: value, version, history."""
    if SEVERAL and (index := placing.away(inputs[:1])) is not None:
        with placing.using(index):
            return inplace(op, inputs, statics)
    arrays = without_history(op, inputs)
    if arrays is not None:
        write(op, numpy, arrays[0], arrays, statics, False)
        wrote(inputs[0])
        return inputs[0]
    if observe.ops:
        observe.began = perf_counter()
    inputs = applying.tensors(op, inputs)
    target = inputs[0]
    if not hasattr(target, "_node"):
        raise errors.wrong_argument(op, 0, target)
    if op.refuses is not None:  # what kinds of arguments they are is told first
        op.refuses(*[getattr(t, "_data", t) for t in inputs], *statics)
    check_writable(op, target)
    for other in inputs[1:]:
        if getattr(other, "_writes", None) is target._writes and other is not target:
            check_overlap(target, other)
    old = target._data
    if op.inplace == "real" and old.dtype.kind == "c":
        raise RuntimeError(f"In-place {op.name} is not supported for complex tensors.")
    if op.promote:
        inputs = fitted(op, inputs)
    arrays, xp = applying.bare(op, inputs)
    if op.check is not None:
        errors.checked(op, arrays, statics)
    nodes = tuple([applying.current(t) if hasattr(t, "_node") else None for t in inputs])
    needs = recording.get() and bool(op.rules) and any([n is not None for n in nodes])
    before = old
    if needs and op.arrays[0] in op.saves and any([nodes[i] is not None for i in op.needed_by[op.arrays[0]]]):
        before = arrays[0] = old.copy()  # PyTorch too saves a clone of the overwritten value
    write(op, xp, old, arrays, statics)
    wrote(target)
    if needs:
        shadow = applying.Tensor(old, None)
        shadow._writes = target._writes
        first = target if before is old else applying.Tensor(before, None)
        half = op.promote is not None and old.dtype in dtype.HALF
        recorded = applying.recorded(op, old.dtype if half else None, arrays)
        applying.record(recorded, (first, *inputs[1:]), arrays, statics, shadow, nodes)
        node = shadow._node
        applying.stale(node, target._writes, op.arrays)
        rebase(target, node)
    if observe.ops:
        observe.tell(observe.ops, op, inputs, statics, target, "inplace")
    return target


def fitted(op: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Bring the other inputs to the dtype of the first, which an in-place result cannot change."""
    if op.promote == "truth":
        return applying.promoted(op, inputs)
    target = inputs[0]._data.dtype
    positions = [i for i in op.promoted if inputs[i] is not None]
    values = [inputs[i]._data if hasattr(inputs[i], "_node") else inputs[i] for i in positions]
    found = dtype.result_type(values)
    if op.promote == "float" and dtype.category(found) < dtype.FLOATING:
        found = dtype.get_default_dtype().array
    if not dtype.can_cast(found, target):
        raise errors.no_cast(found, target)
    return tuple([
        (applying.fitting(t, target) if type(t) is int else t) if not hasattr(t, "_node")
        else applying.cast(t, target, t._data.dtype) if i in positions and t._data.dtype != target else t
        for i, t in enumerate(inputs)
    ])  # fmt: skip


def write(op: Any, xp: Any, old: Any, arrays: list[Any], statics: Any, may_be_half: bool = True) -> None:
    """Compute and store; nothing is written when the computation fails."""
    kind = applying.wide(op, arrays) if may_be_half and op.promote is not None else None
    half = kind is not None
    if half and op.rounds:
        statics = applying.shortened(op, statics, kind)
    try:
        if callable(op.inplace) and not half:
            op.inplace(xp, old, *arrays[1:], *statics)
            return
        result = op.forward(xp, *arrays, *statics)
    except errors.RAISED as error:
        raise errors.explained(op, error, arrays, statics) from None
    if result.shape != old.shape:
        raise errors.no_room(old.shape, result.shape)
    if result.dtype is not old.dtype and not dtype.can_cast(result.dtype, old.dtype):
        raise errors.no_cast(result.dtype, old.dtype)
    old[...] = result


def wrote(t: Any) -> None:
    """Stamp the shared version counter; the times of the last writes tell which version a graph had seen."""
    time, cell = next(clock), t._writes
    cell[:] = (time, cell[1] + 1, *cell[2:][-7:], time)


def rebase(target: Any, node: list[Any]) -> None:
    """Make `node` the history of `target`; if that is a view, of its base (PyTorch's CopySlices)."""
    view = target._view
    if view is None:
        before, target._node = target._node, node
        if before is not None and before[HOOKS] is not None and before[HOOKS].retain is not None:
            hooks_of(node).retain, before[HOOKS].retain = before[HOOKS].retain, None
        return
    base = view[BASE]
    inner = list(node)
    inner[SAVED], inner[CELLS] = (), ()  # the saved arrays live in the outer node
    parents = (base._node, *node[PARENTS][1:])
    base._node = [
        CopySlices(node[OP]), parents, node[SAVED], node[CELLS], (inner, view[CHAIN]), base._data.shape, next(clock),
        None, False, None, where[0](),
    ]  # fmt: skip
    refresh(target)


class CopySlices:
    """The history of a base whose view was written by `op`: its rules, run on the viewed part of the gradient.

    One text for arrays, tensors and symbols: clone, replay and `part[...] =` mean the right thing on each.
    """

    def __init__(self, op: Any):
        self.name, self.saves, self.arrays, self.results = f"CopySlices({op.name})", op.saves, op.arrays, op.results

    def grad_name(self, statics: Any) -> str:
        return "CopySlices"

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> list[Any]:
        inner, chain = node[STATICS]
        for name, value in zip(
            self.saves, saved, strict=False
        ):  # create_graph: a saved input is the view, not the base
            if name == self.arrays[0] and hasattr(value, "_node"):
                value._node = inner[PARENTS][0]
        whole = clone(g)
        part = replay(chain, whole)
        pieces = list(inner[OP].backward(clone(part), saved, inner))
        if node[PARENTS][0] is not None:
            part[...] = 0 if pieces[0] is None else pieces[0]
        pieces[0] = whole
        return pieces
