"""What a `%graph` line asks for: an expression, and `--depth N`, `--backward`, `--save FILE` before or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from IPython.core.error import UsageError

_OPTION = re.compile(r"""--(depth|backward|save|[\w-]+)(?:[ =]+("[^"]*"|'[^']*'|(?!--)\S+))?""")
FORMATS = (".svg", ".json", ".dot", ".html", ".txt")


@dataclass(frozen=True)
class Request:
    """A parsed line."""

    expression: str
    depth: int | None = None
    backward: bool = False
    save: str | None = None


def parsed(line: str) -> Request:
    """The request in a line; a UsageError says what is wrong with it."""
    depth: int | None = None
    save: str | None = None
    backward = False
    rest = line.strip()
    while True:
        found = _option_at_an_end(rest)
        if found is None:
            return Request(rest, depth, backward, save)
        name, value, rest = found
        match name:
            case "depth" if value is not None and value.isdecimal():
                depth = int(value)
            case "depth":
                raise UsageError(f"%graph: --depth takes a number of levels, for example `--depth 2`, not {value!r}.")
            case "backward":
                backward = True
            case "save" if value is not None and value.endswith(FORMATS):
                save = value
            case "save":
                raise UsageError(f"%graph: --save takes a file that ends in {', '.join(FORMATS)}, not {value!r}.")
            case _:
                raise UsageError(f"%graph: there is no option --{name}; there are --depth N, --backward, --save FILE.")


def _option_at_an_end(line: str) -> tuple[str, str | None, str] | None:
    """Take one option off the start or the end of a line: its name, its value, and what is left."""
    first = _OPTION.match(line)
    for match in [first] if first else [m for m in _OPTION.finditer(line) if m.end() == len(line) and m.start() > 0]:
        name, value, before, after = match[1], match[2], line[: match.start()], line[match.end() :]
        if not first and not before[-1].isspace():
            continue
        if name == "backward" and value is not None:  # a flag: what follows it is the expression's
            after, value = line[match.start(2) :], None
            if not first:
                continue
        return name, None if value is None else value.strip("'\""), f"{before} {after}".strip()
    return None
