"""Static SVG documents: no script, no font files, both colour themes inside."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

from .theme import DARK, LIGHT
from .wording import printable

GAP = ' dx="8"'
_STYLE = (
    'text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}'
    '.m{font:11px menlo,consolas,"DejaVu Sans Mono",monospace}'
    ".c{font-size:11px}.b{font-weight:600}.e{text-anchor:end}.x{text-anchor:middle}path{fill:none}"
)
_COLOURED = re.compile(r"\b([fs])-([a-z0-9]+)")


def short(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def escaped(text: str) -> str:
    """`text` as XML content or a double-quoted attribute."""
    return escape(printable(text), quote=True)


def text(x: float, y: float, content: str, classes: str) -> str:
    """One line of text; classes: f-COLOUR, m(ono), c (11 px), b(old), e(nd anchored), x (centred)."""
    return f'<text x="{short(x)}" y="{short(y)}" class="{classes}">{escaped(content)}</text>'


def words(x: float, y: float, *runs: tuple[str, str]) -> str:
    """Several pieces of text, each with its classes, one after the other; the viewer sets the distances."""
    pieces = [
        f'<tspan class="{classes}"{GAP if i else ""}>{escaped(content)}</tspan>'
        for i, (content, classes) in enumerate(run for run in runs if run[0])
    ]
    return f'<text x="{short(x)}" y="{short(y)}">{"".join(pieces)}</text>'


def rectangle(x: float, y: float, width: float, height: float, radius: float, classes: str, more: str = "") -> str:
    """A rounded rectangle; classes: f-COLOUR fills, s-COLOUR strokes."""
    return (
        f'<rect class="{classes}" x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" '
        f'rx="{short(radius)}"{more}/>'
    )


def _sheet(colours: dict[str, str], used: set[tuple[str, str]]) -> str:
    rules = []
    for name, colour in colours.items():
        for letter, attribute in (("f", "fill"), ("s", "stroke")):
            if (letter, name) in used:
                rules.append(f".{letter}-{name}{{{attribute}:{colour}}}")
    return "".join(rules)


def document(width: float, height: float, title: str, description: str, body: str, attributes: str = "",
             framed: bool = True) -> str:
    """A whole picture, in a frame or without; `title` and `description` are what a screen reader says."""
    edge = f'<rect class="f-page s-line" x=".5" y=".5" width="{short(width - 1)}" height="{short(height - 1)}" rx="6"/>'
    body = edge + body if framed else body
    used = set(_COLOURED.findall(body))
    w, h = short(width), short(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        f'aria-labelledby="t d"{attributes}><title id="t">{escaped(title)}</title>'
        f'<desc id="d">{escaped(description)}</desc><style>{_STYLE}{_sheet(LIGHT, used)}'
        f"@media(prefers-color-scheme:dark){{{_sheet(DARK, used)}}}</style>"
        f"{body}</svg>"
    )


def image(svg: str, alternative: str) -> str:
    """An `<img>` of the SVG: it needs no script, no network, and is shown where raw SVG is not."""
    data = b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{escape(alternative)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
