"""Stand-ins for what a training loop is made of, and a clock that the test turns."""

from __future__ import annotations

from typing import Any

import nbtorch
from nbtorch.autograd import observe


class Clock:
    """Seconds, as the test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Optimizer:
    """Steps, changing nothing."""

    def __init__(self, *parameters: Any, lr: float = 0.1):
        self.param_groups = [{"params": list(parameters), "lr": lr}]

    def step(self) -> None:
        observe.tell(observe.step, self)


class Loader:
    """Yields the numbers of its batches."""

    def __init__(self, length: int, known: bool = True):
        self.length, self.known = length, known

    def __len__(self) -> int:
        if not self.known:
            raise TypeError("an iterable dataset has no length")
        return self.length

    def __iter__(self):
        for index in range(self.length):
            observe.tell(observe.batch, self, index)
            yield index
        observe.tell(observe.batch, self, None)


def parameter(*values: float) -> nbtorch.Tensor:
    """A leaf that requires grad."""
    return nbtorch.tensor(values or (3.0, 4.0), requires_grad=True)


def backward(value: float) -> None:
    """A loss of this value has run backward."""
    observe.tell(observe.backward, nbtorch.tensor(value, dtype=nbtorch.float64))


def step(optimizer: Optimizer, loss: float) -> None:
    """One training step."""
    backward(loss)
    optimizer.step()
