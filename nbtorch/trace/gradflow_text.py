"""Gradient flow as a table of text, for terminals and screen readers."""

from __future__ import annotations

from .curves_text import sparkline
from .gradflow import GradFlow
from .wording import DASH, THIN, number, shortened

NAME, STRIP, ROWS = 24, 20, 60


def gradflow_text(flow: GradFlow) -> str:
    """The finding, then a line per layer: its norms as a sparkline, the newest norm, update / weight, zeros, a word."""
    subject = f"{flow.name or 'training'}" + (f" cell [{flow.cell}]" if flow.cell is not None else "")
    lines = [f"Gradient flow: {subject}", f"  {flow.finding()}"]
    lines.append(f"  {'layer, first to last':<{NAME}}  {'norm over steps':<{STRIP}}  {'norm':>11}  "
                 f"{'update/weight':>13}  {'zeros':>6}")
    rows = flow.rows
    hidden = 0
    if len(rows) > ROWS:  # the ends, and what needs attention
        keep = {id(row) for row in (*rows[: ROWS // 3], *rows[-ROWS // 3 :], *flow.troubled[: ROWS // 3])}
        hidden = len(rows) - len(keep)
        rows = tuple(row for row in rows if id(row) in keep)
    for row in rows:
        known = [value for value in row.norm if value is not None]
        strip = sparkline([float(i) for i in range(len(row.norm))], list(row.norm), STRIP) if known else ""
        zeros = DASH if row.zeros[-1] is None else f"{100 * row.zeros[-1]:.0f}{THIN}%"
        lines.append(f"  {shortened(row.layer.name, NAME):<{NAME}}  {strip:<{STRIP}}  {number(row.norm[-1]):>11}  "
                     f"{number(row.ratio[-1]):>13}  {zeros:>6}  {row.word}".rstrip())
    if hidden:
        lines.append(f"  … and {hidden} layers in between")
    return "\n".join(lines)
