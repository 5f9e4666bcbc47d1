"""Gradient flow as a static picture: one script-free SVG with both colour themes inside."""

from __future__ import annotations

import math

from .axis import steps_axis
from .gradflow import USUAL, GradFlow, Row
from .svg import document, rectangle, short, text, words
from .wording import DASH, THIN, count, number, power, shortened, text_width

WIDTH, TOP, ROW = 860, 72, 20
STRIP, STRIP_END = 176, 480
NORM_END, RATIO, RATIO_END, ZEROS, WORD = 556, 572, 668, 684, 762
RATIO_LOW, RATIO_HIGH = -7.0, 0.0  # decades of the update / weight axis
MOST, SHADES = 40, 7
COLOURS = {"NaN": "bad", "dead": "bad", "mostly dead": "bad", "no gradient": "bad", "exploding": "warn",
           "large steps": "warn", "vanishing": "opt"}


def gradflow_svg(flow: GradFlow) -> str:
    """The picture: at most `MOST` rows, those that need attention always among them."""
    rows = _chosen(flow)
    low, high = _range(flow)
    body = [_header(flow)]
    for x, what, classes in ((16, "layer, first to last", ""), (STRIP, "gradient norm over steps", ""),
                             (NORM_END, "norm", " e"), (RATIO, "update / weight", ""), (ZEROS, "zeros", "")):
        body.append(text(x, 60, what, f"c f-ink2{classes}"))
    bottom = TOP + ROW * len(rows)
    left, right = (_across(math.log10(limit)) for limit in USUAL)
    body.append(rectangle(left, TOP - 2, right - left, bottom - TOP, 0, "f-well"))
    before = ""
    for index, row in enumerate(rows):
        y = TOP + ROW * index
        body.append(_row(flow, row, y, before, low, high))
        before = row.layer.name.rpartition(".")[0]
    last = max(1, flow.steps[-1])
    for step in steps_axis(last, 4):
        body.append(text(STRIP + step / last * (STRIP_END - STRIP), bottom + 14, count(int(step)), "c x f-ink2"))
    for limit in USUAL:
        body.append(text(_across(math.log10(limit)), bottom + 14, power(round(math.log10(limit))), "c x f-ink2"))
    hidden = len(flow.rows) - len(rows)
    body.append(_legend(low, high, bottom + 36, hidden))
    title = f"Gradient flow of {flow.name}" if flow.name else "Gradient flow"
    return document(WIDTH, bottom + 52, title, flow.finding(), "".join(body))


def _chosen(flow: GradFlow) -> tuple[Row, ...]:
    """The rows there is room for: what needs attention first, then evenly over the depth."""
    if len(flow.rows) <= MOST:
        return flow.rows
    keep = {flow.rows.index(row) for row in flow.troubled[: MOST // 2]}
    spread = [round(i * (len(flow.rows) - 1) / (MOST - 1)) for i in range(MOST)]
    for index in spread:
        if len(keep) < MOST:
            keep.add(index)
    return tuple(flow.rows[index] for index in sorted(keep))


def _range(flow: GradFlow) -> tuple[float, float]:
    """Decades of the norms, at least one."""
    known = [math.log10(value) for row in flow.rows for value in row.norm if value]
    low, high = math.floor(min(known, default=-1)), math.ceil(max(known, default=0))
    return (low, high) if high > low else (low - 1, high)


def _header(flow: GradFlow) -> str:
    trouble = len(flow.troubled)
    state = f"{trouble} need attention" if trouble > 1 else "1 needs attention" if trouble else "all layers learn"
    facts = f"step {count(flow.steps[-1])} · {len(flow.rows)} layers · {state}"
    return words(16, 25, ("Gradient flow", "b f-ink"), (flow.name or "", "m f-ink2"),
                 (f"cell [{flow.cell}]" if flow.cell is not None else "", "m f-ink2"), (facts, "c f-ink2"))


def _row(flow: GradFlow, row: Row, y: float, before: str, low: float, high: float) -> str:
    middle = y + 12
    prefix, dot, own = row.layer.name.rpartition(".")
    room = STRIP - 32
    if dot and prefix == before:
        name = text(16 + min(text_width(prefix + dot, 11, mono=True), room / 2), middle, shortened(own, 11), "m f-ink")
    elif dot and text_width(row.layer.name, 11, mono=True) <= room:
        name = text(16, middle, prefix + dot, "m f-ink2") + text(
            16 + text_width(prefix + dot, 11, mono=True), middle, own, "m f-ink")
    else:
        name = text(16, middle, shortened(row.layer.name, int(room / 6.7)), "m f-ink")
    out = [name, _strip(flow, row, y, low, high), text(NORM_END, middle, number(row.norm[-1]), "c e f-ink")]
    out.append(f'<path class="s-line" d="M{RATIO} {short(middle - 4)}H{RATIO_END}"/>')
    ratio = row.ratio[-1]
    if ratio:
        usual = USUAL[0] <= ratio <= USUAL[1]
        colour = "ink2" if usual else "opt" if ratio < USUAL[0] else "val"
        at = short(_across(math.log10(ratio)))
        out.append(f'<circle class="f-{colour}" cx="{at}" cy="{short(middle - 4)}" r="4"/>')
    zeros = row.zeros[-1]
    if zeros is not None and zeros >= 0.01:
        out.append(rectangle(ZEROS, middle - 8, max(1.5, 24 * zeros), 8, 1, "f-data"))
    share = DASH if zeros is None else f"<1{THIN}%" if 0 < zeros < 0.01 else f"{100 * zeros:.0f}{THIN}%"
    out.append(text(ZEROS + 30, middle, share, "c f-ink"))
    if row.word:
        out.append(text(WORD, middle, row.word, f"c b f-{COLOURS[row.word]}"))
    return "".join(out)


def _strip(flow: GradFlow, row: Row, y: float, low: float, high: float) -> str:
    """One cell per sample, neighbours of one shade drawn as one."""
    last = max(1, flow.steps[-1])
    edges = [0.0, *[(a + b) / 2 for a, b in zip(flow.steps, flow.steps[1:], strict=False)], float(last)]
    out: list[str] = []
    shades = [None if value is None else _shade(value, low, high) for value in row.norm]
    start = 0
    for index in range(1, len(shades) + 1):
        if index == len(shades) or shades[index] != shades[start]:
            left = STRIP + edges[start] / last * (STRIP_END - STRIP)
            right = STRIP + edges[index] / last * (STRIP_END - STRIP)
            shade = shades[start]
            out.append(rectangle(left, y, right - left, 16, 0, "f-well" if shade is None else f"f-s{shade}"))
            start = index
    return "".join(out)


def _shade(norm: float, low: float, high: float) -> int:
    if norm <= 0:
        return 0
    return min(SHADES - 1, max(0, int((math.log10(norm) - low) / (high - low) * SHADES)))


def _across(decade: float) -> float:
    inside = min(RATIO_HIGH, max(RATIO_LOW, decade))
    return RATIO + (inside - RATIO_LOW) / (RATIO_HIGH - RATIO_LOW) * (RATIO_END - RATIO)


def _legend(low: float, high: float, y: float, hidden: int) -> str:
    left = f"norm {power(int(low))}"
    start = 24 + text_width(left, 11)
    out = [text(16, y, left, "c f-ink2")]
    out += [rectangle(start + 12 * shade, y - 9, 12, 10, 0, f"f-s{shade}") for shade in range(SHADES)]
    out.append(text(start + 12 * SHADES + 8, y, power(int(high)), "c f-ink2"))
    note = "shaded: usual update / weight" + (f" · {hidden} layers of an ordinary kind not shown" if hidden else "")
    out.append(text(WIDTH - 16, y, note, "c e f-ink2"))
    return "".join(out)
