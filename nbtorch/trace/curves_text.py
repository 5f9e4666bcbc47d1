"""A training run as a few lines of text, for terminals and screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .axis import axis
from .curves_picture import TITLES, WORDS, facts
from .wording import number

BARS = "▁▂▃▄▅▆▇█"
COLUMNS = 40


def curves_text(curves: Mapping[str, Any]) -> str:
    """State and facts on the first line, then for each series a sparkline, its first and its last value."""
    subject = " ".join(part for part in (curves["name"], f"cell [{curves['cell']}]" if curves["cell"] else "") if part)
    lines = [f"{WORDS[curves['state']]}: {subject or 'training'} · {facts(curves)}"]
    if curves["note"]:
        lines.append(f"  {curves['note']}")
    width = max((len(_title(one)) for one in curves["series"]), default=0)
    for one in curves["series"]:
        values = [value for value in one["y"] if value is not None]
        if values:
            ended = "NaN" if one["y"][-1] is None else number(values[-1])
            bars = sparkline(one["x"], one["y"], log=one["role"] != "lr")
            lines.append(f"  {_title(one):<{width}}  {bars}  {number(values[0])} → {ended}")
    return "\n".join(lines)


def sparkline(x: list[float], y: list[float | None], columns: int = COLUMNS, log: bool = True) -> str:
    """One character per column, as high as the mean of the points there on the picture's axis; a space for none."""
    values = [value for value in y if value is not None]
    scale = axis(values, 2, log=log)
    columns = min(columns, len(values))
    sums, counts = [0.0] * columns, [0] * columns
    span = (x[-1] - x[0]) or 1
    for step, value in zip(x, y, strict=True):
        if value is not None:
            column = min(columns - 1, int((step - x[0]) / span * columns))
            sums[column] += scale.height(value)
            counts[column] += 1
    return "".join(BARS[min(7, int(8 * total / many))] if many else " "
                   for total, many in zip(sums, counts, strict=True))


def _title(one: Mapping[str, Any]) -> str:
    return TITLES.get(one["role"], one["name"])
