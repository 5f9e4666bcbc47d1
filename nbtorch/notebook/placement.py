"""`%devices [MODEL]`: whose memory to show, or one sentence about why there is nothing to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.core.error import UsageError

from ..trace.devices import Devices
from ..trace.placement import devices, of_model, of_tensors
from ..trace.run import Run, runs
from .subject import subject


def memory_of(expression: str, namespace: Mapping[str, Any], place: tuple[str, int]) -> Devices:
    """The newest run's measured step; of a model its newest run's, or what it holds now. Without either, the tensors,
    modules and optimizers of the notebook."""
    known = measured()
    if not expression:
        return devices(known[-1]) if known else present(namespace)
    found = subject("%devices", expression, namespace, place, known, "no step of `{}` was measured")
    if isinstance(found, Run):
        return devices(found)
    mine = {id(p) for p in found.parameters()}
    return of_model(found, [one for one in _found(namespace)[1] if mine & _updated(one)])


def measured() -> list[Run]:
    """The runs with a measured step, oldest first."""
    return [run for run in runs() if run.captures is not None and run.captures.devices is not None]


def present(namespace: Mapping[str, Any]) -> Devices:
    """What the names of the notebook hold now."""
    view = held(namespace)
    if view is None:
        raise UsageError("%devices: there are no tensors yet, and no training step was measured.")
    return view


def held(namespace: Mapping[str, Any]) -> Devices | None:
    """What the names of the notebook hold now; None for nothing."""
    from .._tensor import Tensor

    models, optimizers = _found(namespace)
    values = {name: value for name, value in namespace.items() if isinstance(value, Tensor) and not _hidden(name)}
    view = of_tensors(values, models, optimizers)
    return view if any(one.total for one in view.devices) else None


def _found(namespace: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Modules by name, and optimizers: each object once."""
    from ..nn import Module
    from ..optim import Optimizer

    seen: set[int] = set()
    models: dict[str, Any] = {}
    optimizers = []
    for name, value in namespace.items():
        if _hidden(name) or id(value) in seen or not isinstance(value, Module | Optimizer):
            continue
        seen.add(id(value))
        if isinstance(value, Module):
            models[name] = value
        else:
            optimizers.append(value)
    return models, optimizers


def _updated(optimizer: Any) -> set[int]:
    return {id(p) for group in optimizer.param_groups for p in group["params"]}


def _hidden(name: str) -> bool:
    return name.startswith("_")  # IPython's own, such as the last results
