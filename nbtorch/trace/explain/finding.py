"""One explanation as frozen plain data, and a list of them as a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..places import NOWHERE, Place

LEVELS = ("bad", "warn", "note")  # wrong results, slow or unstable learning, worth knowing


@dataclass(frozen=True, slots=True)
class Evidence:
    """A small picture of what was seen: values as a "line" or as "bars", perhaps with a level, and what they are."""

    kind: str
    values: tuple[float | None, ...]
    caption: str
    level: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One explanation. In `seen` and `why`, `**` stands around numbers and a backquote around code.

    `change` is a small diff: lines that begin with "-", "+" or a blank. `rule` names what was checked; a finding of the
    same rule about the same `subject` replaces the one before it.
    """

    rule: str
    level: str
    title: str
    tag: str  # the consequence: "Wrong result", "Learns slowly"
    seen: str
    why: str
    change: tuple[str, ...]
    place: Place = NOWHERE
    step: int | None = None
    subject: str = ""
    evidence: Evidence | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of one entry of `explain.schema.json`."""
        place = self.place
        return {
            "rule": self.rule, "level": self.level, "title": self.title, "tag": self.tag, "seen": self.seen,
            "why": self.why, "change": list(self.change), "cell": place.cell, "cellId": place.cell_id,
            "line": place.line, "file": place.file, "step": self.step, "subject": self.subject,
            "evidence": None if self.evidence is None else asdict(self.evidence)
            | {"values": list(self.evidence.values)},
        }  # fmt: skip

    def to_text(self) -> str:
        """The explanation in a few lines."""
        where = f"  ({self.place})" if str(self.place) else ""
        lines = [f"{MARKS[self.level]} {self.title} [{self.tag}]{where}"]
        lines += [f"    {word:<7} {plain(said)}" for word, said in (("seen", self.seen), ("why", self.why)) if said]
        lines += [f"    {'' if i else 'change':<7} {line}" for i, line in enumerate(self.change)]
        return "\n".join(lines)


MARKS = {"bad": "✖", "warn": "▲", "note": "●"}


@dataclass(frozen=True)
class Explanations:
    """Findings, worst first, of a cell or of a whole session."""

    findings: tuple[Finding, ...]
    checks: int  # how many rules were looked at

    @classmethod
    def of(cls, findings: Sequence[Finding], checks: int) -> Explanations:
        """A view of these findings."""
        return cls(tuple(sorted(findings, key=lambda one: LEVELS.index(one.level))), checks)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, as `explain.schema.json` describes it."""
        found = [one.to_dict() for one in self.findings]
        return {"schema": 1, "kind": "explain", "checks": self.checks, "found": found}

    def to_text(self) -> str:
        """All of it as text."""
        if not self.findings:
            return f"Nothing to explain: {self.checks} checks found nothing wrong."
        return "\n".join(one.to_text() for one in self.findings)

    def to_html(self) -> str:
        """The same without a script, for a saved notebook: headings, sentences and a diff."""
        from .page import explanations_html

        return explanations_html(self)


def plain(marked: str) -> str:
    """A sentence without its marks."""
    return marked.replace("**", "").replace("`", "")


def from_dict(data: Mapping[str, Any]) -> Explanations:
    """The view that `to_dict` wrote; a ValueError for another kind or a newer schema."""
    if data.get("kind") != "explain" or data.get("schema") != 1:
        raise ValueError(f"expected explanations of schema 1, got {data.get('kind')!r} of {data.get('schema')!r}")
    found = []
    for one in data["found"]:
        evidence = one["evidence"]
        found.append(Finding(
            one["rule"], one["level"], one["title"], one["tag"], one["seen"], one["why"], tuple(one["change"]),
            Place(one["cell"], one["cellId"], one["line"], one["file"]), one["step"], one["subject"],
            None if evidence is None else Evidence(**{**evidence, "values": tuple(evidence["values"])}),
        ))  # fmt: skip
    return Explanations(tuple(found), data["checks"])
