"""What is added to an error that a model raises: the module it came from, the shapes that met, the cell, and a hint."""

from __future__ import annotations

import re
from typing import Any

from ...autograd.scope import Scope, ours, site
from ..places import Cells, Places
from ..wording import printable, shortened
from .finding import Finding

MARK = "nbtorch: "
SHOWN, NAME_MOST, SAID_MOST = 4, 80, 300
HINTS = (  # what is wrong, how the error says it, what to change
    ("shapes do not fit", r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)",
     "The layer takes {2} features and its input has {1}: make the layer with {1}, or flatten the input first."),
    ("shapes do not fit", r"expected input\[.*?\] to have (\d+) channels, but got (\d+) channels",
     "The layer takes {0} channels and its input has {1}; images are (N, C, H, W)."),
    ("labels out of range", r"Target (-?\d+) is out of bounds",
     "Labels go from 0 to the number of outputs minus 1; label {0} is outside."),
    ("BatchNorm on one value", r"Expected more than 1 value per channel",
     "BatchNorm cannot train on one value: use a larger batch, `drop_last=True` in the DataLoader, or `model.eval()`."),
    ("different devices", r"Expected all tensors to be on the same device",
     "Move the model and the data to one device: `model.to(device)`, `x = x.to(device)`."),
    ("index out of range", r"index out of range in self",
     "An index is not smaller than the number of embeddings: look at the largest index of the input."),
    ("BCELoss on logits", r"all elements of (?:input|target) should be between 0 and 1",
     "BCELoss takes probabilities: use BCEWithLogitsLoss for raw scores."),
    ("dtypes differ", r"expected scalar type|(?:expected|must) .*dtype",
     "Model and data differ in dtype: `x.float()` or `model.double()`."),
)  # fmt: skip
ERROR_RULES = tuple(dict.fromkeys(name for name, _, _ in HINTS))


class Notes:
    """Adds a note to errors of modules, in place: the exception stays what it was."""

    def __init__(self, cells: Cells | None = None):
        self.places = Places(cells)

    def raised(self, error: Exception, scope: Scope, arguments: tuple[Any, ...]) -> None:
        """A module's call raised; the innermost module speaks for all."""
        if _noted(error):
            return
        error.add_note(MARK + " ".join(self._words(error, scope, arguments)))

    def _words(self, error: Exception, scope: Scope, arguments: tuple[Any, ...]) -> list[str]:
        name = f"`{printable(shortened(scope.path, NAME_MOST))}` ({scope.kind})" if scope.path else f"`{scope.kind}`"
        shapes = [_described(one) for one in arguments[:SHOWN]]
        met = f" called with {', '.join(shapes)}" if shapes else ""
        place = str(self.places.at(*_user_line(error)))
        words = [f"raised in {name}{met}{f', {place}' if place else ''}."]
        hint = hint_for(str(error))
        return [*words, hint[1]] if hint else words


def hint_for(message: str) -> tuple[str, str] | None:
    """What is wrong and what to change, for errors that everybody meets."""
    for name, pattern, hint in HINTS:
        found = re.search(pattern, message)
        if found:
            return name, hint.format(*found.groups())
    return None


def explained(error: BaseException, lines: Places) -> Finding | None:
    """An error of the framework's that ended a cell; None where it has a note already, and where nothing is known."""
    code, line = _user_line(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    hint = hint_for(str(error))
    if hint is None or trace is None or not ours(trace.tb_frame.f_code) or _noted(error):
        return None
    rule, change = hint
    said = printable(shortened(str(error), SAID_MOST))
    return Finding(rule, "bad", rule[0].upper() + rule[1:], "Error", said, change, (), lines.at(code, line))


def _noted(error: BaseException) -> bool:
    return any(note.startswith(MARK) for note in getattr(error, "__notes__", ()))


def _user_line(error: BaseException) -> tuple[Any, int | None]:
    """The innermost line of the user's that the error went through, or that is running."""
    trace, found = error.__traceback__, None
    while trace is not None:
        if not ours(trace.tb_frame.f_code):
            found = trace.tb_frame.f_code, trace.tb_lineno
        trace = trace.tb_next
    return found or site()


def _described(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        dtype = str(getattr(value, "dtype", "")).removeprefix("torch.")
        return f"{tuple(shape)} {dtype} on {getattr(value, 'device', '?')}"
    return type(value).__name__
