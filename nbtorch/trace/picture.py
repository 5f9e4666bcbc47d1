"""The static picture of a graph: what GitHub, nbconvert and mail show. One script-free SVG, readable on any page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .collapse import MOST_ITEMS, Item, Level
from .drawing import MARGIN, WIDTH, Drawing, Painter
from .graph import Graph
from .svg import document, rectangle, short, text, words
from .theme import FAMILY_WORDS
from .wording import count, number, quantity, shortened, text_width

MOST_BYTES = 100_000
MOST_VISIBLE = (300, 120, 40, 0)  # boxes in the opened groups; the next when the picture is too heavy
ROOM = 340.0  # height up to which one group is opened without being asked
TALLEST = 640.0  # an overview higher than this is shown with fewer boxes
RAMP = range(1, 7)


def graph_svg(graph: Graph, depth: int | None = None, layout: str = "auto") -> str:
    """See `Graph.to_svg`."""
    painter = Painter(graph, layout)
    most = MOST_ITEMS
    while True:
        painter.families.clear()
        top = painter.tree.level(most=most)
        overview = painter.level(top, "", 0)
        if overview.height <= TALLEST or most <= 8:
            break
        most //= 2
    shown = set(painter.families)
    picture = ""
    for budget in MOST_VISIBLE:
        painter.families = set(shown)
        picture = Page(painter, top, overview, budget).picture(depth)
        if len(picture.encode()) <= MOST_BYTES:
            break
    return picture


class Page:
    """The overview, opened groups below it, a header and a legend."""

    def __init__(self, painter: Painter, top: Level, overview: Drawing, budget: int):
        self.painter, self.top, self.overview, self.budget = painter, top, overview, budget
        self.graph = painter.graph

    def picture(self, depth: int | None) -> str:
        overview = self.overview
        below = self._details(depth)
        scale = min(1.0, (WIDTH - 2 * MARGIN) / max(overview.width, 1))
        left = (WIDTH - overview.width * scale) / 2
        top = 52.0
        body = [
            f'<g transform="translate({short(left)} {short(top)})'
            f'{f" scale({scale:.3f})" if scale < 1 else ""}">{overview.markup()}</g>'
        ]
        bottom = top + overview.height * scale
        for key, drawing in below:
            bottom += 26
            shrink = min(1.0, (WIDTH - 2 * MARGIN) / drawing.width)
            x = (WIDTH - drawing.width * shrink) / 2
            if key == below[0][0]:  # lines to another would cross this one
                body.append(self._lead(key, (left, top, scale), x, bottom, drawing.width * shrink))
            body.append(
                f'<g transform="translate({short(x)} {short(bottom)})'
                f'{f" scale({shrink:.3f})" if shrink < 1 else ""}">{drawing.markup()}</g>'
            )
            bottom += drawing.height * shrink
        height = math.ceil(bottom + 48)
        facts = self._facts()
        finding = f"{', '.join(facts)}. " + ", ".join(overview.labels)
        return document(
            WIDTH,
            height,
            f"Computation graph of {self.graph.call}",
            shortened(finding, 400),
            self._header(facts) + "".join(body) + self._legend(height),
            f' data-nbtorch="graph" data-layout="{self.painter.placed_by}"',
        )

    def _facts(self) -> list[str]:
        graph = self.graph
        facts = [f"{count(graph.ops)} ops" if graph.ops != 1 else "1 op", f"{quantity(graph.params)} parameters"]
        if graph.loss is not None:
            facts.append(f"{graph.value_word} {number(graph.loss)}")
        common: list[str] = []
        kinds = {node.dtype for node in graph.nodes}
        if len(kinds) == 1:
            common += kinds
        if graph.devices not in ((), ("cpu",)):
            common += graph.devices
        if graph.batch is not None:
            common.append(f"batch {graph.batch}")
        return [*facts, ", ".join(common)] if common else facts

    def _header(self, facts: Sequence[str]) -> str:
        call, name = shortened(self.graph.call, 60), shortened(self.graph.name or "", 30)
        room = WIDTH - 48 - 48 - text_width(call, 11, mono=True) - text_width(name, 11)
        kept = list(facts)
        while len(kept) > 1 and text_width(" · ".join(kept), 11) > room:
            kept.pop()
        return words(16, 25, ("Graph", "b f-ink"), (call, "m f-ink2"), (name, "c f-ink2")) + text(
            WIDTH - 16, 25, " · ".join(kept), "c e f-ink2"
        )

    def _legend(self, height: float) -> str:
        """Left what the stripes mean, right what the edges mean; only what is on screen."""
        out, x, y = "", 16.0, height - 15
        for name, word in FAMILY_WORDS.items():
            if name in self.painter.families:
                out += rectangle(x, y - 9, 3, 11, 1.5, f"f-{name}") + text(x + 8, y, word, "c f-ink2")
                x += 8 + text_width(word, 11) + 16
        if self.painter.range is None:
            return out
        low, high = (number(10.0**end) for end in self.painter.range)
        right = WIDTH - 16 - text_width(high, 11)
        out += text(right - 116, y, f"gradient norm {low}", "c e f-ink2") + text(right, y, high, "c f-ink2")
        for step in RAMP:
            out += rectangle(right - 124 + 16 * step, y - 4 - (2 + step) / 2, 16, 2 + step, 0, f"f-s{step}")
        return out

    def _details(self, depth: int | None) -> list[tuple[str, Drawing]]:
        """The groups to open, by key. Those that would show too much stay closed."""
        groups = [item for item in self.top.items.values() if item.kind == "group"]
        room = math.inf
        if depth is None:
            groups, depth, room = sorted(groups, key=self._telling)[-1:], 1, ROOM - self.overview.height
        drawn: list[tuple[str, Drawing]] = []
        for item in groups if depth > 0 else ():
            families = set(self.painter.families)
            drawing = self.painter.group(str(item.path), "", item.nodes, depth - 1)
            if drawing.shown > self.budget or drawing.height > room:
                self.painter.families = families
                continue
            self.budget -= drawing.shown
            drawn.append((item.key, drawing))
        return drawn

    def _telling(self, item: Item) -> tuple[bool, int, int]:
        """A group that branches tells more than a chain, a larger one more than a smaller one, an earlier one more."""
        level = self.painter.tree.level(str(item.path), item.nodes)
        return len(level.links) > len(level.items) + 1, len(item.nodes), -item.nodes[0]

    def _lead(self, key: str, origin: tuple[float, float, float], x: float, y: float, width: float) -> str:
        """Two thin lines from the closed group to its opened form, where nothing is in between."""
        left, top, scale = origin
        bx, by, bw, bh = self.overview.at[key]
        if by + bh < self.overview.height - 70:
            return ""
        a, b, level = left + bx * scale + 4, left + (bx + bw) * scale - 4, top + (by + bh) * scale
        return (
            f'<path class="s-line" d="M{short(a)} {short(level)}L{short(x + 3)} {short(y)}'
            f'M{short(b)} {short(level)}L{short(x + width - 3)} {short(y)}"/>'
        )
