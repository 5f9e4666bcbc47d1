"""Looking closely at some steps: what is measured is true, and the training does not notice."""

from __future__ import annotations

import math
from itertools import count as count_from
from typing import Any

import numpy as np
import pytest

import nbtorch as torch
from nbtorch.autograd import observe
from nbtorch.trace import watch
from nbtorch.trace.gradients import LOWEST, PER_DECADE, Layers
from nbtorch.trace.probe import Probe
from nbtorch.trace.recorder import Recorder
from nbtorch.trace.run import runs
from nbtorch.trace.snapshot import snapshot

nn = torch.nn


class Net(nn.Module):
    """A convolution, two equal blocks, a head; and a parameter that nothing uses."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        blocks = [nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.BatchNorm2d(4), nn.Tanh()) for _ in "ab"]
        self.blocks = nn.ModuleList(blocks)
        self.head = nn.Linear(4 * 36, 3)
        self.idle = nn.Parameter(torch.zeros(5))

    def forward(self, x: Any) -> Any:
        x = torch.relu(self.stem(x))
        for block in self.blocks:
            x = block(x)
        return self.head(x.flatten(1))


def training(kind: Any = torch.optim.SGD, **options: Any) -> tuple[Any, Any, Any]:
    """A model, its optimizer, and a function that makes one step and returns the loss."""
    torch.manual_seed(0)
    net = Net()
    optimizer = kind(net.parameters(), **({"lr": 0.1} | options))
    x, y = torch.randn(8, 1, 6, 6), torch.randint(0, 3, (8,))

    def step() -> Any:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return net, optimizer, step


def recorded(step: Any, count: int) -> tuple[Any, list[float]]:
    """Record `count` steps that are seconds apart, so that none is too soon to be looked at."""
    recorder = Recorder(clock=count_from(0.0, 5.0).__next__)
    recorder.attach()
    recorder.begin(1)
    try:
        losses = [step().item() for _ in range(count)]
    finally:
        recorder.end()
        recorder.detach()
    return runs()[-1], losses


@pytest.mark.parametrize("kind, options", [(torch.optim.SGD, {"momentum": 0.9}), (torch.optim.Adam, {})])
def test_watching_never_changes_a_number(kind: Any, options: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SHARE", 1.0)  # a busy machine takes its time for a look
    step = training(kind, **options)[2]
    bare = [step().item() for _ in range(30)]
    run, watched = recorded(training(kind, **options)[2], 30)
    assert watched == bare
    assert run.captures.steps and len(run.gradients.steps) > 1


class Last(nn.Module):
    """The last output of a recurrent network, through a head."""

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.body = kind(8, 16, num_layers=2, dropout=0.2, batch_first=True)
        self.head = nn.Linear(16, 3)

    def forward(self, x: Any) -> Any:
        return self.head(self.body(x)[0][:, -1])


MODELS = {
    "lstm": lambda: Last(nn.LSTM),
    "gru": lambda: Last(nn.GRU),
    "attention": lambda: nn.Sequential(
        nn.TransformerEncoderLayer(8, 4, 32, batch_first=True), nn.Flatten(), nn.LayerNorm(40), nn.Linear(40, 3)
    ),
    "convolution": lambda: nn.Sequential(
        nn.Unflatten(1, (1, 5)), nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.GELU(), nn.Conv2d(8, 8, (1, 3), groups=2),
        nn.SiLU(), nn.ConvTranspose2d(8, 4, 2), nn.GroupNorm(2, 4), nn.Flatten(), nn.Linear(4 * 4 * 5, 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_watching_never_changes_a_number_of_any_kind_of_model(name: str) -> None:
    def steps() -> Any:
        torch.manual_seed(0)
        model, x, y = MODELS[name](), torch.randn(6, 5, 8), torch.randint(0, 3, (6,))
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)

        def step() -> Any:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x), y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            return loss

        return step

    step = steps()
    bare = [step().item() for _ in range(12)]
    run, watched = recorded(steps(), 12)
    assert watched == bare and run.captures.steps


def test_nothing_listens_when_the_run_is_over() -> None:
    recorded(training()[2], 3)
    assert not observe.ops and not observe.step and not observe.backward


def test_layers_come_in_the_order_of_their_use_under_their_modules() -> None:
    run, _ = recorded(training()[2], 3)
    assert [(layer.name, layer.kind) for layer in run.gradients.layers] == [
        ("stem", "Conv2d"), ("blocks.0.0", "Conv2d"), ("blocks.0.1", "BatchNorm2d"), ("blocks.1.0", "Conv2d"),
        ("blocks.1.1", "BatchNorm2d"), ("head", "Linear"), ("unused 5", ""),
    ]  # fmt: skip
    assert [layer.used for layer in run.gradients.layers] == [True] * 6 + [False]
    assert run.gradients.layers[0].shape == (4, 1, 3, 3) and run.gradients.layers[0].params == 40


def test_a_sample_holds_the_norm_the_update_and_the_zeros() -> None:
    net, optimizer, step = training()
    layers = Layers.behind(step(), optimizer)
    before = {name: p.detach().clone() for name, p in net.named_parameters()}
    copy = layers.before()
    step()
    sample = layers.sample(copy)[0]
    weight, bias = net.stem.weight, net.stem.bias
    pairs = (("weight", weight), ("bias", bias))
    moved = sum(((p.detach() - before[f"stem.{name}"]) ** 2).sum().item() for name, p in pairs)
    stood = sum((before[f"stem.{name}"] ** 2).sum().item() for name in ("weight", "bias"))
    gradients = np.concatenate([weight.grad.numpy().ravel(), bias.grad.numpy().ravel()])
    assert sample["norm"] == pytest.approx(np.linalg.norm(gradients), rel=1e-5)
    assert sample["ratio"] == pytest.approx(math.sqrt(moved / stood), rel=1e-4)
    assert sample["zeros"] == np.mean(gradients == 0)
    assert sample["low"] == pytest.approx(np.abs(gradients[gradients != 0]).min())
    assert sample["high"] == pytest.approx(np.abs(gradients).max())
    assert sample["bad"] == 0 and sample["hist"].sum() >= 255
    place = int((math.log10(sample["high"]) - LOWEST) * PER_DECADE)
    assert sample["hist"][place] and not sample["hist"][place + 1 :].any() and len(copy) == len(layers.groups)


def test_what_is_not_finite_is_counted() -> None:
    p = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=0.1)
    loss = (p * torch.tensor([0.0, float("nan"), float("inf"), 2.0])).sum()
    loss.backward()
    sample = Layers.behind(loss, optimizer).sample(None)[0]
    assert sample["bad"] == 2 and np.isnan(sample["norm"]) and sample["high"] == 2.0 and sample["zeros"] == 0.5


def test_a_layer_without_a_gradient_is_nan() -> None:
    run, _ = recorded(training()[2], 2)
    assert np.isnan(run.gradients.samples[-1][-1]["norm"])


def test_a_probe_measures_every_op_of_a_step() -> None:
    net, _, step = training()
    with Probe() as probe:
        loss = step()
    graph = snapshot(loss, probe=probe, step=7)
    assert graph.step == 7
    for node in graph.nodes:
        assert node.fwd > 0 and node.bwd > 0 and node.grad is not None, node
        assert node.val is not None and node.ghist is not None
    assert graph.nodes[-1].grad == 1.0
    phases = [event.phase for event in probe.events]
    assert phases.index("backward") > phases.index("forward") and phases[-1] in ("step", "backward")
    assert probe.events[-1].kept == 0  # everything kept for backward was let go
    peak = max(event.kept for event in probe.events)
    assert peak == sum(node.bytes for node in snapshot_unfolded(loss, probe))
    assert net.head.weight.grad is not None


def snapshot_unfolded(loss: Any, probe: Probe) -> Any:
    from nbtorch.trace import repeats

    kept = repeats.FEWEST_OPS
    repeats.FEWEST_OPS = 1_000
    try:
        return snapshot(loss, probe=probe).nodes
    finally:
        repeats.FEWEST_OPS = kept


def test_copies_of_a_block_have_their_own_measures() -> None:
    _, _, step = training()
    with Probe() as probe:
        loss = step()
    repeated = [node for node in snapshot(loss, probe=probe).nodes if node.reps]
    assert repeated and all(len(node.reps) == 2 for node in repeated)
    for node in repeated:
        assert node.reps[0] == (node.grad, node.fwd, node.bwd) and node.reps[1] != node.reps[0]


def test_the_norm_on_a_node_is_that_of_the_gradient_at_its_output() -> None:
    x = torch.tensor([[1.0, -2.0], [3.0, 4.0]], requires_grad=True)
    hidden = x * 2
    hidden.retain_grad()
    with Probe() as probe:
        y = torch.relu(hidden)
        y.retain_grad()
        loss = (y * y).sum() + y.sum()
        loss.backward()
    by = {node.op: node for node in snapshot(loss, probe=probe).nodes}
    assert by["relu"].grad == pytest.approx(np.linalg.norm(y.grad.numpy()))
    assert by["relu"].val.lo == 0.0 and by["relu"].val.hi == 8.0


def test_a_probe_gives_up_on_an_endless_step() -> None:
    x = torch.ones(3)
    with Probe(most=10) as probe:
        for _ in range(100):
            x = x.cos()
        assert probe.full and not observe.ops
    assert len(probe.events) == 10


def test_ops_of_another_thread_are_not_measured() -> None:
    from threading import Thread

    with Probe() as probe:
        thread = Thread(target=lambda: torch.ones(3).cos())
        thread.start()
        thread.join()
    assert probe.events == []


@pytest.mark.parametrize("depth", [2, 12])
def test_a_device_is_waited_for_once_whatever_the_number_of_layers(fake_gpu: Any, depth: int) -> None:
    model = torch.nn.Sequential(*[torch.nn.Linear(4, 4) for _ in range(depth)]).to("cuda")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x = torch.ones(3, 4, device="cuda")
    model(x).sum().backward()
    layers = Layers.of(model)
    before = layers.before()
    with Probe() as probe:
        loss = model(x).sum()
        loss.backward()
        optimizer.step()
    fake_gpu.syncs = 0
    sample = layers.sample(before)
    assert fake_gpu.syncs == 1
    graph = snapshot(loss, probe=probe)
    assert fake_gpu.syncs <= 3  # all that was measured, and the loss
    host = [p.grad.to("cpu").numpy() for p in model[0].parameters()]
    assert sample[0]["norm"] == pytest.approx(math.sqrt(sum(float((g**2).sum()) for g in host)), rel=1e-5)
    assert sample["ratio"].min() > 0 and all(node.grad is not None and node.ghist for node in graph.nodes)


def test_a_batch_cut_out_of_the_data_counts_as_that_batch() -> None:
    data, model = torch.randn(1000, 16), torch.nn.Linear(16, 4)
    with Probe() as probe:
        loss = model(data[:8]).square().sum()
    for graph in (snapshot(loss, probe=probe), snapshot(loss)):
        assert [node.bytes for node in graph.nodes] == [8 * 16 * 4, 8 * 4 * 4, 0]
    assert probe.ledger.kept == 8 * 16 * 4 + 8 * 4 * 4
    loss.backward()
