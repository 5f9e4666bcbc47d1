"""One level of a graph as SVG: boxes, edges, opened groups inside one another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .cards import GHOST, Card, card, group_name, type_name
from .collapse import ENTRY, EXIT, Item, Level, Tree
from .graph import Graph
from .layout import Point, place
from .rows import wrapped
from .straight import straightened
from .svg import escaped, rectangle, short, text, words
from .theme import family
from .wording import TIMES, shortened, text_width

WIDTH = 860.0
MARGIN = 24.0
SMALLEST = 0.8  # text is never drawn smaller than this: what is wider wraps
TITLE = 30.0  # height of a group's title line


@dataclass(slots=True)
class Drawing:
    """One level drawn from (0, 0): washes lie under edges, edges under boxes."""

    width: float
    height: float
    washes: list[str] = field(default_factory=list)
    edges: dict[tuple[float, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    boxes: list[str] = field(default_factory=list)
    at: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    entry: float | None = None
    exit: float | None = None
    rows: int = 1
    shown: int = 0
    labels: tuple[str, ...] = ()

    def take(self, other: Drawing, x: float, y: float) -> None:
        """Put a finished drawing inside this one."""
        move = f'<g transform="translate({short(x)} {short(y)})">'
        self.washes.append(move + "".join(other.washes) + "</g>")
        self.boxes.append(move + other.lines() + "".join(other.boxes) + "</g>")
        self.shown += other.shown

    def lines(self) -> str:
        """All edges, the strongest on top; those of one look share a path."""
        return "".join(
            f'<path class="s-{colour}" stroke-width="{width}" d="{"".join(paths)}"/>'
            for (_, colour, width), paths in sorted(self.edges.items())
        )

    def markup(self) -> str:
        return "".join(self.washes) + self.lines() + "".join(self.boxes)


class Painter:
    """Draws the levels of one graph; keeps what all of them share."""

    def __init__(self, graph: Graph, layout: str):
        self.graph, self.layout = graph, layout
        self.tree = Tree(graph)
        self.range = norm_range(graph)
        self.families: set[str] = set()
        self.placed_by = "builtin"

    def group(self, path: str, prefix: str, ids: Sequence[int], depth: int) -> Drawing:
        """An opened group: its wash, its title, what is inside."""
        inner = self.level(self.tree.level(path, ids), path, depth)
        title, kind = shortened(group_name(path, prefix, self.tree), 40), shortened(type_name(path, self.tree), 40)
        repeat = self.tree.copies.get(path, 0)
        named = text_width(title, 11, bold=True) + text_width(kind, 11)
        width = max(inner.width + 28, named + (96 if repeat else 32))
        drawing = Drawing(width, inner.height + TITLE + 14, shown=inner.shown)
        drawing.washes.append(rectangle(0, 0, drawing.width, drawing.height, 6, "f-well s-line"))
        drawing.washes.append(words(12, 19, (title, "c b f-ink"), (kind, "c f-ink2")))
        if repeat:
            drawing.washes.append(_pill(width - _pill(0, 0, repeat)[1] - 8, 7, repeat)[0])
        x = (width - inner.width) / 2
        drawing.take(inner, x, TITLE)
        drawing.shown = inner.shown
        for end in ("entry", "exit"):
            level = getattr(inner, end)
            if level is not None:
                setattr(drawing, end, level + TITLE)
        return drawing

    def _cards(self, level: Level, prefix: str) -> dict[str, Card]:
        return {key: card(item, self.tree, prefix) for key, item in level.items.items()}

    def level(self, level: Level, prefix: str, depth: int) -> Drawing:
        """Lay out and draw the items of one level; groups are opened while `depth` lasts."""
        cards = self._cards(level, prefix)
        opened = {}
        if depth > 0:
            for item in level.items.values():
                if item.kind == "group" and item.path is not None:
                    opened[item.key] = self.group(item.path, prefix, item.nodes, depth - 1)
        sizes = {key: (c.width, c.height) for key, c in cards.items()}
        sizes.update((key, (drawing.width, drawing.height)) for key, drawing in opened.items())
        ends = {end for link in level.links for end in (link.source, link.target)} - set(sizes)
        sizes.update((end, (1.0, 1.0)) for end in ends)
        pairs = [(link.source, link.target) for link in level.links]
        placed = straightened(place(sizes, pairs, self.layout), sizes, pairs)
        self.placed_by = placed.by if placed.by == "dot" else self.placed_by
        rows = 1
        room = WIDTH - 2 * MARGIN - (28 if prefix else 0)
        if placed.width * SMALLEST > room:
            placed, row_of = wrapped(placed, sizes, room)
            rows = max(row_of.values()) + 1
        drawing = Drawing(placed.width, placed.height, rows=rows, shown=len(cards))
        drawing.labels = tuple(c.label for c in cards.values())
        for end, name in ((ENTRY, "entry"), (EXIT, "exit")):
            if end in placed.boxes:
                setattr(drawing, name, placed.boxes[end][1] + 0.5)
        for link in level.links:
            route = list(placed.routes[link.source, link.target])
            self._meet(route, opened.get(link.source), opened.get(link.target), placed.boxes, link.source, link.target)
            drawing.edges[self._look(link.grad)].append(_curve(route))
        for end in ends:  # from the border of the opened group to where its links fan out
            x, y = placed.boxes[end]
            norms = [link.grad for link in level.links if end in (link.source, link.target) and link.grad is not None]
            stop = -14.0 if end == ENTRY else placed.width + 14
            stub = f"M{short(x + (end == ENTRY))} {short(y + 0.5)}H{short(stop)}"
            drawing.edges[self._look(max(norms, default=None))].append(stub)
        for key, c in cards.items():
            x, y = placed.boxes[key]
            drawing.at[key] = (x, y, *sizes[key])
            if key in opened:
                drawing.take(opened[key], x, y)
            else:
                drawing.boxes.append(self._box(level.items[key], c, x, y))
        return drawing

    @staticmethod
    def _meet(
        route: list[Point], source: Drawing | None, target: Drawing | None, boxes: dict[str, Point], a: str, b: str
    ) -> None:
        """Let a link end where the opened group's own links begin."""
        if source is not None and source.exit is not None:
            y = boxes[a][1] + source.exit
            route[0], route[1] = (route[0][0], y), (route[1][0], y)
        if target is not None and target.entry is not None:
            y = boxes[b][1] + target.entry
            route[-1], route[-2] = (route[-1][0], y), (route[-2][0], y)

    def _tone(self, norm: float) -> float:
        assert self.range is not None
        low, high = self.range
        return min(1.0, max(0.0, (math.log10(norm) - low) / (high - low)))

    def _look(self, norm: float | None) -> tuple[float, str, str]:
        """Order, colour and width of an edge: both say the gradient norm; grey and thin means none is known."""
        if not norm or not math.isfinite(norm) or self.range is None:
            return 0.0, "data", "1.25"
        tone = self._tone(norm)
        return tone, _step(tone), f"{1.25 + 4.75 * tone:.1f}"

    def _box(self, item: Item, c: Card, x: float, y: float) -> str:
        name = item.path if item.path is not None else item.key if item.kind in ("run", "input") else str(item.nodes[0])
        out = [f'<g data-node="{escaped(name)}"' + (f' data-op="{escaped(c.op)}"' if c.op else "") + ">"]
        width, height = c.body
        if c.repeat:
            y += GHOST
            out += [
                rectangle(x + q, y - q, width, height, 4, "f-page s-accent", ' stroke-opacity=".5"')
                for q in (GHOST, GHOST / 2)
            ]
        pill = c.kind in ("loss", "input")
        edge = {"group": "accent", "loss": "loss"}.get(c.kind, "line")
        dashed = ' stroke-dasharray="3 2"' if c.kind == "run" else ""
        out.append(rectangle(x, y, width, height, height / 2 if pill else 4, f"f-page s-{edge}", dashed))
        if pill:
            out.append(text(x + width / 2, y + height / 2 + (-3 if c.sub else 4), c.label, "b x f-ink"))
            if c.sub:
                out.append(text(x + width / 2, y + height / 2 + 12, c.sub, "m x f-ink2"))
        else:
            out.append(text(x + 13, y + 18, c.label, "b f-ink"))
            if c.middle:
                out.append(text(x + 13, y + 33, c.middle, "c f-ink2"))
            out.append(text(x + 13, y + (49 if c.middle else 34), c.sub, ("m" if c.kind == "op" else "c") + " f-ink2"))
        if c.kind == "op":
            kind = family(c.op)
            self.families.add(kind)
            out.append(rectangle(x + 4, y + 6, 3, height - 12, 1.5, f"f-{kind}"))
        elif c.kind == "loss":
            self.families.add("loss")
        if c.repeat:
            pill_width = _pill(0, 0, c.repeat)[1]
            out.append(_pill(x + width - pill_width - 8, y + (height - 24 if c.bars else 14), c.repeat)[0])
            out += self._bars(c, x + 13, y + height - 7, width - pill_width - 34)
        return "".join(out) + "</g>"

    def _bars(self, c: Card, x: float, bottom: float, room: float) -> list[str]:
        """One bar per copy, its largest gradient norm: a vanishing stack is visible without opening it."""
        if not c.bars:
            return []
        step = min(8.0, room / len(c.bars))
        low, high = min(c.bars), max(c.bars)
        bars = []
        for i, norm in enumerate(c.bars):
            tall = 14 * (0.25 + 0.75 * (norm - low) / ((high - low) or 1))
            colour = _step(self._tone(norm)) if norm else "data"
            wide = max(step - 1.5, 0.5)
            bars.append(rectangle(x + i * step, bottom - tall, wide, tall, min(1, step / 4), f"f-{colour}"))
        return bars


def norm_range(graph: Graph) -> tuple[float, float] | None:
    """Ends of the gradient scale as powers of ten, rounded outwards to halves; None when no norm is known."""
    norms = [node.grad for node in graph.nodes] + [copy[0] for node in graph.nodes for copy in node.reps]
    logs = [math.log10(norm) for norm in norms if norm is not None and math.isfinite(norm) and norm > 0]
    if not logs:
        return None
    low, high = math.floor(min(logs) * 2) / 2, math.ceil(max(logs) * 2) / 2
    return low, high if high > low else low + 0.5


def _step(tone: float) -> str:
    return f"s{max(1, min(6, round((0.12 + 0.88 * tone) * 6)))}"


def _pill(x: float, y: float, repeat: int) -> tuple[str, float]:
    word = f"{TIMES}{repeat}"
    width = max(32.0, text_width(word, 11, bold=True) + 14)
    return rectangle(x, y, width, 16, 8, "f-accent") + text(x + width / 2, y + 12, word, "c b x f-page"), width


def _curve(points: Sequence[Point]) -> str:
    """Bezier points as path data; a level run is a plain line."""
    out = f"M{short(points[0][0])} {short(points[0][1])}"
    if max(y for _, y in points) - min(y for _, y in points) < 0.2:
        return out + f"H{short(points[-1][0])}"
    for i in range(1, len(points) - 2, 3):
        out += "C" + " ".join(f"{short(x)} {short(y)}" for x, y in points[i : i + 3])
    return out
