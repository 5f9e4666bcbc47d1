"""The magics: each parses its line and hands over; `%nbtorch` says what there is."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class

from .. import _alias
from ..autograd.scope import ours
from ..trace.run import runs
from ..version import nbtorch as __version__
from .gradients import flow_of
from .graph import requested
from .placement import memory_of
from .request import parsed
from .save import save

if TYPE_CHECKING:
    from .extension import Extension

HELP = """\
  %graph EXPR           draw the graph behind a tensor, or a run's: %graph loss, %graph --backward model(x)
                        --depth N opens N levels, --save FILE writes .svg, .json, .dot, .html or .txt
  %gradflow [MODEL]     how gradients flow through the layers of the newest training run, or of a model
  %devices [MODEL]      who holds the memory of each device, and where the peak of the last measured step was
  %explain [on | off]   what was found wrong with the training so far, and what to change
  %%live                first line of a cell: show its training live from the first step on
  %live on | off        live views for cells that train for more than half a second
  %nbtorch              this
  %nbtorch runs         the training runs so far (nbtorch.trace.runs() has them as objects; run.export(path) writes
                        .csv, .json, .svg, or TensorBoard events into a folder)
  %nbtorch alias        let `import torch` give nbtorch in this kernel (also: NBTORCH_ALIAS=1); off: no longer
  %nbtorch static       toggle pictures instead of live and interactive views (also: NBTORCH_STATIC=1)"""


class LiveLine:
    """The input transformer behind `%%live`: blanks the line, so that the rest of the cell is ordinary code.

    A cell magic would run the body as a second cell inside the first, with other line numbers.
    """

    def __call__(self, lines: list[str]) -> list[str]:
        return ["\n", *lines[1:]] if lines and lines[0].strip() == "%%live" else lines

    @staticmethod
    def matches(source: str) -> bool:
        """Whether a cell begins with `%%live`."""
        return source.lstrip().partition("\n")[0].strip() == "%%live"


strip_live = LiveLine()


def evaluates(magic: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    """For a magic that evaluates an expression: what goes wrong in there is told from the user's first frame on."""

    @functools.wraps(magic)
    def told(self: Any, line: str) -> None:
        __tracebackhide__ = True  # IPython leaves such a frame out
        try:
            magic(self, line)
        except Exception as error:
            trace = error.__traceback__
            while trace is not None and ours(trace.tb_frame.f_code):
                trace = trace.tb_next
            raise error if trace is None else error.with_traceback(trace)  # noqa: B904 (it is the same error)

    return told


@magics_class
class TorchMagics(Magics):
    """The magics that are lines; `%%live` begins a cell."""

    def __init__(self, shell: Any, extension: Extension):
        super().__init__(shell)
        self.extension = extension

    @line_magic
    @evaluates
    def graph(self, line: str) -> None:
        """Draw the computation graph behind a tensor: `%graph loss`, `%graph --backward net(x)`.

        Options: `--depth N` opens N levels of modules, `--backward` measures gradients too, `--save FILE` writes an
        .svg, .json, .dot, .html or .txt file instead of drawing here.
        """
        request, cells = parsed(line), self.extension.cells
        graph = requested(request, self.extension.shell.user_ns, cells)
        if request.save is not None:
            print(f"{save(graph, request.save)} written.")
            return
        self.extension.screen.show(graph)
        self.extension.panel.draw(request.expression, graph, cells.number)

    @line_magic
    @evaluates
    def gradflow(self, line: str) -> None:
        """Show how gradients flow through the layers: of the newest run, or `%gradflow model`."""
        shell, cells = self.extension.shell, self.extension.cells
        self.extension.screen.show(flow_of(line.strip(), shell.user_ns, cells.place()))

    @line_magic
    @evaluates
    def devices(self, line: str) -> None:
        """Show who holds the memory of each device: in the newest run, or `%devices model`."""
        shell, cells = self.extension.shell, self.extension.cells
        self.extension.screen.show(memory_of(line.strip(), shell.user_ns, cells.place()))

    @line_magic
    def explain(self, line: str) -> None:
        """Show what was found wrong: `%explain`; `%explain off` keeps it to itself, `%explain on` tells again."""
        explaining, word = self.extension.explaining, line.strip()
        if word not in ("on", "off", ""):
            raise UsageError(f"%explain takes on, off or nothing, not '{word}'.")
        if word:
            explaining.automatic = word == "on"
            print(f"Explanations are {word}.")
        else:
            self.extension.screen.show(explaining.all())

    @line_magic
    def live(self, line: str) -> None:
        """Switch the live views of training cells: `%live on`, `%live off`."""
        training, word = self.extension.training, line.strip()
        if word not in ("on", "off", ""):
            raise UsageError(f"%live takes on or off, not '{word}'; `%%live` goes on the first line of a cell.")
        if word:
            training.automatic = word == "on"
        if word == "on":
            self.extension.restart_views()
        print(self._live_status())

    @line_magic
    def nbtorch(self, line: str) -> None:
        """Say what is on and what there is: `%nbtorch`, `%nbtorch runs`, `%nbtorch alias`, `%nbtorch static`."""
        match line.split():
            case [] | ["help"]:
                print(f"nbtorch {__version__}. {self._live_status()} {self._static_status()} "
                      f"Training runs recorded: {len(runs())}.\n{HELP}")
            case ["runs"]:
                print("\n".join(map(repr, runs())) or "No training runs yet: an optimizer has to step.")
            case ["static"] | ["static", "on" | "off"]:
                screen = self.extension.screen
                screen.static = line.split()[-1] == "on" or (line.split() == ["static"] and not screen.static)
                print(self._static_status())
            case ["alias"] | ["alias", "on" | "off"]:
                try:
                    _alias.alias(line.split()[-1] != "off")
                except RuntimeError as error:
                    raise UsageError(str(error)) from None
                print(f"`import torch` gives {'nbtorch' if _alias.is_on() else 'PyTorch, where it is installed'}.")
            case _:
                raise UsageError(f"%nbtorch takes nothing, runs, alias or static, not '{line.strip()}'.\n{HELP}")

    def _live_status(self) -> str:
        if self.extension.guard.failure is not None:
            return "Live views have stopped after an error of their own (`%live on` tries again)."
        return f"Live views are {'on' if self.extension.training.automatic else 'off'}."

    def _static_status(self) -> str:
        return f"Views are {'pictures and text' if self.extension.screen.static else 'interactive'}."
