"""What a notebook reads to draw a traceback."""

from __future__ import annotations

import sys


def unread(file: str) -> None:
    """Let IPython draw frames of a generated file in a line each, without its source.

    It parses the whole of every file that a traceback runs through, once: a second and 70 MB for the methods of all
    ops, which say nothing that the op's own file and the message do not say better. Elsewhere nothing changes.
    """
    if "IPython" in sys.modules:
        import linecache

        linecache.cache[file] = (0, None, [], file)  # without a time it is never looked up again
