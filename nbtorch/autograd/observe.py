"""The events the framework tells: lists of listeners, and nothing is done while a list is empty.

| list     | a listener is called with                                                      |
|----------|--------------------------------------------------------------------------------|
| ops      | (op, inputs, statics, outputs, phase) at every op; slows every op              |
| backward | (tensor) after `tensor.backward()`                                             |
| step     | (optimizer) after `optimizer.step()`                                           |
| batch    | (loader, index) before a DataLoader yields batch `index`; None: it is exhausted |
| log      | (dict) when the user calls `nbtorch.log(...)`                                  |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ops: list[Callable[..., Any]] = []
backward: list[Callable[..., Any]] = []
step: list[Callable[..., Any]] = []
batch: list[Callable[..., Any]] = []
log: list[Callable[..., Any]] = []


def tell(listeners: list[Callable[..., Any]], *facts: Any) -> None:
    """Call every listener; one may detach itself while it is called."""
    for listener in tuple(listeners):
        listener(*facts)
