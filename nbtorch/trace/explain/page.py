"""Explanations as HTML without script or style sheet, for saved notebooks: headings, sentences, a diff."""

from __future__ import annotations

import re
from html import escape

from ..wording import printable
from .finding import MARKS, Explanations, Finding

COLOURS = {"bad": "#b3261e", "warn": "#8a5300", "note": "#2a71b0"}


def explanations_html(view: Explanations) -> str:
    """One section per finding, worst first."""
    if not view.findings:
        return f"<p>{escape(view.to_text())}</p>"
    return "<div>" + "".join(map(_section, view.findings)) + "</div>"


def _section(finding: Finding) -> str:
    where = f" <small>{escape(str(finding.place))}</small>" if str(finding.place) else ""
    out = [
        f'<p style="margin:8px 0 2px"><b><span style="color:{COLOURS[finding.level]}">{MARKS[finding.level]}</span> '
        f"{_marked(finding.title)}</b> <small>[{escape(finding.tag)}]</small>{where}</p>"
    ]
    for said in (finding.seen, finding.why):
        if said:
            out.append(f'<p style="margin:0 0 2px 20px">{_marked(said)}</p>')
    if finding.change:
        lines = "\n".join(escape(printable(line)) for line in finding.change)
        out.append(f'<pre style="margin:2px 0 8px 20px">{lines}</pre>')
    return "".join(out)


def _marked(text: str) -> str:
    """Sentence with its marks as elements."""
    safe = escape(printable(text))
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", re.sub(r"\*\*([^*]*)\*\*", r"<b>\1</b>", safe))
