"""`%gradflow [MODEL]`: which gradients to show, or one sentence about why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.core.error import UsageError

from ..trace.gradflow import GradFlow, from_samples, gradflow
from ..trace.gradients import Gradients, Layers
from ..trace.run import Run
from .subject import sampled, subject


def flow_of(expression: str, namespace: Mapping[str, Any], place: tuple[str, int]) -> GradFlow:
    """The newest run's gradient flow; of the model that `expression` stands for, its newest run's or its gradients."""
    among = sampled()
    if not expression:
        if not among:
            raise UsageError("%gradflow: no training has been recorded yet; an optimizer has to step, or name a model "
                             "that has gradients: `%gradflow model`.")
        return gradflow(among[-1])
    found = subject("%gradflow", expression, namespace, place, among, "no gradients were sampled in `{}`")
    return gradflow(found) if isinstance(found, Run) else present(found, expression)


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
