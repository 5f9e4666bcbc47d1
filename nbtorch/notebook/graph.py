"""`%graph EXPR`: the graph behind an expression, or one sentence about why there is none."""

from __future__ import annotations

import ast
import builtins
import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from IPython.core.error import UsageError

from ..autograd.api import grad
from ..ops.create import ones_like
from ..random import get_rng_state, set_rng_state
from ..trace.graph import Graph
from ..trace.graph_history import captured, measured
from ..trace.nodes import leaf_of, reachable
from ..trace.probe import Probe
from ..trace.run import Run, runs
from ..trace.snapshot import snapshot
from .request import Request
from .source import Cells

PATIENCE = 10.0  # seconds of an expression that are measured


def graph_of(tensor: Any, call: str, cells: Cells, probe: Probe | None = None) -> Graph:
    """The graph behind a tensor, with the notebook cells its ops were called from.

    The numbers on it are a probe's; without one, those of the newest training step that ran the same ops.
    """
    graph = snapshot(tensor, call=call, cells=cells.locate, probe=probe)
    return graph if probe is not None else measured(graph, reversed(runs()))


def requested(request: Request, namespace: Mapping[str, Any], cells: Cells) -> Graph:
    """The graph that a `%graph` line asks for, measured while its expression runs; no `.grad` changes, and no
    random number is used up. Of a run, that of its captured steps, which also stand for a loss whose backward() a
    training loop has called."""
    before = get_rng_state()
    freed: UsageError | None = None
    try:
        with Probe(patience=PATIENCE) as probe:
            found = evaluated(request.expression, namespace, cells.place())
            if request.backward and not isinstance(found, Run):
                try:
                    run_backward(found, request.expression)
                except UsageError as error:
                    freed = error
    finally:
        set_rng_state(before)
    if isinstance(found, Run):
        graph = _of_run(found, request.expression)
    else:
        graph = graph_of(found, request.expression, cells, probe if probe.events and freed is None else None)
    if freed is not None and all(node.grad is None for node in graph.nodes):  # no training step was measured instead
        raise freed
    return graph if request.depth is None else replace(graph, depth=request.depth)


def _of_run(run: Run, expression: str) -> Graph:
    try:
        return captured(run, expression)
    except ValueError:
        raise UsageError(f"%graph: no training step of `{expression}` was measured op by op.") from None


def run_backward(tensor: Any, expression: str) -> None:
    """Send ones back through the graph of a tensor, which keeps it, and give the result to nobody."""
    leaves = [leaf for leaf in map(leaf_of, reachable([tensor._node])) if leaf is not None]
    try:
        grad(tensor, leaves, ones_like(tensor), True, allow_unused=True)
    except RuntimeError as error:
        if "a second time" not in str(error):
            raise
        raise UsageError(f"%graph: the graph of `{expression}` was freed by its backward(). Name what computes it, for "
                         "example `%graph --backward loss_fn(model(x), y)`.") from None


def evaluated(expression: str, namespace: Mapping[str, Any], place: tuple[str, int] = ("<%graph>", 1)) -> Any:
    """The tensor with a graph, or the run, that `expression` stands for; a UsageError says what is wrong with it.

    Ops that the expression calls itself are said to stand at `place`: the file name and line of its cell.
    """
    from .._tensor import Tensor
    from ..nn import Module

    if not expression:
        raise UsageError("%graph needs a tensor to look behind, for example `%graph loss`.")
    value = value_of("%graph", expression, namespace, place)
    if isinstance(value, Run):
        return value
    if isinstance(value, Module):
        raise UsageError(f"%graph: `{expression}` is a module ({type(value).__name__}); its graph is made by calling "
                         f"it: `%graph {expression}(input)`.")
    if not isinstance(value, Tensor):
        raise UsageError(f"%graph: `{expression}` is not a tensor but {_described(value)}.")
    if value.grad_fn is None:
        raise UsageError(f"%graph: `{expression}` has no graph: {_why_no_graph(value)}")
    return value


def value_of(magic: str, expression: str, namespace: Mapping[str, Any], place: tuple[str, int]) -> Any:
    """What `expression` is; a UsageError says which name in it is unknown. Its ops are said to stand at `place`."""
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError as error:
        raise UsageError(f"{magic}: `{expression}` is not one Python expression ({error.msg}).") from None
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = {*namespace, *dir(builtins), *(node.id for node in names if isinstance(node.ctx, ast.Store)),
             *(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))}
    for node in names:
        if node.id not in known:
            near = difflib.get_close_matches(node.id, [name for name in namespace if not name.startswith("_")], 1)
            hint = f"did you mean `{near[0]}`?" if near else "run the cell that makes it first."
            raise UsageError(f"{magic}: name '{node.id}' is not defined; {hint}")
    file, line = place
    return eval(compile(ast.increment_lineno(tree, line - 1), file, "eval"), dict(namespace))


def _why_no_graph(tensor: Any) -> str:
    if tensor.requires_grad:
        return "it is a leaf, made by no operation; compute something from it, then draw that."
    return "nothing it was computed from requires grad, or it was computed under no_grad() or detached."


def _described(value: Any) -> str:
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
