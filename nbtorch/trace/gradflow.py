"""How gradients flow through the layers of a run, as frozen plain data: one row per layer, one column per sample."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .gradients import BINS, LOWEST, PER_DECADE, Gradients, Layer

if TYPE_CHECKING:
    from .run import Run

SHOWN = 96  # samples in a view: as many as a strip has room for
LEVELS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # how dense a bin is, one letter each
USUAL = (1e-4, 1e-2)  # update over weight of layers that learn at an ordinary pace
VANISHING, EXPLODING, DEAD, LARGE_STEP = 1e-5, 1e2, 0.9, 3e-2
FAINT = 1e-3  # a small norm is vanishing where others are this much larger: at the end of training all are small
WARM_UP = 0.1  # share of the run in which large steps are no news
SPARSE = ("Embedding", "EmbeddingBag")  # whose gradients are zero for every word that did not occur
Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One layer. The lists have an entry per sample, None where there is no number.

    `marks` says from which sample on which word is true of the layer: "" is fine, else "NaN", "no gradient", "dead"
    (all of the gradient is 0), "mostly dead", "vanishing", "exploding" or "large steps". `hist` is the distribution
    of log10 |g|, a letter of `LEVELS` per bin.
    """

    layer: Layer
    norm: tuple[float | None, ...]
    ratio: tuple[float | None, ...]
    zeros: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    bad: tuple[int, ...]
    hist: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def word(self) -> str:
        """What is true of the layer at the last sample."""
        return self.marks[-1][1] if self.marks else ""


@dataclass(frozen=True)
class GradFlow:
    """Gradient norms, updates, zeros and distributions by layer, first to last, at some of a run's steps."""

    name: str | None
    cell: int | None
    cell_id: str | None
    state: str
    steps: tuple[int, ...]
    rows: tuple[Row, ...]
    lo: float  # the bins of the distributions begin and end at these powers of ten
    hi: float
    run: str | None = None  # the key of the run

    @property
    def troubled(self) -> tuple[Row, ...]:
        """The layers that need attention at the last sample."""
        return tuple(row for row in self.rows if row.word)

    def finding(self) -> str:
        """What the view shows, in one sentence."""
        step = f"At step {self.steps[-1]:,}" if self.steps else "Before the first step"
        if not self.troubled:
            return f"{step} all {len(self.rows)} layers get a gradient of an ordinary size."
        words: dict[str, list[str]] = {}
        for row in self.troubled:
            words.setdefault(row.word, []).append(row.layer.name)
        said = [f"{_some(names)} {WORDS[word]}" for word, names in words.items()]
        return f"{step} {'; '.join(said)}."

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, as `gradflow.schema.json` describes it."""
        return {
            "schema": 2, "kind": "gradflow", "run": self.run, "name": self.name, "cell": self.cell,
            "cellId": self.cell_id, "state": self.state, "lo": self.lo, "hi": self.hi, "usual": list(USUAL),
            "finding": self.finding(), "steps": list(self.steps), "layers": [_row_dict(row) for row in self.rows],
        }  # fmt: skip

    def to_text(self) -> str:
        """A table with a sparkline per layer, at most 100 columns wide."""
        from .gradflow_text import gradflow_text

        return gradflow_text(self)

    def to_svg(self) -> str:
        """A static picture: a strip of norms per layer, the newest numbers, and a word where one is due."""
        from .gradflow_picture import gradflow_svg

        return gradflow_svg(self)


WORDS = {
    "NaN": "have gradients that are not numbers", "no gradient": "get no gradient", "dead": "are dead",
    "mostly dead": "are mostly dead", "vanishing": "hardly get a gradient", "exploding": "have exploding gradients",
    "large steps": "take large steps",
}  # fmt: skip


def gradflow(run: Run, most: int = SHOWN) -> GradFlow:
    """The gradient flow of a run as sampled so far; ValueError if nothing was."""
    history = run.gradients
    if history is None or not history.kept:
        raise ValueError(f"no gradients were sampled in {run!r}")
    return replace(from_samples(run.name, run.cell, run.cell_id, run.state, run.steps, history, most), run=run.key)


def from_samples(name: str | None, cell: int | None, cell_id: str | None, state: str, total: int, history: Gradients,
                 most: int = SHOWN) -> GradFlow:
    """The view of a history, at most `most` of its samples, the newest among them."""
    kept = history.kept
    chosen = np.unique(np.linspace(0, len(kept) - 1, min(most, len(kept))).round().astype(int))
    shown = tuple(kept[i][0] for i in chosen)
    table = np.stack([kept[i][1] for i in chosen])  # (samples, layers)
    seen = np.flatnonzero(table["hist"].any(axis=(0, 1)))
    first, last = (int(seen[0]), int(seen[-1]) + 1) if seen.size else (0, BINS)
    strongest = np.nanmax(np.where(np.isfinite(table["norm"]), table["norm"], 0), axis=1, initial=0)
    rows = tuple(
        _row(layer, shown, table[:, index], strongest, total, first, last) for index, layer in enumerate(history.layers)
    )
    return GradFlow(name, cell, cell_id, state, shown, rows, LOWEST + first / PER_DECADE, LOWEST + last / PER_DECADE)


def _row(layer: Layer, steps: Sequence[int], samples: Any, strongest: Any, total: int, first: int, last: int) -> Row:
    words = [
        word(layer, sample, float(most), step > WARM_UP * total)
        for step, sample, most in zip(steps, samples, strongest, strict=True)
    ]
    marks = tuple((i, now) for i, now in enumerate(words) if i == 0 or now != words[i - 1])
    dense = samples["hist"][:, first:last].astype(int) * (len(LEVELS) - 1)
    hist = tuple("".join([LEVELS[-(-one // 255)] for one in row]) for row in dense.tolist())
    numbers = {name: _shortened(samples[name]) for name in ("norm", "ratio", "zeros", "low", "high")}
    return Row(layer, **numbers, bad=tuple(samples["bad"].tolist()), hist=hist, marks=marks)


def word(layer: Layer, sample: Any, strongest: float, warm: bool) -> str:
    """What is wrong with a layer at one step; "" where nothing is."""
    norm, ratio = float(sample["norm"]), float(sample["ratio"])
    if sample["bad"]:
        return "NaN"
    if math.isnan(norm):
        return "no gradient"
    if sample["zeros"] > DEAD and layer.kind not in SPARSE:
        return "dead" if norm == 0 else "mostly dead"
    if norm < VANISHING and norm < FAINT * strongest:
        return "vanishing"
    if norm > EXPLODING:
        return "exploding"
    return "large steps" if warm and ratio > LARGE_STEP else ""


def _shortened(values: Any) -> tuple[float | None, ...]:
    return tuple(float(f"{value:.3g}") if math.isfinite(value) else None for value in values.tolist())


def _row_dict(row: Row) -> dict[str, Any]:
    layer = row.layer
    return {
        "name": layer.name, "type": layer.kind, "shape": list(layer.shape), "params": layer.params,
        "norm": list(row.norm), "ratio": list(row.ratio), "zeros": list(row.zeros), "low": list(row.low),
        "high": list(row.high), "bad": list(row.bad), "hist": list(row.hist), "marks": [list(m) for m in row.marks],
    }  # fmt: skip


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def from_dict(data: Mapping[str, Any]) -> GradFlow:
    """The view that `to_dict` wrote; a ValueError for another kind or a newer schema."""
    if data.get("kind") != "gradflow" or data.get("schema") not in (1, 2):
        raise ValueError(
            f"expected a gradflow of schema 2 at most, got {data.get('kind')!r} of schema {data.get('schema')!r}"
        )
    rows = tuple(
        Row(
            Layer(row["name"], row["type"], tuple(row["shape"]), row["params"]),
            **{key: tuple(row[key]) for key in ("norm", "ratio", "zeros", "low", "high", "bad", "hist")},
            marks=tuple((at, said) for at, said in row["marks"]),
        )
        for row in data["layers"]
    )  # fmt: skip
    return GradFlow(data["name"], data["cell"], data["cellId"], data["state"], tuple(data["steps"]), rows, data["lo"],
                    data["hi"], data.get("run"))
