"""Custom operations: a forward and a backward written by the user."""

from __future__ import annotations

import functools
import warnings
from typing import Any

from ..backend.array import NAMESPACES
from . import anomaly, apply as applying, observe, packing
from .apply import current
from .inference import refused, unversioned
from .inplace import MULTIPLE, RECORDED, wrote
from .modes import no_grad, recording
from .node import FREED, OP, SAVED, SECOND_TIME, SHAPE, STATICS, clock
from .scope import where
from .versions import changed


class Context:
    """What a Function's forward leaves for its backward; users may set attributes of their own."""

    def __init__(self) -> None:
        self.needs_input_grad: tuple[bool, ...] = ()
        self.dirty: tuple[Any, ...] = ()
        self.plain: tuple[Any, ...] = ()
        self.materialize = True
        self._kept: Any = ()
        self._node: Any = None

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep inputs or outputs for backward; a later in-place change of one is then noticed."""
        for index, t in enumerate(tensors):
            if t is not None and not hasattr(t, "_node"):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument {index} is of type {type(t).__name__}"
                )
        self._kept = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """What `save_for_backward` is to forward mode, which nbtorch computes from the backward."""

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What was saved, unless it was freed or changed in place."""
        if self._kept is FREED:
            raise RuntimeError(SECOND_TIME)
        return tuple([k.open(self._node) if type(k) is Kept else k for k in self._kept])

    @property
    def saved_variables(self) -> tuple[Any, ...]:
        """What `saved_tensors` was called before PyTorch 0.4."""
        warnings.warn("'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning, stacklevel=2)
        return self.saved_tensors

    def of(self, node: list[Any], name: str) -> Any:
        """An attribute as `grad_fn` shows it."""
        before, self._node = self._node, node
        try:
            return getattr(self, name)
        finally:
            self._node = before

    def mark_dirty(self, *args: Any) -> None:
        """Say which inputs the forward changed in place."""
        self.dirty = args

    def mark_non_differentiable(self, *args: Any) -> None:
        """Say which outputs carry no gradient."""
        self.plain = args

    def set_materialize_grads(self, value: bool) -> None:
        """Whether the gradient of an unused output arrives as zeros (True) or None."""
        self.materialize = value


class Kept:
    """A saved tensor: an input as it is, an output by its place, so that the graph does not hold its own result."""

    __slots__ = ("data", "index", "output", "stamp", "tensor", "version")

    def __init__(self, tensor: Any, outputs: tuple[Any, ...], dirty: bool):
        self.output = next((i for i, o in enumerate(outputs) if o is tensor), None)
        self.index = sum([hasattr(o, "_node") for o in outputs[: self.output or 0]])
        self.data: Any = packing.packed(tensor._data) if packing.active.get() else tensor._data
        self.tensor = tensor if self.output is None and self.data is tensor._data else None
        self.version, self.stamp = (None if dirty else tensor._writes), next(clock)
        if unversioned(tensor):
            raise refused()

    def open(self, node: Any) -> Any:
        """The tensor, joined to the graph."""
        if type(self.data) is packing.Packed:
            found = self.data.open()
        else:
            if self.version is not None and self.version[0] > self.stamp:
                tail = node if self.output is not None else current(self.tensor)
                raise changed(self.data, self.version, self.stamp, tail)
            if self.tensor is not None:
                return self.tensor
            found = self.data
        found = applying.Tensor(getattr(found, "_data", found), None)
        if self.output is not None and node is not None:
            found._node = applying.picked(node, self.index) if isinstance(node[STATICS], Many) else node
            found._writes = self.version or found._writes
        return found


class Many(tuple[Any, ...]):
    """The statics of a node with several outputs."""


class FunctionOp:
    """One call of a Function, as the engine sees an op."""

    saves: tuple[str, ...] = ("context",)
    arrays: tuple[str, ...] = ()
    custom = True

    def __init__(self, cls: Any, context: Context, outputs: tuple[Any, ...], inputs: dict[int, Any]):
        self.cls, self.context, self.positions = cls, context, tuple(inputs)
        self.name = getattr(cls, "node_name", f"{cls.__name__}Backward")
        self.results = tuple([f"output{i}" for i in range(len(outputs))])
        self.like = [
            (t._data.shape, t._data.dtype, NAMESPACES[type(t._data)]) if hasattr(t, "_node") else None for t in outputs
        ]
        self.inputs = [(t._data.shape, t._data.dtype) for t in inputs.values()]

    def grad_name(self, statics: Any) -> str:
        return self.name

    def _given(self, g: Any) -> list[Any]:
        """One gradient per output of the forward; what is no tensor has None."""
        arrived = iter(g if isinstance(g, list) else [g])
        gradients = [None if like is None else next(arrived) for like in self.like]
        if self.context.materialize:
            gradients = [
                like[2].zeros(like[0], like[1]) if p is None and like is not None else p
                for p, like in zip(gradients, self.like, strict=True)
            ]
        return [t if t is None or hasattr(t, "_node") else applying.Tensor(t, None) for t in gradients]

    def backward(self, g: Any, saved: Any, node: list[Any]) -> list[Any]:
        create = recording.get()
        given = self._given(g)
        self.context._node = node
        try:
            found = self._rule()(self.context, *given)
        finally:
            self.context._node = None  # it would hold itself
            if node[SAVED] is FREED:
                self.context._kept = FREED
        found = found if isinstance(found, tuple) else (found,)
        count = len(self.context.needs_input_grad)
        if len(found) != count and not (len(found) > count and all([f is None for f in found[count:]])):
            raise RuntimeError(
                f"function {self.name} returned an incorrect number of gradients (expected {count}, got {len(found)})"
            )
        pieces = [self._piece(found[i], like, i) for i, like in zip(self.positions, self.inputs, strict=True)]
        return [piece if piece is None or create else piece._data for piece in pieces]

    def _rule(self) -> Any:
        backward, vjp = self.cls.backward, self.cls.vjp
        if vjp is Function.vjp:
            return backward
        if backward is not Function.backward:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only "
                "implement one of them."
            )
        return vjp

    def _piece(self, piece: Any, like: tuple[Any, Any], position: int) -> Any:
        if piece is None:
            return None
        if not hasattr(piece, "_node"):
            raise RuntimeError(f"expected Variable or None (got {type(piece).__name__})")
        shape, kind = like
        got = piece._data.shape
        if got != shape and (
            len(got) < len(shape) or any([m not in (1, n) for m, n in zip(shape[::-1], got[::-1], strict=False)])
        ):
            raise RuntimeError(
                f"Function {self.name} returned an invalid gradient at index {position} - got {list(got)} but expected "
                f"shape compatible with {list(shape)}"
            )
        if piece._data.dtype != kind:
            if kind.kind != "c" and piece._data.dtype.kind == "c":
                raise RuntimeError(
                    f"Function {self.name} returned an invalid gradient at index {position} - expected real gradient"
                )
            piece = applying.cast(piece, kind, piece._data.dtype)
        return piece


class Function:
    """A custom operation: subclass with static `forward(ctx, ...)` and `backward(ctx, *grads)`, call by `apply`."""

    def __init__(self, *args: Any, **kwargs: Any):
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you should "
            "invoke them on the class itself. Instantiating an autograd function will raise an error in a future "
            "version of PyTorch.",
            DeprecationWarning,
            stacklevel=2,
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    @staticmethod
    def vjp(ctx: Any, *grad_outputs: Any) -> Any:
        """Another name for `backward`."""
        return Function.backward(ctx, *grad_outputs)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Fill `ctx` after a `forward` that does not take it."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """The forward derivative; `forward_ad` here takes it from `backward`."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD."
        )

    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any) -> Any:
        """The rule for a batch; `func.vmap` here runs the forward on every sample."""
        raise NotImplementedError(
            "To use autograd.Function with vmap, you must either override the vmap staticmethod or set "
            "generate_vmap_rule=True."
        )

    generate_vmap_rule = False

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run the forward, recorded as one node."""
        context = Context()
        nodes = tuple([current(a) if hasattr(a, "_node") else None for a in args])
        context.needs_input_grad = tuple([node is not None for node in nodes])
        with no_grad():
            if cls.setup_context is not Function.setup_context:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(context, args, result)
            else:
                result = cls.forward(context, *args, **kwargs)
        outputs = result if isinstance(result, tuple) else (result,)
        for t in context.dirty:
            cls._writable(t)
            wrote(t)
            if not any([t is o for o in outputs]):
                raise RuntimeError(
                    "Some elements marked as dirty during the forward method were not returned as output. The inputs "
                    "that are modified inplace must all be outputs of the Function."
                )
        if recording.get() and any(context.needs_input_grad):
            outputs = cls._record(context, nodes, args, outputs)
        else:
            context._kept = ()
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
            mine = t.detach()
            mine._view = [t, (), next(clock), False, None]
            return mine
        return t

    @classmethod
    def _record(cls, context: Context, nodes: Any, args: Any, results: tuple[Any, ...]) -> tuple[Any, ...]:
        outputs = tuple([cls._own(t, args, context) for t in results])
        context._kept = tuple([
            t if t is None else Kept(t, results, any([t is d for d in context.dirty])) for t in context._kept
        ])  # fmt: skip
        learning = [
            t for t in outputs
            if hasattr(t, "_node") and t._data.dtype.kind not in "biu" and not any([t is p for p in context.plain])
        ]  # fmt: skip
        if not learning:
            return outputs
        inputs = {i: args[i] for i, node in enumerate(nodes) if node is not None}
        op = FunctionOp(cls, context, outputs, inputs)
        tensors = [t for t in outputs if hasattr(t, "_node")]
        shapes = tuple([t._data.shape for t in tensors])
        node = [
            op, tuple([nodes[i] for i in inputs]), (context,), (None,) if context._kept else (), (), shapes,
            next(clock), None, False, None, where[0](),
        ]  # fmt: skip
        if observe.ops:
            anomaly.remember(node)
        if len(tensors) == 1:
            node[SHAPE] = shapes[0]
            tensors[0]._node = node
        else:
            node[STATICS] = Many()
            for i, t in enumerate(tensors):
                if any([t is one for one in learning]):
                    t._node = applying.picked(node, i)
        for t in learning:
            if t._view is not None and not any([t is d for d in context.dirty]):
                t._view[MULTIPLE], t._view[RECORDED] = op, False
        return outputs


FunctionCtx = Context


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

    node_name = "torch::autograd::Error"

    @staticmethod
    def forward(ctx: Any, value: Any, *gradients: Any) -> Any:
        return value.clone()

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")
