"""Shows what was found wrong under the cell that it was found in, once the cell has ended."""

from __future__ import annotations

from ..autograd import observe
from ..trace.explain import RULES, Explanations, Finding, Notes, Watcher
from ..trace.run import Run
from .display import Screen
from .guard import Guard
from .source import Cells

REMEMBERED = 100  # findings of a session


class Explaining:
    """The explanations of one shell."""

    def __init__(self, screen: Screen, cells: Cells):
        self.screen = screen
        self.automatic = True  # `%explain off` clears it
        self.found: dict[tuple[str, str, int | None], Finding] = {}  # newest of each rule, subject and cell
        self.guard = Guard("the explanations", "`%reload_ext nbtorch` starts them again.", lambda: self.detach())
        self.watcher = Watcher(on_failure=self.guard.fail, cells=cells.locate)
        self.notes = Notes(cells.locate)
        self._raised = self.guard.wrap(self.notes.raised)

    def attach(self) -> None:
        """Start listening."""
        self.watcher.attach()
        observe.errors.append(self._raised)

    def detach(self) -> None:
        """Stop listening."""
        self.watcher.detach()
        if self._raised in observe.errors:
            observe.errors.remove(self._raised)

    def begin(self) -> None:
        """A cell starts."""
        self.watcher.begin()

    def look_at(self, run: Run) -> None:
        """A run has ended."""
        self.guard.wrap(self.watcher.look_at)(run)

    def end(self, error: BaseException | None = None) -> None:
        """The cell is over: show what was found in it, and what is known of the error that ended it."""
        self.guard.wrap(self.watcher.end)(error)
        view = self.watcher.explanations()
        for finding in view.findings:
            key = finding.rule, finding.subject, finding.place.cell
            self.found.pop(key, None)
            self.found[key] = finding
        while len(self.found) > REMEMBERED:
            del self.found[next(iter(self.found))]
        if view.findings and self.automatic:
            self.guard.wrap(self.screen.show)(view)

    def all(self) -> Explanations:
        """What was found in this session."""
        return Explanations.of(tuple(self.found.values()), len(RULES))
