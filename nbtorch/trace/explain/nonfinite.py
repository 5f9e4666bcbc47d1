"""Where a loss that is not a number came from: the first op whose values are not, in what backward() would use."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...autograd.node import FREED, OP, SAVED, STATICS, WHERE
from ...backend.device import move
from ..names import shown_name
from ..nodes import LEAF, leaf_of
from ..wording import MINUS, count, number
from .facts import Lines, parents, path_of, saved, shape_of
from .finding import Finding

CAUSES = {
    "log": (f"The logarithm of 0 is {MINUS}∞, and that of a negative number is NaN.",
            ("- x.log()", "+ x.clamp(min=1e-8).log()")),
    "div": ("A division by 0 gives ∞, and 0 / 0 NaN.", ("- a / b", "+ a / (b + 1e-8)")),
    "sqrt": ("The square root of a negative number is NaN.", ("- x.sqrt()", "+ x.clamp(min=0).sqrt()")),
    "exp": ("`exp` of more than 88 is ∞ in float32.", ("- x.exp()", "+ x.clamp(max=80).exp()")),
    "pow": ("A negative number to a fraction, or 0 to a negative power, is no number.",
            ("- x ** p", "+ x.clamp(min=1e-8) ** p")),
}  # fmt: skip
MAKERS = ("log", "log2", "log10", "log1p", "div", "true_divide", "sqrt", "rsqrt", "reciprocal", "exp", "pow", "acos",
          "asin", "atanh", "acosh")
DIVERGED = (
    "The values grew without bound: steps that are too large do that.",
    ("- optimizer = SGD(params, lr=…)", "+ a learning rate ten times smaller, or", "+ clip_grad_norm_(params, 1.0)"),
)


def traced(nodes: list[Any], value: float, step: int | None, lines: Lines) -> Finding:
    """The finding for a loss of `value`; `nodes` are those of its graph, inputs first."""
    word = "NaN" if value != value else "∞" if value > 0 else f"{MINUS}∞"
    title = f"The loss became {word}" + (f" at step {count(step)}" if step else "")
    for node in nodes:
        if node[OP].name == LEAF:
            continue
        for name, parent in parents(node).items():
            leaf = leaf_of(parent)
            if leaf is not None:
                bad = broken(leaf._data)
                if bad:
                    return _parameter(title, node, name, bad, leaf._data.size, step, lines)
            elif parent is None and broken(saved(node, name)):
                return _data(title, node, saved(node, name), step, lines)
        culprit = _culprit(node)
        if culprit is not None:
            return _op(title, *culprit, step, lines)
    return Finding("loss not finite", "bad", title, "Training stopped",
                   "No value kept for the backward pass shows where it began: it is in the last op.", "", (),
                   lines.of(nodes[-1][WHERE]) if nodes else lines.here(), step)  # fmt: skip


def broken(array: Any) -> int:
    """How many elements are nan or infinite."""
    if array is None or not hasattr(array, "dtype") or array.dtype.kind not in "fcV":
        return 0
    values = move(array, "cpu")
    if values.dtype.kind == "V" or values.dtype.itemsize < 4:
        values = values.astype("float32")
    return int(values.size - np.count_nonzero(np.isfinite(values)))


def _culprit(node: list[Any]) -> tuple[list[Any], Any, Any] | None:
    """The op that made the first broken value, that value, and the op's input."""
    if node[SAVED] is FREED:
        return None
    for name, parent in parents(node).items():
        kept = saved(node, name)
        if parent is not None and parent[OP].name != LEAF and broken(kept):
            return parent, kept, _given(parent)
    out = saved(node, "out") if "out" in node[OP].saves else _again(node)
    return (node, out, _given(node)) if broken(out) else None


def _again(node: list[Any]) -> Any:
    """What an op that can make such values made, computed once more where all of its inputs were kept."""
    given = [saved(node, name) for name in node[OP].arrays]
    if node[OP].name not in MAKERS or any(type(array) is not np.ndarray for array in given):
        return None
    with np.errstate(all="ignore"):
        return node[OP].forward(np, *given, *node[STATICS])


def _given(node: list[Any]) -> Any:
    """The first input of an op that was kept."""
    return next((array for array in (saved(node, name) for name in node[OP].arrays) if array is not None), None)


def _op(title: str, node: list[Any], out: Any, given: Any, step: int | None, lines: Lines) -> Finding:
    name = shown_name(node[OP].name, shape_of(node), None)
    inside = f" in `{path_of(node)}`" if path_of(node) else ""
    bad = broken(out)
    seen = f"**{count(bad)}** of {count(int(out.size))} values that come out of `{name}`{inside} are not finite."
    if given is not None and hasattr(given, "dtype") and given.dtype.kind == "f" and given.size:
        values = move(given, "cpu").astype("float64")
        values = values[np.isfinite(values)]
        if values.size:
            seen += f" Its input goes from **{number(float(values.min()))}** to **{number(float(values.max()))}**."
    why, change = CAUSES.get(name, DIVERGED)
    return Finding("loss not finite", "bad", f"{title}: it began in {name}", "Training stopped", seen, why, change,
                   lines.of(node[WHERE]), step, path_of(node))  # fmt: skip


def _parameter(title: str, node: list[Any], name: str, bad: int, size: int, step: int | None,
               lines: Lines) -> Finding:
    where = f"{path_of(node)}.{name}" if path_of(node) else name
    return Finding(
        "loss not finite", "bad", f"{title}: the weights are not numbers", "Training stopped",
        f"**{count(bad)}** of {count(size)} elements of `{where}` are not finite, before this step computed anything.",
        "An update before this one broke them: its gradient was not finite, or the step was far too large.",
        DIVERGED[1], lines.of(node[WHERE]), step, where,
    )  # fmt: skip


def _data(title: str, node: list[Any], array: Any, step: int | None, lines: Lines) -> Finding:
    return Finding(
        "loss not finite", "bad", f"{title}: the data is not finite", "Training stopped",
        f"**{count(broken(array))}** of {count(int(array.size))} values that go into `{node[OP].name}` from outside "
        "are NaN or infinite.",
        "One such value makes every gradient NaN. It was in the data before the model saw it.",
        ("+ assert torch.isfinite(x).all()", "+ x = torch.nan_to_num(x)"), lines.of(node[WHERE]), step, path_of(node),
    )  # fmt: skip
