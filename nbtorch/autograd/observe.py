"""The events the framework tells: lists of listeners, and nothing is done while a list is empty.

| list     | a listener is called with                                                      |
|----------|--------------------------------------------------------------------------------|
| ops      | (op, inputs, statics, outputs, phase) at every op; slows every op. In the phase |
|          | "backward": (op, node, g, gradients of the inputs, "backward")                 |
| walk     | (tensor) before `tensor.backward()`: what the graph saved is still there       |
| backward | (tensor) after `tensor.backward()`                                             |
| step     | (optimizer) after `optimizer.step()`                                           |
| scale    | (scaled tensor, tensor) when a GradScaler has scaled a loss                    |
| batch    | (loader, index) before a DataLoader yields batch `index`; None: it is exhausted |
| errors   | (error, scope, arguments) when a module's call raises, innermost first         |
| log      | (dict) when the user calls `nbtorch.log(...)`                                  |
| show     | (images) when the user calls `nbtorch.show(...)`                                |

`began` is when the op that is being told of began, in `perf_counter`'s seconds; it is kept while `ops` has listeners.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

began = 0.0
ops: list[Callable[..., Any]] = []
walk: list[Callable[..., Any]] = []
backward: list[Callable[..., Any]] = []
step: list[Callable[..., Any]] = []
scale: list[Callable[..., Any]] = []
batch: list[Callable[..., Any]] = []
errors: list[Callable[..., Any]] = []
log: list[Callable[..., Any]] = []
show: list[Callable[..., Any]] = []


def forget() -> None:
    """Let go of all listeners: in a process that is not the one they listen in."""
    for listeners in [value for value in globals().values() if type(value) is list]:
        listeners.clear()


def tell(listeners: list[Callable[..., Any]], *facts: Any) -> None:
    """Call every listener; one may detach itself while it is called."""
    for listener in tuple(listeners):
        listener(*facts)
