"""`backward` and `grad`: what users call to differentiate."""

from __future__ import annotations

from typing import Any

from ..backend import array, dtype
from . import engine, observe
from .apply import current


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (tuple, list)) else [value]


def grad_seed(output: Any, gradient: Any, create: bool) -> Any:
    """The gradient to start from: 1 for a scalar, else what was given, checked."""
    data = output._data
    if gradient is None:
        if data.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if dtype.category(data.dtype) > dtype.FLOATING:
            raise RuntimeError(f"grad can be implicitly created only for real scalar outputs but got {output.dtype}")
        gradient = engine.Tensor(array.NAMESPACES[type(data)].ones(data.shape, data.dtype), None)
    elif not isinstance(gradient, engine.Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(gradient).__name__}")
    elif gradient._data.shape != data.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[0] has a shape of {gradient.shape} and output[0] has a shape of "
            f"{output.shape}."
        )
    return gradient if create else gradient._data


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors`, weighed by `grad_tensors`, to the `.grad` of the leaves below them."""
    tensors = listed(tensors)
    seeds = listed(grad_tensors) if grad_tensors is not None else [None] * len(tensors)
    if len(seeds) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(seeds)} gradients")
    nodes = [current(t) for t in tensors]
    if any([node is None for node in nodes]):
        index = [node is None for node in nodes].index(True)
        raise RuntimeError(f"element {index} of tensors does not require grad and does not have a grad_fn")
    chosen = None if inputs is None else [current(t) for t in listed(inputs)]
    if chosen is not None and (not chosen or any([n is None for n in chosen])):
        raise RuntimeError("`inputs` argument to `backward()` must be tensors that require grad")
    retain = create_graph if retain_graph is None else retain_graph
    started = [grad_seed(t, s, create_graph) for t, s in zip(tensors, seeds, strict=True)]
    engine.backward(nodes, started, retain, create_graph, inputs=chosen)
    if observe.backward:
        observe.tell(observe.backward, tensors[0])


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """Gradients of `outputs` with respect to `inputs`; touches no `.grad`."""
    outputs, inputs = listed(outputs), listed(inputs)
    seeds = listed(grad_outputs) if grad_outputs is not None else [None] * len(outputs)
    if is_grads_batched:
        raise NotImplementedError("grad(is_grads_batched=True) is not supported: loop over the rows of grad_outputs")
    targets = [current(t) for t in inputs]
    if any([n is None for n in targets]):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    for index, output in enumerate(outputs):
        if current(output) is None:
            raise RuntimeError(f"element {index} of tensors does not require grad and does not have a grad_fn")
    retain = create_graph if retain_graph is None else retain_graph
    started = [grad_seed(o, s, create_graph) for o, s in zip(outputs, seeds, strict=True)]
    found = engine.backward([current(o) for o in outputs], started, retain, create_graph, targets)
    if not (allow_unused or materialize_grads) and any([g is None for g in found]):
        index = [g is None for g in found].index(True)
        raise RuntimeError(
            f"The differentiated Tensor at index {index} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    return tuple([_result(g, t, materialize_grads) for g, t in zip(found, inputs, strict=True)])


def _result(g: Any, t: Any, materialize: bool) -> Any:
    if g is None:
        xp = array.NAMESPACES[type(t._data)]
        return engine.Tensor(xp.zeros(t._data.shape, t._data.dtype), None) if materialize else None
    if isinstance(g, engine.Tensor):
        return g
    return engine.Tensor(g if type(g) is type(t._data) else array.NAMESPACES[type(t._data)].asarray(g), None)
