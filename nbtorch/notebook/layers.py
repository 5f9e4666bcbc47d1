"""A model as the panel's tree: its modules in order, their parameters, and how large their gradients were."""

from __future__ import annotations

import math
from typing import Any

from ..trace.gradflow import gradflow
from .subject import sampled, trained

MOST, SPARK = 120, 24  # modules that are listed, and points of a gradient norm


def model_row(name: str, model: Any) -> dict[str, Any]:
    """One model: `layers` has a row for each module with parameters, outer ones before what is inside.

    `run` is the key of the run that the gradient norms are of, `at` their steps.
    """
    run = trained(model, sampled())
    flow = None if run is None else gradflow(run, SPARK)
    rows = _rows(model, {} if flow is None else {row.layer.name: list(row.norm) for row in flow.rows})
    return {"run": None if run is None else run.key, "at": [] if flow is None else list(flow.steps),
            "name": name, "type": type(model).__name__, "training": model.training,
            "params": sum(math.prod(parameter.shape) for parameter in model.parameters()),
            "layers": rows[:MOST], "hidden": max(0, len(rows) - MOST)}


def _rows(model: Any, norms: dict[str, list[float | None]]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    sparks: dict[str, list[list[float | None]]] = {}
    counted: set[int] = set()  # parameters that modules share count once
    for path, module in model.named_modules():
        own = list(module.parameters(recurse=False))
        name = path or type(module).__name__
        rows[path] = {"name": name, "type": type(module).__name__, "params": 0,
                      "shape": list(max((p.shape for p in own), key=math.prod, default=()))}
        new = sum(math.prod(p.shape) for p in own if id(p) not in counted)
        counted.update(map(id, own))
        for outer in _chain(path) if own else ():
            rows[outer]["params"] += new
            if name in norms:
                sparks.setdefault(outer, []).append(norms[name])
    root = rows.pop("", None)
    listed = [row | {"spark": _together(sparks.get(path, []))} for path, row in rows.items() if row["params"]]
    alone = root is not None and root["shape"]  # the model has parameters of its own
    return [root | {"spark": _together([norms.get(root["name"], [])])}, *listed] if root and alone else listed


def _chain(path: str) -> list[str]:
    """A module's path and those of the modules around it."""
    parts = path.split(".")
    return ["", *(".".join(parts[:end]) for end in range(1, len(parts) + 1))] if path else [""]


def _together(norms: list[list[float | None]]) -> list[float | None]:
    """The norm of several gradients as one, in three digits; None where one is not known."""
    return [None if None in values else float(f"{math.hypot(*values):.3g}")
            for values in zip(*norms, strict=False)]
