"""`torch.futures`: results that come later, and what is called when they do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future as _Future
from typing import Any, Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")

__all__ = ["Future", "collect_all", "wait_all"]


class Future(Generic[T]):
    """A value, or an exception, that some thread sets once."""

    def __init__(self, *, devices: Any = None):
        self._inner: _Future[T] = _Future()

    def done(self) -> bool:
        """Whether there is a result."""
        return self._inner.done()

    def wait(self) -> T:
        """The value, when it has come; raises the exception that was set in its place."""
        return self._inner.result()

    def value(self) -> T:
        """The value that has come. RuntimeError before."""
        if not self.done():
            raise RuntimeError("Future is not completed: call wait() or then() before value()")
        return self.wait()

    def set_result(self, result: T) -> None:
        """Give the value. RuntimeError when there is a result already."""
        self._once()
        self._inner.set_result(result)

    def set_exception(self, result: BaseException) -> None:
        """Give an exception for the value."""
        if not isinstance(result, Exception):
            raise AssertionError(f"{result} is of type {type(result)}, not an Exception.")
        self._once()
        self._inner.set_exception(result)

    def then(self, callback: Callable[[Future[T]], S]) -> Future[S]:
        """The future of what `callback` makes of this one when it is done."""
        later: Future[S] = Future()

        def call(_: Any) -> None:
            try:
                later.set_result(callback(self))
            except Exception as error:
                kind = type(error).__name__
                later.set_exception(RuntimeError(f"Got the following error when running the callback: {kind}: {error}"))

        self._inner.add_done_callback(call)
        return later

    def add_done_callback(self, callback: Callable[[Future[T]], None]) -> None:
        """Call `callback` with this future when it is done."""
        self._inner.add_done_callback(lambda _: callback(self))

    def _once(self) -> None:
        if self.done():
            raise RuntimeError(
                "Attempting to mark a completed Future as complete again. Note that a Future can only be marked "
                "completed once."
            )


def collect_all(futures: list[Future[Any]]) -> Future[list[Future[Any]]]:
    """The future of all of these, which is done when the last one is."""
    together: Future[list[Future[Any]]] = Future()
    left = len(futures)

    def count(_: Any) -> None:
        nonlocal left
        left -= 1
        if not left:
            together.set_result(futures)

    if not futures:
        together.set_result(futures)
    for future in futures:
        future.add_done_callback(count)
    return together


def wait_all(futures: list[Future[Any]]) -> list[Any]:
    """The values of all of these; raises the first exception."""
    return [future.wait() for future in collect_all(futures).wait()]
