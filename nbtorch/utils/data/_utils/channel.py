"""Messages between the loader and its workers: what is large goes through shared memory, without a copy at its end.

A message is the parts of one pickle: the stream, and the buffers of the arrays in it (protocol 5). Memory is shared
by a file that has no name and whose descriptor is sent along: when the last process that maps it ends, or drops the
last array over it, it is gone, however that process ends. Where descriptors cannot be sent, parts go by the pipe.
"""

from __future__ import annotations

import mmap
import os
import pickle
import socket
import struct
import tempfile
import weakref
from collections.abc import Iterable
from typing import Any

SHARES = hasattr(socket, "AF_UNIX") and hasattr(socket, "send_fds")
INLINE = 16384  # bytes up to which mapping costs more than copying
ALIGNED = 64
KEPT = 256  # mappings held at a time, each an open file; the arrays of further ones are copied out
_maps: weakref.WeakSet[Any] = weakref.WeakSet()


class Channel:
    """One end of a pipe to another process."""

    def __init__(self, connection: Any):
        self.connection = connection
        self.socket = socket.socket(fileno=os.dup(connection.fileno())) if SHARES else None
        if self.socket is not None:
            self.socket.setblocking(True)  # whatever socket.setdefaulttimeout says

    def send(self, parts: Iterable[Any]) -> None:
        """Send the parts of a message; OSError when nobody is there to read."""
        views = [memoryview(part).cast("B") for part in parts]
        sizes = [len(view) for view in views]
        starts, total = _starts(sizes)
        shared = self.socket is not None and total > INLINE
        header = struct.pack(f"<?{len(sizes)}q", shared, *sizes)
        if shared:
            file = written(views, starts, total)
            try:
                self.connection.send_bytes(header)
                socket.send_fds(self.socket, [b"!"], [file])  # type: ignore[arg-type]
            finally:
                os.close(file)
        else:
            body = bytearray(total)
            for view, start in zip(views, starts, strict=True):
                body[start : start + len(view)] = view
            self.connection.send_bytes(header)
            self.connection.send_bytes(body)

    def receive(self, private: bool = False) -> list[memoryview]:
        """The parts of the next message, writable memory; `private` to this process. EOFError when there is none."""
        header = self.connection.recv_bytes()
        shared, *sizes = struct.unpack(f"<?{(len(header) - 1) // 8}q", header)
        starts, total = _starts(sizes)
        if shared:
            _, files, _, _ = socket.recv_fds(self.socket, 1, 1)  # type: ignore[arg-type]
            if not files:
                raise EOFError("the descriptor of a message is missing")
            try:
                body = _mapped(files[0], total, private)
            finally:
                os.close(files[0])
        else:
            body = bytearray(total)
            self.connection.recv_bytes_into(body)
        whole = memoryview(body)
        return [whole[start : start + size] for start, size in zip(starts, sizes, strict=True)]

    def close(self) -> None:
        """The other end reads the end of the stream."""
        if self.socket is not None:
            self.socket.close()
        self.connection.close()


def _starts(sizes: list[int]) -> tuple[list[int], int]:
    """Where each part begins, and the bytes in all; arrays begin where vector instructions like it."""
    starts, end = [], 0
    for size in sizes:
        starts.append(end)
        end += -(-size // ALIGNED) * ALIGNED
    return starts, max(end, 1)


def written(views: list[memoryview], starts: list[int], total: int) -> int:
    """The descriptor of a nameless file in memory that holds the parts."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("nbtorch")
    else:
        name = tempfile.TemporaryFile()  # noqa: SIM115 only its descriptor is wanted
        file = os.dup(name.fileno())
        name.close()
    try:
        os.ftruncate(file, total)
        for view, start in zip(views, starts, strict=True):
            while view:  # one call writes 2 GiB at most
                count = os.pwrite(file, view, start)
                view, start = view[count:], start + count
    except BaseException:
        os.close(file)
        raise
    return file


def _mapped(file: int, total: int, private: bool) -> Any:
    flags = mmap.MAP_PRIVATE if private else mmap.MAP_SHARED | getattr(mmap, "MAP_POPULATE", 0)
    memory = mmap.mmap(file, total, flags, mmap.PROT_READ | mmap.PROT_WRITE)
    if private:
        return memory
    if len(_maps) >= KEPT:
        copy = bytearray(memory)
        memory.close()
        return copy
    _maps.add(memory)
    return memory


def unpack(parts: list[memoryview]) -> Any:
    """The object of a message, its arrays over the memory of the message."""
    return pickle.loads(parts[0], buffers=parts[1:])
