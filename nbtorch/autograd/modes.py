"""Whether ops are recorded: one flag per thread or task."""

from __future__ import annotations

import functools
import inspect
import warnings
from contextvars import ContextVar
from typing import Any

# What `recording` holds: True; False under `no_grad`; in inference mode None, or () where `enable_grad` asked for more.
# A view keeps what it found, and so knows in which mode it was made.
recording: ContextVar[Any] = ContextVar("recording", default=True)
inference: ContextVar[bool] = ContextVar("inference", default=False)
entered: list[None] = []  # one for each inference mode that some thread is in


def _recording(on: Any) -> Any:
    """What `recording` is to hold when somebody turns it on or off."""
    if not inference.get():
        return on
    return () if on else None


class _Decorator:
    """A context manager that also decorates functions, generators and (as PyTorch warns, not for long) classes."""

    def __call__(self, function: Any) -> Any:
        if inspect.isclass(function):
            warnings.warn(
                "Decorating classes is deprecated and will be disabled in future versions. You should only decorate "
                "functions or methods. To preserve the current behavior of class decoration, you can directly decorate "
                "the `__init__` method and nothing else.",
                FutureWarning,
                stacklevel=2,
            )
        return _generator(function, self.clone) if inspect.isgeneratorfunction(function) else _plain(function, self)

    def clone(self) -> Any:
        """The same mode, to be entered on its own."""
        return type(self)()


class set_grad_enabled(_Decorator):
    """Turn recording on or off for this thread: a call, a context manager or a decorator."""

    def __init__(self, mode: bool):
        self.mode = mode
        self.prev = recording.get()
        recording.set(_recording(mode))

    def __enter__(self) -> None:
        recording.set(_recording(self.mode))

    def __exit__(self, *exc: Any) -> None:
        recording.set(self.prev)

    def __call__(self, function: Any) -> Any:
        recording.set(self.prev)  # as a decorator it acts only inside the function
        return super().__call__(function)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"

    def clone(self) -> Any:
        return set_grad_enabled(self.mode)


class _Mode(_Decorator):
    """A mode entered by `with` or around a function; re-entrant, one value per entry."""

    on = False

    def __new__(cls, orig_func: Any = None) -> Any:
        self = super().__new__(cls)
        self.saved = []
        return self if orig_func is None or isinstance(orig_func, bool) else self(orig_func)

    def __init__(self, orig_func: Any = None):
        self.saved: list[Any]

    def __enter__(self) -> None:
        self.saved.append(recording.get())
        recording.set(_recording(self.on))

    def __exit__(self, *exc: Any) -> None:
        recording.set(self.saved.pop())


class no_grad(_Mode):
    """Do not record: `with no_grad():`, `@no_grad()` or `@no_grad`."""


class enable_grad(_Mode):
    """Record again inside `no_grad`; inside `inference_mode` nothing is recorded."""

    on = True


class inference_mode(_Mode):
    """`no_grad` for code that will never need a gradient; `inference_mode(False)` records again inside it.

    Tensors made in it have no version and are never saved for backward (`is_inference`).
    """

    def __new__(cls, mode: Any = True) -> Any:
        self = super().__new__(cls, None if isinstance(mode, bool) else mode)
        self.on = mode is False
        return self

    def __init__(self, mode: Any = True):
        super().__init__()

    def __enter__(self) -> None:
        self.saved.append((recording.get(), inference.get()))
        if not self.on:
            entered.append(None)
        inference.set(not self.on)
        recording.set(True if self.on else None)

    def __exit__(self, *exc: Any) -> None:
        before, mode = self.saved.pop()
        recording.set(before)
        inference.set(mode)
        if not self.on:
            entered.pop()

    def clone(self) -> Any:
        return inference_mode(not self.on)


def _plain(function: Any, mode: Any) -> Any:
    @functools.wraps(function, updated=() if inspect.isclass(function) else ("__dict__",))
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with mode.clone():
            return function(*args, **kwargs)

    return wrapped


def _generator(function: Any, mode: Any) -> Any:
    """A generator that runs in the mode, and leaves it to its caller between two values."""

    @functools.wraps(function)
    def generator(*args: Any, **kwargs: Any) -> Any:
        steps = function(*args, **kwargs)
        try:
            with mode():
                value = next(steps)
            while True:
                try:
                    sent = yield value
                except GeneratorExit:
                    with mode():
                        steps.close()
                    raise
                except BaseException as error:
                    with mode():
                        value = steps.throw(error)
                else:
                    with mode():
                        value = steps.send(sent)
        except StopIteration as stop:
            return stop.value

    return generator


def is_grad_enabled() -> bool:
    """Whether ops on tensors that require a gradient are recorded now."""
    return recording.get() in (True, ())


def is_inference_mode_enabled() -> bool:
    """Whether `inference_mode` is on."""
    return inference.get()
