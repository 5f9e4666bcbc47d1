"""What is known of one training loop between two flushes: notes that are cheap to take at every step."""

from __future__ import annotations

import math
import threading
from collections import deque
from typing import Any
from weakref import ref

from ..autograd.node import PARENTS, WHERE
from ..autograd.scope import Scope
from .elements import square
from .nodes import leaf_of, scope_at
from .roots import root
from .run import Run
from .together import together
from .watch import Watch

LOSSES_KEPT = 64  # backward() calls that one step averages over
RATES_MOST = 4  # learning rates that are drawn
SPEED_OVER = 0.05  # seconds that a speed is measured over, at least
PASSES_KEPT = 64  # loaders a thread may be in the middle of


class Pass:
    """One pass over a DataLoader: how many batches came, how many there are, and how many samples each has."""

    __slots__ = ("batches", "exhausted", "length", "loader", "samples")

    def __init__(self, loader: Any):
        self.loader, self.length, self.samples = id(loader), _length(loader), getattr(loader, "batch_size", None)
        self.batches, self.exhausted = 0, False


class Loop:
    """An optimizer that steps, its run, and what happened since the last flush."""

    __slots__ = ("epoch", "epoch_start", "flushed", "last", "loader", "logged", "marked", "model", "next_flush",
                 "next_norm", "open", "optimizer", "passing", "pending", "rates", "run", "speed_name",
                 "steps_per_epoch", "training", "watch")

    def __init__(self, optimizer: ref[Any], run: Run, now: float, model: ref[Any] | None = None):
        self.optimizer, self.run, self.model = optimizer, run, model
        self.training = True  # whether the model was in training mode when it stepped
        self.loader: int | None = None  # whose batches the steps were made with
        self.rates: dict[int, str] = {}  # parameter groups whose learning rate is a series of its own -> its name
        self.marked = (now, 1)  # when the speed was measured last, and the steps until then
        self.speed_name: str | None = None
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
        self.passing, self.epoch_start, self.loader = passing, self.steps, passing.loader
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
        return points | self._take_rates(first, [rate for _, rate in pending])

    def _take_rates(self, first: int, rates: list[Any]) -> dict[str, tuple[str, list[float], list[float]]]:
        """The learning rate of the first parameter group, and those of groups that differ from the ones before."""
        steps = [float(step) for step in range(first, first + len(rates))]
        table = [[float(one) for one in rate] if type(rate) is list else [float(rate)] for rate in rates]
        groups = max(map(len, table))
        if groups == 1:
            return {"lr": ("lr", steps, [row[0] for row in table])}
        columns = [[row[group] if group < len(row) else math.nan for row in table] for group in range(groups)]
        for group, column in enumerate(columns):
            if group not in self.rates and len(self.rates) < RATES_MOST and (
                    not any(column == columns[other] for other in self.rates if other < groups)):
                self.rates[group] = self._rate_name(group)
        return {name: ("lr", [step for step, rate in zip(steps, columns[group], strict=True) if rate == rate],
                       [rate for rate in columns[group] if rate == rate])
                for group, name in self.rates.items() if group < groups}

    def _rate_name(self, group: int) -> str:
        optimizer = self.optimizer()
        named = optimizer.param_groups[group].get("name") if optimizer is not None else None
        return "lr" if group == 0 else f"lr {named or group}"

    def take_speed(self) -> dict[str, tuple[str, list[float], list[float]]]:
        """Samples a second since this was last asked, where the loader has a batch size; else steps."""
        (before, steps), done = self.marked, self.steps - self.epoch_start
        if self.last - before < SPEED_OVER:
            return {}
        self.marked = self.last, self.steps
        rate, passing = (self.steps - steps) / (self.last - before), self.passing
        samples = passing.samples * passing.batches / max(1, done) if passing and passing.samples else None
        if self.speed_name is None:
            self.speed_name = "samples/s" if samples is not None else "steps/s"
        if self.speed_name == "samples/s":
            if samples is None:
                return {}
            rate *= samples  # of one step, which may take several batches
        return {self.speed_name: ("speed", [float(self.steps)], [rate])}

    def look_at_mode(self) -> None:
        """Note in which mode the model steps."""
        model = self.model() if self.model is not None else None
        if model is not None:
            self.training = model.training

    def evaluates(self, newest: Pass | None) -> bool:
        """Whether what is measured now is measured on other data than what is trained on.

        The model's mode says so; where the steps were made in eval mode, or there is no module, another loader does.
        """
        model = self.model() if self.model is not None else None
        if model is not None and self.training:
            return not model.training
        return newest is not None and self.loader is not None and newest.loader != self.loader

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
                    part = square(parameter.grad._data)
                    total = part if total is None else total + part
        squares = None if total is None else float(total)  # waits for a device once
        return None if squares is None else math.sqrt(squares) if squares >= 0 else math.nan


class Thread:
    """What one thread is doing; a training loop lives in one thread."""

    __slots__ = ("latest", "loops", "losses", "passes", "passing", "root", "scaled", "unscaled")

    def __init__(self) -> None:
        self.losses: deque[Any] = deque(maxlen=LOSSES_KEPT)  # of backward() since the last step
        self.loops: dict[int, Loop] = {}  # id(optimizer) -> its loop, while the optimizer lives
        self.root: Any = None  # the tensor whose backward() ran last in this cell
        self.scaled: Any = None  # what a GradScaler made of a loss, until it runs backward
        self.unscaled: Any = None  # the data of that loss
        self.latest: Loop | None = None
        self.passes: dict[int, Pass] = {}  # id(loader) -> the pass that is going on
        self.passing: Pass | None = None  # the pass the newest batch came from

    def follow(self, optimizer: Any, run: Run, now: float, model: ref[Any] | None = None) -> Loop:
        """Keep a loop for an optimizer until the optimizer is gone (its id may then be another's)."""
        key, loops = id(optimizer), self.loops
        loops[key] = loop = Loop(ref(optimizer, lambda gone: loops.pop(key, None)), run, now, model)
        return loop

    def batch(self, loader: Any, index: int | None) -> None:
        """A DataLoader yields batch `index`; None: it is exhausted."""
        key = id(loader)
        if index == 0:
            self.passes[key] = Pass(loader)
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


def root_module(loss: Any, optimizer: Any) -> Scope | None:
    """The scope of the outermost module that used one of the optimizer's parameters on the way to the loss."""
    mine = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
    first = loss._node if loss is not None else None
    waiting, seen = [first] if first is not None else [], {id(first)}
    for node in waiting:
        for parent in node[PARENTS]:
            if parent is None or id(parent) in seen:
                continue
            if id(leaf_of(parent)) in mine:
                scope = scope_at(node[WHERE])
                return None if scope is None else root(scope)
            seen.add(id(parent))
            waiting.append(parent)
    return None


def read(losses: list[Any]) -> list[float]:
    """The numbers of losses: a number, an array of one element, or a tuple of those, which gives its mean."""
    flat = [one for loss in losses for one in (loss if type(loss) is tuple else (loss,))]
    values = iter(together([one for one in flat if type(one) is not float]))
    numbers = iter([one if type(one) is float else float(next(values).item()) for one in flat])
    return [_mean([next(numbers) for _ in loss]) if type(loss) is tuple else next(numbers) for loss in losses]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _length(loader: Any) -> int | None:
    try:
        return len(loader)
    except TypeError:
        return None  # an iterable dataset does not know its length
