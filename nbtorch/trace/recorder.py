"""Turns what the framework tells about training (losses, steps, batches) into runs, without touching the loop."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from .history import budget
from .listening import Listening
from .loop import Local, Loop, Thread, root_module
from .places import Cells
from .run import Run, remember, runs
from .splits import split_name

INTERVAL = 0.11  # seconds between flushes of a run: at most ten messages a second come out of it
NORM_SHARE = 0.005  # reading gradient norms may take this share of the time
RESERVED = ("loss", "lr", "gradient norm", "samples/s", "steps/s")

Added = dict[str, tuple[str, list[float], list[float]]]  # series name -> (role, x, y)


def raised(error: Exception) -> None:
    """Let a failure through to the training loop."""
    raise error


class Recorder(Listening):
    """Listens to the framework and keeps a `Run` for each optimizer that steps.

    One run is one optimizer in one cell (or between two `end` calls). The losses of the `backward()` calls since the
    thread's last step belong to the optimizer that steps next (their mean, where there were several); an optimizer
    that steps without a `backward()` of its own belongs to the run before it. An epoch is a pass over a DataLoader
    that steps were made in. `on_flush(run, added)` and `on_end(run)` tell a viewer, in the training thread; what goes
    wrong there or here comes to `on_failure(error)`.
    """

    heard = ("backward", "step", "scale", "batch", "log")

    def __init__(self, on_flush: Callable[[Run, Added], None] = lambda run, added: None,
                 on_end: Callable[[Run], None] = lambda run: None, on_failure: Callable[[Exception], None] = raised,
                 clock: Callable[[], float] = perf_counter):
        super().__init__()
        self.on_flush, self.on_end, self.on_failure, self.clock = on_flush, on_end, on_failure, clock
        self.cell: int | None = None
        self.cell_id: str | None = None
        self.epochs: int | None = None
        self.cells: Cells | None = None  # which notebook cell a file name stands for
        self._local = Local()
        self._open: list[Loop] = []
        self._lock = threading.RLock()

    @property
    def root(self) -> Any:
        """The tensor whose `backward()` ran last in this cell and thread."""
        return self._local.thread.root

    def begin(self, cell: int | None, cell_id: str | None = None, epochs: int | None = None) -> None:
        """Runs that start from now on belong to this cell, which says that it trains `epochs` epochs."""
        self.cell, self.cell_id, self.epochs = cell, cell_id, epochs
        thread = self._local.thread
        thread.losses.clear()
        thread.scaled = thread.unscaled = None

    def end(self, state: str = "finished", note: Callable[[Run], str | None] = lambda run: None) -> None:
        """Close all open runs, each with its note; a loop that goes on in another thread opens a new one."""
        with self._lock:
            try:
                for loop in tuple(self._open):
                    self._close(loop, state, note)
            finally:
                thread = self._local.thread
                self.cell = self.cell_id = self.epochs = thread.root = thread.scaled = thread.unscaled = None

    # Listeners. The first three are called at every step: they only note what happened, and they catch what goes
    # wrong themselves, because a wrapper around each would double what watching costs (benchmarks/live_cost.py).

    def backward(self, tensor: Any) -> None:
        """A loss: read now when it is in host memory, at the next flush when reading would wait for a device."""
        try:
            data, thread = tensor._data, self._local.thread
            if tensor is thread.scaled:
                data, thread.scaled, thread.unscaled = thread.unscaled, None, None
            if data.size == 1:
                thread.losses.append(data.item() if data.__class__ is np.ndarray else data)
                thread.root = tensor
        except Exception as error:
            self.on_failure(error)

    def scale(self, scaled: Any, loss: Any) -> None:
        """A GradScaler made `scaled` of a loss: the loss is what its backward() is about."""
        thread = self._local.thread
        thread.scaled, thread.unscaled = scaled, loss._data

    def batch(self, loader: Any, index: int | None) -> None:
        """A DataLoader yields a batch, or is exhausted."""
        try:
            self._local.thread.batch(loader, index)
        except Exception as error:
            self.on_failure(error)

    def step(self, optimizer: Any) -> None:
        """An optimizer stepped: one more point."""
        try:
            thread = self._local.thread
            loop, losses = thread.loops.get(id(optimizer)), thread.losses
            if loop is None or not loop.open:
                loop = self._follow(thread, optimizer)
                if loop is None:
                    return
            passing = thread.passing
            if passing is not loop.passing and passing is not None:
                loop.enter(passing)
            loss = losses[0] if len(losses) == 1 else tuple(losses) or None
            losses.clear()
            groups = optimizer.param_groups
            loop.pending.append((loss, groups[0]["lr"] if len(groups) == 1 else [group["lr"] for group in groups]))
            thread.latest = loop
            loop.last = now = self.clock()
            watch = loop.watch
            if watch.due:
                watch.stepped(loop.run, loop.steps, thread.root, optimizer, now, self.cells)
                if loop.steps == 1:  # so that a run of a few steps has been looked at too
                    watch.prepare(now, 0.1)
            if now >= loop.next_flush:
                loop.next_flush = now + INTERVAL
                self._flush(loop)
                watch.prepare(self.clock(), 1 / (loop.run.rate or 10.0))
        except Exception as error:
            self.on_failure(error)

    def log(self, values: dict[str, Any]) -> None:
        """The user's own numbers: points of the run that this thread trains, or trained last.

        What is logged while the model is evaluated gets `val_` before its name, unless the name says what it is.
        """
        thread = self._local.thread
        loop = thread.latest
        measured = loop is not None and loop.evaluates(thread.passing)
        for name, value in values.items():
            try:
                number = float(value.detach() if hasattr(value, "detach") else value)
            except (TypeError, ValueError):
                warnings.warn(f"log: {name}={value!r} is not a number, so it has no curve", stacklevel=4)
                continue
            if measured and not split_name(name)[0]:
                name = f"val_{name}"
            elif name in RESERVED or name.startswith("lr "):
                name = f"{name} (logged)"
            if loop is not None:
                loop.logged.append((name, loop.steps, number))
        if loop is not None and not loop.open:
            _add_all(loop.run, loop.take_logged())

    # slow and rare

    def _follow(self, thread: Thread, optimizer: Any) -> Loop | None:
        """A new loop for an optimizer; None when it only steps along with the one that the last losses went to."""
        latest = thread.latest
        if not thread.losses and latest is not None and latest.open:
            return None
        now = self.clock()
        root = root_module(thread.root, optimizer)
        run = Run(now, root.kind if root is not None else None, self.cell, self.cell_id, self.epochs)
        remember(run)
        loop = thread.follow(optimizer, run, now, root.module if root is not None else None)
        loop.look_at_mode()
        with self._lock:
            self._open.append(loop)
        return loop

    def _flush(self, loop: Loop) -> None:
        with self._lock:
            if not loop.open:
                return
            loop.look_at_mode()
            added = self._merge(loop)
            self.on_flush(loop.run, added)
            for other in tuple(self._open):
                if other.optimizer() is None:  # its loop is over: another one trains now
                    self._close(other, "finished", lambda run: None)

    def _close(self, loop: Loop, state: str, note: Callable[[Run], str | None]) -> None:
        loop.watch.stop()
        self._merge(loop)
        loop.open = False
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
        if added:
            added |= loop.take_speed()
        added |= loop.take_logged()
        _add_all(loop.run, added)
        budget.fit(runs())
        run = loop.run
        run.epoch, run.steps_per_epoch, run.steps_in_epoch = loop.progress()
        run.advance(loop.last, loop.steps)
        return added


def _add_all(run: Run, added: Added) -> None:
    for name, (role, x, y) in added.items():
        run.add(name, role, x, y)
