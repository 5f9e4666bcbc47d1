"""From a code object and a line to the notebook cell, or the file, that they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Cells = Callable[[str], "tuple[int | None, str | None] | None"]  # a file's name -> its cell's number and id


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's code: a cell's number, its id, the line, and the file where it is no cell."""

    cell: int | None = None
    cell_id: str | None = None
    line: int | None = None
    file: str | None = None
    source: str = ""  # the line itself, where somebody reads it

    def __str__(self) -> str:
        file = (self.file or "").replace("\\", "/").rpartition("/")[2]
        where = f"cell [{self.cell}]" if self.cell is not None else file
        return f"{where}, line {self.line}" if where and self.line is not None else where


NOWHERE = Place()


class Places:
    """Finds places; each file is looked up once."""

    def __init__(self, cells: Cells | None):
        self.cells = cells
        self._files: dict[str, tuple[int | None, str | None] | None] = {}

    def of(self, where: Any) -> Place:
        """Of what a node or an event says of where it was called, as far as lines were tracked."""
        return self.at(where[1], where[2]) if isinstance(where, tuple) else NOWHERE

    def at(self, code: Any, line: int | None) -> Place:
        """Of a line of a code object."""
        if code is None:
            return NOWHERE
        name = code.co_filename
        if name not in self._files:
            self._files[name] = None if self.cells is None else self.cells(name)
        found = self._files[name]
        return Place(None, None, line, name) if found is None else Place(*found, line)
