"""Device placement as a static picture: for each device a treemap, a table and the timeline of the step."""

from __future__ import annotations

from itertools import groupby

from .devices import WORDS, DeviceMemory, Devices, Moment, by_block, thinned
from .devices_text import copies_words, place_words, share, step_words
from .ledger import OWNERS
from .svg import document, rectangle, short, text, words
from .treemap import squarified
from .wording import quantity, shortened, text_width

WIDTH, SIDE = 860, 588  # the table begins at SIDE
MAP_HEIGHT, TIME_HEIGHT, MOST_DEVICES, COLUMNS = 196, 132, 4, 120
COLOURS = {"parameters": "accent", "optimizer": "opt", "data": "data", "gradients": "grad", "activations": "act",
           "passing": "act"}
STRENGTH = {"passing": 0.35}  # of the colour of values that nothing keeps
SHORT = {"optimizer": "optim", "activations": "kept", "parameters": "params", "gradients": "grads"}


def devices_svg(view: Devices) -> str:
    """The picture; its title is what a screen reader says."""
    odd = len(view.unexpected) + view.hidden
    facts = " · ".join(part for part in (
        step_words(view),
        copies_words(view) if view.measured else "",
        f"{odd} on an unexpected device" if odd else "",
    ) if part)  # fmt: skip
    body = [words(16, 25, ("Devices", "b f-ink"), (view.name or "", "m f-ink2"),
                  (f"cell [{view.cell}]" if view.cell is not None else "", "m f-ink2"), (facts, "c f-ink2"))]
    y = 44.0
    for one in view.devices[:MOST_DEVICES]:
        part, height = _device(one, y)
        body.append(part)
        y += height
    if odd:
        body.append(text(16, y + 10, f"Not on {view.devices[0].name}, where most of the model is", "c b f-warn"))
        for moved in view.unexpected[:6]:
            y += 18
            what = f"{WORDS[moved.what]} of {shortened(moved.mod, 48)}, {quantity(moved.bytes, 'B')}: {moved.device}"
            body.append(text(16, y + 10, what, "c f-ink"))
        y += 20
    title = f"Devices of {view.name}" if view.name else "Devices"
    return document(WIDTH, y, title, view.finding(), "".join(body))


def _device(one: DeviceMemory, y: float) -> tuple[str, float]:
    out = [_map(one, 16, y, SIDE - 40, MAP_HEIGHT), _table(one, y)]
    if not one.timeline:
        return "".join(out), MAP_HEIGHT + 16
    out.append(_timeline(one, 16, y + MAP_HEIGHT + 12, WIDTH - 32, TIME_HEIGHT - 12))
    return "".join(out), MAP_HEIGHT + TIME_HEIGHT + 12


def _map(one: DeviceMemory, x: float, y: float, width: float, height: float) -> str:
    owners = [owner for owner in OWNERS if one.of(owner)]
    out = []
    boxes = squarified([one.of(owner) for owner in owners], x, y, width, height)
    for owner, (left, top, wide, tall) in zip(owners, boxes, strict=True):
        colour, name = COLOURS[owner], WORDS[owner]
        if text_width(name, 12, bold=True) + 16 > wide:
            name = SHORT.get(owner, name)
        titled = text_width(name, 12, bold=True) + 16 <= wide and tall > 40
        weight = STRENGTH.get(owner, 1.0)
        out.append(rectangle(left, top, max(0, wide - 1), max(0, tall - 1), 3, f"f-{colour}",
                             f' fill-opacity="{short2(0.18 * weight)}"'))
        if titled:
            out.append(text(left + 7, top + 14, name, "b f-ink"))
            if wide > 170:
                out.append(text(left + wide - 8, top + 14, quantity(one.of(owner), "B"), "c e f-ink"))
        modules = by_block(one, owner)
        room = (left + 1, top + (20 if titled else 1), wide - 3, tall - (22 if titled else 3))
        for module, box in zip(modules, squarified(list(modules.values()), *room), strict=True):
            out.append(_tile(module, modules[module], box, colour, weight))
    return "".join(out)


def _tile(module: str, size: int, box: tuple[float, float, float, float], colour: str, weight: float) -> str:
    x, y, wide, tall = box
    if wide < 2 or tall < 2:
        return ""
    out = rectangle(x + 0.75, y + 0.75, wide - 1.5, tall - 1.5, 2, f"f-{colour}",
                    f' fill-opacity="{short2(0.22 * weight)}"')
    if text_width(module, 11, mono=True) + 12 <= wide and tall > 18:
        out += text(x + 6, y + 14, module, "m f-ink")
        if tall > 34:
            out += text(x + 6, y + 28, quantity(size, "B"), "c f-ink")
    return out


def short2(value: float) -> str:
    """An opacity in two decimals."""
    return f"{value:.2f}".lstrip("0")


def _table(one: DeviceMemory, y: float) -> str:
    peak = one.peak
    said = "peak in the step" if peak is not None else "now"
    out = [f'<text x="{SIDE}" y="{short(y + 18)}"><tspan class="b f-ink" style="font-size:20px">'
           f'{quantity(one.total, "B")}</tspan><tspan class="c f-ink2" dx="8">{said} on {one.name}</tspan></text>']
    top = y + 36
    if peak is not None:
        where = f" in {shortened(peak.mod, 24)}" if peak.mod else ""
        out += [text(SIDE, top, f"at {shortened(peak.op, 24)}{where}", "c f-ink"),
                text(SIDE, top + 16, place_words(one), "c f-ink2")]
        top += 30
    else:
        out.append(text(SIDE, top, one.backend, "c f-ink2"))
        top += 14
    for owner in sorted(OWNERS, key=lambda name: -one.of(name)):
        size = one.of(owner)
        if not size:
            continue
        out.append(f'<path class="s-line" d="M{SIDE} {short(top + 0.5)}H{WIDTH - 16}"/>')
        out.append(rectangle(SIDE, top + 6, 8, 8, 2, f"f-{COLOURS[owner]}", _opacity(owner)))
        out += [text(SIDE + 16, top + 14, WORDS[owner], "c f-ink"),
                text(WIDTH - 60, top + 14, quantity(size, "B"), "c e f-ink"),
                text(WIDTH - 16, top + 14, share(size, one.total), "c e f-ink2")]
        top += 20
    return "".join(out)


def _opacity(owner: str, strength: float = 1.0) -> str:
    weight = STRENGTH.get(owner, 1.0) * strength
    return f' fill-opacity="{short2(weight)}"' if weight < 1 else ""


def _timeline(one: DeviceMemory, x: float, y: float, width: float, height: float) -> str:
    """Steps of one column per op, stacked by owner; phases are named below, the peak above."""
    moments, peak = thinned(one.timeline, COLUMNS), one.peak
    top, bottom = y + 22, y + height - 18
    column = width / len(moments)
    most = max(m.total for m in moments) or 1
    scale = (bottom - top) / most
    out = []
    base = [0] * len(moments)
    for i, owner in enumerate(OWNERS):
        upper = [low + m.bytes[i] for low, m in zip(base, moments, strict=True)]
        if upper != base:
            line = "".join(_stairs(upper, x, column, bottom, scale))
            back = "".join(_stairs(base[::-1], x + width, -column, bottom, scale))
            out.append(f'<path class="f-{COLOURS[owner]}" style="fill-opacity:{short2(0.75 * STRENGTH.get(owner, 1))}" '
                       f'd="M{line[1:]}{back}Z"/>')
        base = upper
    out.append(_phases(moments, x, column, top - 4, bottom))
    if peak is not None:
        at = moments.index(peak)
        middle = x + (at + 0.5) * column
        right = middle < x + width - 120
        out.append(f'<path class="s-ink" stroke-dasharray="2 2" d="M{short(middle)} {short(y + 4)}V{short(top)}"/>'
                   f'<circle class="f-ink" cx="{short(middle)}" cy="{short(top)}" r="3"/>')
        out.append(text(middle + (7 if right else -7), y + 12, f"peak {quantity(most, 'B')}",
                        "c b f-ink" if right else "c b e f-ink"))
    return "".join(out)


def _stairs(values: list[int], x: float, column: float, bottom: float, scale: float) -> list[str]:
    """Horizontal runs and the steps between them."""
    out, index = [], 0
    for value, run in groupby(values):
        many = len(list(run))
        out.append(f"L{short(x + index * column)} {short(bottom - value * scale)}H{short(x + (index + many) * column)}")
        index += many
    return out


def _phases(moments: tuple[Moment, ...], x: float, column: float, top: float, bottom: float) -> str:
    out, start, free = [], 0, 0.0
    for phase, run in groupby(moments, key=lambda m: m.phase):
        left, many = x + start * column, len(list(run))
        start += many
        if left > x:
            out.append(f'<path class="s-line" d="M{short(left)} {short(top)}V{short(bottom)}"/>')
        end = x + column * len(moments)
        room = text_width(phase, 11)
        at = min(left + (6 if left > x else 0), end - room)
        if at >= free:
            out.append(text(at, bottom + 14, phase, "c f-ink2"))
            free = at + room + 8
    return "".join(out)
