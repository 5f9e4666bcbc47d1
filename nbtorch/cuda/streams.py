"""Queues of work on a GPU, and marks in them."""

from __future__ import annotations

from typing import Any

from ..backend import cuda as _cuda


class Stream:
    """A queue of work on a GPU; work in two streams may overlap."""

    def __init__(self, device: Any = None, priority: int = 0, *, queue: Any = None):
        if not _cuda.is_available():
            raise RuntimeError("torch.cuda.Stream requires CUDA support")
        self._queue = _cuda.namespace().cuda.Stream(non_blocking=True) if queue is None else queue

    def synchronize(self) -> None:
        """Wait until all its work is done."""
        self._queue.synchronize()

    def query(self) -> bool:
        """Whether all its work is done."""
        return bool(self._queue.done)

    def record_event(self, event: Event | None = None) -> Event:
        """Mark the end of the work given so far."""
        event = Event() if event is None else event
        event.record(self)
        return event

    def wait_event(self, event: Event) -> None:
        """Let later work wait for a mark."""
        self._queue.wait_event(event._mark)

    def wait_stream(self, stream: Stream) -> None:
        """Let later work wait for the work given to another stream so far."""
        self.wait_event(stream.record_event())


class Event:
    """A mark in a stream: to wait for it, or to measure the time between two."""

    def __init__(self, enable_timing: bool = False, blocking: bool = False, interprocess: bool = False):
        if not _cuda.is_available():
            raise RuntimeError("Tried to instantiate dummy base class Event")
        if interprocess:
            raise NotImplementedError("interprocess=True: an event is known in its own process only")
        self._mark = _cuda.namespace().cuda.Event(block=blocking, disable_timing=not enable_timing)

    def record(self, stream: Stream | None = None) -> None:
        """Stand at the end of the work given to a stream so far."""
        self._mark.record(None if stream is None else stream._queue)

    def wait(self, stream: Stream | None = None) -> None:
        """Let later work of a stream wait for this mark."""
        (current_stream() if stream is None else stream).wait_event(self)

    def query(self) -> bool:
        """Whether the work before the mark is done."""
        return bool(self._mark.done)

    def synchronize(self) -> None:
        """Wait until the work before the mark is done."""
        self._mark.synchronize()

    def elapsed_time(self, end_event: Event) -> float:
        """Milliseconds from this mark to another."""
        return float(_cuda.namespace().cuda.get_elapsed_time(self._mark, end_event._mark))


def current_stream(device: Any = None) -> Stream:
    """The stream that work goes to now."""
    return Stream(queue=_cuda.namespace().cuda.get_current_stream())


def default_stream(device: Any = None) -> Stream:
    """The stream that work goes to without `with stream(...)`."""
    return Stream(queue=_cuda.namespace().cuda.Stream.null)


def set_stream(stream: Stream | None) -> None:
    """Send work to this stream from now on; None changes nothing."""
    if stream is not None:
        stream._queue.use()


class StreamContext:
    """Send work to a stream inside `with`; None changes nothing."""

    def __init__(self, stream: Stream | None):
        self.stream = stream

    def __enter__(self) -> None:
        if self.stream is not None:
            self.stream._queue.__enter__()

    def __exit__(self, *exc: Any) -> None:
        if self.stream is not None:
            self.stream._queue.__exit__(*exc)


def stream(stream: Stream | None) -> StreamContext:
    """`with stream(s):` sends work to `s`; None changes nothing."""
    return StreamContext(stream)
