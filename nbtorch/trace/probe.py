"""Measuring one training step op by op: time, memory kept, norms and histograms; the step goes on as ever."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from ..autograd import observe
from ..autograd.node import OP, SEQ, SHAPE, WHERE
from ..autograd.scope import where
from ..backend.array import ARRAYS
from .elements import histogram, square, taken
from .graph import Histogram, first_shape
from .ledger import Ledger
from .names import shown_name
from .nodes import LEAF, PICK, scope_at, whole
from .together import together


@dataclass(frozen=True, slots=True)
class Measure:
    """What one op did: microseconds, bytes it alone kept for the backward pass, the gradient at its output."""

    fwd: float | None = None
    bwd: float | None = None
    kept: int = 0
    grad: float | None = None
    val: Histogram | None = None
    ghist: Histogram | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An op of the step, in the order they ran; `kept` is what all ops together keep for backward after it."""

    phase: str  # "forward", "backward" or "step"
    op: str
    where: Any  # the module scope, or (scope, code, line)
    micros: float
    kept: int
    seq: int  # of its node; 0 where nothing was recorded


class Probe:
    """A context in which every op of this thread is measured: `with Probe() as probe: ...`.

    `events` lists what ran; `measure(node)` is what was measured of a recorded node. Ops take their general path
    meanwhile, so short ones take longer than usual. More than `most` ops, or `patience` seconds, end it early:
    `full` is True then. `ledger` knows which memories were there.
    """

    def __init__(self, most: int = 200_000, patience: float = float("inf"), histograms: bool = True,
                 clock: Callable[[], float] = perf_counter):
        self.most, self.patience, self.histograms, self.clock = most, patience, histograms, clock
        self.events: list[Event] = []
        self.cost = 0.0  # seconds the probe itself took
        self.full = False
        self.ledger = Ledger()
        self._thread = threading.get_ident()
        self._listener = self._op  # one bound method, so that it can be found again
        self._forward: dict[int, tuple[float, int]] = {}
        self._backward: dict[int, float] = {}
        self._norms: dict[int, Any] = {}  # squares, read when they are asked for: a device need not wait
        self._values: dict[int, Any] = {}
        self._gradients: dict[int, Any] = {}
        self._last = self._deadline = 0.0

    def start(self, optimizer: Any = None) -> Probe:
        """Begin to measure a step of this optimizer, if there is one."""
        self._last = self.clock()
        if optimizer is not None:
            self.ledger.begin(optimizer)
            self.cost = self.clock() - self._last
        self._deadline = self._last + self.patience
        observe.ops.append(self._listener)
        return self

    def stop(self) -> None:
        """Measure no more; what was measured stays."""
        if self._listener in observe.ops:
            observe.ops.remove(self._listener)
            self.ledger.close()

    def __enter__(self) -> Probe:
        return self.start()

    def __exit__(self, *exc: Any) -> None:
        self.stop()

    def settle(self) -> None:
        """Read off the device what `measure` tells, all at once."""
        held = self._norms, self._values, self._gradients
        values = iter(together([array for one in held for array in one.values()]))
        self._norms, self._values, self._gradients = [{key: next(values) for key in one} for one in held]

    def measure(self, node: list[Any]) -> Measure:
        """What was measured of a recorded node, once it was settled; of several outputs, the first counts."""
        seq = node[SEQ]
        micros, kept = self._forward.get(seq, (None, 0))
        found = self._norms.get(seq)
        return Measure(
            micros, self._backward.get(seq), kept, None if found is None else math.sqrt(found.item()),
            histogram(self._values.get(seq)), histogram(self._gradients.get(seq)),
        )  # fmt: skip

    # ---- listening
    def _op(self, op: Any, inputs: Any, statics: Any, out: Any, phase: str) -> None:
        now = self.clock()
        if threading.get_ident() != self._thread:
            return
        if phase == "backward":
            self._ran_backward(op, inputs, statics, out, now)
        else:
            self._ran(op, inputs, out, now)
        if len(self.events) >= self.most or now > self._deadline:
            self.full = True
            self.stop()
        self._last = self.clock()
        self.cost += self._last - now

    def _ran(self, op: Any, inputs: Any, out: Any, now: float) -> None:
        micros = 1e6 * (now - max(observe.began, self._last))
        outputs = out if isinstance(out, tuple | list) else (out,)
        first: Any = outputs[0] if outputs else None
        node = whole(getattr(first, "_node", None))
        ledger = self.ledger
        if node is None or node[OP].name == LEAF:
            place = where[0]()
            ledger.ran(op, inputs, outputs, None, scope_at(place))
            self.events.append(Event("step", shown_name(op.name, (), None), place, micros, ledger.kept, 0))
            return
        seq = node[SEQ]
        before = ledger.kept
        ledger.ran(op, inputs, outputs, node, scope_at(node[WHERE]))
        self._forward[seq] = (self._forward.get(seq, (0.0, 0))[0] + micros, ledger.kept - before)
        if self.histograms:
            _note(self._values, seq, taken(first._data))
        name = shown_name(op.name, first._data.shape, None)
        self.events.append(Event("forward", name, node[WHERE], micros, ledger.kept, seq))

    def _ran_backward(self, op: Any, node: Any, g: Any, pieces: Any, now: float) -> None:
        micros, seq = 1e6 * (now - self._last), node[SEQ]
        if node[OP].name == PICK:
            return
        self.ledger.ran_backward(op, node, g, pieces, scope_at(node[WHERE]))
        if node[OP].name != LEAF:
            array = getattr(g[0] if isinstance(g, list) else g, "_data", g[0] if isinstance(g, list) else g)
            if type(array) in ARRAYS:
                self._norms[seq] = square(array)
                if self.histograms:
                    _note(self._gradients, seq, taken(array))
            self._backward[seq] = self._backward.get(seq, 0.0) + micros
        name = shown_name(op.name, first_shape(node[SHAPE]), None)
        self.events.append(Event("backward", name, node[WHERE], micros, self.ledger.kept, seq))


def _note(notes: dict[int, Any], seq: int, values: Any) -> None:
    if values is not None:
        notes[seq] = values
