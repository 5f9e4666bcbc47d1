"""Viewers fail soft: the user's cell goes on, one line says what happened, and the viewer lets go."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any


class Guard:
    """Stands between a viewer and what calls it. After the first failure `on_failure` detaches the viewer.

    `viewer` is its name, `remedy` the sentence that says how to get it back.
    """

    def __init__(self, viewer: str, remedy: str, on_failure: Callable[[], None] = lambda: None):
        self.viewer, self.remedy, self.on_failure = viewer, remedy, on_failure
        self.failure: Exception | None = None

    def wrap(self, listener: Callable[..., Any]) -> Callable[..., None]:
        """`listener`, whose exceptions never reach the caller and which is quiet after one.

        An interrupt passes: it is the user's.
        """

        @functools.wraps(listener)
        def guarded(*arguments: Any) -> None:
            if self.failure is None:
                try:
                    listener(*arguments)
                except Exception as error:
                    self.fail(error)

        return guarded

    def run(self, action: Callable[[], Any]) -> None:
        """Do what has to be tried even after a failure: taking the viewer down."""
        try:
            action()
        except Exception as error:
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """Detach, and say what happened and where; once."""
        if self.failure is not None:
            return
        self.failure = error
        self.on_failure()
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        where = f" ({frame.tb_frame.f_code.co_filename}:{frame.tb_lineno})" if frame is not None else ""
        print(f"nbtorch: {self.viewer} stopped; your code is not affected. {type(error).__name__}: {error}{where}. "
              f"{self.remedy}", file=sys.stderr)
