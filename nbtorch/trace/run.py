"""A training run as plain data: what happened, when, and how it ended."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Sequence
from itertools import count
from threading import Lock
from time import time
from typing import TYPE_CHECKING, Any

from .curves import SHOWN, Series, points
from .history import Part

if TYPE_CHECKING:
    from pathlib import Path

    from .captures import Captures
    from .gradients import Gradients

ROLES = ("loss", "metric", "lr", "gradnorm", "speed")
NONFINITE_KEPT = 100  # a run that is nan for ever says so once, not a million times
EARLIER_MOST = 3  # runs of the same cell that are drawn behind a run
EARLIER_POINTS, EARLIER_SERIES = 300, 4  # of each of them: the losses first, then metrics
RATE_WINDOW = 3.0  # seconds the speed is averaged over while the run goes on

_history: deque[Run] = deque(maxlen=50)
_numbers = count(1)
_listing = Lock()  # runs begin in any thread


def runs() -> list[Run]:
    """The training runs of this process, oldest first (the last 50)."""
    return list(_history)


def remember(run: Run) -> None:
    """Put a run on the list that `runs` gives; it sees the earlier runs of its cell from now on."""
    with _listing:
        others = [one for one in _history if one.cell_id == run.cell_id] if run.cell_id is not None else []
        run.place = sum([one.cell == run.cell for one in others])
        same = [one for one in reversed(others) if one.cell != run.cell and one.place == run.place and one.steps > 1]
        run.earlier = [one.thinned() for one in same[:EARLIER_MOST]]
        _history.append(run)


class Run:
    """One optimizer stepping in one cell: curves, speed, progress and state; it holds numbers only.

    `state` is "running", "finished", "interrupted", "error" or "nan". `total` and `epochs` are None while nobody
    knows them; `eta` counts to the end of the run when the total is known, otherwise to the end of the epoch.
    """

    def __init__(self, started: float, name: str | None = None, cell: int | None = None,
                 cell_id: str | None = None, epochs: int | None = None):
        self.id = next(_numbers)
        self.key = os.urandom(4).hex()  # what the views of this run know each other by, also in a saved notebook
        self.name, self.cell, self.cell_id = name, cell, cell_id
        self.state = "running"
        self.note: str | None = None
        self.steps = 0
        self.epoch: int | None = None  # the pass over the loader that is going on, from 1
        self.declared_epochs = epochs
        self.steps_per_epoch: int | None = None
        self.steps_in_epoch = 0
        self.started = self.now = started
        self.began = time()  # the same moment, in seconds since 1970
        self.series: dict[str, Series] = {}
        self.nonfinite: list[dict[str, Any]] = []
        self.place = 0  # among the runs of one execution of its cell: the second is compared with the second
        self.earlier: list[dict[str, Any]] = []  # runs of earlier executions, as the curves schema has them
        self.gradients: Gradients | None = None  # of sampled steps
        self.captures: Captures | None = None  # steps that were measured op by op
        self._marks: deque[tuple[float, int]] = deque([(started, 1)])
        self._nbytes: int | None = None  # once it is over

    def parts(self) -> Sequence[Part]:
        """What the run's history consists of."""
        return [one for one in (*self.series.values(), self.gradients, self.captures) if one is not None]

    @property
    def nbytes(self) -> int:
        """Bytes the run's history takes."""
        if self._nbytes is not None:
            return self._nbytes
        found = sum([part.nbytes for part in self.parts()])
        if self.state != "running":
            self._nbytes = found
        return found

    def resized(self) -> None:
        """A part of the history takes more or less than before."""
        self._nbytes = None

    def add(self, name: str, role: str, x: list[float], y: list[float]) -> None:
        """Append points to the series `name`, made when it is new."""
        series = self.series.get(name)
        if series is None:
            series = self.series[name] = Series(name, role)
        series.add(x, y)
        self._nbytes = None
        if role == "loss" and not math.isfinite(sum(y)):
            self._note_nonfinite(x, y)

    def _note_nonfinite(self, x: list[float], y: list[float]) -> None:
        for step, value in zip(x, y, strict=True):
            if len(self.nonfinite) < NONFINITE_KEPT and not math.isfinite(value):
                self.nonfinite.append({"step": int(step), "value": str(float(value))})
        if self.nonfinite and self.note is None:
            first = self.nonfinite[0]
            value = first["value"].replace("nan", "NaN")
            self.note = f"The loss became {value} at step {first['step']:,}."

    def advance(self, now: float, steps: int) -> None:
        """Say how far the run is; called at every flush, not at every step."""
        self.now, self.steps = now, steps
        self._marks.append((now, steps))
        while len(self._marks) > 2 and now - self._marks[1][0] > RATE_WINDOW:
            self._marks.popleft()

    def finish(self, state: str, note: str | None = None) -> None:
        """Close the run as "finished", "interrupted" or "error"; a loss that ended as nan overrides "finished"."""
        if state == "finished" and self.nonfinite and not math.isfinite(self.last("loss")):
            state = "nan"
        self.state = state
        self.note = note or self.note
        self._marks = deque([(self.started, 1), (self.now, self.steps)])

    def last(self, name: str) -> float:
        """The newest value of a series; nan when it has none."""
        series = self.series.get(name)
        return series.y[-1] if series else math.nan

    @property
    def elapsed(self) -> float:
        """Seconds from the first step to the last."""
        return self.now - self.started

    @property
    def rate(self) -> float | None:
        """Steps a second: over the last seconds while the run goes on, over all of it at the end."""
        (before, steps), (now, newest) = self._marks[0], self._marks[-1]
        return (newest - steps) / (now - before) if now > before else None

    @property
    def epochs(self) -> int | None:
        """How many epochs there are, once that is known."""
        if self.state == "finished":
            return self.epoch
        declared = self.declared_epochs
        return declared if declared is not None and (self.epoch or 0) <= declared else None

    @property
    def total(self) -> int | None:
        """How many steps there are, once that is known."""
        if self.state == "finished":
            return self.steps
        if self.epochs is None or self.steps_per_epoch is None or self.epoch is None:
            return None
        ahead = (self.epochs - self.epoch) * self.steps_per_epoch
        return self.steps + max(0, self.steps_per_epoch - self.steps_in_epoch) + ahead

    @property
    def eta(self) -> float | None:
        """Seconds to the end of the run, or of the epoch when the length of the run is unknown."""
        rate, left = self.rate, None
        if self.total is not None:
            left = self.total - self.steps
        elif self.steps_per_epoch is not None:
            left = max(0, self.steps_per_epoch - self.steps_in_epoch)
        return left / rate if self.state == "running" and rate and left is not None else None

    def facts(self) -> dict[str, Any]:
        """The numbers beside the curves, as the curves schema names them."""
        return {"state": self.state, "steps": self.steps, "total": self.total, "epoch": self.epoch,
                "epochs": self.epochs, "steps_per_epoch": self.steps_per_epoch, "rate": _rounded(self.rate),
                "elapsed": round(self.elapsed, 3), "eta": _rounded(self.eta), "note": self.note}

    def to_dict(self, limit: int = SHOWN) -> dict[str, Any]:
        """The JSON form: the run as `curves.schema.json` describes it; each series has at most `limit` points."""
        series = sorted(self.series.values(), key=lambda one: ROLES.index(one.role))
        return {"schema": 2, "kind": "curves", "run": self.key, "name": self.name, "cell": self.cell,
                "cellId": self.cell_id, **self.facts(), "series": [one.to_dict(limit) for one in series],
                "nonfinite": list(self.nonfinite), "earlier": self.earlier}

    def thinned(self) -> dict[str, Any]:
        """What later runs of the same cell keep of this one: the losses, metrics while there is room."""
        series = [one for role in ("loss", "metric") for one in self.series.values() if one.role == role and len(one)]
        return {"cell": self.cell, "state": self.state, "steps": self.steps,
                "series": [one.to_dict(EARLIER_POINTS) for one in series[:EARLIER_SERIES]]}

    def to_text(self) -> str:
        """A few lines for a terminal, with sparklines."""
        from .curves_text import curves_text
        return curves_text(self.to_dict())

    def to_svg(self) -> str:
        """A static picture of the curves."""
        from .curves_picture import curves_svg
        return curves_svg(self.to_dict())

    def export(self, path: Any) -> Path:
        """Write the run to a file, whole or not at all; returns the file.

        The suffix says as what: `.csv` (a row per step), `.json` (what the view draws), `.svg` (a picture), or
        `.tfevents`; into a folder, or a path without a suffix, goes an event file for TensorBoard. CSV and events
        have every point that was kept; `.json` and `.svg` are thinned to their extremes.
        """
        from .export import export
        return export(self, path)

    def row(self) -> dict[str, Any]:
        """The run as one row of a list, with a small curve: `spark` are its values, `at` their steps."""
        loss = self.series.get("loss")
        curve = points(loss.x, loss.y, 120) if loss else {"x": [], "y": []}
        known = [(x, y) for x, y in zip(curve["x"], curve["y"], strict=True) if y is not None]
        value = self.last("loss")
        return {"id": str(self.id), "run": self.key, "name": self.name, "cell": self.cell, "state": self.state,
                "steps": self.steps, "total": self.total, "loss": value if math.isfinite(value) else None,
                "spark": [y for _, y in known], "at": [x for x, _ in known]}

    def __repr__(self) -> str:
        what = f"{self.name or 'training'}: {self.state}, {self.steps:,} steps, loss {self.last('loss'):.4g}"
        return f"<Run {self.id} {what}>"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
