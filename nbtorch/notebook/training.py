"""Decides which training gets a view, and swaps the view for its picture when the training is over."""

from __future__ import annotations

import _thread
import signal
import threading
from typing import Protocol

from IPython.display import DisplayHandle, display

from ..trace.recorder import Added
from ..trace.run import Run
from .display import Screen

PATIENCE = 0.5  # seconds of steps before a view appears by itself
VIEWS_MOST = 4  # under one cell; a sweep of a hundred runs is listed by `%nbtorch runs`


class View(Protocol):
    """What is shown of one run."""

    def add(self, run: Run, added: Added) -> None: ...
    def close(self, run: Run) -> None: ...


class Training:
    """The views of the runs of the cell that is running."""

    def __init__(self, screen: Screen):
        self.screen = screen
        self.automatic = True  # `%live off` clears it
        self.forced = False  # `%%live` sets it for one cell
        self.in_cell = False
        self.views: dict[int, View] = {}
        self.unseen: set[int] = set()  # runs that found all places taken

    def begin(self, forced: bool) -> None:
        """A cell starts."""
        self.in_cell, self.forced = True, forced
        self.views.clear()
        self.unseen.clear()

    def end(self) -> None:
        """The cell is over; all its runs have ended before."""
        self.in_cell = self.forced = False
        self.views.clear()
        if self.unseen:
            many = len(self.unseen)
            print(f"{many:,} more run{'s' if many > 1 else ''}: %nbtorch runs")
            self.unseen.clear()

    def flush(self, run: Run, added: Added) -> None:
        """A run has new points."""
        view = self.views.get(run.id)
        if view is not None:
            view.add(run, added)
        elif not self._deserves(run):
            return
        elif len(self.views) == VIEWS_MOST:
            self.unseen.add(run.id)
        else:
            self.views[run.id] = LiveCell(self.screen, run) if self.screen.is_live else Later(self.screen)

    def close(self, run: Run) -> None:
        """A run ended."""
        view = self.views.get(run.id)
        if view is not None:
            view.close(run)

    def _deserves(self, run: Run) -> bool:
        if not self.in_cell:
            return False
        return self.forced or (self.automatic and run.steps > 1 and run.elapsed > PATIENCE)


class LiveCell:
    """A widget under the cell, replaced by the static bundle at the end."""

    def __init__(self, screen: Screen, run: Run):
        from .live import LiveView  # anywidget is loaded when the first live view is

        self.screen = screen
        self.open = True
        self.widget = LiveView(run, self.stop)
        self.handle: DisplayHandle = display(self.widget.bundle(), raw=True, display_id=True)

    def add(self, run: Run, added: Added) -> None:
        self.widget.add(run, added)

    def close(self, run: Run) -> None:
        self.open = False
        # transient data is not saved; our JupyterLab extension reads it after the page was loaded again (orphan.ts)
        self.handle.update(self.screen.bundle(run), raw=True, transient={"nbtorch_view": self.widget.model_id})
        self.widget.close()

    def stop(self) -> None:
        """Interrupt the cell as the interrupt button does."""
        if self.open:
            interrupt_main_thread()


class Later:
    """Nothing while the cell runs, the picture (or the text, in a terminal) at its end."""

    def __init__(self, screen: Screen):
        self.screen = screen

    def add(self, run: Run, added: Added) -> None:
        pass

    def close(self, run: Run) -> None:
        self.screen.show(run)


def interrupt_main_thread() -> None:
    """Raise KeyboardInterrupt in the main thread, out of a sleep too where the system has signals for threads."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()
