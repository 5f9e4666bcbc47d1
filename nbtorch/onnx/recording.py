"""The ops of one forward, as plain data: what went in, what came out, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._tensor import Tensor
from ..autograd import observe
from ..autograd.modes import no_grad
from .errors import UnsupportedOperatorError


@dataclass(frozen=True)
class Value:
    """A tensor: its name in the graph, and its array, or that of the example for what is computed."""

    name: str
    array: Any


@dataclass(frozen=True)
class Step:
    """One op: values, numbers and None went in, values came out."""

    op: str
    inputs: tuple[Any, ...]
    statics: dict[str, Any]
    outputs: tuple[Value, ...]


class Recording:
    """Runs a model once and keeps its ops; what no op made is a parameter, a buffer or a constant."""

    def __init__(self, model: Any, args: tuple[Any, ...], kwargs: dict[str, Any], input_names: list[str]):
        self.steps: list[Step] = []
        self.fixed: dict[str, Any] = {}  # arrays of parameters, buffers and constants that are used
        self._known: dict[int, tuple[Value, int, Any]] = {}  # by tensor: the value, its version, the tensor
        self._by_array: dict[int, int] = {}  # `detach` and its like make another tensor of the same array
        self._given: dict[int, str] = {}
        if hasattr(model, "named_parameters"):
            for name, t in [*model.named_buffers(), *model.named_parameters()]:
                self._given[id(t._data)] = name
        given = [t for t in [*args, *kwargs.values()] if isinstance(t, Tensor)]
        self.inputs = [self._name(t, name) for t, name in zip(given, input_names, strict=True)]
        observe.ops.append(self._listen)
        try:
            with no_grad():
                result = model(*args, **kwargs)
        finally:
            observe.ops.remove(self._listen)
        if isinstance(result, Tensor):
            result = [result]
        self.outputs = [self._value(t, "an output") for t in (result.values() if isinstance(result, dict) else result)]

    def _name(self, t: Tensor, name: str) -> Value:
        value = Value(name, t._data)
        self._known[id(t)] = value, t._version, t
        self._by_array[id(t._data)] = id(t)
        return value

    def _found(self, t: Tensor) -> tuple[Value, int, Any] | None:
        if id(t) in self._known:
            return self._known[id(t)]
        if id(t._data) not in self._by_array:  # an array is laid out anew when somebody looks how it lies
            self._by_array = {id(known[2]._data): key for key, known in self._known.items()}
        return self._known.get(self._by_array.get(id(t._data), 0))

    def _value(self, t: Any, op: str) -> Any:
        """What stands for a tensor; anything else stands for itself."""
        if not isinstance(t, Tensor):
            return [self._value(part, op) for part in t] if isinstance(t, (tuple, list)) else t
        known = self._found(t)
        if known is not None:
            if known[1] != t._version:
                raise UnsupportedOperatorError(
                    f"{op} uses a tensor whose memory was written in place through a view, which cannot be exported: "
                    "use the op without the underscore"
                )
            return known[0]
        name = self._given.get(id(t._data), f"constant_{len(self.fixed)}")
        self.fixed[name] = t._data
        return self._name(t, name)

    def _listen(self, op: Any, inputs: Any, statics: Any, outputs: Any, phase: str) -> None:
        if phase == "backward":
            return
        made = outputs if isinstance(outputs, (tuple, list)) else [outputs]
        if phase == "inplace":  # the target is written already: what it was before is what is known of it
            target = inputs[0]
            known = self._found(target)
            if known is None or known[1] != target._version - 1:
                raise UnsupportedOperatorError(f"{op.name}_, in place on a constant or a view, cannot be exported")
            self._known[id(known[2])] = self._known[id(target)] = known[0], target._version, target
        values = tuple([self._value(t, op.name) for t in inputs])
        count = len(self.steps)
        named = [self._name(t, f"{op.name}_{count}_{i}") for i, t in enumerate(made) if t is not None]
        self.steps.append(Step(op.name, values, dict(zip(op.statics, statics, strict=False)), tuple(named)))
