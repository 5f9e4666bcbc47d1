"""A training run as a few lines of text, for terminals and screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .axis import Axis, axis
from .curves_picture import TITLES, WORDS, facts
from .splits import split_name
from .wording import THIN, count, number

BARS = "▁▂▃▄▅▆▇█"
COLUMNS = 40


def curves_text(curves: Mapping[str, Any]) -> str:
    """State and facts on the first line, then for each series a sparkline, its first and its last value.

    Training and validation of the same thing follow each other, on one axis.
    """
    subject = " ".join(part for part in (curves["name"], f"cell [{curves['cell']}]" if curves["cell"] else "") if part)
    lines = [f"{WORDS[curves['state']]}: {subject or 'training'} · {facts(curves)}"]
    if curves["note"]:
        lines.append(f"  {curves['note']}")
    charts: dict[str, list[Mapping[str, Any]]] = {}
    for one in curves["series"]:
        if any(value is not None for value in one["y"]):
            charts.setdefault(_chart(one), []).append(one)
    width = max((len(_title(one)) for chart in charts.values() for one in chart), default=0)
    for chart in charts.values():
        lines += _lines(chart, width)
    for run in curves.get("earlier", ()):
        ended = [value for one in run["series"][:1] for value in one["y"][-1:] if value is not None]
        if ended:
            cell = f"cell [{run['cell']}], " if run["cell"] is not None else ""
            lines.append(f"  earlier: {cell}{count(run['steps'])} steps, {run['series'][0]['name']} {number(ended[0])}")
    return "\n".join(lines)


def _chart(one: Mapping[str, Any]) -> str:
    """What a series shares its axis with."""
    stem = split_name(one["name"])[1].lower()
    if one["role"] == "loss" or (one["role"] == "metric" and stem == "loss"):
        return "loss"
    return f"{one['role']} {stem if one['role'] == 'metric' else one['name']}"


def _lines(chart: list[Mapping[str, Any]], width: int) -> list[str]:
    """The lines of one chart: a rate stays until it changes, a score between 0 and 1 is a percentage."""
    rates = chart[0]["role"] == "lr"
    values = [value for one in chart for value in one["y"] if value is not None]
    scale = axis(values, 2, log=not rates)
    score = all(one["role"] == "metric" and "acc" in one["name"].lower() for one in chart) and 0 <= min(values) <= max(
        values) <= 1
    write = _percent if score else number
    lines = []
    for one in chart:
        known = [value for value in one["y"] if value is not None]
        ended = "NaN" if one["y"][-1] is None else write(known[-1])
        bars = sparkline(one["x"], one["y"], scale=scale, hold=rates)
        lines.append(f"  {_title(one):<{width}}  {bars}  {write(known[0])} → {ended}")
    return lines


def sparkline(x: list[float], y: list[float | None], columns: int = COLUMNS, log: bool = True,
              scale: Axis | None = None, hold: bool = False) -> str:
    """One character per column, as high as the mean of the points there on the picture's axis; a space for none.

    With `hold` a value stays until the next one.
    """
    scale = scale or axis([value for value in y if value is not None], 2, log=log)
    if not hold:
        columns = min(columns, sum(value is not None for value in y))
    sums, counts = [0.0] * columns, [0] * columns
    span = (x[-1] - x[0]) or 1
    for step, value in zip(x, y, strict=True):
        if value is not None:
            column = min(columns - 1, int((step - x[0]) / span * columns))
            sums[column] += scale.height(value)
            counts[column] += 1
    heights: list[float | None] = [total / many if many else None for total, many in zip(sums, counts, strict=True)]
    for column in range(1, columns if hold else 0):
        if heights[column] is None:
            heights[column] = heights[column - 1]
    return "".join(" " if height is None else BARS[min(7, int(8 * height))] for height in heights)


def _percent(value: float) -> str:
    return f"{100 * value:.1f}{THIN}%"


def _title(one: Mapping[str, Any]) -> str:
    title = TITLES.get(one["role"], one["name"])
    return f"{title} {one['name'].removeprefix('lr').strip()}".rstrip() if one["role"] == "lr" else title
