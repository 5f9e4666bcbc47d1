"""What a magic is asked about: a run, or a model and the newest run that trained it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from IPython.core.error import UsageError

from ..trace.run import Run, runs
from .graph import value_of


def sampled() -> list[Run]:
    """The runs whose gradients were sampled."""
    return [run for run in runs() if run.gradients is not None and run.gradients.kept]


def trained(model: Any, among: Sequence[Run]) -> Run | None:
    """The newest of these runs that trained parameters of a module; None if none did."""
    mine = {id(p) for p in model.parameters()}
    for run in reversed(among):
        if run.gradients is not None and any(id(p) in mine for p in run.gradients.alive()):
            return run
    return None


def subject(magic: str, expression: str, namespace: Mapping[str, Any], place: tuple[str, int], among: Sequence[Run],
            lacking: str) -> Any:
    """The run that `expression` stands for, or trained the module it stands for; that module where no run did.

    A UsageError says what is wrong with the expression; `lacking` is what a run that is not `among` these is said of.
    """
    from ..nn import Module

    value = value_of(magic, expression, namespace, place)
    if isinstance(value, Run):
        if value not in among:
            raise UsageError(f"{magic}: {lacking.format(expression)}.")
        return value
    if not isinstance(value, Module):
        raise UsageError(f"{magic}: `{expression}` is a {type(value).__name__}, not a module or a run.")
    return trained(value, among) or value
