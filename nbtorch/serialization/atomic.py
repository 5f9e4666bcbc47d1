"""A file is replaced as a whole, or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replacing(path: Any) -> Iterator[Any]:
    """A file to write what `path` is to hold: `path` is as it was until all of it is on the disk.

    The bytes go to a file beside it, which takes its name in one step; whatever stops the process before leaves the old
    file whole. A link stays a link: the file it leads to is replaced. Devices and pipes are written as they are.
    """
    target = os.path.realpath(os.fspath(path))
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        raise RuntimeError(f"Parent directory {os.path.dirname(os.fspath(path)) or folder} does not exist.")
    try:
        before = os.stat(target)
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    else:
        if not stat.S_ISREG(before.st_mode):
            with open(target, "wb") as file:
                yield file
            return
        if not os.access(target, os.W_OK):
            raise PermissionError(f"the file {target} is read-only")
        mode = stat.S_IMODE(before.st_mode)
    import tempfile  # brings much of the standard library, which a program that saves nothing does not need

    handle, temporary = tempfile.mkstemp(prefix=f".{os.path.basename(target)[:100]}.", suffix=".writing", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.chmod(temporary, mode)
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    if os.name == "posix":  # the new name must be on the disk too
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
