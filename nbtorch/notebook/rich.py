"""Tensors and modules as the last expression of a cell: their text, and below it what they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.display import display

from .._tensor import Tensor
from ..autograd import observe
from ..nn import Module
from ..trace.images import Images
from ..trace.preview import preview
from ..trace.summary import Summary
from ..trace.summary_run import look
from .display import Screen
from .guard import Guard


class Rich:
    """The formatters of one shell. The text is what the shell itself makes of the value, byte for byte."""

    def __init__(self, shell: Any, screen: Screen):  # InteractiveShell
        self.formatter, self.screen = shell.display_formatter, screen
        self.guard = Guard("the preview below tensors and modules", "The text is complete without it.")
        self.views: dict[type, Callable[[Any], Any]] = {Tensor: preview, Module: look, Summary: itself, Images: itself}

    def attach(self) -> None:
        """Start to add to the text, and to show what `nbtorch.show` is given."""
        observe.show.append(display)
        for kind in self.views:
            self.formatter.mimebundle_formatter.for_type(kind, self.formatted)

    def detach(self) -> None:
        """Text only again."""
        observe.show.remove(display)
        for kind in self.views:
            self.formatter.mimebundle_formatter.pop(kind)

    def formatted(self, value: Any) -> dict[str, Any]:
        """The MIME bundle of a tensor or a module; nothing but its text in a terminal, and where a look fails."""
        if not self.screen.is_notebook:
            return {}
        try:
            look = next(look for kind, look in self.views.items() if isinstance(value, kind))
            view = look(value)
            if view is None:
                return {}
            return {"text/plain": self.formatter.formatters["text/plain"](value),
                    "text/html": view.to_html()}
        except Exception as error:  # a value may be of a class that answers anything
            self.guard.fail(error)
            return {}


def itself(view: Any) -> Any:
    """What is a view already."""
    return view
