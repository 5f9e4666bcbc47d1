"""A training run as a static picture: one script-free SVG with both colour themes inside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .axis import Axis, axis, steps_axis
from .curves import decimate
from .splits import split_name
from .svg import document, short, text
from .wording import THIN, clock, count, number, shortened, text_width

WIDTH, LOSS_WIDTH, SMALL_LEFT = 860, 532, 596
TOP, PLOT, GAP, NOTE = 44, 220, 8, 24
LABELS = 36  # room for the tick labels, where they are no longer
SMALL_MOST = 6
SMOOTH_FROM = 100  # points a loss needs before it is smoothed
WORDS = {"running": "Training", "finished": "Finished", "interrupted": "Stopped by you", "error": "Stopped by an error",
         "nan": "Loss became NaN"}
TITLES = {"lr": "learning rate", "gradnorm": "gradient norm"}
COLOURS = {"loss": "accent", "lr": "data", "gradnorm": "grad", "metric": "accent", "speed": "data"}

Line = tuple[np.ndarray, np.ndarray, str, float, float]  # x, y, colour, width, opacity


def curves_svg(curves: Mapping[str, Any]) -> str:
    """The picture of a curves JSON: the loss large, everything else as small multiples."""
    series = curves["series"]
    losses = [one for one in series if one["role"] == "loss"]
    validation = [one for one in series if is_validation_loss(one)]
    small = _charts([one for one in series if one not in losses and one not in validation])
    if len(small) > SMALL_MOST:  # learning rate, gradient norm and throughput stay
        small = small[: SMALL_MOST - 3] + small[-3:]
    drop = NOTE if curves["note"] else 0
    plot = max(PLOT, 52 * len(small) + GAP * (len(small) - 1))
    last = max((one["x"][-1] for one in series if one["x"]), default=1)
    body = [_header(curves)]
    if curves["note"]:
        body.append(text(16, 46, shortened(curves["note"], 130), f"c f-{_note_colour(curves)}"))
    broken = curves["nonfinite"][0]["step"] if curves["nonfinite"] else None
    body.append(_loss(losses, validation, _before(curves), TOP + drop, plot, last, broken))
    height = (plot - GAP * (len(small) - 1)) / max(1, len(small))
    scales = [_small_axis(one) for one in small]
    room = max((_room(scale) for scale, _ in scales), default=LABELS)  # the small charts stand in line
    for index, (one, (scale, percent)) in enumerate(zip(small, scales, strict=True)):
        level = TOP + drop + index * (height + GAP)
        body.append(_small(one, scale, percent, room, level, height, last, index == len(small) - 1))
    title = f"Training curves of {curves['name']}" if curves["name"] else "Training curves"
    return document(WIDTH, TOP + drop + plot + 36, title, finding(curves), "".join(body))


def is_validation_loss(series: Mapping[str, Any]) -> bool:
    """Whether a logged series belongs in the loss plot: `val_loss`, `validation loss`, `test loss`."""
    name = series["name"].lower()
    return series["role"] == "metric" and "loss" in name and name.startswith(("val", "test", "eval"))


def finding(curves: Mapping[str, Any]) -> str:
    """What the curves show, in one sentence."""
    losses = [one for one in curves["series"] if one["role"] == "loss"]
    _, y = _finite(losses[0]) if losses else (None, np.empty(0))
    if not len(y):
        return f"{count(curves['steps'])} steps, no finite loss."
    verb = "fell" if y[-1] < y[0] else "rose" if y[-1] > y[0] else "stayed"
    way = f"from {number(y[0])} to {number(y[-1])}" if verb != "stayed" else f"at {number(y[0])}"
    return f"Loss {verb} {way} in {count(curves['steps'])} steps. {curves['note'] or ''}".strip()


def facts(curves: Mapping[str, Any]) -> str:
    """`1,242 steps · 54 epochs · 191 steps/s`."""
    total, epochs = curves["total"], curves["epochs"]
    done = curves["state"] == "finished"
    parts = [f"{count(curves['steps'])} steps" if done or not total else
             f"{count(curves['steps'])} of {count(total)} steps"]
    if curves["epoch"]:
        of = f" of {epochs}" if epochs and not done else ""
        parts.append(f"{curves['epoch']}{of} epoch{'s' if (epochs or curves['epoch']) > 1 else ''}" if done or of
                     else f"epoch {curves['epoch']}")
    if curves["rate"]:
        parts.append(f"{number(curves['rate'])} steps/s")
    parts.append(clock(curves["elapsed"]))
    return " · ".join(parts)


def _header(curves: Mapping[str, Any]) -> str:
    word, right = WORDS[curves["state"]], facts(curves)
    left = 16 + text_width(word, bold=True) + 10
    subject = (curves["name"] or "") + (f"  cell [{curves['cell']}]" if curves["cell"] is not None else "")
    room = WIDTH - 32 - text_width(right, 11) - left
    subject = shortened(subject, max(1, int(room / text_width("m", 11, mono=True))))
    title = text(16, 25, word, "b f-ink") + text(left, 25, subject, "m f-ink2")
    return title + text(WIDTH - 16, 25, right, "c e f-ink2")


def _note_colour(curves: Mapping[str, Any]) -> str:
    return "bad" if curves["state"] in ("nan", "error") or curves["nonfinite"] else "ink2"


def _loss(losses: Sequence[Any], validation: Sequence[Any], before: Sequence[Line], top: float, height: float,
          last: float, broken: int | None) -> str:
    lines: list[Line] = []
    legend: list[tuple[str, str, float]] = []
    for one in losses:
        x, y = _finite(one)
        smooth = smoothed(y)
        lines += [(x, y, "accent", 0.75, 0.3), (x, smooth, "accent", 2, 1)] if len(y) >= SMOOTH_FROM else \
            [(x, y, "accent", 1.75, 1)]
        legend.append(("train", "accent", _last(one, smooth if len(y) >= SMOOTH_FROM else y)))
    for one in validation:
        x, y = _finite(one)
        lines.append((x, y, "val", 1.75, 1))
        legend.append((one["name"], "val", _last(one, y)))
    out, right = [], 16.0 + LOSS_WIDTH
    if len(legend) == 1:  # one line needs no legend, only its value
        words = number(legend.pop()[2])
        out.append(text(right, top + 11, words, "c b e f-ink"))
        right -= text_width(words, 11, bold=True) + 16
    for name, colour, value in reversed(legend):
        words = f"{name} {number(value)}"
        right -= text_width(words, 11)
        out.append(text(right, top + 11, words, "c f-ink"))
        right -= 16
        out.append(f'<rect class="f-{colour}" x="{short(right)}" y="{short(top + 6)}" width="12" height="3" rx="1.5"/>')
        right -= 16
    values = [value for _, y, _, _, _ in lines for value in y.tolist()]
    if before and values:
        legend_left = right - text_width("earlier", 11)
        out.append(text(legend_left, top + 11, "earlier", "c f-ink2"))
        out.append(f'<rect class="f-data" x="{short(legend_left - 16)}" y="{short(top + 6)}" width="12" height="2"/>')
        most = 3 * max(values)  # an earlier run that diverged may leave the picture
        values += [value for x, y, _, _, _ in before for step, value in zip(x.tolist(), y.tolist(), strict=True)
                   if step <= last and value <= most]
    scale = axis(values, 7)
    return _plot("loss", [*before, *lines], scale, 16, top, LOSS_WIDTH, height, _room(scale), last, 5,
                 broken) + "".join(out)


def _before(curves: Mapping[str, Any]) -> list[Line]:
    """The losses of earlier runs of the cell, thin and grey."""
    found = [_finite(one) for run in curves.get("earlier", ()) for one in run["series"] if one["role"] == "loss"]
    return [(x, smoothed(y, len(y) / 30) if len(y) >= SMOOTH_FROM else y, "data", 1, 0.75) for x, y in found if len(y)]


def _charts(series: Sequence[Any]) -> list[list[Any]]:
    """Series that belong in one chart: the learning rates; a metric on training and on validation data."""
    charts: dict[str, list[Any]] = {}
    for one in series:
        metric = one["role"] == "metric"
        key = f"metric {split_name(one['name'])[1].lower()}" if metric else one["role"]
        charts.setdefault(key if metric or key == "lr" else f"{key} {one['name']}", []).append(one)
    return list(charts.values())


def _small_axis(series: Sequence[Any]) -> tuple[Axis, bool]:
    """The axis of a small chart, and whether it is one of percentages."""
    points = [_finite(one)[1] for one in series]
    values = np.concatenate(points)
    role, name = series[0]["role"], series[0]["name"]
    percent = (role == "metric" and "acc" in name.lower() and len(values) > 0 and float(values.max()) <= 1
               and float(values.min()) >= 0)
    seen = [value for y in points for value in _without_bad_start(y)] if percent else values.tolist()
    return axis([0.0, *seen] if role == "speed" else seen, 2, percent, log=role not in ("lr", "speed")), percent


def _small(series: Sequence[Any], scale: Axis, percent: bool, room: float, top: float, height: float, last: float,
           lowest: bool) -> str:
    points = [_finite(one) for one in series]
    role, name = series[0]["role"], series[0]["name"]
    several = len(series) > 1
    title = TITLES.get(role) or (split_name(name)[1] if several else name)
    noisy = role == "gradnorm"
    lines: list[Line] = []
    legend, right = [], WIDTH - 16.0
    for place, (one, (x, y)) in enumerate(zip(series, points, strict=True)):
        split = split_name(one["name"])[0] if role == "metric" else ""
        colour = "val" if split in ("val", "test") else "opt" if role == "lr" and place % 2 else COLOURS[role]
        lines.append((x, y, colour, 0.9 if noisy else 1.75, 0.8 if noisy else 1.0))
        value = _last(one, y)
        words = f"{100 * value:.1f}{THIN}%" if percent and math.isfinite(value) else number(value)
        legend.append((f"{split or one['name'] if role == 'lr' else split or 'train'} {words}" if several else words,
                       colour))
    out = []
    for words, colour in reversed(legend):
        out.append(text(right, top + 11, words, "c e f-ink2"))
        right -= text_width(words, 11) + 4
        if several:
            out.append(f'<rect class="f-{colour}" x="{short(right - 10)}" y="{short(top + 6)}" width="10" height="3"/>')
            right -= 20
    title = shortened(title, max(3, int((right - SMALL_LEFT) / 7)))
    width = WIDTH - SMALL_LEFT - 16
    x_ticks = 2 if lowest else 0
    return _plot(title, lines, scale, SMALL_LEFT, top, width, height, room, last, x_ticks) + "".join(out)


def _room(scale: Axis) -> float:
    """The width that the tick labels take, and a little between them and the plot."""
    return max(LABELS, *(math.ceil(text_width(scale.label(tick), 11)) + 8 for tick in scale.ticks))


def _plot(title: str, lines: Sequence[Line], scale: Axis, left: float, top: float, width: float, height: float,
          room: float, last: float, x_ticks: int, broken: int | None = None) -> str:
    start, end, bottom, inner = left + room, left + width - 4, top + height - 2, height - 24

    def across(step: Any) -> Any:
        return start + step / max(last, 1) * (end - start)

    out = [text(left, top + 11, title, "c b f-ink")]
    for tick in scale.ticks:
        level = bottom - scale.height(tick) * inner
        out.append(f'<path class="s-line" stroke-dasharray="1 3" d="M{short(start)} {short(level)}H{short(end)}"/>')
        out.append(text(start - 6, level + 4, scale.label(tick), "c e f-ink2"))
    for x, y, colour, thick, opacity in lines:
        inside = x <= last  # an earlier run may have been longer
        thin_x, thin_y = decimate(x[inside], y[inside], int(2 * (end - start)))
        if len(thin_x) == 1:
            out.append(f'<circle class="f-{colour}" cx="{short(across(thin_x[0]))}" '
                       f'cy="{short(bottom - scale.height(thin_y[0]) * inner)}" r="2.5"/>')
        elif len(thin_x):
            path = "L".join(f"{short(across(a))} {short(bottom - scale.height(b) * inner)}"
                            for a, b in zip(thin_x.tolist(), thin_y.tolist(), strict=True))
            faded = f' opacity="{opacity}"' if opacity < 1 else ""
            out.append(f'<path class="s-{colour}" d="M{path}" stroke-width="{thick}" stroke-linejoin="round"{faded}/>')
    if broken is not None:
        at = short(across(broken))
        out.append(f'<path class="s-bad" stroke-dasharray="3 3" d="M{at} {short(bottom - inner)}V{short(bottom)}"/>')
    for step in steps_axis(last, x_ticks) if x_ticks else ():
        words, at = count(int(step)), across(step)
        outside = at + text_width(words, 11) / 2 > WIDTH - 4  # the last one of the right column
        out.append(text(WIDTH - 6 if outside else at, bottom + 16, words, f"c {'e' if outside else 'x'} f-ink2"))
    return "".join(out)


def smoothed(y: np.ndarray, over: float = 10.0) -> np.ndarray:
    """A moving average that weighs both sides alike, as in the interactive view: it does not draw a fall late."""
    keep = 1 - 1 / max(over, len(y) / 100)
    forward, backward = _running_sums(y, keep), _running_sums(y[::-1], keep)[::-1]
    return (forward[:, 0] + backward[:, 0]) / (forward[:, 1] + backward[:, 1])


def _running_sums(y: np.ndarray, keep: float) -> np.ndarray:
    """Exponentially fading sums of the values so far and of their weights, `(n,) -> (n, 2)`."""
    out, total, weight = [], 0.0, 0.0
    for value in y.tolist():
        total, weight = keep * total + value, keep * weight + 1
        out.append((total, weight))
    return np.array(out).reshape(-1, 2)


def _last(one: Mapping[str, Any], y: np.ndarray) -> float:
    """The last value as drawn; nan when the newest one was not a number."""
    return float(y[-1]) if len(y) and one["y"][-1] is not None else math.nan


def _without_bad_start(y: np.ndarray) -> list[float]:
    """The values a score's axis is made for: the lowest sixth is usually the start, and would flatten the rest."""
    return sorted(y.tolist())[len(y) // 6 :]


def _finite(one: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """The points of a series that are numbers."""
    x, y = np.array(one["x"], dtype=float), np.array(one["y"], dtype=float)
    keep = np.isfinite(y)
    return x[keep], y[keep]
