"""What a view leaves in the notebook: our own JSON, a picture of it, and real text; never a widget."""

from __future__ import annotations

import os
from typing import Any, Protocol

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from ..trace.graph import Graph
from ..trace.svg import image

CURVES = "application/vnd.nbtorch.curves+json"
GRAPH = "application/vnd.nbtorch.graph+json"


class Drawable(Protocol):
    """Plain data that can write itself down."""

    def to_dict(self) -> dict[str, Any]: ...
    def to_text(self) -> str: ...


class Drawn(Drawable, Protocol):
    """A view with a picture."""

    def to_svg(self) -> str: ...


class Written(Drawable, Protocol):
    """A view that is words."""

    def to_html(self) -> str: ...


class Screen:
    """Where views go: a notebook, a notebook that is to hold pictures only, or a terminal."""

    def __init__(self, shell: InteractiveShell):
        self.is_notebook = getattr(shell, "kernel", None) is not None
        self.static = os.environ.get("NBTORCH_STATIC", "") not in ("", "0")

    @property
    def is_live(self) -> bool:
        """Whether a view can change while the cell runs."""
        return self.is_notebook and not self.static

    def bundle(self, view: Drawn | Written) -> dict[str, Any]:
        """The MIME bundle of a view, in the forms this screen shows."""
        if isinstance(view, Graph):
            view = view.condensed()  # a notebook file and a browser have room for some thousands of nodes
        words = view.to_text()
        if not self.is_notebook:
            return {"text/plain": words}
        data = view.to_dict()
        page = image(view.to_svg(), words.partition("\n")[0]) if hasattr(view, "to_svg") else view.to_html()
        forms = {"text/html": page, "text/plain": words}
        return forms if self.static else {f"application/vnd.nbtorch.{data['kind']}+json": data} | forms

    def show(self, view: Drawn | Written) -> None:
        """Put a view under the cell."""
        if self.is_notebook:
            display(self.bundle(view), raw=True)
        else:
            print(view.to_text())
