"""What runs in a worker: tasks in, batches out."""

from __future__ import annotations

import multiprocessing
import os
import queue
import random
import signal
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy

from .... import _alias
from ....autograd import observe
from ....backend.threads import set_num_threads
from ....ops.random import manual_seed
from .caught import ExceptionWrapper
from .channel import Channel, unpack
from .fetch import fetcher
from .packing import pack
from .role import WorkerInfo, become

DATA, ERROR, END = "data", "error", "end"


@dataclass
class Program:
    """What every worker of a loader is to run."""

    dataset: Any
    batched: bool
    collate_fn: Any
    drop_last: bool
    worker_init_fn: Any


@dataclass
class Role:
    """What one worker is told when it starts."""

    id: int
    num_workers: int
    base_seed: int
    aliased: bool


def work(connection: Any, role: Role, program: Program | None, others: list[Any]) -> None:
    """Run a worker until the loader is done with it, or gone; a `program` that is None comes as the first message."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the loader decides what an interrupt means, for all workers at once
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for channel in others:  # a fork has what belongs to its parent
        channel.close()
    observe.forget()
    channel = Channel(connection)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    where = f"in DataLoader worker process {role.id}"
    failure = None
    try:
        if program is None:
            parts = channel.receive(private=True)
            if role.aliased and not _alias.is_on():
                _alias.alias()
            program = unpack(parts)
        _prepare(role, program)
    except EOFError:
        channel.close()
        return
    except Exception as error:
        failure = ExceptionWrapper(error, where)
    threading.Thread(target=_listen, args=(channel, tasks), daemon=True).start()
    try:
        with suppress(BrokenPipeError):  # the loader is done with this worker
            _serve(channel, tasks, program, failure, where)
    finally:
        channel.close()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _listen(channel: Channel, tasks: Any) -> None:
    """Take tasks in as they come, so that the loader never waits for a busy worker to read."""
    try:
        while True:
            tasks.put(channel.receive())
    except (EOFError, OSError):
        tasks.put(None)


def _prepare(role: Role, program: Program) -> None:
    seed = role.base_seed + role.id
    with warnings.catch_warnings(action="ignore"):  # of a BLAS that cannot be told: said once per process, if at all
        set_num_threads(1)
    random.seed(seed)
    manual_seed(seed)
    words = [role.id, role.base_seed & 0xFFFFFFFF, role.base_seed >> 32, 0]
    numpy.random.seed(numpy.random.SeedSequence(words).generate_state(4))
    become(WorkerInfo(role.id, role.num_workers, seed, program.dataset))
    if program.worker_init_fn is not None:
        program.worker_init_fn(role.id)


def _serve(channel: Channel, tasks: Any, program: Any, failure: ExceptionWrapper | None, where: str) -> None:
    """Answer every task by (epoch, kind, data); a stream that is at its end answers once, until the next epoch."""
    current, source, ended = None, None, False
    while (parts := tasks.get()) is not None:
        kind, data = DATA, None
        try:
            epoch, key = unpack(parts)
            if epoch != current:
                current, source, ended = epoch, None, False
            if ended:
                continue
            if failure is not None:
                kind, data = ERROR, failure
            else:
                if source is None:
                    source = fetcher(program.dataset, program.batched, program.collate_fn, program.drop_last)
                data = source.fetch(key)
        except Exception as error:
            if isinstance(error, StopIteration) and getattr(source, "is_stream", False):
                kind, ended = END, True
            else:
                kind, data = ERROR, ExceptionWrapper(error, where)
        try:
            message = pack((current, kind, data))
        except Exception as error:
            message = pack((current, ERROR, _told(data, error, where)))
        channel.send(message)
        del data, message, parts  # the memory of a batch is the loader's now


def _told(data: Any, error: Exception, where: str) -> ExceptionWrapper:
    """What to say when an answer cannot be sent: an exception whose class cannot, or data."""
    told = data if isinstance(data, ExceptionWrapper) else ExceptionWrapper(error, where)
    try:
        pack(told)
    except Exception:
        told.exc_msg = f"{told.exc_type.__name__} {told.exc_msg}"
        told.exc_type = RuntimeError
    return told
