"""Who holds the memory, for the panel: the main thread looks, the panel's lines hand out what it found."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from time import monotonic, perf_counter
from typing import Any

from ..trace.devices import DeviceMemory, Devices
from ..trace.ledger import OWNERS
from ..trace.placement import devices
from .placement import held, measured

SPARK, NAMED = 48, 4  # columns of a device's step, and tensors on an unexpected device that are named
REST = 20  # looking through all tensors may take a twentieth of the time


class Holders:
    """The newest measured step; before there is one, what the notebook's names hold. Replaced, never changed."""

    def __init__(self) -> None:
        self.whole: Devices | None = None
        self.row: dict[str, Any] | None = None  # the same in brief; its version tells whether to ask for the whole
        self._of: tuple[Any, ...] = ()
        self._version = 0
        self._next_look = 0.0

    def follow_runs(self) -> None:
        """Take up the newest measured step."""
        found = measured()
        if found:
            run = found[-1]
            assert run.captures is not None
            if self._of != (run, run.captures.devices, run.state):
                self._of = (run, run.captures.devices, run.state)
                self._show(devices(run))

    def look(self, namespace: Mapping[str, Any]) -> None:
        """A cell has ended: take up the newest measured step, or go through the notebook's names."""
        self.follow_runs()
        began = perf_counter()
        if self._of or monotonic() < self._next_look:
            return
        found = held(namespace)
        if found is None:
            self.whole = self.row = None
        elif found != self.whole:
            self._show(found)
        self._next_look = monotonic() + REST * (perf_counter() - began)

    def _show(self, found: Devices) -> None:
        self._version += 1
        self.whole, self.row = found, brief(found) | {"version": self._version}


def brief(view: Devices) -> dict[str, Any]:
    """What a few lines can say of the view: for each device its owners, its peak and its step."""
    data = view.to_dict()
    named = data["unexpected"][:NAMED]
    return {key: data[key] for key in ("name", "cell", "cellId", "state", "step", "copies")} | {
        "unexpected": named, "hidden": view.hidden + len(data["unexpected"]) - len(named),
        "devices": [
            {key: shown[key] for key in ("name", "backend", "total", "peak")}
            | {"owners": {owner: one.of(owner) for owner in OWNERS}, "spark": _spark(one)}
            for one, shown in zip(view.devices, data["devices"], strict=True)
        ],
    }  # fmt: skip


def _spark(one: DeviceMemory) -> list[int]:
    """Memory over the step in few columns, of each the most."""
    totals = [moment.total for moment in one.timeline]
    columns = min(SPARK, len(totals))
    edges = [round(i * len(totals) / columns) for i in range(columns + 1)] if columns else []
    return [max(totals[a:b]) for a, b in pairwise(edges)]
