"""Turns what the framework tells about training (losses, steps, batches) into runs, without touching the loop."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from time import perf_counter
from typing import Any
from weakref import ref

import numpy as np

from ..autograd import observe
from .loop import Loop, Thread
from .run import Run, remember

INTERVAL = 0.11  # seconds between flushes of a run: at most ten messages a second come out of it
NORM_SHARE = 0.01  # reading gradient norms may take this share of the time
RESERVED = ("loss", "lr", "gradient norm")

Added = dict[str, tuple[str, list[float], list[float]]]  # series name -> (role, x, y)
Wrap = Callable[[Callable[..., None]], Callable[..., None]]


class Recorder:
    """Listens to the framework and keeps a `Run` for each optimizer that steps.

    One run is one optimizer in one cell (or between two `end` calls). The losses of the `backward()` calls since the
    thread's last step belong to the optimizer that steps next (their mean, where there were several); an optimizer
    that steps without a `backward()` of its own belongs to the run before it. An epoch is a pass over a DataLoader
    that steps were made in. `on_flush(run, added)` and `on_end(run)` tell a viewer, in the training thread.
    """

    def __init__(self, on_flush: Callable[[Run, Added], None] = lambda run, added: None,
                 on_end: Callable[[Run], None] = lambda run: None, clock: Callable[[], float] = perf_counter):
        self.on_flush, self.on_end, self.clock = on_flush, on_end, clock
        self.cell: int | None = None
        self.cell_id: str | None = None
        self.epochs: int | None = None
        self.root: Any = None  # the tensor whose backward() ran last in this cell
        self._thread = Thread()
        self._open: list[Loop] = []
        self._lock = threading.RLock()
        self._attached: list[tuple[list[Any], Any]] = []

    def attach(self, wrap: Wrap = lambda listener: listener) -> None:
        """Start listening; `wrap` may guard each listener."""
        for name in ("backward", "step", "batch", "call", "log"):
            listener = wrap(getattr(self, name))
            getattr(observe, name).append(listener)
            self._attached.append((getattr(observe, name), listener))

    def detach(self) -> None:
        """Stop listening; the runs stay."""
        for listeners, listener in self._attached:
            if listener in listeners:
                listeners.remove(listener)
        self._attached.clear()

    def begin(self, cell: int | None, cell_id: str | None = None, epochs: int | None = None) -> None:
        """Runs that start from now on belong to this cell, which says that it trains `epochs` epochs."""
        self.cell, self.cell_id, self.epochs = cell, cell_id, epochs
        self._thread.losses.clear()

    def end(self, state: str = "finished", note: Callable[[Run], str | None] = lambda run: None) -> None:
        """Close all open runs, each with its note; a loop that goes on in another thread opens a new one."""
        with self._lock:
            try:
                for loop in tuple(self._open):
                    self._close(loop, state, note)
            finally:
                self.cell = self.cell_id = self.epochs = self.root = None

    # listeners: the first four are called at every step, so they only note what happened

    def backward(self, tensor: Any) -> None:
        """A loss: read now when it is in host memory, at the next flush when reading would wait for a device."""
        data = tensor._data
        if data.size == 1:
            self._thread.losses.append(data.item() if data.__class__ is np.ndarray else data)
            self.root = tensor

    def call(self, module: Any) -> None:
        """A root module runs: the run is named after it."""
        thread = self._thread
        if thread.module() is not module:
            thread.module = ref(module)
            thread.modules.append(thread.module)

    def batch(self, loader: Any, index: int | None) -> None:
        """A DataLoader yields a batch, or is exhausted."""
        self._thread.batch(loader, index)

    def step(self, optimizer: Any) -> None:
        """An optimizer stepped: one more point."""
        thread = self._thread
        loop, losses = thread.loops.get(id(optimizer)), thread.losses
        if loop is None or loop.closed or loop.optimizer() is not optimizer or (loop.run is None and losses):
            loop = self._follow(optimizer)
        if loop.run is None:
            return
        loss = None if not losses else losses[0] if len(losses) == 1 else tuple(losses)
        losses.clear()
        passing = thread.passing
        if passing is not loop.passing and passing is not None:
            loop.enter(passing)
        loop.pending.append((loss, optimizer.param_groups[0]["lr"]))
        thread.latest = loop
        loop.last = now = self.clock()
        if now >= loop.next_flush:
            loop.next_flush = now + INTERVAL
            self._flush(loop)

    def log(self, values: dict[str, Any]) -> None:
        """The user's own numbers: points of the run that this thread trains, or trained last."""
        loop = self._thread.latest
        for name, value in values.items():
            try:
                number = float(value)
            except (TypeError, ValueError):
                warnings.warn(f"log: {name}={value!r} is not a number, so it has no curve", stacklevel=4)
                continue
            if loop is not None:
                loop.logged.append((f"{name} (logged)" if name in RESERVED else name, loop.steps, number))
        if loop is not None and loop.closed:
            _add_all(loop.run, loop.take_logged())

    # slow and rare

    def _follow(self, optimizer: Any) -> Loop:
        """The loop of an optimizer that has not stepped in this thread and cell before."""
        thread, now = self._thread, self.clock()
        thread.forget_dead_loops()
        if not thread.losses and thread.latest is not None and not thread.latest.closed:
            loop = Loop(optimizer, None, now)
        else:
            run = Run(now, thread.name_of(optimizer), self.cell, self.cell_id, self.epochs)
            remember(run)
            loop = Loop(optimizer, run, now)
            with self._lock:
                self._open.append(loop)
        thread.loops[id(optimizer)] = loop
        return loop

    def _flush(self, loop: Loop) -> None:
        with self._lock:
            if loop.closed:
                return
            added = self._merge(loop)
            self.on_flush(loop.run, added)
            for other in tuple(self._open):
                if other.optimizer() is None:  # its loop is over: another one trains now
                    self._close(other, "finished", lambda run: None)

    def _close(self, loop: Loop, state: str, note: Callable[[Run], str | None]) -> None:
        self._merge(loop)
        loop.closed = True
        self._open.remove(loop)
        loop.run.finish(state, note(loop.run))
        self.on_end(loop.run)

    def _merge(self, loop: Loop) -> Added:
        """Move what is pending into the run; returns what was new."""
        added: Added = loop.take_steps()
        if added and loop.last >= loop.next_norm:
            began = self.clock()
            norm = loop.gradient_norm()
            loop.next_norm = loop.last + max(INTERVAL / 2, (self.clock() - began) / NORM_SHARE)
            if norm is not None:
                added["gradient norm"] = ("gradnorm", [loop.steps], [norm])
        added |= loop.take_logged()
        _add_all(loop.run, added)
        run = loop.run
        run.epoch, run.steps_per_epoch, run.steps_in_epoch = loop.progress()
        run.advance(loop.last, loop.steps)
        return added


def _add_all(run: Run, added: Added) -> None:
    for name, (role, x, y) in added.items():
        run.add(name, role, x, y)
