"""The live view: one widget that shows a training run while its cell is still running."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..trace.curves import points
from ..trace.curves_text import curves_text
from ..trace.recorder import Added
from ..trace.run import Run
from .display import CURVES

BUILT = Path(__file__).parent.parent / "static" / "widget.js"
POINTS_PER_MESSAGE = 400  # of one series
SYNC_EVERY = 5.0  # seconds between full states, for views that are opened late

# a checkout whose JavaScript was not built still shows the numbers
COUNTER = """
export default { render({ model, el }) {
  el.dataset.nbtorch = "live";
  const show = f => { el.dataset.steps = f.steps; el.textContent = `${f.state}: ${f.steps} steps`; };
  const hear = m => { if (m.kind === "points") show(m.facts); };
  show(model.get("state"));
  model.on("msg:custom", hear);
  return () => model.off("msg:custom", hear);
} };
"""


class LiveView(anywidget.AnyWidget):
    """A training run being drawn: `state` is the whole curves JSON, custom messages bring what is new.

    Takes the run as data; `stop` is called, in whatever thread hears it, when the reader presses Stop.
    """

    # as text: for a path, anywidget keeps every widget alive that might have to hear of changes of the file
    _esm = BUILT.read_text(encoding="utf-8") if BUILT.exists() else COUNTER
    state = traitlets.Dict().tag(sync=True)
    # JupyterLite's kernel hears nothing while a cell runs, and cannot be interrupted
    stoppable = traitlets.Bool(sys.platform != "emscripten").tag(sync=True)

    def __init__(self, run: Run, stop: Callable[[], None]):
        super().__init__(state=run.to_dict())
        self._stop, self._synced = stop, run.now
        self.on_msg(self._hear)
        answer_on_any_subshell(self.comm)

    def add(self, run: Run, added: Added) -> None:
        """Send the new points and the facts beside them."""
        new = {name: {"role": role} | points(x, y, POINTS_PER_MESSAGE) for name, (role, x, y) in added.items()}
        self.send({"kind": "points", "add": new, "facts": run.facts()})
        if run.now - self._synced > SYNC_EVERY:
            self._synced = run.now
            self.state = run.to_dict()

    def bundle(self) -> dict[str, Any]:
        """The widget's MIME bundle, for the time the cell runs; a page without widgets draws the curves."""
        shown = self._repr_mimebundle_()
        words = f"{curves_text(self.state)}\n  (so far; the whole comes when the cell ends)"
        return (shown[0] if shown else {}) | {CURVES: dict(self.state), "text/plain": words}

    def close(self) -> None:
        """Take the widget and its layout out of the notebook's widget state."""
        self.layout.close()
        super().close()

    def _hear(self, widget: Any, content: dict[str, Any], buffers: Any) -> None:
        if content.get("kind") == "stop":
            self._stop()


def answer_on_any_subshell(comm: Any) -> None:
    """ipykernel 7.4 sends a front end's messages to the shell that last sent on the comm: to the busy one.

    Leaving the choice to the front end lets Stop be heard while the cell runs.
    """
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda data, default: default
