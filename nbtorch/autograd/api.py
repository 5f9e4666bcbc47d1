"""`backward` and `grad`: what users call to differentiate."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy

from ..backend import array, dtype, placing
from . import engine, observe
from .apply import current
from .node import SHAPE, GradFn

float32 = dtype.float32.array


class GradientEdge(NamedTuple):
    """A place in the graph: the gradient of output `output_nr` of `node`."""

    node: GradFn
    output_nr: int
    ownership_token: GradFn | None = None


def place(value: Any) -> Any:
    """The engine's node of a tensor or edge; None where no gradient flows."""
    if type(value) is GradientEdge:
        node: Any = value.node._node
        return node if type(node[SHAPE]) is not tuple or not isinstance(next(iter(node[SHAPE]), 0), tuple) else (
            engine.picked(node, value.output_nr)
        )  # fmt: skip
    return current(value)


def listed(value: Any) -> list[Any]:
    """The tensors or edges of an argument that may be one."""
    return [value] if hasattr(value, "_node") or type(value) is GradientEdge else list(value)


def _inputs(value: Any, caller: str) -> list[Any]:
    if isinstance(value, Mapping) and type(value) is not dict:
        raise TypeError(
            f"`inputs` argument to `{caller}()` must be a dict, not {type(value).__name__}. Other Mapping types are "
            "not supported."
        )
    found = list(value.values()) if type(value) is dict else listed(value)
    if not found:
        raise RuntimeError(f"`inputs` argument to `{caller}()` cannot be empty.")
    return found


def _facts(output: Any) -> tuple[Any, Any, Any]:
    """Shape, dtype and array namespace of a tensor or edge."""
    if type(output) is GradientEdge:
        return tuple(place(output)[SHAPE]), dtype.float32.array, array.CPU
    return output._data.shape, output._data.dtype, array.NAMESPACES[type(output._data)]


def _seed(output: Any, gradient: Any, index: int, create: bool, batched: bool = False) -> Any:
    """The gradient to start from: 1 for a scalar, else what was given, checked."""
    if not batched and hasattr(output, "_data"):  # as most are
        mine = output._data
        if gradient is None and not mine.ndim and mine.dtype is float32 and type(mine) is numpy.ndarray:
            one = numpy.array(1, float32)
            return engine.Tensor(one, None) if create else one
        if isinstance(gradient, engine.Tensor):
            given = gradient._data
            if given.shape == mine.shape and given.dtype is mine.dtype:
                return gradient if create else given
    shape, kind, xp = _facts(output)
    if gradient is None:
        if shape and array.CPU.prod(shape) != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if dtype.category(kind) != dtype.FLOATING:
            raise RuntimeError(f"grad can be implicitly created only for real scalar outputs but got {dtype.of(kind)}")
        with placing.using(placing.index_of(getattr(output, "_data", None))):
            gradient = engine.Tensor(xp.ones(shape, kind), None)
    elif not isinstance(gradient, engine.Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(gradient).__name__}")
    else:
        _check_shape(gradient.shape[1:] if batched else gradient.shape, type(gradient.shape)(shape), index, batched)
        if (gradient._data.dtype.kind == "c") != (kind.kind == "c"):
            raise RuntimeError(
                "For complex Tensors, both grad_output and output are required to have the same dtype. Mismatch in "
                f"dtype: grad_output[{index}] has a dtype of {gradient.dtype} and output[{index}] has a dtype of "
                f"{dtype.of(kind)}."
            )
        if gradient._data.dtype != kind and type(output) is not GradientEdge:
            gradient = gradient.to(dtype.of(kind))
    return gradient if create else gradient._data


def _check_shape(given: Any, wanted: Any, index: int, batched: bool) -> None:
    if tuple(given) == tuple(wanted):
        return
    if not batched:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{index}] has a shape of {given} and output[{index}] has a shape of "
            f"{wanted}."
        )
    raise RuntimeError(
        "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch dimension. The "
        "sizes of the remaining dimensions are expected to match the shape of corresponding output, but a mismatch was "
        f"detected: grad_output[{index}] has a shape of {given[1:]} and output[{index}] has a shape of {wanted}. "
        "If you only want some tensors in `grad_output` to be considered batched, consider using vmap."
    )


def _started(outputs: list[Any], gradients: Any, create: bool) -> tuple[list[Any], list[Any]]:
    """The nodes to walk from, and the gradient each starts with."""
    if len(outputs) == 1 and (gradients is None or hasattr(gradients, "_node")):
        node = place(outputs[0])
        if node is not None:
            return [node], [_seed(outputs[0], gradients, 0, create)]
    if gradients is None:
        seeds = [None] * len(outputs)
    else:
        seeds = [gradients] if hasattr(gradients, "_node") else list(gradients)
    nodes = [place(o) for o in outputs]
    started = [
        None if s is None and n is None else _seed(o, s, i, create)
        for i, (o, s, n) in enumerate(zip(outputs, seeds, nodes, strict=False))
    ]
    if len(seeds) < len(outputs):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(seeds)} gradients")
    for index, node in enumerate(nodes):
        if node is None:
            raise RuntimeError(f"element {index} of tensors does not require grad and does not have a grad_fn")
    return nodes, started


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Any = None,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors`, weighed by `grad_tensors`, to the `.grad` of the leaves below them.

    With `inputs`, only those tensors (leaves or not), or edges, get one.
    """
    if grad_variables is not None:
        warnings.warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise RuntimeError(
                "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. Please only "
                "use `grad_tensors`."
            )
        grad_tensors = grad_variables
    chosen = None if inputs is None else _inputs(inputs, "backward")
    tensors = listed(tensors)
    nodes, started = _started(tensors, grad_tensors, create_graph)
    retain = create_graph if retain_graph is None else retain_graph
    if chosen is not None:
        for t in chosen:
            if hasattr(t, "_node"):
                t.retain_grad()
        chosen = [place(t) for t in chosen]
    if observe.walk:
        observe.tell(observe.walk, tensors[0])
    engine.backward(nodes, started, retain, create_graph, inputs=chosen)
    if observe.backward:
        observe.tell(observe.backward, tensors[0])


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> Any:
    """Gradients of `outputs` with respect to `inputs`, a tuple (a dict for a dict); touches no `.grad`.

    With `is_grads_batched` every one of `grad_outputs` has one more dimension in front, and so have the results.
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False."
        )
    if not only_inputs:
        warnings.warn(
            "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for "
            "other parts of the graph, please use torch.autograd.backward.",
            FutureWarning,
            stacklevel=2,
        )
    allow_unused = materialize_grads if allow_unused is None else allow_unused
    outputs, chosen = listed(outputs), _inputs(inputs, "grad")
    retain = create_graph if retain_graph is None else retain_graph
    if is_grads_batched and grad_outputs is not None:
        found = _batched(outputs, chosen, grad_outputs, retain, create_graph, allow_unused)
    else:
        found = _gradients(outputs, chosen, grad_outputs, retain, create_graph, allow_unused)
    results = tuple([_result(g, t, materialize_grads, create_graph) for g, t in zip(found, chosen, strict=True)])
    return dict(zip(inputs, results, strict=True)) if type(inputs) is dict else results


def _gradients(outputs: Any, inputs: Any, seeds: Any, retain: bool, create: bool, allow_unused: bool) -> list[Any]:
    nodes, started = _started(outputs, seeds, create)
    targets = [place(t) for t in inputs]
    if any([n is None for n in targets]):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    found = engine.backward(nodes, started, retain, create, targets)
    if not allow_unused and any([g is None for g in found]):
        index = [g is None for g in found].index(True)
        raise RuntimeError(
            f"The differentiated Tensor at index {index} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    return found


def _batched(outputs: Any, inputs: Any, seeds: Any, retain: bool, create: bool, allow_unused: bool) -> list[Any]:
    """One walk per row of the seeds; the rows of the results are put together again."""
    seeds = listed(seeds)
    for index, (output, seed) in enumerate(zip(outputs, seeds, strict=True)):
        if seed is not None:
            _seed(output, seed, index, create, batched=True)
    sizes = [s.shape[0] for s in seeds if s is not None]
    rows = []
    for row in range(sizes[0]):
        one = [None if s is None else s[row] for s in seeds]
        rows.append(_gradients(outputs, inputs, one, retain or row + 1 < sizes[0], create, allow_unused))
    found: list[Any] = []
    for column, target in zip(zip(*rows, strict=True), inputs, strict=True):
        parts = [None if g is None else _result(g, target, False, create) for g in column]
        found.append(None if all([p is None for p in parts]) else engine.stack(parts, 0))
    return found


def _result(g: Any, t: Any, materialize: bool, create: bool) -> Any:
    """What the engine found, as a tensor; zeros, or None, where it found nothing."""
    if g is None:
        if not materialize:
            return None
        shape, kind, xp = _facts(t)
        zeros = engine.Tensor(xp.zeros(shape, kind), None)
        return zeros.requires_grad_() if create else zeros
    if isinstance(g, engine.Tensor):
        return g
    xp = _facts(t)[2] if type(t) is not GradientEdge else array.NAMESPACES[type(g)]
    return engine.Tensor(g if type(g) in array.ARRAYS else xp.asarray(g), None)
