"""The worker processes of one loader: started together, watched, and ended whatever happens to the loader."""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from types import ModuleType
from typing import Any

from .... import _alias
from .channel import Channel, unpack
from .packing import cloud, pack, pack_program
from .worker import Program, Role, work

PATIENCE = 5.0  # seconds that workers have to finish the batch they are at
_crews: weakref.WeakSet[Crew] = weakref.WeakSet()
_starting = threading.Lock()


class Crew:
    """Workers by number; a worker that died, and an interrupt of this process, end all of them."""

    def __init__(self, program: Program, count: int, base_seed: int, context: Any):
        if sys.platform == "emscripten":
            raise RuntimeError(
                f"DataLoader: num_workers={count} needs processes, which a browser has not; use num_workers=0")
        context = context or multiprocessing.get_context("spawn")
        forks = context.get_start_method() == "fork"
        self.channels: list[Channel] = []
        self.processes: list[Any] = []
        self.lost: str | None = None
        self.is_closed = False
        parts = None if forks else pack_program(program)
        watch_interrupts(self)
        try:
            for number in range(count):
                role = Role(number, count, base_seed, _alias.is_on())
                self._start(context, role, program if forks else None)
            if parts is not None:
                for number in range(count):
                    self._send(number, parts)
        except BaseException:
            self.close(at_once=True)
            raise

    def _start(self, context: Any, role: Role, program: Program | None) -> None:
        ours, theirs = context.Pipe(duplex=True)
        channel = Channel(ours)
        others = [*self.channels, channel] if program is not None else []
        process = context.Process(target=work, args=(theirs, role, program, others), daemon=True)
        self.channels.append(channel)
        self.processes.append(process)  # before it runs: an interrupt ends what is listed
        try:
            with _starting, _interrupts_held(), _main_hidden():
                process.start()
        finally:
            theirs.close()

    def give(self, number: int, epoch: int, key: Any) -> None:
        """Hand a task to a worker."""
        self._send(number, pack((epoch, key)))

    def _send(self, number: int, parts: Any) -> None:
        with suppress(OSError):  # it is dead: what it had done before is still to be read, then `take` tells
            self.channels[number].send(parts)

    def take(self, number: int, epoch: int, timeout: float) -> tuple[str, Any]:
        """The next answer of a worker, (kind, data); RuntimeError when it died or took longer than `timeout`."""
        while True:
            try:
                if timeout and not self.channels[number].connection.poll(timeout):
                    raise TimeoutError
                of, kind, data = unpack(self.channels[number].receive())
            except TimeoutError:
                raise RuntimeError(f"DataLoader timed out after {timeout} seconds") from None
            except (EOFError, ConnectionError) as error:
                if self.is_closed:  # by the handler of an interrupt
                    raise
                self._lose(number, error)
            except BaseException:
                self.close(at_once=True)  # in the middle of a message
                raise
            if of == epoch:  # not left over from a pass that was not finished
                return kind, data

    def first(self, numbers: list[int], timeout: float) -> int:
        """The first of some workers that has an answer, or died."""
        found = wait([self.channels[number].connection for number in numbers], timeout or None)
        if not found:
            raise RuntimeError(f"DataLoader timed out after {timeout} seconds")
        return next(number for number in numbers if self.channels[number].connection in found)

    def _lose(self, number: int, error: BaseException) -> None:
        self.processes[number].join(1)
        dead = [process for process in self.processes if not process.is_alive()] or [self.processes[number]]
        self.lost = f"DataLoader worker (pid(s) {', '.join([str(p.pid) for p in dead])}) exited unexpectedly"
        self.close(at_once=True)
        raise RuntimeError(self.lost) from error

    def close(self, at_once: bool = False) -> None:
        """End the workers, after the batch they are at or `at_once`."""
        if self.is_closed:
            return
        self.is_closed = True
        _crews.discard(self)
        for channel in self.channels:
            channel.close()
        deadline = time.monotonic() + PATIENCE
        try:
            if not at_once:
                for process in self.processes:
                    process.join(max(0.0, deadline - time.monotonic()))
        finally:  # an interrupt while waiting too
            for end in ("terminate", "kill"):
                left = [process for process in self.processes if process.is_alive()]
                for process in left:
                    getattr(process, end)()
                for process in left:
                    process.join(PATIENCE)

    def __del__(self) -> None:
        self.close()


@atexit.register
def _close_all() -> None:
    for crew in tuple(_crews):
        crew.close(at_once=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process that starts meanwhile is not interrupted before it can say that it ignores it.

    Nor is this one: another thread may take the signal, and Python forgets what is raised in the callbacks around a
    fork. What came meanwhile comes at the end.
    """
    handler: Any = signal.getsignal(signal.SIGINT)
    late: list[Any] = []
    waits = threading.current_thread() is threading.main_thread() and callable(handler)
    if waits:
        signal.signal(signal.SIGINT, lambda *signalled: late.append(signalled))
    masks = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if waits:
            signal.signal(signal.SIGINT, handler)
        if late:
            handler(*late[0])


class _Main(ModuleType):
    """`__main__` without the file it came from."""

    def __getattr__(self, name: str) -> Any:
        if name == "__file__":
            raise AttributeError(name)
        return getattr(self.__dict__["_main"], name)


@contextmanager
def _main_hidden() -> Iterator[None]:
    """What the workers need of `__main__` is sent by value: they need not run the script again, as spawn would."""
    main = sys.modules["__main__"]
    if cloud() is None:
        yield
        return
    hidden = _Main("__main__")
    hidden.__dict__["_main"] = main
    sys.modules["__main__"] = hidden
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def watch_interrupts(crew: Crew) -> None:
    """From now on an interrupt ends this crew: an exception alone would not, as long as a traceback keeps the loop."""
    _crews.add(crew)
    if threading.current_thread() is not threading.main_thread():
        return
    handler: Any = signal.getsignal(signal.SIGINT)
    if callable(handler) and not isinstance(handler, _Interrupt):
        signal.signal(signal.SIGINT, _Interrupt(handler))


class _Interrupt:
    """The handler of interrupts that was there before, and the end of the workers if it raises."""

    def __init__(self, before: Any):
        self.before = before

    def __call__(self, number: int, frame: Any) -> Any:
        try:
            return self.before(number, frame)
        except BaseException:
            for crew in tuple(_crews):
                crew.close(at_once=True)
            raise
        finally:
            current: Any = signal.getsignal(signal.SIGINT)
            if current is self and not _crews:
                signal.signal(signal.SIGINT, self.before)
