"""`torch.profiler`: op times of the steps of a training loop."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from time import time_ns
from typing import Any

from .autograd.profiler import profile as _profile, record_function as record_function


class ProfilerActivity(Enum):
    """What to note: the CPU's work; a device's is part of it here."""

    CPU = 0
    XPU = 1
    MTIA = 2
    CUDA = 3


class ProfilerAction(Enum):
    """What a profiler does with a step."""

    NONE = 0
    WARMUP = 1
    RECORD = 2
    RECORD_AND_SAVE = 3
    DEVICE_STOPPED = 4


def schedule(
    *, wait: int, warmup: int, active: int, repeat: int = 0, skip_first: int = 0, skip_first_wait: int = 0
) -> Callable[[int], ProfilerAction]:
    """Which steps to note: after `skip_first`, cycles of `wait` idle, `warmup` thrown away and `active` noted ones."""

    def action(step: int) -> ProfilerAction:
        if step < skip_first:
            return ProfilerAction.NONE
        step -= skip_first
        if skip_first_wait:
            step += wait
        cycle, place = divmod(step, wait + warmup + active)
        if (repeat and cycle >= repeat) or place < wait:
            return ProfilerAction.NONE
        if place < wait + warmup:
            return ProfilerAction.WARMUP
        return ProfilerAction.RECORD_AND_SAVE if place == wait + warmup + active - 1 else ProfilerAction.RECORD

    if active <= 0 or min(wait, warmup, repeat, skip_first) < 0:
        raise AssertionError("Invalid profiler schedule arguments")
    return action


def tensorboard_trace_handler(dir_name: str, worker_name: str | None = None, use_gzip: bool = False) -> Any:
    """What writes every trace to a file of its own in a folder: the `on_trace_ready` of `profile`."""

    def write(prof: profile) -> None:
        os.makedirs(dir_name, exist_ok=True)
        name = f"{worker_name or f'{os.uname().nodename}_{os.getpid()}'}.{time_ns()}.pt.trace.json"
        prof.export_chrome_trace(os.path.join(dir_name, name))

    return write


class profile(_profile):
    """`autograd.profiler.profile` with a schedule: `step()` after every step of the loop."""

    def __init__(
        self, *, activities: Any = None, schedule: Any = None, on_trace_ready: Any = None, record_shapes: bool = False,
        **ignored: Any,
    ):  # fmt: skip
        super().__init__(record_shapes=record_shapes)
        self.schedule, self.on_trace_ready, self.step_num = schedule, on_trace_ready, 0
        self.on = False

    def _begin(self) -> None:
        action = ProfilerAction.RECORD if self.schedule is None else self.schedule(self.step_num)
        wanted = action in (ProfilerAction.RECORD, ProfilerAction.RECORD_AND_SAVE)
        if wanted and not self.on:
            self.events.clear()
            super().__enter__()
        elif self.on and not wanted:
            super().__exit__()
        self.on, self.action = wanted, action

    def start(self) -> None:
        """Begin, without `with`."""
        self._begin()

    def stop(self) -> None:
        """End, without `with`."""
        if self.on:
            super().__exit__()
            self.on = False
            if self.on_trace_ready is not None:
                self.on_trace_ready(self)

    def __enter__(self) -> profile:
        self.start()
        return self

    def __exit__(self, *exc: Any) -> None:
        self.stop()

    def step(self) -> None:
        """Tell that a step of the loop ended."""
        if self.action is ProfilerAction.RECORD_AND_SAVE:
            self.stop()
        self.step_num += 1
        self._begin()
