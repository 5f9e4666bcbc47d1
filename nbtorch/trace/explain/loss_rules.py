"""What is wrong with a loss can be read off its graph before backward() walks it: each rule sees one node."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...autograd.node import OP, PARENTS, WHERE
from ...backend.device import move
from ..nodes import LEAF, leaf_of
from ..wording import TIMES, number
from .facts import Lines, called, maker, parents, path_of, saved, shape_of
from .finding import Finding

Rule = Callable[[list[Any], Lines], Iterator[Finding]]
NODE_RULES: dict[str, Rule] = {}
ELEMENTWISE = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")
PROBABILITIES = ("sigmoid", "softmax", "clamp", "hardsigmoid", "exp")


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule that looks at one node."""

    def register(function: Rule) -> Rule:
        NODE_RULES[name] = function
        return function

    return register


@rule("softmax before cross_entropy")
def softmax_twice(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """cross_entropy takes the log-softmax itself; with smoothed labels or probabilities it is made of `log_softmax`."""
    if node[OP].name not in ("cross_entropy", "log_softmax"):
        return
    made = maker(parents(node).get("input"))
    name = "" if made is None else "softmax" if by_hand(made) else made[OP].name
    if made is None or name not in ("softmax", "log_softmax", "sigmoid"):
        return
    place = lines.of(made[WHERE])
    classes = shape_of(made)[1 if len(shape_of(made)) > 1 else 0]
    if name == "log_softmax":
        yield Finding(
            "softmax before cross_entropy", "note", "log_softmax is applied before CrossEntropyLoss", "Redundant",
            "The input of `cross_entropy` is already a `log_softmax`.",
            "The second log-softmax changes nothing, but costs time. `nll_loss` is the loss for log-probabilities.",
            called(place, _without("log_softmax"), ("- cross_entropy(log_softmax(x), target)",
                                                   "+ cross_entropy(x, target)")), place,
        )  # fmt: skip
        return
    floor = math.log1p((classes - 1) * math.exp(-1.0)) if name == "softmax" and classes > 1 else None
    lowest = ""
    if floor:
        lowest = f" With {classes} classes and probabilities as input it cannot fall below **{number(floor)}**."
    yield Finding(
        "softmax before cross_entropy", "bad", f"{name} is applied before CrossEntropyLoss", "Wrong result",
        f"The input of `cross_entropy` is the output of `{name}`.{lowest}",
        "`cross_entropy` takes the log-softmax itself. Applied twice, the gradient shrinks and the loss has a floor it "
        "never passes. Give it the raw scores.",
        called(place, _without(name), (f"- cross_entropy({name}(x), target)", "+ cross_entropy(x, target)")), place,
    )  # fmt: skip


@rule("sigmoid before BCEWithLogitsLoss")
def sigmoid_twice(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """binary_cross_entropy_with_logits takes the sigmoid itself."""
    if node[OP].name != "binary_cross_entropy_with_logits":
        return
    made = maker(parents(node).get("input"))
    if made is not None and made[OP].name in ("sigmoid", "softmax"):
        place, name = lines.of(made[WHERE]), made[OP].name
        yield Finding(
            "sigmoid before BCEWithLogitsLoss", "bad", f"{name} is applied before BCEWithLogitsLoss", "Wrong result",
            f"The input of the loss is the output of `{name}`, so it is never below 0.",
            "The loss takes the sigmoid itself. Applied twice, no probability is ever below one half.",
            called(place, _without(name), ("- bce_with_logits(sigmoid(x), y)", "+ bce_with_logits(x, y)")), place,
        )  # fmt: skip


@rule("NLLLoss without log_softmax")
def not_log_probabilities(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """nll_loss wants log-probabilities; it does not look."""
    if node[OP].name != "nll_loss":
        return
    made = maker(parents(node).get("input"))
    name = "" if made is None else made[OP].name
    if name in ("log_softmax", "log", "log_sigmoid", "logsumexp", "sub", "add", "where"):
        return
    place = lines.of(node[WHERE])
    what = f"the output of `{name}`" if name else "data"
    yield Finding(
        "NLLLoss without log_softmax", "bad", "NLLLoss does not get log-probabilities", "Wrong result",
        f"Its input is {what}, not a `log_softmax`.",
        "`nll_loss` only picks the entry of the right class. Without a log-softmax the loss falls without bound while "
        "nothing is learnt.",
        called(place, lambda line: line.replace("nll_loss", "cross_entropy").replace("NLLLoss", "CrossEntropyLoss"),
               ("- nn.NLLLoss()", "+ nn.CrossEntropyLoss()")), place,
    )  # fmt: skip


@rule("BCELoss on logits")
def logits_as_probabilities(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """binary_cross_entropy wants probabilities."""
    if node[OP].name != "binary_cross_entropy":
        return
    made = maker(parents(node).get("input"))
    name = "" if made is None else made[OP].name
    if made is None or name in PROBABILITIES or name not in ("linear", "convolution", "relu", "add", "matmul", "tanh"):
        return
    place = lines.of(node[WHERE])
    yield Finding(
        "BCELoss on logits", "bad", "BCELoss gets raw scores", "Wrong result",
        f"Its input is the output of `{name}`, which need not lie between 0 and 1.",
        "BCELoss takes the logarithm of its input: scores outside 0 to 1 are an error, and inside they are not "
        "probabilities. BCEWithLogitsLoss takes the sigmoid itself and is more exact.",
        called(place, lambda line: re.sub(r"\bBCELoss\b", "BCEWithLogitsLoss", re.sub(
            r"\bbinary_cross_entropy\b", "binary_cross_entropy_with_logits", line)),
               ("- nn.BCELoss()", "+ nn.BCEWithLogitsLoss()")), place,
    )  # fmt: skip


@rule("broadcast targets")
def spread_targets(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """(N, 1) against (N,) makes N x N differences."""
    name = node[OP].name
    if name in ELEMENTWISE:
        first, second = before_spread(node, "input"), before_spread(node, "target")
    elif name == "sub" and len(shape_of(node)) == 2:
        left, right = (None if p is None else tuple(shape_of(p)) for p in node[PARENTS][:2])
        rows, columns = shape_of(node)
        if rows != columns or rows < 2 or left not in ((rows, 1), None) or (left is None) == (right is None):
            return
        known = left or right
        first, second = ((rows, 1), (rows,)) if known == (rows, 1) else (None, None)
    else:
        return
    if first is None or second is None or first == second or {first, second} != {(max(first), 1), (max(first),)}:
        return
    count, place = max(first), lines.of(node[WHERE])
    if count < 2:
        return
    yield Finding(
        "broadcast targets", "bad", "Targets are spread over the whole batch", "Wrong result",
        f"Shapes {_shape(first)} and {_shape(second)} meet in `{name}` and make **{count}{TIMES}{count}** differences "
        f"instead of {count}.",
        "Every prediction is compared with every target, so the best answer is the mean of all targets.",
        ("- loss = criterion(prediction, target)", "+ loss = criterion(prediction.squeeze(1), target)"), place,
    )  # fmt: skip


def before_spread(node: list[Any], name: str) -> tuple[int, ...] | None:
    """The shape of an input before it was spread over the other's; None where nothing tells."""
    parent = parents(node).get(name)
    if parent is not None and parent[OP].name == "expand" and parent[PARENTS][0] is not None:
        return shape_of(parent[PARENTS][0])
    array = saved(node, name)
    if array is None:
        return None
    sizes = [1 if step == 0 else size for size, step in zip(array.shape, array.strides, strict=True)]
    while len(sizes) > 1 and sizes[0] == 1 and array.shape[array.ndim - len(sizes)] > 1:
        del sizes[0]
    return tuple(sizes)


@rule("inputs not normalised")
def large_inputs(node: list[Any], lines: Lines) -> Iterator[Finding]:
    """Pixels from 0 to 255 and other large numbers as input of the first layer."""
    if node[OP].name not in ("linear", "convolution") or parents(node).get("input") is not None:
        return
    array = saved(node, "input")
    weight = parents(node).get("weight")
    if array is None or weight is None or weight[OP].name != LEAF or array.dtype.kind != "f" or array.size < 8:
        return
    some = move(array.reshape(-1)[:: max(1, array.size // 4096)], "cpu").astype("float64")
    some = some[np.isfinite(some)]
    if not some.size or max(abs(some.mean()), some.std()) < 20:
        return
    place = lines.of(node[WHERE])
    low, high = float(some.min()), float(some.max())
    scaled = "x / 255" if low >= 0 and 200 < high <= 255 else "(x - x.mean()) / x.std()"
    yield Finding(
        "inputs not normalised", "warn", "Inputs are not normalised", "Learns slowly",
        f"The data of the first layer{_in(node)} goes from **{number(low)}** to **{number(high)}**, with mean "
        f"**{number(float(some.mean()))}** and standard deviation **{number(float(some.std()))}**.",
        "Initial weights are made for values of about 1. Larger ones saturate activations, and the gradient of the "
        "first layer is as many times too large.",
        ("- out = model(x)", f"+ out = model({scaled})"), place,
    )  # fmt: skip


def by_hand(node: list[Any]) -> bool:
    """Whether an op divides powers of e by their own sum: a softmax that is not called so."""
    if node[OP].name != "true_divide" or len(node[PARENTS]) < 2:
        return False
    powers, total = map(maker, node[PARENTS][:2])
    if powers is None or total is None or powers[OP].name != "exp" or total[OP].name != "sum":
        return False
    return maker(total[PARENTS][0]) is powers


def _without(name: str) -> Callable[[str], str | None]:
    """Rewrites a line so that it no longer calls `name`."""
    method = re.compile(rf"\.{name}\(\s*(?:dim\s*=\s*)?-?\d*\s*\)")
    function = re.compile(rf"(?:torch\.|F\.|nn\.functional\.)?\b{name}\(\s*([^(),]+(?:\([^()]*\))?)\s*(?:,[^()]*)?\)")

    def rewritten(line: str) -> str | None:
        found = method.sub("", line, count=1)
        return found if found != line else function.sub(r"\1", line, count=1) if function.search(line) else None

    return rewritten


def _shape(shape: tuple[int, ...]) -> str:
    return "`(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")`"


def _in(node: list[Any]) -> str:
    return f" (`{path_of(node)}`)" if path_of(node) else ""


def of_graph(nodes: list[Any], lines: Lines) -> Iterator[Finding]:
    """All that the rules find in a graph, each rule at most once."""
    done: set[str] = set()
    for node in reversed(nodes):
        for name, look in NODE_RULES.items():
            if name not in done:
                for finding in look(node, lines):
                    done.add(name)
                    yield finding


def uncovered(nodes: list[Any], held: set[int], parameter: type) -> list[list[Any]]:
    """Leaf nodes of parameters that none of the optimizers in `held` (ids of parameters) holds.

    None where the optimizers hold no parameter at all of what was computed: then it is not the model that is learnt.
    """
    leaves = [(node, leaf) for node in nodes if isinstance(leaf := leaf_of(node), parameter)]
    left = [node for node, leaf in leaves if id(leaf) not in held]
    return left if len(left) < len(leaves) else []
