"""How numbers, shapes and names are written in every view: three digits, SI prefixes, a true minus sign."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

THIN, MINUS, DASH, TIMES = "\u2009", "\u2212", "\u2013", "\u00d7"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PREFIXES = ("", "k", "M", "G", "T", "P", "E")

# Advance widths of Inter in thousandths of an em; most system fonts are within a few per cent of it.
_WIDTHS = {
    **dict.fromkeys("ijl'|.,:;!", 270),
    **dict.fromkeys('It()[]{}/\\f-r"`* ', 375),
    **dict.fromkeys("ckszvxyaJ?", 565),
    **dict.fromkeys("bdeghnopqu0123456789FLETSPZBKXYAVR_~^$#<>=+" + MINUS + TIMES, 625),
    **dict.fromkeys("CDGHNUOQ&", 740),
    **dict.fromkeys("mw%@", 870),
    **dict.fromkeys("MW…", 930),
    THIN: 200,
    "·": 290,
}
_MONO, _BOLD, _SLACK = 602, 1.05, 1.03


def number(value: float | None) -> str:
    """`0.0895`, `6.24·10⁻⁸`, `1,240`; a missing value is an en dash."""
    if value is None:
        return DASH
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else MINUS + "∞")
    size = abs(value)
    if size == 0:
        return "0"
    if size >= 1e5 or size < 1e-3:
        mantissa, exponent = f"{value:.2e}".split("e")
        return f"{mantissa}·10{str(int(exponent)).translate(_RAISED)}".replace("-", MINUS)
    if size >= 999.5:
        return count(round(value)).replace("-", MINUS)
    return f"{value:.{2 - math.floor(math.log10(size))}f}".replace("-", MINUS)


def power(exponent: int) -> str:
    """`10⁻⁴`."""
    return "10" + str(exponent).translate(_RAISED)


def quantity(value: float, unit: str = "") -> str:
    """`77.6 k`, `131 kB`: three digits and a decimal prefix; small whole numbers stay as they are."""
    power = 0
    while abs(value) >= 999.5 and power < len(_PREFIXES) - 1:
        value, power = value / 1000, power + 1
    if power == 0 and float(value).is_integer():
        text = str(int(value))
    else:
        text = f"{value:.{0 if abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2}f}"
    suffix = _PREFIXES[power] + unit
    return (text + (THIN + suffix if suffix else "")).replace("-", MINUS)


def count(value: int) -> str:
    """`1,242`: counts are exact."""
    return f"{value:,}"


def clock(seconds: float) -> str:
    """`0:04`, `1:02:09`."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def dimensions(shape: Sequence[int], batch: int | None = None) -> str:
    """`32×4×4`, without a leading `batch` that the header already names; `scalar` for an empty shape."""
    if batch is not None and len(shape) > 1 and shape[0] == batch:
        shape = shape[1:]
    return TIMES.join(map(str, shape)) if shape else "scalar"


def printable(text: str) -> str:
    """`text` on one line, with what XML cannot hold (control characters, lone surrogates) replaced."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c in "\t\n\r" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" else c
        for c in text
    )


def shortened(text: str, most: int) -> str:
    """`text` cut to `most` characters, the cut marked by an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def text_width(text: str, size: float = 12, *, bold: bool = False, mono: bool = False) -> float:
    """An estimate of the drawn width in pixels: a picture without a browser cannot measure."""
    total = 0.0
    for character in text:
        if character.isascii() or character in _WIDTHS:
            total += _MONO if mono else _WIDTHS.get(character, 680)
        elif unicodedata.combining(character):
            continue
        else:
            wide = unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF
            total += 1250 if wide else _MONO if mono else 680
    return total * size / 1000 * (_BOLD if bold else 1) * (1 if mono else _SLACK)
