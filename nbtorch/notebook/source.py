"""Which notebook cell a line of code belongs to, and what the cell says about its training loop."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from types import FrameType
from typing import Any


class Cells:
    """From the file name a cell was compiled under to its execution count and the front end's id of it."""

    def __init__(self, shell: Any):
        self._shell = shell
        self.number = 0  # of the cell that is running
        self.files: dict[str, tuple[int, str | None]] = {}

    def begin(self, source: str, cell_id: str | None, number: int) -> str:
        """Remember the cell that runs as `In[number]`, and give it as plain Python, with its magics written out.

        ipykernel names its file after the source alone.
        """
        self.number = number
        try:
            transformed = self._shell.transform_cell(source)  # what plain IPython names the file after
        except SyntaxError:  # which IPython is about to tell
            transformed = source
        self.files[self._shell.compile.get_code_name(source, transformed, number)] = number, cell_id
        return transformed

    def next_number(self) -> int:
        """`In[n]` of a cell whose input is not stored yet (IPython counts before or after that, by version)."""
        return len(self._shell.history_manager.input_hist_raw)

    def place(self) -> tuple[str, int]:
        """The file name and line that the running cell has reached, for code it runs out of a string."""
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_filename not in self.files:
            frame = frame.f_back
        return ("<string>", 1) if frame is None else (frame.f_code.co_filename, frame.f_lineno)

    def locate(self, file: str) -> tuple[int, str | None] | None:
        """The execution count and the cell id of code from `file`; None when it is no cell."""
        return self.files.get(file)


def declared_epochs(source: str, namespace: Mapping[str, Any]) -> int | None:
    """How many epochs a cell says it trains: its one top-level `for ... in range(N)` around another `for`.

    N is a whole number, or a name that is one. Anything less plain is left unknown rather than guessed.
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    known = dict(namespace)
    counts = []
    for statement in body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            known |= {target.id: statement.value.value for target in statement.targets if isinstance(target, ast.Name)}
        elif isinstance(statement, ast.For) and any(isinstance(inner, ast.For) for inner in ast.walk(statement)
                                                    if inner is not statement):
            counts.append(_range_length(statement.iter, known))
    return counts[0] if len(counts) == 1 else None


def _range_length(iterable: ast.expr, known: Mapping[str, Any]) -> int | None:
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(length))], keywords=[]):
            return length
        case ast.Call(func=ast.Name(id="range"), args=[ast.Name(id=name)], keywords=[]):
            value = known.get(name)
            return value if type(value) is int else None
    return None
