"""Whether ops are recorded: one flag per thread or task."""

from __future__ import annotations

import functools
from contextvars import ContextVar
from typing import Any

recording: ContextVar[bool] = ContextVar("recording", default=True)
inference: ContextVar[bool] = ContextVar("inference", default=False)


class set_grad_enabled:
    """Turn recording on or off for this thread: a call, a context manager or a decorator."""

    def __init__(self, mode: bool):
        self.mode = mode
        self.before = recording.get()
        recording.set(mode)

    def __enter__(self) -> None:
        recording.set(self.mode)

    def __exit__(self, *exc: Any) -> None:
        recording.set(self.before)

    def __call__(self, function: Any) -> Any:
        recording.set(self.before)  # as a decorator it acts only inside the function
        return _decorated(function, lambda: set_grad_enabled(self.mode))


class _Mode:
    """A mode entered by `with` or around a function; re-entrant, one value per entry."""

    modes: tuple[tuple[ContextVar[bool], bool], ...] = ()

    def __new__(cls, function: Any = None) -> Any:
        self = super().__new__(cls)
        self.saved = []
        return self if function is None or isinstance(function, bool) else self(function)

    def __init__(self, function: Any = None):
        self.saved: list[tuple[bool, ...]]

    def __enter__(self) -> None:
        self.saved.append(tuple([flag.get() for flag, _ in self.modes]))
        for flag, value in self.modes:
            flag.set(value)

    def __exit__(self, *exc: Any) -> None:
        for (flag, _), value in zip(self.modes, self.saved.pop(), strict=True):
            flag.set(value)

    def __call__(self, function: Any) -> Any:
        return _decorated(function, type(self))


class no_grad(_Mode):
    """Do not record: `with no_grad():` or `@no_grad()`."""

    modes = ((recording, False),)


class enable_grad(_Mode):
    """Record again inside `no_grad`."""

    modes = ((recording, True),)


class inference_mode(_Mode):
    """`no_grad` for code that will never need a gradient; `inference_mode(False)` does nothing."""

    modes = ((recording, False), (inference, True))

    def __new__(cls, mode: Any = True) -> Any:
        self = super().__new__(cls, None if isinstance(mode, bool) else mode)
        if mode is False:
            self.modes = ()
        return self


def _decorated(function: Any, mode: Any) -> Any:
    import inspect

    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def generator(*args: Any, **kwargs: Any) -> Any:
            steps = function(*args, **kwargs)
            while True:
                with mode():
                    try:
                        value = next(steps)
                    except StopIteration as stop:
                        return stop.value
                yield value

        return generator

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with mode():
            return function(*args, **kwargs)

    return wrapped


def is_grad_enabled() -> bool:
    """Whether ops on tensors that require a gradient are recorded now."""
    return recording.get()


def is_inference_mode_enabled() -> bool:
    """Whether `inference_mode` is on."""
    return inference.get()
