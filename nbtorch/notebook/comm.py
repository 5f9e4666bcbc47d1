"""The panel's two lines to the kernel: `push` speaks to it, `ask` answers it, also while a cell is running.

`ask` only reads what the main thread has made, so a front end may open it on a subshell. Nothing is ever sent on
it unasked: ipykernel 7.4 would then deliver the next question to the busy main shell.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from ..trace.gradflow import gradflow
from ..trace.recorder import Added
from ..trace.run import Run, runs
from .display import Screen
from .panel import Panel
from .subject import sampled

PUSH, ASK = "nbtorch:push", "nbtorch:ask"
PROGRESS_EVERY = 0.5  # seconds
LISTENERS_MOST = 8  # a page that is loaded again leaves its comm behind, and nobody closes that


class Lines:
    """Both comm targets of one kernel."""

    def __init__(self, kernel: Any, panel: Panel, screen: Screen):
        self.panel, self.screen, self._kernel = panel, screen, kernel
        self._manager = kernel.comm_manager
        self._open: dict[str, Any] = {}  # id -> push comm
        self._next_progress = 0.0
        self._manager.register_target(PUSH, self._opened_push)
        self._manager.register_target(ASK, self._opened_ask)

    def close(self) -> None:
        """Take the targets down and tell the front ends."""
        self._manager.unregister_target(PUSH, self._opened_push)
        self._manager.unregister_target(ASK, self._opened_ask)
        for comm in [comm for comm in self._manager.comms.values() if comm.target_name in (PUSH, ASK)]:
            comm.close()
        self._open.clear()

    def push_state(self) -> None:
        """Send the whole state: after each cell."""
        self._send({"kind": "state", **self.panel.state})

    def push_progress(self, run: Run, added: Added) -> None:
        """Send what training changes, twice a second at most, once it has gone on for that long."""
        now = monotonic()
        if self._open and run.elapsed > PROGRESS_EVERY and now >= self._next_progress:
            self._next_progress = now + PROGRESS_EVERY
            self._send({"kind": "progress", **self.panel.progress()})

    def _send(self, message: dict[str, Any]) -> None:
        for comm in tuple(self._open.values()):
            comm.send(message)

    def _opened_push(self, comm: Any, message: Any) -> None:
        self._open[comm.comm_id] = comm
        while len(self._open) > LISTENERS_MOST:
            del self._open[next(iter(self._open))]
        comm.on_close(lambda closed: self._open.pop(comm.comm_id, None))
        comm.send({"kind": "state", **self.panel.state})
        if not self.panel.watched:  # the first to look: draw up the graphs as soon as the main thread is free
            self.panel.watched = True
            self._soon(self._refresh)

    def _soon(self, action: Callable[[], None]) -> None:
        """Do it on the main thread; at once where there is no other (JupyterLite's kernel has no loop of its own)."""
        loop = getattr(self._kernel, "io_loop", None)
        if loop is None:
            action()
        else:
            loop.add_callback(action)

    def _refresh(self) -> None:
        self.panel.refresh()
        self.push_state()

    def _opened_ask(self, comm: Any, message: Any) -> None:
        comm.on_msg(lambda asked: comm.send(self._answer(asked["content"]["data"])))

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question: read from what is there, which is only ever replaced."""
        panel, number = self.panel, question.get("id")
        match question:
            case {"ask": "state"}:
                return {"id": number, "ok": True, "state": dict(panel.state)}
            case {"ask": "graph", "name": str(name)} if (graph := panel.graph(name)) is not None:
                return {"id": number, "ok": True, "graph": graph}
            case {"ask": "gradflow"}:
                if found := sampled():
                    return {"id": number, "ok": True, "gradflow": gradflow(found[-1]).to_dict()}
                error = "No gradients have been sampled yet."
            case {"ask": "devices"}:
                if whole := panel.holders.whole:
                    return {"id": number, "ok": True, "devices": whole.to_dict()}
                error = "No tensor holds memory yet."
            case {"ask": "pictures", "runs": [*keys]}:  # of a notebook that was away when they ended
                pictures = {run.key: None if run.state == "running" else self.screen.bundle(run)
                            for run in runs() if run.key in keys}
                return {"id": number, "ok": True, "pictures": pictures}
            case {"ask": "graph"}:
                error = f"There is no graph named {question.get('name')!r} any more."
            case _:
                error = f"ask is 'state', 'graph', 'gradflow', 'devices' or 'pictures', not {question.get('ask')!r}."
        return {"id": number, "ok": False, "error": error}
