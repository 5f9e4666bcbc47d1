"""How long each op takes: `profile`, and `record_function` for parts of a program.

The time of an op is the time since the op before it ended, or since its part began: what Python did in between counts
as the op's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextvars import ContextVar
from time import perf_counter
from typing import Any

from . import observe
from .node import node_name

_running: ContextVar[profile | None] = ContextVar("profile", default=None)


class FunctionEvent:
    """One op or part that ran: seconds from the start of the profile, and its share without the parts inside."""

    def __init__(self, name: str, start: float, end: float, inner: float = 0.0, shapes: Any = ()):
        self.name, self.key, self.start, self.end, self.input_shapes = name, name, start, end, shapes
        self.cpu_time_total = (end - start) * 1e6  # microseconds, as PyTorch's
        self.self_cpu_time_total = self.cpu_time_total - inner * 1e6
        self.count = 1

    @property
    def cpu_time(self) -> float:
        """Microseconds per call."""
        return self.cpu_time_total / self.count

    def __repr__(self) -> str:
        return f"<FunctionEvent name={self.name} cpu_time={self.cpu_time_total:.3f}us count={self.count}>"


class EventList(list[FunctionEvent]):
    """Events, and the table of them."""

    def total_average(self) -> FunctionEvent:
        """All events as one."""
        whole = FunctionEvent("Total", 0.0, 0.0)
        whole.self_cpu_time_total = sum([e.self_cpu_time_total for e in self])
        whole.cpu_time_total, whole.count = whole.self_cpu_time_total, sum([e.count for e in self])
        return whole

    @property
    def self_cpu_time_total(self) -> float:
        """Microseconds of all events."""
        return sum([e.self_cpu_time_total for e in self])

    def table(
        self, sort_by: str | None = None, row_limit: int = 100, max_name_column_width: int = 55,
        header: str | None = None, **ignored: Any,
    ) -> str:  # fmt: skip
        """The events as text, the greatest of `sort_by` first."""
        rows = sorted(self, key=lambda e: -getattr(e, sort_by)) if sort_by else list(self)
        whole = self.self_cpu_time_total or 1.0
        cells = [["Name", "Self CPU %", "Self CPU", "CPU total %", "CPU total", "CPU time avg", "# of Calls"]]
        for event in rows[: row_limit if row_limit >= 0 else None]:
            name = event.key
            if len(name) > max_name_column_width:
                name = name[: max_name_column_width - 3] + "..."
            cells.append([
                name, f"{event.self_cpu_time_total / whole:.2%}", told(event.self_cpu_time_total),
                f"{event.cpu_time_total / whole:.2%}", told(event.cpu_time_total), told(event.cpu_time),
                str(event.count),
            ])  # fmt: skip
        widths = [max(14, *[len(row[i]) + 2 for row in cells]) for i in range(len(cells[0]))]
        rule = "  ".join(["-" * w for w in widths]) + "  "
        lines = ["  ".join([cell.rjust(w) for cell, w in zip(row, widths, strict=True)]) + "  " for row in cells]
        head = [header] if header else []
        return "\n".join([*head, rule, lines[0], rule, *lines[1:], rule, f"Self CPU time total: {told(whole)}", ""])

    def __str__(self) -> str:
        return self.table()


def told(microseconds: float) -> str:
    """A time with its unit."""
    for size, unit in ((1e6, "s"), (1e3, "ms")):
        if microseconds >= size:
            return f"{microseconds / size:.3f}{unit}"
    return f"{microseconds:.3f}us"


class profile:
    """Note every op of this block: `with profile() as prof:`, then `prof.key_averages().table()`."""

    def __init__(self, enabled: bool = True, *, record_shapes: bool = False, **ignored: Any):
        self.enabled, self.record_shapes = enabled, record_shapes
        self.events: EventList = EventList()
        self.begun = self.last = 0.0
        self.depth: list[float] = []  # per open part: seconds of what ran inside

    def __enter__(self) -> profile:
        if self.enabled:
            self._token = _running.set(self)
            observe.ops.append(self._op)
            self.begun = self.last = perf_counter()
        return self

    def __exit__(self, *exc: Any) -> None:
        if self.enabled and self._op in observe.ops:
            observe.ops.remove(self._op)
            _running.reset(self._token)

    def _op(self, op: Any, inputs: Any, statics: Any, out: Any, phase: str) -> None:
        now = perf_counter()
        name = f"aten::{op.name}{'_' if phase == 'inplace' else ''}" if phase != "backward" else node_name(inputs)
        shapes = (
            [list(t.shape) for t in inputs if hasattr(t, "_node")] if self.record_shapes and phase != "backward" else []
        )
        self.add(FunctionEvent(name, self.last - self.begun, now - self.begun, 0.0, shapes))
        self.last = perf_counter()

    def add(self, event: FunctionEvent) -> None:
        """Note an event, and its time in the part that is open."""
        self.events.append(event)
        if self.depth:
            self.depth[-1] += event.end - event.start

    @property
    def function_events(self) -> EventList:
        """Every event, in order of its end."""
        return self.events

    @property
    def self_cpu_time_total(self) -> float:
        """Microseconds of all events."""
        return self.events.self_cpu_time_total

    def key_averages(self, group_by_input_shape: bool = False, **ignored: Any) -> EventList:
        """The events of each name together."""
        found: dict[Any, FunctionEvent] = {}
        for event in self.events:
            key = (event.key, str(event.input_shapes) if group_by_input_shape else "")
            if key not in found:
                found[key] = FunctionEvent(event.key, 0.0, 0.0, 0.0, event.input_shapes)
                found[key].count = 0
            found[key].count += 1
            found[key].cpu_time_total += event.cpu_time_total
            found[key].self_cpu_time_total += event.self_cpu_time_total
        return EventList(found.values())

    def total_average(self) -> FunctionEvent:
        """All events as one."""
        return self.events.total_average()

    def table(self, sort_by: str | None = None, **options: Any) -> str:
        """Every event as text."""
        return self.events.table(sort_by, **options)

    def export_chrome_trace(self, path: str) -> None:
        """Write the events as JSON that chrome://tracing and Perfetto show."""
        import json  # few programs need it

        found = [
            {
                "ph": "X",
                "cat": "cpu_op",
                "name": e.name,
                "pid": 0,
                "tid": 0,
                "ts": e.start * 1e6,
                "dur": e.cpu_time_total,
            }
            for e in self.events
        ]
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"traceEvents": found}, file)

    def __iter__(self) -> Iterator[FunctionEvent]:
        return iter(self.events)

    def __str__(self) -> str:
        return str(self.events)


class record_function:
    """A part of the program by a name: a context manager, or a decorator; it does nothing outside a `profile`."""

    def __init__(self, name: str, args: str | None = None):
        self.name, self.args = name, args

    def __enter__(self) -> record_function:
        self.profile = _running.get()
        if self.profile is not None:
            self.start = self.profile.last = perf_counter()
            self.profile.depth.append(0.0)
        return self

    def __exit__(self, *exc: Any) -> None:
        if self.profile is not None:
            inner, zero, now = self.profile.depth.pop(), self.profile.begun, perf_counter()
            self.profile.add(FunctionEvent(self.name, self.start - zero, now - zero, inner))
            self.profile.last = now

    def __call__(self, function: Any) -> Any:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            with record_function(self.name, self.args):
                return function(*args, **kwargs)

        return wrapped


class emit_nvtx:
    """Where PyTorch marks ops for NVIDIA's profiler; `cuda.nvtx` marks ranges by hand."""

    def __init__(self, enabled: bool = True, record_shapes: bool = False):
        self.enabled, self.record_shapes = enabled, record_shapes

    def __enter__(self) -> emit_nvtx:
        return self

    def __exit__(self, *exc: object) -> None:
        pass


emit_itt = emit_nvtx
