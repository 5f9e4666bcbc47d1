"""Where the boxes of one level go: by Graphviz where it is installed, by a small layered layout where it is not."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shutil import which

from .layered import layered

Point = tuple[float, float]
Size = tuple[float, float]
Pair = tuple[str, str]
COLUMN_GAP, ROW_GAP = 22.0, 14.0
SECONDS = 3  # more than dot ever needs for what is visible at once; then the built-in layout answers
_INCH = 72.0


@dataclass(slots=True)
class Placed:
    """Left top corners of the boxes, and per link the points of a chain of cubic Bezier curves."""

    boxes: dict[str, Point]
    routes: dict[Pair, list[Point]]
    width: float
    height: float
    by: str = "builtin"


def place(sizes: Mapping[str, Size], links: Sequence[Pair], layout: str = "auto") -> Placed:
    """Lay out boxes left to right. Links must join different boxes; they may form cycles."""
    placed = None
    if layout != "builtin" and len(sizes) > 1 and which("dot"):
        placed = _by_dot(sizes, links)
    if placed is None:
        boxes, routes = layered(sizes, links, COLUMN_GAP, ROW_GAP)
        placed = Placed(boxes, routes, 0, 0)
    return _from_origin(placed, sizes)


def _by_dot(sizes: Mapping[str, Size], links: Sequence[Pair]) -> Placed | None:
    names = list(sizes)
    index = {name: i for i, name in enumerate(names)}
    lines = [
        f"digraph{{rankdir=LR ranksep={COLUMN_GAP / _INCH:.3f} nodesep={ROW_GAP / _INCH:.3f}",
        'node[shape=box fixedsize=true label=""] edge[dir=none tailport=e headport=w]',
    ]
    lines += [
        f"{i}[width={sizes[name][0] / _INCH:.4f} height={sizes[name][1] / _INCH:.4f}]" for i, name in enumerate(names)
    ]
    lines += [f"{index[a]}->{index[b]}" for a, b in links]
    try:
        done = subprocess.run(
            ["dot", "-Tplain"],
            input="\n".join([*lines, "}"]),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        placed = _read_plain(done.stdout, names, sizes)
    except (OSError, subprocess.SubprocessError, ValueError, LookupError):
        return None  # place() then uses the built-in layout: a broken dot must not cost the picture
    return placed if placed.boxes.keys() == sizes.keys() and placed.routes.keys() == set(links) else None


def _read_plain(text: str, names: Sequence[str], sizes: Mapping[str, Size]) -> Placed:
    boxes: dict[str, Point] = {}
    routes: dict[Pair, list[Point]] = {}
    height = 0.0
    for line in text.splitlines():
        word, *values = line.split()
        if word == "graph":
            height = float(values[2]) * _INCH
        elif word == "node":
            name = names[int(values[0])]
            boxes[name] = (
                float(values[1]) * _INCH - sizes[name][0] / 2,
                height - float(values[2]) * _INCH - sizes[name][1] / 2,
            )
        elif word == "edge":
            numbers = [float(value) * _INCH for value in values[3 : 3 + 2 * int(values[2])]]
            points = [(x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            routes[names[int(values[0])], names[int(values[1])]] = points
    return Placed(boxes, routes, 0, 0, "dot")


def _from_origin(placed: Placed, sizes: Mapping[str, Size]) -> Placed:
    """The same layout with its left top at (0, 0), its extent known."""
    if not placed.boxes:
        return placed
    corners = [*placed.boxes.values(), *[(x + sizes[k][0], y + sizes[k][1]) for k, (x, y) in placed.boxes.items()]]
    corners += [point for route in placed.routes.values() for point in route]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    boxes = {key: (x - left, y - top) for key, (x, y) in placed.boxes.items()}
    routes = {pair: [(x - left, y - top) for x, y in route] for pair, route in placed.routes.items()}
    return Placed(boxes, routes, max(x for x, _ in corners) - left, max(y for _, y in corners) - top, placed.by)
