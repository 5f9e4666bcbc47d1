"""Pictures of numbers as PNG files, in the colours of the theme; nothing but zlib is needed to write one."""

from __future__ import annotations

import math
import zlib
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from struct import pack
from typing import Any

import numpy as np

from .theme import DARK, LIGHT
from .wording import printable

EMBER, TIDE = "s", "t"  # sizes, and signed numbers
SHADES = 33  # of a ramp; odd, so that the middle of a signed one is a shade
WIDE = 256  # cells of all tiles of a line
GAP, ODD, FIRST = 0, 1, 2  # entries of a palette: nothing, not a number, the first shade
Colour = tuple[int, int, int, int]
SHARP = "image{image-rendering:pixelated}"
BOTH = ".d{display:none}@media(prefers-color-scheme:dark){.l{display:none}.d{display:inline}}"


def png(pixels: Any, palette: Sequence[Colour] = ()) -> bytes:
    """A PNG of (H, W) greys or palette entries, or (H, W, 3) colours, 8 bits each (PNG specification, W3C 2003)."""
    pixels = np.ascontiguousarray(pixels, np.uint8)
    height, width = pixels.shape[:2]
    kind = 2 if pixels.ndim == 3 else 3 if palette else 0
    lines = np.zeros((height, pixels[0].size + 1), np.uint8)  # each begins with its filter: none
    lines[:, 1:] = pixels.reshape(height, -1)
    parts = [_chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))]
    if palette:
        parts.append(_chunk(b"PLTE", bytes(part for colour in palette for part in colour[:3])))
        parts.append(_chunk(b"tRNS", bytes(colour[3] for colour in palette)))
    parts += [_chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def ramp(name: str, dark: bool) -> list[Colour]:
    """The palette of a ramp: GAP, ODD, then `SHADES` shades."""
    theme = DARK if dark else LIGHT
    stops = np.array([_rgb(theme[f"{name}{step}"]) for step in range(7)], float)
    places = np.linspace(0, 6, SHADES)
    shades = np.stack([np.interp(places, np.arange(7), stops[:, channel]) for channel in range(3)], 1).round()
    ink = (255, 255, 255, 255) if dark else (0, 0, 0, 255)
    return [(0, 0, 0, 0), ink, *((int(r), int(g), int(b), 255) for r, g, b in shades)]


def _rgb(colour: str) -> tuple[int, ...]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def shaded(values: Any, low: float, high: float) -> Any:
    """The palette entries of numbers between `low` and `high`; ODD for what is not finite."""
    finite = np.isfinite(values)
    span = high - low
    place = np.where(finite, (values - low) / span if span > 0 else 0.5, 0)
    return np.where(finite, FIRST + np.clip(np.rint(place * (SHADES - 1)), 0, SHADES - 1), ODD).astype(np.uint8)


def tiled(tiles: Any, columns: int | None = None, gap: int = GAP) -> Any:
    """Pictures (N, H, W) or (N, H, W, 3) side by side, one pixel of `gap` between them."""
    number_of, height, width = tiles.shape[:3]
    if columns is None:
        most = min(number_of, WIDE // (width + 1))
        about = max(1, min(most, math.ceil(math.sqrt(3 * number_of * height / width))))
        full = (n for n in range(about, min(most, about * 4 // 3) + 1) if number_of % n == 0)  # no line left over
        columns = next(full, about)
    lines = -(-number_of // columns)
    out = np.full((lines * (height + 1) - 1, columns * (width + 1) - 1, *tiles.shape[3:]), gap, np.uint8)
    for index, tile in enumerate(tiles):
        y, x = index // columns * (height + 1), index % columns * (width + 1)
        out[y : y + height, x : x + width] = tile
    return out


def picture(pixels: Any, name: str, width: int, alternative: str, height: int | None = None) -> str:
    """An `<img>` of palette entries in the ramp `name`, in the theme of the page around it."""
    light, dark = (_uri(png(pixels, ramp(name, dark))) for dark in (False, True))
    return _img([("l", light), ("d", dark)], pixels, width, alternative, height)


def photograph(pixels: Any, width: int, alternative: str, palette: Sequence[Colour] = ()) -> str:
    """An `<img>` of greys, colours or entries of a palette, the same in both themes."""
    return _img([("", _uri(png(pixels, palette)))], pixels, width, alternative, None)


def _img(files: list[tuple[str, str]], pixels: Any, width: int, alternative: str, height: int | None) -> str:
    """PNG files inside an SVG: unlike the page, it knows the theme and keeps its cells sharp where styles are taken out
    of untrusted notebooks. Its own text is not base64 but escaped: what is in it is base64 already."""
    rows, columns = pixels.shape[:2]
    height = height or max(1, round(width * rows / columns))
    parts = "".join(f'<image class="{theme}" width="{columns}" height="{rows}" href="{uri}"/>' for theme, uri in files)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns} {rows}" width="{width}" height="{height}" '
        f'preserveAspectRatio="none"><style>{SHARP}{BOTH if len(files) > 1 else ""}</style>{parts}</svg>'
    )
    for raw, safe in (("%", "%25"), ("#", "%23"), ("<", "%3C"), (">", "%3E"), ('"', "'")):
        drawing = drawing.replace(raw, safe)
    return (
        f'<img alt="{escape(printable(alternative))}" width="{width}" height="{height}" style="max-width:100%" '
        f'src="data:image/svg+xml,{drawing}">'
    )


def _uri(file: bytes) -> str:
    return "data:image/png;base64," + b64encode(file).decode("ascii")
