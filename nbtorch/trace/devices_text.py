"""Device placement as text, for terminals and screen readers: a table per device, the step as a sparkline."""

from __future__ import annotations

from .curves_text import sparkline
from .devices import TOP, WORDS, DeviceMemory, Devices, by_block
from .wording import THIN, TIMES, count, quantity, shortened

NAME, ROWS, INNER = 34, 10, 4


def devices_text(view: Devices) -> str:
    """The finding, then for each device its owners with their largest modules, and what is not as expected."""
    subject = f"{view.name or 'memory'}" + (f" cell [{view.cell}]" if view.cell is not None else "")
    lines = [f"Devices: {subject}: {view.finding()}"]
    if view.measured:
        lines.append(f"  {step_words(view)} · {copies_words(view)}")
    for one in view.devices:
        lines += _device(one)
    if view.unexpected:
        lines.append(f"  On an unexpected device (most of the model is on {view.devices[0].name}):")
        for odd in view.unexpected[:ROWS]:
            shape = TIMES.join(map(str, odd.shape)) or "scalar"
            lines.append(f"    {WORDS[odd.what]} of {shortened(odd.mod, NAME)}, {shape}, {quantity(odd.bytes, 'B')}: "
                         f"{odd.device}")
        more = len(view.unexpected) + view.hidden - ROWS
        if more > 0:
            lines.append(f"    … and {more} more")
    return "\n".join(lines)


def step_words(view: Devices) -> str:
    """`step 1,240`; of what was not measured, `now`."""
    return f"step {count(view.step)}" if view.step is not None else "one step" if view.measured else "now"


def copies_words(view: Devices) -> str:
    """How often was copied: zero is a fact worth saying."""
    if not view.copies:
        return "0 host copies"
    return ", ".join(f"{one.times}{THIN}{TIMES} {one.source} → {one.target} ({quantity(one.bytes, 'B')})"
                     for one in view.copies)


def place_words(one: DeviceMemory) -> str:
    """`backward, cell [3], line 14`, as far as it is known."""
    peak = one.peak
    if peak is None:
        return ""
    where = f"cell [{peak.cell}]" if peak.cell is not None else (peak.file or "").replace("\\", "/").rpartition("/")[2]
    line = f"line {peak.line}" if peak.line and where else ""
    return ", ".join(part for part in (peak.phase, where, line) if part)


def _device(one: DeviceMemory) -> list[str]:
    lines = [f"  {one.name} ({one.backend}): {quantity(one.total, 'B')}"]
    peak = one.peak
    if peak is not None:
        bars = sparkline([float(i) for i in range(len(one.timeline))], [float(m.total) for m in one.timeline], 60,
                         log=False)
        lines[0] += f" at the peak: {peak.op} in {peak.mod or TOP} ({place_words(one)})"
        lines.append(f"    {bars}")
    for owner in sorted(WORDS, key=lambda name: -one.of(name)):
        size = one.of(owner)
        if not size:
            continue
        lines.append(f"    {WORDS[owner]:<{NAME}}  {quantity(size, 'B'):>8}  {share(size, one.total):>5}")
        blocks = list(by_block(one, owner).items())
        for name, part in blocks[:INNER]:
            lines.append(f"      {shortened(name, NAME - 2):<{NAME - 2}}  {quantity(part, 'B'):>8}")
        if len(blocks) > INNER:
            rest = sum(part for _, part in blocks[INNER:])
            lines.append(f"      {f'… and {len(blocks) - INNER} more':<{NAME - 2}}  {quantity(rest, 'B'):>8}")
    return lines


def share(part: int, whole: int) -> str:
    """`77 %`, `<1 %`."""
    value = 100 * part / whole if whole else 0.0
    return f"<1{THIN}%" if 0 < value < 1 else f"{value:.0f}{THIN}%"
