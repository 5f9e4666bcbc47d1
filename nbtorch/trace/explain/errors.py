"""What is added to an error that a model raises: the module it came from, the shapes that met, the cell, and a hint."""

from __future__ import annotations

import re
from typing import Any

from ...autograd.scope import Scope, ours, site
from ..places import Cells, Places
from ..wording import printable, shortened

MARK = "nbtorch: "
SHOWN, NAME_MOST = 4, 80
HINTS = (
    (r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)",
     "The layer takes {2} features and its input has {1}: make the layer with {1}, or flatten the input first."),
    (r"expected input\[.*?\] to have (\d+) channels, but got (\d+) channels",
     "The layer takes {0} channels and its input has {1}; images are (N, C, H, W)."),
    (r"Target (-?\d+) is out of bounds",
     "Labels go from 0 to the number of outputs minus 1; label {0} is outside."),
    (r"Expected more than 1 value per channel",
     "BatchNorm cannot train on one value: use a larger batch, `drop_last=True` in the DataLoader, or `model.eval()`."),
    (r"Expected all tensors to be on the same device",
     "Move the model and the data to one device: `model.to(device)`, `x = x.to(device)`."),
    (r"index out of range in self",
     "An index is not smaller than the number of embeddings: look at the largest index of the input."),
    (r"all elements of (?:input|target) should be between 0 and 1",
     "BCELoss takes probabilities: use BCEWithLogitsLoss for raw scores."),
    (r"expected (?:scalar type|m1 and m2 to have the same dtype|.* dtype)",
     "Model and data differ in dtype: `x.float()` or `model.double()`."),
)  # fmt: skip


class Notes:
    """Adds a note to errors of modules, in place: the exception stays what it was."""

    def __init__(self, cells: Cells | None = None):
        self.places = Places(cells)

    def raised(self, error: Exception, scope: Scope, arguments: tuple[Any, ...]) -> None:
        """A module's call raised; the innermost module speaks for all."""
        if any(note.startswith(MARK) for note in getattr(error, "__notes__", ())):
            return
        error.add_note(MARK + " ".join(self._words(error, scope, arguments)))

    def _words(self, error: Exception, scope: Scope, arguments: tuple[Any, ...]) -> list[str]:
        name = f"`{printable(shortened(scope.path, NAME_MOST))}` ({scope.kind})" if scope.path else f"`{scope.kind}`"
        shapes = [_described(one) for one in arguments[:SHOWN]]
        met = f" called with {', '.join(shapes)}" if shapes else ""
        place = str(self.places.at(*_user_line(error)))
        words = [f"raised in {name}{met}{f', {place}' if place else ''}."]
        hint = hint_for(str(error))
        return [*words, hint] if hint else words


def hint_for(message: str) -> str | None:
    """What to change, for errors that everybody meets."""
    for pattern, hint in HINTS:
        found = re.search(pattern, message)
        if found:
            return hint.format(*found.groups())
    return None


def _user_line(error: Exception) -> tuple[Any, int | None]:
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
