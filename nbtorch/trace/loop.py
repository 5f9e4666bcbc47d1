"""What is known of one training loop between two flushes: notes that are cheap to take at every step."""

from __future__ import annotations

import math
import threading
from collections import deque
from typing import Any
from weakref import ref

import numpy as np

from ..autograd.engine import LEAF
from ..autograd.node import OP, PARENTS, SAVED, WHERE
from ..backend.array import NAMESPACES
from .run import Run
from .watch import Watch

LOSSES_KEPT = 64  # backward() calls that one step averages over
PASSES_KEPT = 64  # loaders a thread may be in the middle of


class Pass:
    """One pass over a DataLoader: how many batches came, how many there are."""

    __slots__ = ("batches", "exhausted", "length")

    def __init__(self, length: int | None):
        self.length, self.batches, self.exhausted = length, 0, False


class Loop:
    """An optimizer that steps, its run, and what happened since the last flush."""

    __slots__ = ("epoch", "epoch_start", "flushed", "last", "logged", "next_flush", "next_norm", "open",
                 "optimizer", "passing", "pending", "run", "steps_per_epoch", "watch")

    def __init__(self, optimizer: ref[Any], run: Run, now: float):
        self.optimizer, self.run = optimizer, run
        self.open = True
        self.pending: list[tuple[Any, Any]] = []  # (loss, learning rate) of each step
        self.logged: list[tuple[str, int, float]] = []
        self.flushed = 0  # steps that are in the run
        self.last = self.next_flush = self.next_norm = now
        self.watch = Watch()
        self.passing: Pass | None = None
        self.epoch: int | None = None
        self.epoch_start = 0  # steps before this epoch
        self.steps_per_epoch: int | None = None

    @property
    def steps(self) -> int:
        """Steps made so far."""
        return self.flushed + len(self.pending)

    def enter(self, passing: Pass) -> None:
        """The step that is being noted belongs to another pass over the data: an epoch begins."""
        if self.passing is not None and self.passing.exhausted:
            self.steps_per_epoch = self.steps - self.epoch_start
        self.passing, self.epoch_start = passing, self.steps
        self.epoch = (self.epoch or 0) + 1

    def progress(self) -> tuple[int | None, int | None, int]:
        """The epoch, its length in steps when that is known, and how many of them are done."""
        passing, done = self.passing, self.steps - self.epoch_start
        if passing is None:
            return None, None, 0
        length = self.steps_per_epoch
        if passing.exhausted:
            length = self.steps_per_epoch = done
        elif length is None and passing.length is not None and passing.batches:
            length = math.ceil(passing.length * done / passing.batches)  # fewer steps than batches: accumulation
        return self.epoch, length, done

    def take_steps(self) -> dict[str, tuple[str, list[float], list[float]]]:
        """The new points of the loss and the learning rate."""
        pending, self.pending = self.pending, []
        first = self.flushed + 1
        self.flushed += len(pending)
        if not pending:
            return {}
        points = {}
        losses = [(step, loss) for step, (loss, _) in enumerate(pending, first) if loss is not None]
        if losses:
            points["loss"] = ("loss", [float(step) for step, _ in losses], read([loss for _, loss in losses]))
        points["lr"] = ("lr", [float(step) for step in range(first, self.flushed + 1)],
                        [float(rate) for _, rate in pending])
        return points

    def take_logged(self) -> dict[str, tuple[str, list[float], list[float]]]:
        """The new points of the user's own numbers."""
        logged, self.logged = self.logged, []
        points: dict[str, tuple[str, list[float], list[float]]] = {}
        for name, step, value in logged:
            _, x, y = points.setdefault(name, ("metric", [], []))
            x.append(float(step))
            y.append(value)
        return points

    def gradient_norm(self) -> float | None:
        """The 2-norm of all gradients the optimizer sees; None without any."""
        optimizer, total = self.optimizer(), None
        for group in optimizer.param_groups if optimizer is not None else ():
            for parameter in group["params"]:
                if parameter.grad is not None:
                    flat = parameter.grad._data.reshape(-1)
                    if flat.dtype.itemsize < 4:
                        flat = flat.astype("float32")  # half precision overflows at 65504
                    elif flat.dtype.kind == "c":
                        flat = flat.view(flat.real.dtype)
                    square = flat.dot(flat)
                    total = square if total is None else total + square
        return None if total is None else math.sqrt(total) if float(total) >= 0 else math.nan


class Thread:
    """What one thread is doing; a training loop lives in one thread."""

    __slots__ = ("latest", "loops", "losses", "passes", "passing", "root")

    def __init__(self) -> None:
        self.losses: deque[Any] = deque(maxlen=LOSSES_KEPT)  # of backward() since the last step
        self.loops: dict[int, Loop] = {}  # id(optimizer) -> its loop, while the optimizer lives
        self.root: Any = None  # the tensor whose backward() ran last in this cell
        self.latest: Loop | None = None
        self.passes: dict[int, Pass] = {}  # id(loader) -> the pass that is going on
        self.passing: Pass | None = None  # the pass the newest batch came from

    def follow(self, optimizer: Any, run: Run, now: float) -> Loop:
        """Keep a loop for an optimizer until the optimizer is gone (its id may then be another's)."""
        key, loops = id(optimizer), self.loops
        loops[key] = loop = Loop(ref(optimizer, lambda gone: loops.pop(key, None)), run, now)
        return loop

    def batch(self, loader: Any, index: int | None) -> None:
        """A DataLoader yields batch `index`; None: it is exhausted."""
        key = id(loader)
        if index == 0:
            self.passes[key] = Pass(_length(loader))
            if len(self.passes) > PASSES_KEPT:
                del self.passes[next(iter(self.passes))]
        passing = self.passes.get(key)
        if passing is None:
            return
        if index is None:
            passing.exhausted = True
            del self.passes[key]
            if passing is self.passing:  # a validation pass inside an epoch leads back to the epoch
                outer = self.latest.passing if self.latest is not None else None
                self.passing = None if outer is None or outer.exhausted else outer
        else:
            passing.batches = index + 1
            self.passing = passing


class Local(threading.local):
    """The `Thread` of the thread that asks."""

    def __init__(self) -> None:
        self.thread = Thread()


def root_module(loss: Any, optimizer: Any) -> str | None:
    """The class of the outermost module that used one of the optimizer's parameters on the way to the loss."""
    mine = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
    first = loss._node if loss is not None else None
    waiting, seen = [first] if first is not None else [], {id(first)}
    for node in waiting:
        for parent in node[PARENTS]:
            if parent is None or id(parent) in seen:
                continue
            if parent[OP] is LEAF and id(parent[SAVED][0]()) in mine:
                return _outermost(node[WHERE])
            seen.add(id(parent))
            waiting.append(parent)
    return None


def _outermost(where: Any) -> str | None:
    """The class of the root module of the scope that a node was recorded in."""
    scope = where[0] if type(where) is tuple else where
    while scope is not None and scope.parent is not None:
        scope = scope.parent
    return scope.kind if scope is not None else None


def read(losses: list[Any]) -> list[float]:
    """The numbers of losses: a number, an array of one element, or a tuple of those, which gives its mean."""
    arrays: dict[type, list[Any]] = {}
    flat = [one for loss in losses for one in (loss if type(loss) is tuple else (loss,))]
    for one in flat:
        if type(one) is not float:
            arrays.setdefault(type(one), []).append(one)
    values = {kind: iter(_together(kind, some)) for kind, some in arrays.items()}
    numbers = iter([one if type(one) is float else next(values[type(one)]) for one in flat])
    return [_mean([next(numbers) for _ in loss]) if type(loss) is tuple else next(numbers) for loss in losses]


def _together(kind: type, arrays: list[Any]) -> list[float]:
    """Read one-element arrays of one kind at once: one wait for the device, not one each."""
    xp = NAMESPACES.get(kind, np)
    return xp.stack([xp.asarray(array).reshape(()).astype("float64") for array in arrays]).tolist()


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _length(loader: Any) -> int | None:
    try:
        return len(loader)
    except TypeError:
        return None  # an iterable dataset does not know its length
