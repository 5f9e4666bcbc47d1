"""What training does to each layer, at sampled steps: gradient norms, updates, zeros, distributions; bounded memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import ref

import numpy as np

from ..autograd.node import PARENTS, WHERE
from ..backend.device import move
from .elements import flat, square
from .history import Spread
from .nodes import leaf_of, reachable, scope_at
from .roots import Roots
from .together import together

LOWEST, PER_DECADE, BINS = -16, 2, 48  # the histogram of log10 |g|: half decades from 1e-16 to 1e8
TAKEN = 4096  # elements of a parameter that histograms and updates are estimated from
SAMPLE = np.dtype([
    ("norm", "f4"), ("ratio", "f4"), ("weight", "f4"), ("zeros", "f4"), ("low", "f4"), ("high", "f4"), ("bad", "i4"),
    ("hist", "u1", (BINS,)),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """The parameters that a module itself owns, and what they are called in a view."""

    name: str  # dotted path of the module below the root, or a description where there is none
    kind: str  # class of the module, "" where there is none
    shape: tuple[int, ...]  # of its largest parameter
    params: int
    used: bool = True  # whether the loss depends on it


class Gradients:
    """The samples of one run: `steps`, and for each an array of `SAMPLE` records, one per layer, in order of depth.

    `norm` is the 2-norm of a layer's gradient, `ratio` that of the update over that of the weight (nan where it was
    not measured), `weight` that of the weight, `zeros` the share of gradient elements that are 0, `low` and `high`
    the least and greatest magnitude that is not 0, `bad` how many elements are nan or infinite, and `hist` how the
    magnitudes are distributed, as shares of 255. A layer without a gradient has nan instead. Of large parameters
    `TAKEN` evenly spread elements stand for all, except in `norm`, `weight` and `bad`.
    """

    def __init__(self, layers: tuple[Layer, ...], parameters: Iterable[Any] = ()):
        self.layers = layers
        self._parameters = tuple(ref(p) for p in parameters)
        self._samples: Spread[tuple[int, np.ndarray]] = Spread(lambda pair: pair[1].nbytes)

    @property
    def kept(self) -> tuple[tuple[int, np.ndarray], ...]:
        """(step, sample) of all that is kept; never changed, so that any thread may read it."""
        return self._samples.kept

    @property
    def nbytes(self) -> int:
        """Bytes the samples take."""
        return self._samples.nbytes

    def halve(self) -> bool:
        """Let every second sample go."""
        return self._samples.halve()

    def alive(self) -> list[Any]:
        """The parameters that are still there."""
        return [p for p in (one() for one in self._parameters) if p is not None]

    def add(self, step: int, sample: np.ndarray) -> None:
        """Keep a sample."""
        self._samples.add((step, sample))

    @property
    def steps(self) -> list[int]:
        """The steps of the samples."""
        return [step for step, _ in self.kept]

    @property
    def samples(self) -> list[np.ndarray]:
        """An array of records for each of the steps."""
        return [sample for _, sample in self.kept]


class Layers:
    """Parameters by the module that uses them, in the order of their first use."""

    def __init__(self, groups: dict[tuple[str, str], list[Any]], unused: list[Any]):
        self.groups: list[list[Any]] = [*groups.values(), *[[p] for p in unused]]
        self.layers = (
            *[Layer(name, kind, _largest(ps), _size(ps)) for (name, kind), ps in groups.items()],
            *[Layer(f"unused {_shown(p)}", "", tuple(p.shape), p.numel(), False) for p in unused],
        )

    @classmethod
    def behind(cls, root: Any, optimizer: Any) -> Layers:
        """The layers of an optimizer's parameters on the way to a loss; those that it does not depend on come last."""
        mine = {id(p): p for group in optimizer.param_groups for p in group["params"]}
        nodes = reachable([root._node]) if root is not None and root._node is not None else []
        roots = Roots(scope_at(node[WHERE]) for node in nodes)
        groups: dict[tuple[str, str], list[Any]] = {}
        uses = [(leaf, scope_at(node[WHERE])) for node in nodes for parent in node[PARENTS]
                if (leaf := leaf_of(parent)) is not None and id(leaf) in mine]  # fmt: skip
        inside = {id(leaf) for leaf, scope in uses if scope is not None}
        seen: set[int] = set()
        for leaf, scope in uses:  # a gradient's own graph uses parameters outside of their modules
            if id(leaf) not in seen and (scope is not None or id(leaf) not in inside):
                seen.add(id(leaf))
                kind = scope.kind if scope is not None else ""
                groups.setdefault((roots.path(scope) or kind or f"parameter {len(seen)}", kind), []).append(leaf)
        return cls(groups, [p for key, p in mine.items() if key not in seen and p.requires_grad])

    @classmethod
    def of(cls, model: Any) -> Layers:
        """The layers of a module, as it lists them."""
        groups = {
            (name or type(module).__name__, type(module).__name__): list(module.parameters(recurse=False))
            for name, module in model.named_modules()
        }
        return cls({key: ps for key, ps in groups.items() if ps}, [])

    def before(self) -> list[Any]:
        """Some elements of every layer's weights, copied: what an update is measured against."""
        return [[_some(p._data).copy() for p in group] for group in self.groups]

    def sample(self, before: list[Any] | None) -> np.ndarray:
        """One record per layer, now that the optimizer has stepped and the gradients are still there.

        All that is read of them is read at once: a device is waited for once.
        """
        found = np.zeros(len(self.groups), SAMPLE)
        parts = [Part(group, None if before is None else before[i]) for i, group in enumerate(self.groups)]
        values = iter(together([array for part in parts for array in part.wanted]))
        for record, part in zip(found, parts, strict=True):
            part.fill(record, [next(values) for _ in part.wanted])
        return found


class Part:
    """What is taken of one layer: `wanted` are the arrays to be read."""

    def __init__(self, group: list[Any], before: list[Any] | None):
        weights = [p._data for p in group if p._data.dtype.kind != "c"]
        self.gradients = [p.grad._data for p in group if p.grad is not None and p.grad._data.dtype.kind != "c"]
        self.counts = [len(weights), len(self.gradients), 0]
        self.wanted = [*map(square, weights), *map(square, self.gradients)]
        now = [_some(w) for w in weights] if before is not None else []
        if before is not None and [one.shape for one in now] == [one.shape for one in before]:
            self.counts[2] = len(now)
            self.wanted += [square(one - then) for one, then in zip(now, before, strict=True)]
            self.wanted += map(square, before)
        self.wanted += [_some(g).astype("float32", copy=False) for g in self.gradients]

    def fill(self, record: Any, values: list[Any]) -> None:
        """Fill a record from what was read."""
        weights, gradients, moves = self.counts
        squares = [value.item() for value in values[: weights + gradients + 2 * moves]]
        record["weight"] = _root(sum(squares[:weights]))
        moved = squares[weights + gradients :]
        stood = sum(moved[moves:])
        record["ratio"] = _root(sum(moved[:moves])) / _root(stood) if stood > 0 else np.nan
        if not gradients:
            for name in ("norm", "zeros", "low", "high", "ratio"):
                record[name] = np.nan
            return
        total = sum(squares[weights : weights + gradients])
        record["norm"] = _root(total)
        taken = np.abs(np.concatenate(values[len(squares) :]))
        if not np.isfinite(total):
            record["bad"] = sum([int((~_finite(array)).sum()) for array in self.gradients])
            taken = taken[np.isfinite(taken)]
        zeros = int(np.count_nonzero(taken == 0))
        record["zeros"] = zeros / taken.size if taken.size else 0.0
        taken = taken[taken > 0]
        if taken.size:
            record["low"], record["high"] = taken.min(), taken.max()
            places = np.clip(((np.log10(taken) - LOWEST) * PER_DECADE).astype(int), 0, BINS - 1)
            counts = np.bincount(places, minlength=BINS)
            record["hist"] = np.ceil(counts * (255 / taken.size)).astype("u1")


def _some(array: Any) -> Any:
    return flat(array)[:: max(1, array.size // TAKEN)]


def _finite(array: Any) -> Any:
    return np.isfinite(move(array, "cpu").astype("float32", copy=False))


def _root(value: float) -> float:
    return float(np.sqrt(value)) if value == value and value >= 0 else float("nan")


def _size(parameters: list[Any]) -> int:
    return sum([p.numel() for p in parameters])


def _largest(parameters: list[Any]) -> tuple[int, ...]:
    return tuple(max(parameters, key=lambda p: (p.numel(), p.ndim)).shape)


def _shown(p: Any) -> str:
    return " x ".join(map(str, p.shape)) or "scalar"
