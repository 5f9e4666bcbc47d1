"""A tensor as HTML without a script: its text, and below it a picture, statistics, and a histogram to be opened."""

from __future__ import annotations

import math
from html import escape
from typing import Any

import numpy as np

from .images import bright
from .preview import Preview
from .raster import EMBER, FIRST, ODD, SHADES, TIDE, Colour, photograph, picture, shaded, tiled
from .svg import document, image, rectangle, text
from .wording import count, dimensions, number

ROOM, TALL, BIGGEST, LEAST = 560, 224, 14, 2  # pixels of the picture, and of one cell
STRIP = 14  # of one row of cells
BARS, FOOT = (200, 64), 18
QUIET = "opacity:.68"
BARE = "background:none;padding:0"  # of code, which JupyterLab puts into a box
RAMP = np.arange(FIRST, FIRST + SHADES, dtype=np.uint8)[None]
GREYS = 64
CUBE = (6, 7, 6)  # levels of red, green and blue


def preview_html(view: Preview) -> str:
    """All of it in one element."""
    shown, legend = _images(view) if view.images else _heat(view)
    facts = f'<span style="{QUIET}">{escape(view.facts)}</span>'
    caption = f'<code style="{BARE}">{dimensions(view.shape)}</code> {facts}'
    about = "of the magnitudes" if view.dtype.startswith("complex") else ""
    rows = "".join(
        f'<tr style="background:none"><td style="{QUIET};padding:0 16px 0 0;text-align:left">{name}</td>'
        f'<td style="padding:0;text-align:right;font-variant-numeric:tabular-nums">{value}</td></tr>'
        for name, value in view.measures
    )
    about = ", ".join(filter(None, [about, view.sampled.strip(" ()")]))
    note = f'<div style="{QUIET}">{about}</div>' if about else ""
    return (
        f'<pre style="margin:0;max-height:264px;overflow:auto">{escape(view.text)}</pre>'
        '<div style="display:flex;flex-wrap:wrap;gap:8px 28px;align-items:flex-start;margin-top:8px;padding-top:8px;'
        'border-top:1px solid rgba(128,128,128,.3);font:12px/1.5 system-ui,sans-serif">'
        f'<div><div style="display:flex;flex-wrap:wrap;gap:0 24px;justify-content:space-between;margin-bottom:4px">'
        f"<span>{caption}</span><span>{legend}</span></div>{shown}</div>"
        f'<div><table style="margin:0;border-collapse:collapse;font-size:12px;line-height:1.5">{rows}</table>{note}'
        f"</div>{_histogram(view)}</div>"
    )


# ---- numbers in colours
def _heat(view: Preview) -> tuple[str, str]:
    """The heat map, and the words and the ramp above it."""
    cells = view.cells
    finite = cells[np.isfinite(cells)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    name = TIDE if low < 0 else EMBER
    if low < 0:
        high = max(-low, high)
        low = -high
    tiles = shaded(cells.astype(np.float64), low, high)
    pixels = tiled(tiles.reshape(-1, *cells.shape[-2:])) if cells.ndim > 2 else tiles
    legend = _ends(name, low, high) if finite.size else ""
    if finite.size < cells.size:
        ink = picture(np.full((1, 1), ODD, np.uint8), name, 8, "", 8)
        legend = " · ".join(filter(None, [legend, f"{ink} NaN or inf"]))
    part = _part(view)
    found = view.statistics
    said = f"heat map of {dimensions(view.shape)} values from {number(found.min)} to {number(found.max)}"
    tall = STRIP if len(pixels) == 1 else None
    return picture(pixels, name, _width(pixels), said, tall), " · ".join(filter(None, [part, legend]))


def _ends(name: str, low: float, high: float) -> str:
    if low == high:
        return f"all {number(low)}"
    return f"{number(low)} {picture(RAMP, name, 72, '', 8)} {number(high)}"


def _part(view: Preview) -> str:
    """How much of the tensor is in the picture, where it is not all: `64×64 of 1000×1000`."""
    shape, cells = view.shape, view.cells.shape
    if len(shape) == 1:
        return "" if cells[1] == shape[0] else f"{count(cells[1])} of {count(shape[0])} elements"
    if view.images:
        said = f"{cells[0]} of {count(shape[0])} images" if cells[0] < shape[0] and len(shape) == 4 else ""
    else:
        tiles, of = math.prod(cells[:-2]), math.prod(shape[:-2])
        said = f"{count(tiles)} of {count(of)} slices" if tiles < of else ""
    inner = "" if cells[-2:] == shape[-2:] else f"{dimensions(cells[-2:])} of {dimensions(shape[-2:])}"
    return ", ".join(filter(None, [said, inner]))


def _width(pixels: Any) -> int:
    """Of a picture on the screen: whole pixels for every cell as long as there is room."""
    height, width = pixels.shape[:2]
    scale = max(LEAST, min(BIGGEST, ROOM // width, TALL // height))
    return int(min(ROOM, scale * width))


# ---- images
def _images(view: Preview) -> tuple[str, str]:
    cells = view.cells.reshape(-1, *view.cells.shape[-3:])
    levels, low, high = bright(cells)
    if levels.shape[1] == 1:
        tiles = np.rint(levels[:, 0] * (GREYS - 1)).astype(np.uint8) + 1
        shades = [round(255 * level / (GREYS - 1)) for level in range(GREYS)]
        palette: list[Colour] = [(0, 0, 0, 0), *((shade, shade, shade, 255) for shade in shades)]
    else:
        red, green, blue = (np.rint(levels[:, i] * (most - 1)).astype(int) for i, most in enumerate(CUBE))
        tiles = ((red * CUBE[1] + green) * CUBE[2] + blue + 1).astype(np.uint8)
        steps = [np.linspace(0, 255, most).round().astype(int).tolist() for most in CUBE]
        palette = [(0, 0, 0, 0), *((r, g, b, 255) for r in steps[0] for g in steps[1] for b in steps[2])]
    pixels = tiled(tiles)
    said = f"{count(len(tiles))} images" if len(tiles) > 1 else "an image"
    legend = " · ".join(filter(None, [_part(view), f"black {number(low)}, white {number(high)}"]))
    return photograph(pixels, _width(pixels), f"{said} of a tensor {dimensions(view.shape)}", palette), legend


# ---- distribution
def _histogram(view: Preview) -> str:
    bars = view.histogram
    if bars is None or bars.lo == bars.hi:
        return ""
    width, height = BARS
    most, step = max(bars.bins), width / len(bars.bins)
    body = []
    for index, found in enumerate(bars.bins):
        if found:
            tall = max(1.0, height * math.sqrt(found / most))
            body.append(rectangle(index * step, height - tall, step - 1, tall, 0, "f-act"))
    if bars.lo < 0 < bars.hi:
        zero = width * -bars.lo / (bars.hi - bars.lo)
        body.append(f'<path class="s-ink2" stroke-dasharray="2 2" d="M{zero:.1f} 0V{height}"/>')
    low, high = number(bars.lo), number(bars.hi)
    body += [text(0, height + 14, low, "c f-ink2"), text(width, height + 14, high, "c e f-ink2")]
    said = f"histogram of {count(sum(bars.bins))} values from {low} to {high}"
    drawing = document(width, height + FOOT, "histogram", said, "".join(body), framed=False)
    return (
        f'<details><summary style="cursor:pointer;{QUIET}">histogram</summary>{image(drawing, said)}'
        f'<div style="{QUIET}">heights are square roots of counts</div></details>'
    )
