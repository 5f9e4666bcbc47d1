"""Schedules that move the momentum against the rate."""

from __future__ import annotations

from typing import Any

from ..optimizer import Optimizer
from .scheduler import LRScheduler, per_group


class Momentums(LRScheduler):
    """What cycles of momentum share: which setting it is, and the bounds in every group."""

    use_beta1: bool

    def _begin(self, optimizer: Optimizer, base: Any, highest: Any, last_epoch: int) -> tuple[list[Any], list[Any]]:
        """Set the highest momentum and note both bounds in the groups, unless training resumes; give the bounds."""
        if "momentum" not in optimizer.defaults and "betas" not in optimizer.defaults:
            raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
        self.use_beta1 = "betas" in optimizer.defaults
        bases = per_group("base_momentum", optimizer, base)
        tops = per_group("max_momentum", optimizer, highest)
        if last_epoch == -1:
            for top, low, group in zip(tops, bases, optimizer.param_groups, strict=True):
                self._put_momentum(group, top)
                group["max_momentum"], group["base_momentum"] = top, low
        return bases, tops

    def _put_momentum(self, group: dict[str, Any], value: Any) -> None:
        if self.use_beta1:
            group["betas"] = (value, *group["betas"][1:])
        else:
            group["momentum"] = value
