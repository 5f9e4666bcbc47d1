"""What `%load_ext nbtorch` puts into an IPython shell, and takes out again."""

from __future__ import annotations

from typing import Any

from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell

from ..autograd import scope
from ..trace.devices import Devices
from ..trace.explain import Explanations
from ..trace.gradflow import GradFlow
from ..trace.graph import Graph
from ..trace.recorder import Added, Recorder
from ..trace.run import Run
from .comm import Lines
from .display import Screen
from .explaining import Explaining
from .guard import Guard
from .magics import TorchMagics, strip_live
from .panel import Panel
from .rich import Rich
from .source import Cells, declared_epochs
from .training import Training

_loaded: dict[int, Extension] = {}  # id(shell) -> what was set up there


def load(shell: InteractiveShell) -> None:
    """Set up the magics, the live views and the panel's comms; loading twice is loading once."""
    if id(shell) not in _loaded:
        _loaded[id(shell)] = Extension(shell)


def unload(shell: InteractiveShell) -> None:
    """Take everything down; the recorded runs stay in `nbtorch.trace.runs()`."""
    extension = _loaded.pop(id(shell), None)
    if extension is not None:
        extension.close()


class Extension:
    """The parts of one shell's extension, and the order in which a cell's start and end reach them."""

    def __init__(self, shell: Any):  # InteractiveShell; ipykernel's has a `kernel` too
        self.shell = shell
        self.cells = Cells(shell)
        self.screen = Screen(shell)
        self.training = Training(self.screen)
        self.guard = Guard("the live view", "`%live on` starts it again.", lambda: self.recorder.detach())
        self.recorder = Recorder(self.flush, self.finished, self.guard.fail)
        self.recorder.cells = self.cells.locate
        self.explaining = Explaining(self.screen, self.cells)
        self.panel_guard = Guard("the panel", "`%reload_ext nbtorch` starts it again.")
        self.panel = Panel(shell, self.cells, self.explaining.all)
        self.lines = Lines(shell.kernel, self.panel, self.screen) if self.screen.is_notebook else None
        self._cell: ExecutionInfo | None = None  # the outermost cell that is running
        self._count = 0
        shell.events.register("pre_run_cell", self.before_cell)
        shell.events.register("post_run_cell", self.after_cell)
        shell.input_transformers_cleanup.append(strip_live)
        shell.register_magics(TorchMagics(shell, self))
        for kind in (Run, Graph, GradFlow, Devices, Explanations):
            shell.display_formatter.mimebundle_formatter.for_type(kind, self._formatted)
        self.rich = Rich(shell, self.screen)
        self.rich.attach()
        self._push_progress = self.panel_guard.wrap(self.lines.push_progress if self.lines else lambda run, added: None)
        scope.track_source(True)
        self.recorder.attach()
        self.explaining.attach()
        self._begin_loading_cell()

    def close(self) -> None:
        """Undo all of it."""
        self.recorder.detach()
        self.recorder.end()
        self.explaining.detach()
        scope.track_source(False)
        shell = self.shell
        shell.events.unregister("pre_run_cell", self.before_cell)
        shell.events.unregister("post_run_cell", self.after_cell)
        shell.input_transformers_cleanup.remove(strip_live)
        for family, names in TorchMagics.magics.items():
            for name in names:
                shell.magics_manager.magics[family].pop(name, None)
        for kind in (Run, Graph, GradFlow, Devices, Explanations):
            shell.display_formatter.mimebundle_formatter.pop(kind)
        self.rich.detach()
        if self.lines is not None:
            self.lines.close()

    def restart_views(self) -> None:
        """Listen again after a failure."""
        if self.guard.failure is not None:
            self.guard.failure = None
            self.recorder.attach()

    def before_cell(self, info: ExecutionInfo) -> None:
        """A cell is about to run. One that another cell runs (`%run`, `run_cell`) is part of it."""
        if self._cell is not None and self._count == self.shell.execution_count:
            self.cells.begin(info.raw_cell or "", info.cell_id, self.cells.number)
            return
        self._cell, self._count = info, self.shell.execution_count
        self._begin(info.raw_cell or "", info.cell_id, self.cells.next_number())

    def after_cell(self, result: ExecutionResult | None) -> None:
        """The cell is over, however it ended: its views become pictures, the panel is told."""
        if self._cell is not None and result is not None and result.info is not self._cell:
            return
        self._cell = None
        error = None if result is None else result.error_before_exec or result.error_in_exec
        interrupted = result is None or isinstance(error, KeyboardInterrupt)
        state = "interrupted" if interrupted else "error" if error else "finished"
        root = self.recorder.root
        self.guard.run(lambda: self.recorder.end(state, lambda run: end_note(run, state, error)))
        self.training.end()
        self.explaining.end(error)
        self.panel_guard.wrap(self._refresh_panel)(root)

    def finished(self, run: Run) -> None:
        """A run has ended: its view becomes a picture, and what is wrong with it is told."""
        self.training.close(run)
        self.explaining.look_at(run)

    def flush(self, run: Run, added: Added) -> None:
        """A run has new points: the view and the panel hear of it."""
        self.training.flush(run, added)
        self._push_progress(run, added)

    def _begin(self, source: str, cell_id: str | None, number: int) -> None:
        written_out = self.cells.begin(source, cell_id, number)
        self.recorder.begin(number, cell_id, declared_epochs(written_out, self.shell.user_ns))
        self.training.begin(strip_live.matches(source))
        self.explaining.begin()
        self.panel.begin()

    def _begin_loading_cell(self) -> None:
        """`%load_ext` stands in a cell that is running already, and may train further down."""
        header = self.shell.kernel.get_parent() if self.screen.is_notebook else {}
        source = self.shell.history_manager.input_hist_raw[-1]
        self._begin(source, header.get("metadata", {}).get("cellId"), self.cells.next_number() - 1)

    def _refresh_panel(self, root: Any) -> None:
        self.panel.refresh(root)
        if self.lines is not None:
            self.lines.push_state()

    def _formatted(self, view: Any) -> dict[str, Any]:
        return self.screen.bundle(view)


def end_note(run: Run, state: str, error: BaseException | None) -> str | None:
    """One sentence about a run that did not end by itself."""
    at = f"step {run.steps:,}" + (f" of {run.total:,}" if run.total else "")
    if state == "interrupted":
        return f"Stopped at {at}. Weights and history are kept; run the cell again to go on from here."
    return f"Stopped by {type(error).__name__} at {at}." if state == "error" else None
