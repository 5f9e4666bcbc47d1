"""Who holds the memory of each device, as frozen plain data: by owner and module, over one step, exact to the byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from .ledger import OWNERS
from .wording import quantity

SHOWN = 240  # columns of a timeline: as many as a picture has room for
MODULES = 48  # names of modules in a view; more are cut to a common depth
TOP, UNUSED, WORKING, OTHERS = "top level", "not used", "working arrays", "other modules"
WORDS = {
    "parameters": "parameters", "optimizer": "optimizer state", "data": "data", "gradients": "gradients",
    "activations": "kept for backward", "passing": "in passing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """Memory while an op ran: bytes by owner, in the order of `OWNERS`, and what op it was, where."""

    op: str
    mod: str
    phase: str  # "forward", "backward" or "step"
    bytes: tuple[int, ...]
    cell: int | None = None
    cell_id: str | None = None
    line: int | None = None
    file: str | None = None

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.bytes)


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A tensor that is not where most of the model is."""

    what: str  # of `OWNERS`
    mod: str
    shape: tuple[int, ...]
    device: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Copies:
    """How often a step copied from one device to another."""

    source: str
    target: str
    times: int
    bytes: int


@dataclass(frozen=True)
class DeviceMemory:
    """The memory of one device: `owners` is {owner: {module: bytes}} at the peak, or now where no step was measured.

    `timeline` has at most `SHOWN` moments; where ops had to be put together it is the one with the most memory.
    """

    name: str
    backend: str
    owners: Mapping[str, Mapping[str, int]]
    timeline: tuple[Moment, ...] = ()

    @property
    def total(self) -> int:
        """Bytes at the peak, or now."""
        return sum(self.of(owner) for owner in OWNERS)

    def of(self, owner: str) -> int:
        """Bytes of one owner."""
        return sum(self.owners.get(owner, {}).values())

    @property
    def peak(self) -> Moment | None:
        """The moment with the most memory, the first of several."""
        return max(self.timeline, key=lambda moment: moment.total, default=None)


@dataclass(frozen=True)
class Devices:
    """Where the memory is: the main device (most of the model) first, then the others."""

    name: str | None
    devices: tuple[DeviceMemory, ...]
    step: int | None = None  # None where nothing was measured: what is there now
    copies: tuple[Copies, ...] = ()
    unexpected: tuple[Unexpected, ...] = ()
    hidden: int = 0  # more tensors on an unexpected device
    cell: int | None = None
    cell_id: str | None = None
    state: str = field(default="now")

    def finding(self) -> str:
        """What the view shows, in one sentence."""
        said = []
        for one in self.devices[:3]:
            peak = one.peak
            where = f" on {one.name}" if len(self.devices) > 1 else ""
            at = "" if peak is None else f" at {peak.op}" + (f" in {peak.mod}" if peak.mod else "")
            said.append(f"{'' if peak is None else 'peak '}{quantity(one.total, 'B')}{where}{at}")
        found = "; ".join(said) or "no memory"
        many = len(self.unexpected) + self.hidden
        if many:
            found += f"; {many} {'tensors are' if many > 1 else 'tensor is'} on an unexpected device"
        return found

    @property
    def measured(self) -> bool:
        """Whether a step was measured, or this is what is there now."""
        return any(one.timeline for one in self.devices)

    @property
    def copied(self) -> int:
        """How many copies between devices the step made."""
        return sum(one.times for one in self.copies)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, as `devices.schema.json` describes it."""
        return {
            "schema": 1, "kind": "devices", "name": self.name, "cell": self.cell, "cellId": self.cell_id,
            "state": self.state, "step": self.step, "finding": self.finding(),
            "copies": [{"from": one.source, "to": one.target, "times": one.times, "bytes": one.bytes}
                       for one in self.copies],
            "unexpected": [asdict(one) | {"shape": list(one.shape)} for one in self.unexpected],
            "hidden": self.hidden, "devices": [_device_dict(one) for one in self.devices],
        }  # fmt: skip

    def to_text(self) -> str:
        """A table, and memory over the step as a sparkline; at most 100 columns wide."""
        from .devices_text import devices_text

        return devices_text(self)

    def to_svg(self) -> str:
        """A static picture: a treemap, a table and the timeline of the step, for each device."""
        from .devices_picture import devices_svg

        return devices_svg(self)


def _device_dict(one: DeviceMemory) -> dict[str, Any]:
    peak = one.peak
    place = None if peak is None else {
        "at": one.timeline.index(peak), "op": peak.op, "mod": peak.mod, "phase": peak.phase, "cell": peak.cell,
        "cellId": peak.cell_id, "line": peak.line, "file": peak.file,
    }  # fmt: skip
    columns = {owner: [moment.bytes[i] for moment in one.timeline] for i, owner in enumerate(OWNERS)}
    return {
        "name": one.name, "backend": one.backend, "total": one.total,
        "owners": {owner: dict(one.owners.get(owner, {})) for owner in OWNERS}, "peak": place,
        "ops": [[m.op, m.mod, m.phase, m.cell, m.line] for m in one.timeline], "timeline": columns,
    }  # fmt: skip


def from_dict(data: Mapping[str, Any]) -> Devices:
    """The view that `to_dict` wrote; a ValueError for another kind or a newer schema."""
    if data.get("kind") != "devices" or data.get("schema") != 1:
        raise ValueError(f"expected devices of schema 1, got {data.get('kind')!r} of schema {data.get('schema')!r}")
    return Devices(
        data["name"], tuple(_device(one) for one in data["devices"]), data["step"],
        tuple(Copies(one["from"], one["to"], one["times"], one["bytes"]) for one in data["copies"]),
        tuple(Unexpected(one["what"], one["mod"], tuple(one["shape"]), one["device"], one["bytes"])
              for one in data["unexpected"]),
        data["hidden"], data["cell"], data["cellId"], data["state"],
    )  # fmt: skip


def _device(data: Mapping[str, Any]) -> DeviceMemory:
    rows = zip(*[data["timeline"][owner] for owner in OWNERS], strict=True)
    moments = [
        Moment(op, mod, phase, tuple(row), cell, None, line)
        for (op, mod, phase, cell, line), row in zip(data["ops"], rows, strict=True)
    ]
    peak = data["peak"]
    if peak is not None:
        at = peak["at"]
        moments[at] = Moment(peak["op"], peak["mod"], peak["phase"], moments[at].bytes, peak["cell"], peak["cellId"],
                             peak["line"], peak["file"])
    return DeviceMemory(data["name"], data["backend"], data["owners"], tuple(moments))


def folded(owners: Mapping[str, Mapping[str, int]], most: int = MODULES) -> dict[str, dict[str, int]]:
    """The same bytes under at most `most` names of modules: inner ones under the blocks they are in."""
    names = {name for mine in owners.values() for name in mine}
    depth = max((name.count(".") + 1 for name in names), default=1)
    while depth > 1 and len({_cut(name, depth) for name in names}) > most:
        depth -= 1
    total: dict[str, int] = {}
    for mine in owners.values():
        for name, size in mine.items():
            short = _cut(name, depth)
            total[short] = total.get(short, 0) + size
    kept = set(sorted(total, key=lambda name: -total[name])[: most if len(total) <= most else most - 1])
    found: dict[str, dict[str, int]] = {}
    for owner, mine in owners.items():
        one = found[owner] = {}
        for name, size in mine.items():
            short = _cut(name, depth)
            short = short if short in kept else OTHERS
            one[short] = one.get(short, 0) + size
    return found


def _cut(name: str, depth: int) -> str:
    return ".".join(name.split(".")[:depth])


def by_block(one: DeviceMemory, owner: str) -> dict[str, int]:
    """What an owner has by block, the largest first: `layers.3.attn.q` belongs to `layers.3`, `stem.0` to `stem`."""
    names = {name for mine in one.owners.values() for name in mine}
    outer = {name[:end] for name in names for end, letter in enumerate(name) if letter == "."}
    found: dict[str, int] = {}
    for name, size in one.owners.get(owner, {}).items():
        block = _block(name, outer)
        found[block] = found.get(block, 0) + size
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _block(name: str, outer: set[str]) -> str:
    """The block of a module: up to the first number, if that is a block with modules inside."""
    parts = name.split(".")
    number = next((i for i, part in enumerate(parts) if part.isdecimal()), 0)
    last = number == len(parts) - 1 and number > 0 and name not in outer
    return ".".join(parts[: number + (not last)])


def thinned(moments: Sequence[Moment], most: int = SHOWN) -> tuple[Moment, ...]:
    """At most `most` moments: of neighbours the one with the most memory."""
    if len(moments) <= most:
        return tuple(moments)
    edges = [round(i * len(moments) / most) for i in range(most + 1)]
    return tuple(max(moments[a:b], key=lambda moment: moment.total) for a, b in pairwise(edges))
