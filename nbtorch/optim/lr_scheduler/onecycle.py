"""The one-cycle policy."""

from __future__ import annotations

import math
from typing import Any

from ..optimizer import Optimizer
from .momentum import Momentums
from .scheduler import checked, inside, per_group


def phase(end: float, lr: tuple[str, str], momentum: tuple[str, str]) -> dict[str, Any]:
    """From one setting of the group to another until the step `end`, under PyTorch's keys."""
    names = ("start_lr", "end_lr", "start_momentum", "end_momentum")
    return {"end_step": end, **dict(zip(names, (*lr, *momentum), strict=True))}


class OneCycleLR(Momentums):
    """Up from `max_lr / div_factor` to `max_lr`, and down far below it (Smith & Topin, 2018); step after every batch.

    The number of steps is `total_steps`, or `epochs * steps_per_epoch`; `pct_start` of them rise. With `three_phase`
    the way down stops at the first rate, and goes to the lowest from there.
    """

    def __init__(
        self, optimizer: Optimizer, max_lr: Any, total_steps: int | None = None, epochs: int | None = None,
        steps_per_epoch: int | None = None, pct_start: float = 0.3, anneal_strategy: str = "cos",
        cycle_momentum: bool = True, base_momentum: Any = 0.85, max_momentum: Any = 0.95, div_factor: float = 25.0,
        final_div_factor: float = 1e4, three_phase: bool = False, last_epoch: int = -1,
    ):  # fmt: skip
        self.optimizer = checked(optimizer)
        self.total_steps = _steps(total_steps, epochs, steps_per_epoch)
        rise, fall = ("max_momentum", "base_momentum"), ("base_momentum", "max_momentum")
        last, top = self.total_steps - 1, float(pct_start * self.total_steps) - 1
        self._schedule_phases = [phase(top, ("initial_lr", "max_lr"), rise)]
        if three_phase:
            middle = float(2 * pct_start * self.total_steps) - 2
            self._schedule_phases += [
                phase(middle, ("max_lr", "initial_lr"), fall),
                phase(last, ("initial_lr", "min_lr"), ("max_momentum", "max_momentum")),
            ]
        else:
            self._schedule_phases.append(phase(last, ("max_lr", "min_lr"), fall))
        if pct_start < 0 or pct_start > 1 or not isinstance(pct_start, float):
            raise ValueError(f"Expected float between 0 and 1 pct_start, but got {pct_start}")
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}")
        self._anneal_func_type = anneal_strategy
        highest = per_group("max_lr", optimizer, max_lr)
        if last_epoch == -1:
            for group, lr in zip(optimizer.param_groups, highest, strict=True):
                group["initial_lr"] = lr / div_factor
                group["max_lr"] = lr
                group["min_lr"] = group["initial_lr"] / final_div_factor
        self.cycle_momentum = cycle_momentum
        if cycle_momentum:
            self._begin(optimizer, base_momentum, max_momentum, last_epoch)
        super().__init__(optimizer, last_epoch)

    def _anneal_func(self, start: Any, end: Any, pct: float) -> Any:
        if self._anneal_func_type == "cos":
            return end + (start - end) / 2.0 * (math.cos(math.pi * pct) + 1)
        return (end - start) * pct + start

    def get_lr(self) -> list[Any]:
        inside(self)
        step, phases = self.last_epoch, self._schedule_phases
        if step > self.total_steps:
            raise ValueError(f"Tried to step {step} times. The specified number of total steps is {self.total_steps}")
        begin = 0.0
        for now in phases:
            if step <= now["end_step"] or now is phases[-1]:
                break
            begin = now["end_step"]
        done = (step - begin) / (now["end_step"] - begin)
        found = []
        for group in self.optimizer.param_groups:
            found.append(self._anneal_func(group[now["start_lr"]], group[now["end_lr"]], done))
            if self.cycle_momentum:
                ends = group[now["start_momentum"]], group[now["end_momentum"]]
                self._put_momentum(group, self._anneal_func(*ends, done))
        return found


def _steps(total: int | None, epochs: int | None, per_epoch: int | None) -> int:
    """How many steps the cycle takes."""
    if total is None and (epochs is None or per_epoch is None):
        raise ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)")
    given = {"total_steps": total} if total is not None else {"epochs": epochs, "steps_per_epoch": per_epoch}
    for name, value in given.items():
        if not isinstance(value, int) or value <= 0:
            raise ValueError(f"Expected positive integer {name}, but got {value}")
    return math.prod([value for value in given.values() if value is not None])
