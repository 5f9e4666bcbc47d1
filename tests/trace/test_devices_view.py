"""Device placement: every byte has one owner, the peak is where NumPy's is, and every form says the same."""

from __future__ import annotations

import json
import tracemalloc
from importlib.resources import files
from itertools import count as count_from
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest

import nbtorch as torch
from nbtorch.autograd import observe
from nbtorch.trace.devices import (
    OTHERS,
    SHOWN,
    Copies,
    DeviceMemory,
    Devices,
    Moment,
    Unexpected,
    by_block,
    folded,
    from_dict,
    thinned,
)
from nbtorch.trace.ledger import OWNERS
from nbtorch.trace.placement import devices, of_model, of_step, of_tensors
from nbtorch.trace.probe import Probe
from nbtorch.trace.recorder import Recorder
from nbtorch.trace.run import runs

nn = torch.nn
SCHEMA = json.loads(files("nbtorch.trace").joinpath("devices.schema.json").read_text())
WIDE, BATCH = 256, 128


def measured(step: Any, optimizer: Any) -> Devices:
    """The memory of the step after the next one."""
    step()
    probe = Probe(histograms=False).start(optimizer)
    step()
    probe.ledger.end(optimizer)
    probe.stop()
    return of_step(probe, optimizer)


def training(model: Any, optimizer: Any, *inputs: Any) -> Any:
    """A function that makes one step."""

    def step() -> None:
        optimizer.zero_grad()
        loss = model(*inputs).square().mean()
        loss.backward()
        optimizer.step()

    return step


def perceptron() -> Any:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(WIDE, WIDE), nn.ReLU(), nn.Linear(WIDE, WIDE), nn.Tanh(), nn.Linear(WIDE, WIDE))


def size(parameters: Any) -> int:
    return sum(p.numel() * p.element_size() for p in parameters)


def of(view: Devices, owner: str) -> dict[str, int]:
    """What one owner has at the peak."""
    return dict(view.devices[0].owners[owner])


def totals(view: Devices, owner: str) -> list[int]:
    return [moment.bytes[OWNERS.index(owner)] for moment in view.devices[0].timeline]


@pytest.mark.parametrize("kind, options, states", [
    (torch.optim.SGD, {}, 0), (torch.optim.SGD, {"momentum": 0.9}, 1), (torch.optim.Adam, {}, 2),
])  # fmt: skip
def test_parameters_gradients_and_state_by_hand(kind: Any, options: Any, states: int) -> None:
    model = perceptron()
    x = torch.randn(BATCH, WIDE)
    optimizer = kind(model.parameters(), lr=0.01, **options)
    view = measured(training(model, optimizer, x), optimizer)
    whole = size(model.parameters())
    steps = 4 * len(list(model.parameters())) if kind is torch.optim.Adam else 0
    each = {name: size(module.parameters()) for name, module in model.named_children() if list(module.parameters())}
    assert of(view, "parameters") == each
    held = of(view, "optimizer")
    assert held.pop("working arrays") == sum(array.nbytes for array in optimizer.scratch())
    assert sum(held.values()) == states * whole + steps
    assert max(totals(view, "gradients")) >= whole and totals(view, "gradients")[-1] == whole
    assert of(view, "data") == {"0": 4 * BATCH * WIDE}


def test_what_is_kept_for_backward_by_hand() -> None:
    model = perceptron()
    x = torch.randn(BATCH, WIDE)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    view = measured(training(model, optimizer, x), optimizer)
    row = 4 * BATCH * WIDE
    kept = totals(view, "activations")
    assert max(kept) == 3 * row  # relu's and tanh's results, and the last layer's, which is squared; x is data
    assert kept[-1] == 0 and totals(view, "data") == [row] * len(kept)


def test_views_tied_weights_and_frozen_parameters_count_once() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embed = nn.Linear(WIDE, WIDE, bias=False)
            self.frozen = nn.Linear(WIDE, WIDE, bias=False).requires_grad_(False)
            self.out = nn.Linear(WIDE, WIDE, bias=False)
            self.out.weight = self.embed.weight

        def forward(self, x: Any) -> Any:
            x = torch.relu(self.embed(x))
            return self.out(self.frozen(x.view(2, -1, WIDE).transpose(0, 1).reshape(-1, WIDE)))

    model = Tied()
    base = torch.randn(2 * BATCH, WIDE)
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad])
    view = measured(training(model, optimizer, base[:BATCH]), optimizer)
    weight = 4 * WIDE * WIDE
    assert of(view, "parameters") == {"embed": weight, "frozen": weight}
    held = of(view, "optimizer")
    del held["working arrays"]
    assert held == {"embed": 2 * weight + 4}
    assert sum(of(view, "data").values()) == base.numel() * 4  # a slice keeps all of it
    assert totals(view, "gradients")[-1] == weight


def test_every_byte_that_numpy_has_taken_is_there() -> None:
    """At every op of a step the sum of all owners is what NumPy's allocator says, to the byte."""
    taken: list[int] = []
    only = tracemalloc.DomainFilter(True, np.lib.tracemalloc_domain)

    def look(*_: Any) -> None:
        traces = tracemalloc.take_snapshot().filter_traces([only]).traces
        taken.append(sum(trace.size for trace in traces))

    perceptron()(torch.ones(BATCH, WIDE))  # the library keeps constants of its own
    tracemalloc.start()
    try:
        model = perceptron()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
        step = training(model, optimizer, torch.ones(BATCH, WIDE))
        step()
        probe = Probe(histograms=False).start(optimizer)
        observe.ops.append(look)
        try:
            step()
        finally:
            observe.ops.remove(look)
        probe.ledger.end(optimizer)
        probe.stop()
        look()
        view = of_step(probe, optimizer)
    finally:
        tracemalloc.stop()
    moments = view.devices[0].timeline
    assert len(moments) == len(taken) > 15
    forward = [(m.total, n) for m, n in zip(moments, taken, strict=True) if m.phase != "backward"]
    assert [a for a, _ in forward] == [b for _, b in forward]
    # going backward the view has what the op had, which NumPy has given back when the op is told
    saved = 4 * BATCH * WIDE
    assert all(0 <= m.total - n <= saved for m, n in zip(moments, taken, strict=True) if m.phase == "backward")


def test_watching_a_run_keeps_the_memory_of_its_newest_measured_step() -> None:
    model = perceptron()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    step = training(model, optimizer, torch.randn(BATCH, WIDE))
    recorder = Recorder(clock=count_from(0.0, 0.05).__next__)
    recorder.attach()
    recorder.begin(3, "abc")
    try:
        for _ in range(4):
            step()
    finally:
        recorder.end()
        recorder.detach()
    view = devices(runs()[-1])
    assert (view.name, view.cell, view.cell_id, view.state, view.step) == ("Sequential", 3, "abc", "finished", 2)
    assert view.finding().startswith("peak ") and view.copied == 0 and not view.unexpected
    assert [moment.phase for moment in view.devices[0].timeline][-1] == "step"


def test_the_peak_has_its_line() -> None:
    from nbtorch.autograd.scope import track_source

    model = perceptron()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    track_source(True)
    try:
        peak = measured(training(model, optimizer, torch.randn(BATCH, WIDE)), optimizer).devices[0].peak
    finally:
        track_source(False)
    assert peak is not None and peak.file == __file__
    line = Path(__file__).read_text().splitlines()[(peak.line or 0) - 1]
    assert "model(*inputs)" in line


def test_phases_are_named_where_ops_are_not_recorded() -> None:
    w = torch.randn(4, 4, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)

    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            return g * 2

    def step() -> None:
        for _ in range(2):  # gradients of two batches add up
            x = torch.ones(4, 4) + 1
            Twice.apply(w * x).sum().backward()
        optimizer.step()
        optimizer.zero_grad()
        torch.ones(3).cos()

    phases = [moment.phase for moment in measured(step, optimizer).devices[0].timeline]
    runs_of = [phase for i, phase in enumerate(phases) if i == 0 or phases[i - 1] != phase]
    assert runs_of == ["forward", "backward", "forward", "backward", "step"]


def test_a_graph_that_is_dropped_is_not_kept() -> None:
    x = torch.randn(BATCH, WIDE, requires_grad=True)
    with Probe(histograms=False) as probe:
        torch.tanh(x).sum()
        torch.ones(2).cos()
    assert probe.ledger.kept == 0
    assert not any(block.ref for block in probe.ledger.blocks)


def test_large_gradients_that_are_set_to_none_are_gone() -> None:
    model = perceptron()  # each weight is larger than what optimizers join
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    gradients = totals(measured(training(model, optimizer, torch.randn(BATCH, WIDE)), optimizer), "gradients")
    assert gradients[0] < 4 * WIDE * WIDE < gradients[-1]


def test_copies_between_devices_and_tensors_elsewhere(fake_gpu: Any) -> None:
    torch.manual_seed(0)

    class Split(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Linear(WIDE, WIDE)
            self.head = nn.Linear(WIDE, 4)

        def forward(self, x: Any) -> Any:
            return self.head(torch.relu(self.body(x)).cpu())

    model = Split()
    model.body.to("cuda")
    host = torch.randn(BATCH, WIDE)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step() -> None:
        optimizer.zero_grad()
        loss = model(host.to("cuda")).square().mean()
        loss.backward()
        optimizer.step()

    view = measured(step, optimizer)
    row = 4 * BATCH * WIDE
    assert set(view.copies) == {Copies("cpu", "cuda:0", 2, 2 * row), Copies("cuda:0", "cpu", 1, row)}  # one goes back
    assert [one.name for one in view.devices] == ["cuda:0", "cpu"]
    assert view.devices[0].owners["parameters"] == {"body": size(model.body.parameters())}
    assert view.devices[1].owners["parameters"] == {"head": size(model.head.parameters())}
    assert view.devices[1].owners["data"] == {"top level": row}
    odd = {(one.what, one.mod, one.shape) for one in view.unexpected}
    assert {("parameters", "head", (4, WIDE)), ("gradients", "head", (4, WIDE))} <= odd
    assert not any(one.what == "data" for one in view.unexpected)  # it was only read to be copied
    assert "on an unexpected device" in view.finding() and "cuda:0 → cpu" in view.to_text()
    jsonschema.validate(json.loads(json.dumps(view.to_dict())), SCHEMA)
    ElementTree.fromstring(view.to_svg())


def test_measuring_a_step_on_a_gpu_waits_for_nothing(fake_gpu: Any) -> None:
    model = perceptron().to("cuda")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    step = training(model, optimizer, torch.randn(BATCH, WIDE).to("cuda"))
    step()
    fake_gpu.syncs = 0
    view = measured(step, optimizer)
    assert fake_gpu.syncs == 0
    assert [one.name for one in view.devices if one.of("parameters")] == ["cuda:0"] and not view.unexpected


def test_a_model_before_any_step() -> None:
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4))
    view = of_model(model)
    assert view.finding() == f"{view.devices[0].total}\u2009B" and view.devices[0].peak is None
    assert of(view, "parameters") == {"0": 160, "1": 32} and of(view, "data") == {"1": 40}


def test_what_the_names_of_a_notebook_hold() -> None:
    model, x = nn.Linear(WIDE, WIDE), torch.randn(BATCH, WIDE)
    optimizer = torch.optim.Adam(model.parameters())
    hidden = torch.tanh(model(x))
    rows = x[2:]
    view = of_tensors({"x": x, "rows": rows, "hidden": hidden}, {"net": model}, [optimizer])
    row = 4 * BATCH * WIDE
    assert of(view, "parameters") == {"net": 4 * (WIDE * WIDE + WIDE)}
    assert of(view, "data") == {"x": row} and of(view, "activations") == {"top level": row}
    hidden.sum().backward()
    optimizer.step()
    view = of_tensors({"x": x, "rows": rows, "hidden": hidden}, {"net": model}, [optimizer])
    assert of(view, "gradients") == of(view, "parameters") and of(view, "passing") == {"hidden": row}
    assert of(view, "optimizer")["net"] == 2 * of(view, "parameters")["net"] + 8


def made(count: int, name: str = "blocks.{}.conv", ops: int = 30) -> Devices:
    """A view with that many modules."""
    sizes = {name.format(i): 1000 + i for i in range(count)}
    owners = folded({owner: dict(sizes) for owner in OWNERS})
    moments = [
        Moment(f"op{i}", name.format(i), "forward" if i < ops // 2 else "backward",
               (10, 20 + i % 3, 30, 40 + i % 5, 50 + min(i, ops - i), i % 61), 3, "abc", i + 1)
        for i in range(ops)
    ]  # fmt: skip
    odd = (Unexpected("parameters", name.format(0), (4, 4), "cuda:0", 64),)
    return Devices("Net", (DeviceMemory("cpu", "NumPy 2", owners, thinned(moments)),), 12,
                   (Copies("cpu", "cuda:0", 2, 64),), odd, 0, 3, "abc", "finished")


@pytest.mark.parametrize("view", [made(1), made(300, ops=5000), Devices(None, ())], ids=["one", "many", "none"])
def test_every_form_says_the_same(view: Devices) -> None:
    data = json.loads(json.dumps(view.to_dict(), allow_nan=False))
    jsonschema.validate(data, SCHEMA)
    back = from_dict(data)
    assert back.finding() == view.finding() and back.to_dict() == data
    picture = view.to_svg()
    assert len(picture) < 100_000 and ElementTree.fromstring(picture).tag.endswith("svg")
    words = view.to_text()
    assert view.finding() in words and max(map(len, words.splitlines()[1:]), default=0) <= 100
    with pytest.raises(ValueError, match="schema 2"):
        from_dict({**data, "schema": 2})


def test_names_are_text() -> None:
    view = made(3, "<img src=x onerror=alert({})>")
    picture = view.to_svg()
    assert "<img" not in picture and "prefers-color-scheme:dark" in picture


def test_many_modules_are_put_together_without_losing_a_byte() -> None:
    owners = {"data": {f"layers.{i}.attn.{part}": i for i in range(40) for part in "qkv"}, "passing": {"head": 7}}
    found = folded(owners)
    assert len(found["data"]) == 40 and found["data"]["layers.3.attn"] == 9 and found["passing"] == {"head": 7}
    flat = folded({"data": {f"m{i}": i for i in range(100)}})["data"]
    assert len(flat) == 48 and OTHERS in flat and sum(flat.values()) == 4950


def test_blocks_are_named_as_in_the_code() -> None:
    names = ("stem.0", "stem.1", "layers.3.attn.q", "layers.3", "0", "head")
    one = DeviceMemory("cpu", "", {"data": dict.fromkeys(names, 1)})
    assert by_block(one, "data") == {"stem": 2, "layers.3": 2, "0": 1, "head": 1}


def test_a_long_step_keeps_its_peak() -> None:
    moments = [Moment(str(i), "", "forward", (0, 0, 0, 0, i % 701, 0)) for i in range(5000)]
    thin = thinned(moments)
    assert len(thin) == SHOWN and max(m.total for m in thin) == 700


def test_the_fixture_of_the_interactive_view_is_as_the_schema_says() -> None:
    fixture = Path(__file__).parents[2] / "labextension/test/fixtures/devices-digits.json"
    data = json.loads(fixture.read_text())
    jsonschema.validate(data, SCHEMA)
    view = from_dict(data)
    assert view.to_dict() == data and view.devices[0].peak is not None
    assert view.devices[0].peak.total == view.devices[0].total
