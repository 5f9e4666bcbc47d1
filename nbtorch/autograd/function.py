"""Custom operations: a forward and a backward written by the user."""

from __future__ import annotations

import functools
import warnings
from typing import Any

from ..backend.array import NAMESPACES
from . import apply as applying
from .apply import PICK, current
from .inplace import wrote
from .modes import no_grad, recording
from .node import FREED, OP, SAVED, SEQ, SHAPE, clock
from .scope import where


class Context:
    """What a Function's forward leaves for its backward."""

    def __init__(self) -> None:
        self.needs_input_grad: tuple[bool, ...] = ()
        self.dirty: tuple[Any, ...] = ()
        self.plain: tuple[Any, ...] = ()
        self.materialize = True
        self._kept: tuple[Any, ...] = ()
        self._node: Any = None

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs or outputs for backward; a later in-place change of one is then noticed."""
        for t in tensors:
            if t is not None and not hasattr(t, "_node"):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument is of type {type(t).__name__}"
                )
        self._kept = tensors

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What was saved, unless it was freed or changed in place."""
        if self._node is not None:
            if self._node[SAVED] is FREED:
                raise RuntimeError(
                    "Trying to backward through the graph a second time (or directly access saved tensors after they "
                    "have already been freed). Specify retain_graph=True if you need to."
                )
            for t in self._kept:
                if t is not None and t._version[0] > self._node[SEQ] and not any([t is d for d in self.dirty]):
                    raise RuntimeError(
                        "one of the variables needed for gradient computation has been modified by an inplace "
                        "operation: "
                        f"{tuple(t.shape)}, saved by {self._node[0].name}, is at version {t._version[1]}."
                    )
        return self._kept

    def mark_dirty(self, *tensors: Any) -> None:
        """Say which inputs the forward changed in place."""
        self.dirty = tensors

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Say which outputs carry no gradient."""
        self.plain = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether the gradient of an unused output arrives as zeros (True) or None."""
        self.materialize = value


class FunctionOp:
    """One call of a Function, as the engine sees an op."""

    saves: tuple[str, ...] = ("context",)
    arrays: tuple[str, ...] = ()

    def __init__(self, cls: Any, context: Context, outputs: tuple[Any, ...], positions: tuple[int, ...]):
        self.cls, self.context, self.positions = cls, context, positions
        self.name = f"{cls.__name__}Backward"
        self.results = tuple([f"output{i}" for i in range(len(outputs))])
        self.like = [(t._data.shape, t._data.dtype, NAMESPACES[type(t._data)]) for t in outputs]

    def grad_name(self, statics: Any) -> str:
        return self.name

    def backward(self, g: Any, saved: Any, node: list[Any]) -> list[Any]:
        gradients = list(g) if isinstance(g, list) else [g]
        create = recording.get()
        for i, (shape, dtype, xp) in enumerate(self.like):
            if gradients[i] is None and self.context.materialize:
                gradients[i] = xp.zeros(shape, dtype)
        wrapped = [t if t is None or hasattr(t, "_node") else applying.Tensor(t, None) for t in gradients]
        self.context._node = node
        kept, node[SAVED] = node[SAVED], ()
        try:
            found = self.cls.backward(self.context, *wrapped)
        finally:
            node[SAVED] = kept
        found = found if isinstance(found, tuple) else (found,)
        count = len(self.context.needs_input_grad)
        if len(found) != count and not (len(found) > count and all([f is None for f in found[count:]])):
            raise RuntimeError(
                f"function {self.name} returned an incorrect number of gradients (expected {count}, got {len(found)})"
            )
        return [self._piece(found[i], i, create) for i in self.positions]

    def _piece(self, piece: Any, position: int, create: bool) -> Any:
        if piece is None:
            return None
        if not hasattr(piece, "_node"):
            raise RuntimeError(
                f"function {self.name} returned a {type(piece).__name__} as gradient {position}, not a tensor"
            )
        return piece if create else piece._data


class Function:
    """A custom operation: subclass with static `forward(ctx, ...)` and `backward(ctx, *grads)`, call by `apply`."""

    def __init__(self, *args: Any, **kwargs: Any):
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you should "
            "invoke "
            "them on the class itself. Instantiating an autograd function will raise an error in a future version.",
            DeprecationWarning,
            stacklevel=2,
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise NotImplementedError("You must implement the backward for your custom autograd.Function.")

    setup_context: Any = None

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run the forward, recorded as one node."""
        context = Context()
        nodes = tuple([current(a) if hasattr(a, "_node") else None for a in args])
        context.needs_input_grad = tuple([node is not None for node in nodes])
        with no_grad():
            if cls.setup_context is not None:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(context, args, result)
            else:
                result = cls.forward(context, *args, **kwargs)
        outputs = result if isinstance(result, tuple) else (result,)
        for t in context.dirty:
            cls._writable(t)
            wrote(t)
        if recording.get() and any(context.needs_input_grad):
            outputs = tuple([cls._own(t, args, context) for t in outputs])
            cls._record(context, nodes, outputs)
        return outputs if isinstance(result, tuple) else outputs[0]

    @staticmethod
    def _writable(t: Any) -> None:
        """Refuse a change in place that no history could tell of."""
        if recording.get() and t._node is not None and t._view is None and t._node[OP].name == "AccumulateGrad":
            raise RuntimeError("a leaf Variable that requires grad has been used in an in-place operation.")
        if recording.get() and t._view is not None:
            raise RuntimeError("a custom Function may not change a view in place: clone() it first")

    @staticmethod
    def _own(t: Any, args: Any, context: Context) -> Any:
        """An input returned as it came is a new tensor to autograd, unless it was changed in place."""
        if hasattr(t, "_node") and any([t is a for a in args]) and not any([t is d for d in context.dirty]):
            return t.detach()
        return t

    @classmethod
    def _record(cls, context: Context, nodes: Any, outputs: tuple[Any, ...]) -> None:
        tensors = tuple([t for t in outputs if hasattr(t, "_node")])
        positions = tuple([i for i, node in enumerate(nodes) if node is not None])
        op = FunctionOp(cls, context, tensors, positions)
        shapes = tuple([t._data.shape for t in tensors])
        node = [
            op, tuple([nodes[i] for i in positions]), (context,), (None,), (), shapes, next(clock), None, False, None,
            where[0](),
        ]  # fmt: skip
        if len(outputs) == 1:
            node[SHAPE] = shapes[0]
            tensors[0]._node = node
            return
        for i, t in enumerate(tensors):
            if not any([t is p for p in context.plain]):
                t._node = [PICK, (node,), (), (), (i,), shapes[i], next(clock), None, False, None, None]


def once_differentiable(backward: Any) -> Any:
    """Mark a Function's backward as one that cannot be differentiated again."""

    @functools.wraps(backward)
    def wrapped(ctx: Any, *gradients: Any) -> Any:
        with no_grad():
            found = backward(ctx, *gradients)
        if not recording.get():
            return found
        blocked = [f if f is None else _Blocked.apply(f, *[g for g in gradients if g is not None])
                   for f in (found if isinstance(found, tuple) else (found,))]  # fmt: skip
        return tuple(blocked)

    return wrapped


class _Blocked(Function):
    """Passes its first input on and refuses to be differentiated."""

    @staticmethod
    def forward(ctx: Any, value: Any, *gradients: Any) -> Any:
        return value.clone()

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")
