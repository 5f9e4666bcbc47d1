"""A file that is read without believing what it says about its length."""

from __future__ import annotations

import io
from pickle import UnpicklingError
from typing import Any

PIECE = 1 << 20


class Source:
    """A file that is read from where it stands, and never asked for more than it has."""

    def __init__(self, file: Any):
        self.file, self.left = file, remaining(file)

    def take(self, count: int) -> bytes:
        """The next `count` bytes; UnpicklingError when there are fewer, before memory is taken for them."""
        if self.left is not None:
            if count > self.left:
                raise UnpicklingError(f"pickle data was truncated: {count} bytes are announced, {self.left} are left")
            self.left -= count
            data = self.file.read(count)
        else:  # nobody knows how long it is: no more memory than there are bytes, and a piece
            data = b""
            while len(data) < count and (piece := self.file.read(min(PIECE, count - len(data)))):
                data += piece
        if len(data) < count:
            raise UnpicklingError("pickle data was truncated")
        return data

    def line(self) -> str:
        """The text up to the end of the line."""
        data = self.file.readline(PIECE)
        if not data.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        if self.left is not None:
            self.left -= len(data)
        return data[:-1].decode("utf-8")


def remaining(file: Any) -> int | None:
    """How many bytes are left to read; None when a file cannot tell."""
    try:
        here = file.tell()
        end = file.seek(0, io.SEEK_END)
        file.seek(here)
    except (AttributeError, OSError, ValueError):
        return None
    return None if end is None else max(0, end - here)
