"""Whether anybody else holds an array: what lets a gradient be kept without a copy.

`getrefcount` counts the names on the way to it too, and versions of Python differ in how many. So the counts of an
object that nobody else holds are measured, on calls of the same form as those that ask.
"""

from __future__ import annotations

import sys
from sys import getrefcount
from typing import Any


def _called(g: Any, saved: Any, node: Any) -> int:
    return getrefcount(g)


def _of_argument() -> int:
    g = object()
    count = _called(g, (), [])
    g = None
    return count


def _of_item() -> int:
    held = (object(),)
    return getrefcount(held[0])


def _of_local() -> int:
    held = [object()]
    local = held[0]
    return getrefcount(local)


COUNTS = getattr(sys, "_is_gil_enabled", lambda: True)()  # without the lock, counts say nothing: then always copy
ARGUMENT = _of_argument() if COUNTS else 0  # an argument that only the caller's local variable holds
ITEM = _of_item() if COUNTS else 0  # an item, or attribute, that one container holds
LOCAL = _of_local() if COUNTS else 0  # a local variable whose object one container holds
