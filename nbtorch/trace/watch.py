"""Looking closely at some of a loop's steps: which ones, and what is taken, at a bounded share of the time."""

from __future__ import annotations

from time import perf_counter
from typing import Any
from weakref import ref

from .captures import Captures
from .gradients import Gradients, Layers
from .history import budget
from .placement import of_step
from .places import Cells
from .probe import Probe
from .run import Run, runs
from .snapshot import snapshot

SHARE = 0.006  # of the time that gradient samples may take, and that measured steps may
SOONEST, PROBE_SOONEST = 0.11, 0.5  # seconds between two of them
OPS_MOST = 20_000  # a longer step is not measured op by op


class Watch:
    """Gradient samples and measured steps of one loop. `due` says that the step being made is looked at."""

    __slots__ = ("before", "count", "due", "layers", "next_probe", "next_sample", "optimizer", "probe")

    def __init__(self) -> None:
        self.due = True  # the first step is
        self.layers: Layers | None = None
        self.count = 0  # parameters of the optimizer
        self.before: list[Any] | None = None
        self.probe: Probe | None = None
        self.optimizer: ref[Any] | None = None  # the one that stepped last
        self.next_sample = self.next_probe = 0.0

    def stepped(self, run: Run, step: int, root: Any, optimizer: Any, now: float, cells: Cells | None) -> None:
        """A step that was looked at is done: take what was wanted of it."""
        self.due = False
        began = perf_counter()
        self.optimizer = ref(optimizer)
        count = sum([len(group["params"]) for group in optimizer.param_groups])
        if self.layers is None or run.gradients is None or self.count != count:
            self.layers, self.count = Layers.behind(root, optimizer), count
            self.before = None
            run.gradients = Gradients(self.layers.layers, [p for group in self.layers.groups for p in group])
        if now >= self.next_sample:
            run.gradients.add(step, self.layers.sample(self.before))
            self.next_sample = now + max(SOONEST, (perf_counter() - began) / SHARE)
        self.before = None
        probe, self.probe = self.probe, None
        if probe is not None:
            began = perf_counter()
            if not probe.full:
                probe.ledger.end(optimizer)
            probe.stop()
            if not probe.full and root is not None and root._node is not None:
                if run.captures is None:
                    run.captures = Captures()
                graph = snapshot(root, call="loss", cells=cells, probe=probe, step=step)
                memory = of_step(probe, optimizer, step, cells)
                run.captures.add(graph, memory)
            self.next_probe = now + max(PROBE_SOONEST, (perf_counter() - began + probe.cost) / SHARE)
        run.resized()
        budget.fit(runs())

    def prepare(self, now: float, step_time: float) -> None:
        """Look at the next step, if it is time to."""
        if self.due:
            return
        if now >= self.next_sample and self.layers is not None:
            self.before = self.layers.before()
            self.due = True
        if now >= self.next_probe:
            self.probe = Probe(OPS_MOST, 0.05 + 20 * step_time).start(self.optimizer and self.optimizer())
            self.due = True

    def stop(self) -> None:
        """The loop is over."""
        if self.probe is not None:
            self.probe.stop()
            self.probe = None
