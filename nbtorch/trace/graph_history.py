"""How the numbers on a graph changed over a run: captured steps as compact JSON, bounded, so that a saved notebook can
go back through them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from .captures import Capture, Captures
from .elements import BINS
from .graph import Graph
from .run import Run

STEPS_MOST, DRAWN_MOST = 64, 24  # captured steps in one view, and those with histograms
SPACE, SPACE_PER_NODE = 56_000, 120  # characters that they may take, and of a large graph, per node
FOR_NUMBERS = 0.6  # share of the space; histograms get what is left
NUMBER, NAMES, HISTOGRAM = 2, 36, 84  # characters of a number, of the names around a node's, of its two histograms
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # digits of numbers, heights of bars
BASE = len(LETTERS)
HEIGHTS = np.frombuffer(LETTERS.encode(), "u1")
PAIRS = [one + other for one in LETTERS for other in LETTERS]
PLACES = BASE**2 - 2  # on a logarithmic scale, for two letters: "00" is no number, "01" zero


def measured(graph: Graph, among: Iterable[Run]) -> Graph:
    """`graph` with what was measured of the newest captured step that ran the same ops, and of those before it."""
    for run in among:
        captures = run.captures
        structure = captures.structure_of(graph) if captures is not None else None
        if captures is None or structure is None:
            continue
        newest = captures.newest(structure)
        nodes = tuple(
            replace(node, fwd=seen.fwd, bwd=seen.bwd, grad=seen.grad, val=seen.val, ghist=seen.ghist,
                    reps=seen.reps, bytes=node.bytes or seen.bytes)
            for node, seen in zip(graph.nodes, newest.nodes, strict=True)
        )  # fmt: skip
        return replace(graph, nodes=nodes, step=newest.step, history=history(run.key, captures, structure, newest))
    return graph


def captured(run: Run, call: str) -> Graph:
    """The graph of a run's newest captured step, and what the steps before it had for numbers.

    Raises ValueError where no step was captured.
    """
    captures = run.captures
    newest = captures.graph if captures is not None else None
    structure = captures.structure_of(newest) if captures is not None and newest is not None else None
    if captures is None or newest is None or structure is None:
        raise ValueError(f"no step was measured op by op in {run!r}")
    return replace(newest, call=call, history=history(run.key, captures, structure, newest))


def history(run: str, captures: Captures, structure: int, newest: Graph) -> dict[str, Any] | None:
    """The captured steps up to the newest of a structure, as `graph.schema.json` describes it; None for fewer than two.

    Of more steps than there is space for, evenly spread ones stay, the first and the newest among them; histograms
    thin out before the other numbers do. `captured` says how many there were. A step that ran other ops is listed in
    `other` and has no numbers.
    """
    kept = captures.kept
    while kept and kept[-1].structure != structure:
        kept = kept[:-1]
    if len(kept) < 2:
        return None
    nodes, copies = kept[-1].nodes.size, len(kept[-1].copies)
    space = max(SPACE, SPACE_PER_NODE * nodes) - NAMES * nodes
    each = NUMBER * (3 * nodes + copies) + 16
    shown = [kept[i] for i in spread(len(kept), min(STEPS_MOST, int(FOR_NUMBERS * space) // each))]
    if len(shown) < 2:
        return None
    alike = [at for at, one in enumerate(shown) if one.structure == structure]
    drawn = [alike[i] for i in spread(len(alike), min(DRAWN_MOST, (space - len(shown) * each) // (HISTOGRAM * nodes)))]
    data = {
        "run": run, "captured": len(kept), "steps": [one.step for one in shown],
        "loss": [_short(one.loss, 6) for one in shown],
        "other": [at for at, one in enumerate(shown) if one.structure != structure],
    } | _numbers([one if one.structure == structure else None for one in shown], newest)  # fmt: skip
    return data | {"drawn": drawn, "bars": _bars([shown[at] for at in drawn])} if drawn else data


def spread(count: int, most: int) -> list[int]:
    """At most `most` of `count` positions, evenly spread, the first and the last among them."""
    if most < 1:
        return []
    return sorted({int(at) for at in np.linspace(count - 1, 0, min(count, most)).round()})


def _numbers(shown: Sequence[Capture | None], graph: Graph) -> dict[str, Any]:
    """`nodes`: the numbers of each, a string of two letters per step; `range`: the powers of ten they lie between."""
    known = [one for one in shown if one is not None]
    here = np.array([one is not None for one in shown])

    def over_steps(values: Any) -> np.ndarray:
        """(steps known, ...) -> (steps, ...), nan at the others."""
        table = np.full((len(shown), *values.shape[1:]), np.nan)
        table[here] = values
        return table

    records = np.stack([one.nodes for one in known])
    copies = np.stack([one.copies for one in known]).astype("f8")
    starts = np.cumsum([0, *[len(node.reps) for node in graph.nodes]]).tolist()
    times = [over_steps(np.nansum(copies[:, start:stop, 1:], axis=(1, 2))) for start, stop in pairwise(starts)]
    tables = {name: over_steps(records[name].astype("f8")) for name in ("fwd", "bwd", "grad")}
    tables["reps"], tables["time"] = over_steps(copies[:, :, 0]), np.array(times).T
    ranges = {name: _range(table) for name, table in tables.items()}
    text = {name: letters(table, *ranges[name]) for name, table in tables.items()}
    kept = records["bytes"].astype("i8")
    rows: list[dict[str, Any]] = []
    for place, (start, stop) in enumerate(pairwise(starts)):
        row: dict[str, Any] = {name: "".join(text[name][:, place]) for name in ("fwd", "bwd", "grad")}
        if (kept[:, place] != kept[0, place]).any():
            row["bytes"] = [None if math.isnan(size) else int(size) for size in over_steps(kept[:, place]).tolist()]
        if stop > start:
            row["reps"] = ["".join(one) for one in text["reps"][:, start:stop]]
            row["time"] = "".join(text["time"][:, place])
        rows.append(row)
    return {"range": {name: ends for name, ends in ranges.items() if starts[-1] or name in rows[0]}, "nodes": rows}


def _range(table: np.ndarray) -> list[float]:
    """The powers of ten that the positive values lie between, rounded outwards to hundredths."""
    values = table[np.isfinite(table) & (table > 0)]
    if not values.size:
        return [0, 1]
    low, high = np.log10(values.min()), np.log10(values.max())
    return [math.floor(100 * low) / 100, math.ceil(100 * high + 1e-9) / 100 or 0.01]


def letters(table: np.ndarray, low: float, high: float) -> np.ndarray:
    """Two letters for every value, which is off by half a step of the scale at most."""
    known = np.isfinite(table)
    positive = known & (table > 0)
    power = np.log10(np.where(positive, table, 1.0))
    place = np.round((power - low) / ((high - low) or 1) * (PLACES - 1)).astype(int)
    number = np.where(positive, 2 + np.clip(place, 0, PLACES - 1), np.where(known, 1, 0))
    return np.array(PAIRS)[number]


def _bars(drawn: Sequence[Capture]) -> list[list[list[Any]]]:
    """Per node and step [low, high, bars] of the value and, behind them, of the gradient; empty where there is none."""
    return [list(one) for one in zip(*[_histograms(step.nodes) for step in drawn], strict=True)]


def _histograms(records: np.ndarray) -> list[list[Any]]:
    """Both histograms of every node at one step."""
    heights = HEIGHTS[-(-61 * records["bins"].astype(int) // 255)]
    rows: list[list[Any]] = []
    for lows, highs, bars in zip(records["low"].tolist(), records["high"].tolist(), heights, strict=True):
        found: list[Any] = []
        for low, high, letters_of in zip(lows, highs, bars, strict=True):
            if math.isnan(low):
                found += [None, None, ""]
            else:
                found += [_short(low), _short(high), letters_of[: 1 if low == high else BINS].tobytes().decode()]
        rows.append(found if found[2] or found[5] else [])
    return rows


def _short(value: float | None, digits: int = 3) -> float | int | None:
    """A few digits, no decimal point where none is needed; None for what JSON cannot hold."""
    if value is None or not math.isfinite(value):
        return None
    short = float(f"{value:.{digits}g}")
    return int(short) if short == int(short) and abs(short) < 1e15 else short
