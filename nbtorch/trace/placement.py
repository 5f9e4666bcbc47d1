"""From memories to the devices view: a measured step's ledger, or the tensors that are there now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from ..autograd.node import FREED, OP, SAVED, WHERE
from .devices import TOP, UNUSED, WORKING, Copies, DeviceMemory, Devices, Moment, Unexpected, folded, thinned
from .ledger import (
    DATA,
    GONE,
    GRADIENTS,
    KEPT,
    OPTIMIZER,
    OWNERS,
    PARAMETERS,
    SCRATCH,
    UNREAD,
    Block,
    Ledger,
    tensors,
)
from .nodes import LEAF, reachable, scope_at
from .places import Cells, Places
from .probe import Event, Probe
from .roots import Roots

if TYPE_CHECKING:
    from .run import Run

MARKED = 20  # tensors on an unexpected device that are listed


def devices(run: Run) -> Devices:
    """The memory of a run's newest measured step; ValueError if none was measured."""
    if run.captures is None or run.captures.devices is None:
        raise ValueError(f"no step was measured op by op in {run!r}")
    found = run.captures.devices
    return Devices(run.name or found.name, found.devices, found.step, found.copies, found.unexpected, found.hidden,
                   run.cell, run.cell_id, run.state)


def of_step(probe: Probe, optimizer: Any, step: int | None = None, cells: Cells | None = None) -> Devices:
    """The memory of one measured step, now that the optimizer has stepped. It reads no element of any array."""
    ledger, events = probe.ledger, list(probe.events)
    log = ledger.log
    roots = Roots(scope_at(event.where) for event in events)
    places = Places(cells)
    phases = _phases(events)
    names = sorted({block.device for block in ledger.blocks})
    tallies = {name: [0] * len(OWNERS) for name in names}
    rows: dict[str, list[tuple[int, ...]]] = {name: [] for name in names}
    kinds: dict[int, int] = {}
    position = 0
    for mark in ledger.marks:
        for block, kind in log[position:mark]:
            tally, before = tallies[block.device], kinds.get(id(block), GONE)
            if before != GONE:
                tally[before] -= block.bytes
            if kind != GONE:
                tally[kind] += block.bytes
            kinds[id(block)] = kind
        position = mark
        for name in names:
            rows[name].append(tuple(tallies[name]))
    path = _paths(roots)
    last = Event("step", type(optimizer).__name__, None, 0.0, 0, 0)

    def moment(event: Event, phase: str, row: tuple[int, ...]) -> Moment:
        place = places.of(event.where)
        return Moment(event.op, roots.path(scope_at(event.where)), phase, row, place.cell, place.cell_id, place.line,
                      place.file)

    found = []
    for name in names:
        moments = [
            moment(event, phase, row)
            for event, phase, row in zip([*events, last], [*phases, "step"], rows[name], strict=True)
        ]
        top = max(range(len(moments)), key=lambda i: moments[i].total)
        owners = folded(_owners(log[: ledger.marks[top]], name, path))
        found.append(DeviceMemory(name, backend(name), owners, thinned(moments)))
    return _arranged(roots.name, found, ledger, log, path, step)


def of_model(model: Any, optimizers: Iterable[Any] = ()) -> Devices:
    """The memory that a module holds now: parameters, gradients, buffers, and what optimizers keep for it."""
    return of_tensors({}, {"": model}, optimizers, type(model).__name__)


def of_tensors(values: Mapping[str, Any], models: Mapping[str, Any], optimizers: Iterable[Any],
               name: str | None = None) -> Devices:
    """The memory that is held now by tensors, modules and optimizers, each under its name; each memory once."""
    ledger = Ledger()
    names: dict[int, str] = {}

    def own(tensor: Any, kind: int, module: str, parameter: Block | None = None) -> Block:
        block = ledger.hold(tensor._data, kind, parameter)
        names.setdefault(id(block), module)
        return block

    for prefix, model in models.items():
        for inner, module in model.named_modules():
            inside = ".".join(part for part in (prefix, inner) if part) or TOP
            for p in module.parameters(recurse=False):
                block = own(p, PARAMETERS, inside)
                if p.grad is not None:
                    own(p.grad, GRADIENTS, inside, block)
            for buffer in module.buffers(recurse=False):
                own(buffer, DATA, inside)
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            for p in group["params"]:
                block = own(p, PARAMETERS, "optimizer")
                for value in tensors(optimizer.state.get(p, {})):
                    own(value, OPTIMIZER, names[id(block)], block)
    nodes = reachable([t._node for t in values.values() if t._node is not None])
    roots = Roots(scope_at(node[WHERE]) for node in nodes)
    for key, tensor in values.items():
        if tensor._node is None or tensor._node[OP].name == LEAF:
            own(tensor, DATA if tensor._node is None else PARAMETERS, key)
            if tensor.grad is not None:
                own(tensor.grad, GRADIENTS, key)
    for node in nodes:
        if node[SAVED] is not FREED and node[OP].name != LEAF:
            for array in ledger.arrays(node[SAVED]):
                names.setdefault(id(ledger.hold(array, KEPT, None)), roots.path(scope_at(node[WHERE])) or TOP)
    for key, tensor in values.items():
        names.setdefault(id(ledger.hold(tensor._data, len(OWNERS) - 1, None)), key)
    path: Callable[[Block], str] = lambda block: names[id(block)]  # noqa: E731
    log = ledger.log
    found = [
        DeviceMemory(where, backend(where), folded(_owners(log, where, path)))
        for where in sorted({block.device for block in ledger.blocks})
    ]
    ledger.close()
    return _arranged(name, found, ledger, log, path, None)


def backend(device: str) -> str:
    """The library that computes on a device, and its version."""
    if device == "cpu":
        return f"NumPy {np.__version__}"
    from ..backend import cuda

    return f"CuPy {getattr(cuda.namespace(), '__version__', '')}".strip()


def _arranged(name: str | None, found: list[DeviceMemory], ledger: Ledger, log: list[tuple[Block, int]],
              path: Callable[[Block], str], step: int | None) -> Devices:
    """The devices, the one that most of the model is on first, with what is not there."""
    found.sort(key=lambda one: (-one.of("parameters"), -one.total))
    odd = []
    if len(found) > 1:
        main = found[0].name
        last = {id(block): (block, kind) for block, kind in log}
        last |= {id(block): (block, kind) for block, kind in log if kind == DATA}  # a batch may be gone by now
        odd = [
            Unexpected(OWNERS[kind], path(block), tuple(block.shape), block.device, block.bytes)
            for block, kind in last.values()
            if kind <= GRADIENTS and block.device != main and prod(block.shape) > 1
            if kind != DATA or block.used or not ledger.marks
        ]
        odd.sort(key=lambda one: -one.bytes)
    copies = tuple(Copies(source, target, *times) for (source, target), times in ledger.copies.items())
    return Devices(name, tuple(found), step, copies, tuple(odd[:MARKED]), max(0, len(odd) - MARKED))


def _owners(log: Iterable[tuple[Block, int]], device: str, path: Callable[[Block], str]) -> dict[str, dict[str, int]]:
    """Bytes by owner and module after these changes."""
    held = {id(block): (block, kind) for block, kind in log if block.device == device}
    found: dict[str, dict[str, int]] = {owner: {} for owner in OWNERS}
    for block, kind in held.values():
        if kind != GONE and block.bytes:
            mine, name = found[OWNERS[kind]], path(block)
            mine[name] = mine.get(name, 0) + block.bytes
    return found


def _paths(roots: Roots) -> Callable[[Block], str]:
    """What module a block belongs to: a gradient and a state to that of their parameter."""

    def path(block: Block) -> str:
        scope = (block.of or block).scope
        return UNUSED if scope is UNREAD else WORKING if scope is SCRATCH else roots.path(scope) or TOP

    return path


def _phases(events: list[Event]) -> list[str]:
    """"forward", "backward" or "step" of each event; unrecorded ops belong to what is around them."""
    after: list[str] = []
    now = "step"
    for event in reversed(events):
        now = event.phase if event.phase != "step" else now
        after.append(now)
    phases: list[str] = []
    before = "forward"
    for event, follows in zip(events, reversed(after), strict=True):
        if event.phase != "step":
            before = event.phase
            phases.append(before)
        else:
            phases.append("forward" if follows == "backward" != before else follows)
    return phases
