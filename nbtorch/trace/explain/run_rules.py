"""What is wrong with a run can be read off its curves and its sampled gradients."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ..gradflow import GradFlow, Row, gradflow
from ..places import Place
from ..wording import count, number
from .finding import Evidence, Finding

if TYPE_CHECKING:
    from ..run import Run

RUN_RULES = ("vanishing gradients", "exploding gradients", "dead layers", "parameters without a gradient",
             "learning rate too high", "learning rate too low")  # fmt: skip
SAMPLES_MOST, LASTING = 64, 3  # samples looked at; a word has to be true of so many in a row
STEPS_FEWEST = 10
STILL = 1e-7  # update over weight of layers that do not move


def of_run(run: Run) -> Iterator[Finding]:
    """All that the rules find in a run so far."""
    if run.gradients is None or len(run.gradients.kept) < LASTING or run.steps < STEPS_FEWEST:
        return
    flow = gradflow(run, SAMPLES_MOST)
    place = Place(run.cell, run.cell_id)
    lasting = {word: [row for row in flow.rows if _lasts(row, flow, word)] for word in (
        "vanishing", "exploding", "dead", "mostly dead", "no gradient")}  # fmt: skip
    yield from _rate(run, flow, place)
    yield from _vanishing(run, flow, lasting["vanishing"], place)
    yield from _exploding(run, flow, lasting["exploding"], place)
    yield from _dead(run, flow, lasting["dead"] + lasting["mostly dead"], place)
    yield from _without(run, lasting["no gradient"], place)


def _lasts(row: Row, flow: GradFlow, word: str) -> bool:
    """Whether a word has been true of a layer for some samples, up to now."""
    return row.word == word and row.marks[-1][0] <= len(flow.steps) - LASTING


def _profile(flow: GradFlow) -> Evidence:
    """How strong each layer's gradient is, first to last, in powers of ten above the weakest."""
    powers = [math.log10(row.norm[-1]) if row.norm[-1] else None for row in flow.rows]
    low = min([power for power in powers if power is not None], default=0.0)
    return Evidence("bars", tuple(None if p is None else round(p - low + 0.2, 3) for p in powers),
                    "log norm, first to last layer")


def _vanishing(run: Run, flow: GradFlow, rows: list[Row], place: Place) -> Iterator[Finding]:
    if not rows:
        return
    weakest = min(rows, key=lambda row: row.norm[-1] or 0)
    strongest = max(flow.rows, key=lambda row: row.norm[-1] or 0)
    yield Finding(
        "vanishing gradients", "warn", f"Gradients vanish before they reach {len(rows)} of {len(flow.rows)} layers",
        "Learns slowly",
        f"At step {count(flow.steps[-1])} the norm falls from **{number(strongest.norm[-1])}** at "
        f"`{strongest.layer.name}` to **{number(weakest.norm[-1])}** at `{weakest.layer.name}`.",
        "Every saturated activation (sigmoid, tanh) or small weight on the way makes the gradient smaller; a layer "
        "that gets none does not learn.",
        ("- x = torch.sigmoid(layer(x))", "+ x = F.relu(layer(x))       # or add nn.LayerNorm, or a skip connection"),
        place, flow.steps[-1], evidence=_profile(flow),
    )  # fmt: skip


def _exploding(run: Run, flow: GradFlow, rows: list[Row], place: Place) -> Iterator[Finding]:
    if not rows:
        return
    strongest = max(rows, key=lambda row: row.norm[-1] or 0)
    yield Finding(
        "exploding gradients", "warn", f"Gradients explode in {len(rows)} of {len(flow.rows)} layers", "Unstable",
        f"At step {count(flow.steps[-1])} the norm is **{number(strongest.norm[-1])}** at `{strongest.layer.name}`.",
        "Steps as long as that leave the region where the gradient is true.",
        ("  loss.backward()", "+ torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)", "  optimizer.step()"),
        place, flow.steps[-1], evidence=_profile(flow),
    )  # fmt: skip


def _dead(run: Run, flow: GradFlow, rows: list[Row], place: Place) -> Iterator[Finding]:
    rows = [row for row in rows if len(row.layer.shape) > 1]  # what is added to every score may have no gradient
    if not rows:
        return
    worst = max(rows, key=lambda row: row.zeros[-1] or 0)
    names = ", ".join(f"`{row.layer.name}`" for row in rows[:3]) + (" and others" if len(rows) > 3 else "")
    yield Finding(
        "dead layers", "warn", f"{len(rows)} of {len(flow.rows)} layers are mostly dead", "Learns slowly",
        f"At step {count(flow.steps[-1])} **{100 * (worst.zeros[-1] or 0):.0f} %** of the gradient of "
        f"`{worst.layer.name}` is exactly 0. Dead: {names}.",
        "A ReLU whose input is negative for every sample passes nothing on and cannot recover: too large steps or a "
        "very negative bias do that.",
        ("- nn.ReLU()", "+ nn.LeakyReLU(0.01)        # and a smaller learning rate"),
        place, flow.steps[-1], evidence=Evidence("bars", tuple(row.zeros[-1] for row in flow.rows), "share of zeros"),
    )  # fmt: skip


def _without(run: Run, rows: list[Row], place: Place) -> Iterator[Finding]:
    if not rows:
        return
    names = ", ".join(f"`{row.layer.name}`" for row in rows[:3]) + (" and others" if len(rows) > 3 else "")
    yield Finding(
        "parameters without a gradient", "warn",
        f"{len(rows)} {'layers get' if len(rows) > 1 else 'layer gets'} no gradient", "Not learnt",
        f"In {count(run.steps)} steps {names} of the optimizer never had a gradient.",
        "The loss does not depend on them: a layer that `forward` does not call, an output that is not used, or a "
        "`detach()` on the way.",
        (), place, run.steps,
    )  # fmt: skip


def _rate(run: Run, flow: GradFlow, place: Place) -> Iterator[Finding]:
    """The learning rate, from the updates it made and what they did to the loss."""
    losses = np.array(run.series["loss"].y) if "loss" in run.series else np.empty(0)
    losses = losses[np.isfinite(losses)]
    ratios = [[value for value in row.ratio if value is not None] for row in flow.rows]
    latest = [values[-1] for values in ratios if values]
    if len(losses) < STEPS_FEWEST or not latest:
        return
    few = max(1, len(losses) // 10)
    start, end = float(np.median(losses[:few])), float(np.median(losses[-few:]))
    rate = run.last("lr")
    largest = max(latest)
    moved = f"The updates are up to **{100 * largest:.2g} %** of the weights at a learning rate of **{number(rate)}**"
    shown = Evidence("line", tuple(round(float(v), 6) for v in losses[:: max(1, len(losses) // 60)]), "loss")
    if start > 0 and end > 2 * start and largest > 3e-3:
        yield Finding(
            "learning rate too high", "bad", "The loss rises: the learning rate is too high", "Diverges",
            f"{moved}, and the loss went from **{number(start)}** to **{number(end)}**.",
            "Each step jumps over the valley it should go down into.",
            (f"- lr={number(rate)}", f"+ lr={number(rate / 10)}"), place, run.steps, evidence=shown,
        )  # fmt: skip
        return
    ever = max(max(values) for values in ratios if values)
    felt = any(row.norm[-1] for row in flow.rows)
    noise = max(0.01 * abs(start), float(losses.std()))
    if ever < STILL and felt and run.steps >= 50 and abs(end - start) < noise:
        yield Finding(
            "learning rate too low", "warn", "The weights hardly move: the learning rate is too low", "Learns slowly",
            f"In {count(run.steps)} steps the largest update was **{number(largest)}** of its weight, and the loss "
            f"stayed at **{number(end)}**.",
            "Updates of a thousandth of the weight are usual; these are thousands of times smaller.",
            (f"- lr={number(rate)}", f"+ lr={number(rate * 100)}"), place, run.steps, evidence=shown,
        )  # fmt: skip
