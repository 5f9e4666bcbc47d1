"""An exception of a worker on its way to the loader."""

from __future__ import annotations

import traceback
from typing import Any


class _Text(str):
    """A text that is shown as it is where Python shows the repr: in a KeyError."""

    def __repr__(self) -> str:
        return str(self)


class ExceptionWrapper:
    """The class of an exception and its traceback as text: the traceback itself would keep the worker's frames."""

    def __init__(self, error: BaseException, where: str):
        self.exc_type, self.where = type(error), where
        self.exc_msg = "".join(traceback.format_exception(error))

    def reraise(self) -> None:
        """Raise an exception of the same class with the text; a RuntimeError where the class is not made by a text."""
        text = f"Caught {self.exc_type.__name__} {self.where}.\nOriginal {self.exc_msg}"
        kind: Any = self.exc_type
        if kind is KeyError:
            raise KeyError(_Text(text))
        if getattr(kind, "message", None):
            raise kind(message=text)
        try:
            error = kind(text)
        except Exception:  # it wants other arguments
            raise RuntimeError(text) from None
        try:
            raise error
        finally:
            del error  # this frame is in its traceback: together they would keep the workers
