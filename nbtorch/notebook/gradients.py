"""`%gradflow [MODEL]`: which gradients to show, or one sentence about why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.core.error import UsageError

from ..trace.gradflow import GradFlow, from_samples, gradflow
from ..trace.gradients import Gradients, Layers
from ..trace.run import Run, runs
from .graph import value_of


def flow_of(expression: str, namespace: Mapping[str, Any], place: tuple[str, int]) -> GradFlow:
    """The newest run's gradient flow; of the model that `expression` stands for, its newest run's or its gradients."""
    from ..nn import Module

    sampled = [run for run in runs() if run.gradients is not None and run.gradients.kept]
    if not expression:
        if not sampled:
            raise UsageError("%gradflow: no training has been recorded yet; an optimizer has to step, or name a model "
                             "that has gradients: `%gradflow model`.")
        return gradflow(sampled[-1])
    model = value_of("%gradflow", expression, namespace, place)
    if isinstance(model, Run):
        if model not in sampled:
            raise UsageError(f"%gradflow: no gradients were sampled in `{expression}`.")
        return gradflow(model)
    if not isinstance(model, Module):
        raise UsageError(f"%gradflow: `{expression}` is a {type(model).__name__}, not a module or a run.")
    mine = {id(p) for p in model.parameters()}
    for run in reversed(sampled):
        if run.gradients is not None and any(id(p) in mine for p in run.gradients.alive()):
            return gradflow(run)
    return present(model, expression)


def present(model: Any, expression: str) -> GradFlow:
    """The gradients that the parameters of a module have now."""
    layers = Layers.of(model)
    if not layers.layers:
        raise UsageError(f"%gradflow: `{expression}` has no parameters.")
    if all(p.grad is None for group in layers.groups for p in group):
        raise UsageError(f"%gradflow: no parameter of `{expression}` has a gradient yet; call `backward()` on a loss.")
    history = Gradients(layers.layers)
    history.add(0, layers.sample(None))
    return from_samples(type(model).__name__, None, None, "now", 0, history)
