"""The layers of a model: counted right, and the model untouched."""

from __future__ import annotations

import json

import pytest

import nbtorch as torch
from nbtorch import nn
from nbtorch.autograd import observe
from nbtorch.nn.modules import _everywhere
from nbtorch.trace.summary import walked


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.conv = nn.Conv2d(size, size, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(size)

    def forward(self, x):
        return self.norm(self.conv(x)).relu() + x


class Net(nn.Module):
    def __init__(self, blocks=3):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3)
        self.blocks = nn.ModuleList(Block(4) for _ in range(blocks))
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(4, 10)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(self.drop(x.mean((2, 3))))


def rows(view):
    return {layer.path: layer for layer, _ in walked((view.root,))}


def test_shapes_parameters_and_flops_are_those_by_hand():
    view = torch.summary(Net(), torch.randn(5, 1, 8, 8))
    found = rows(view)
    stem, block = 2 * 5 * 4 * 6 * 6 * 9, 2 * 5 * 4 * 6 * 6 * 4 * 9
    assert found["stem"].call.outputs == ((5, 4, 6, 6),) and found["stem"].call.flops == stem
    assert (found["blocks.0"].repeat, found["blocks.0"].last, found["blocks.0"].call.flops) == (3, "2", block)
    assert found["blocks"].call.flops == 3 * block and found["blocks"].params == 3 * (144 + 8)
    assert view.flops == stem + 3 * block + 2 * 5 * 4 * 10
    assert view.params == sum(p.numel() for p in Net().parameters()) == view.trainable
    assert view.buffer_bytes == 3 * (4 + 4) * 4 + 3 * 8 and view.input_bytes == 5 * 64 * 4


FLOPS = [
    (lambda: nn.Linear(3, 4), (5, 3), 2 * 5 * 12),
    (lambda: nn.Conv2d(4, 6, 3, groups=2, stride=2), (1, 4, 9, 9), 2 * 6 * 16 * 2 * 9),
    (lambda: nn.ConvTranspose2d(4, 6, 3), (1, 4, 5, 5), 2 * 4 * 25 * 6 * 9),
    (lambda: nn.Conv1d(2, 3, 5), (2, 2, 10), 2 * 2 * 3 * 6 * 10),
    (lambda: nn.LSTM(5, 7, 2, bidirectional=True), (11, 3, 5), 2 * 33 * 2 * (28 * 12 + 28 * 21)),
    (lambda: nn.GRU(5, 7, batch_first=True), (11, 3, 5), 2 * 33 * 21 * 12),
    (lambda: nn.RNN(5, 7), (11, 5), 2 * 11 * 7 * 12),
    (lambda: nn.LSTM(5, 7, proj_size=3), (2, 3, 5), 2 * 6 * (28 * 8 + 3 * 7)),
    (lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), (1, 3, 8),
     2 * 3 * (4 * 64 + 2 * 128) + 2 * 2 * 2 * 3 * 3 * 4),
]  # fmt: skip


@pytest.mark.parametrize(("make", "shape", "wanted"), FLOPS)
def test_flops_by_hand(make, shape, wanted):
    assert torch.summary(make(), input_size=shape).flops == wanted


def test_a_recurrent_layer_inside_counts_for_its_owner():
    model = nn.ModuleDict({"rnn": nn.LSTM(5, 7)})
    model.forward = lambda x: model["rnn"](x)
    assert torch.summary(model, input_size=(2, 3, 5)).flops == 2 * 6 * 28 * 12


def test_packed_sequences_count_their_steps():
    packed = nn.utils.rnn.pack_sequence([torch.randn(4, 5), torch.randn(2, 5)])
    assert torch.summary(nn.LSTM(5, 7), (packed,)).flops == 2 * 6 * 28 * 12


def state(model):
    named = [*model.named_parameters(), *model.named_buffers()]
    return [(name, value.clone()) for name, value in named]


class Counting(nn.Module):
    """Writes to its buffers also when it evaluates."""

    def __init__(self):
        super().__init__()
        self.register_buffer("calls", torch.zeros(1))
        self.register_buffer("last", torch.zeros(2))
        self.linear = nn.Linear(4, 4)

    def forward(self, x):
        self.calls += 1
        self.last = x.sum(1)
        return self.linear(x) + torch.randn(4)


@pytest.mark.parametrize(("make", "shape"), [(Net, (5, 1, 8, 8)), (Counting, (2, 4))])
def test_the_model_and_the_random_stream_are_as_before(make, shape):
    model = make()
    model.linear if make is Counting else model.blocks[1].eval()
    seen = []
    handle = model.register_forward_hook(lambda *facts: seen.append(1))
    modes, before, buffers = [m.training for m in model.modules()], state(model), list(model.buffers())
    stream, x = torch.get_rng_state(), torch.ones(shape)
    listeners = [len(observe.ops), len(observe.errors), _everywhere.any_calls()]
    torch.summary(model, x)
    assert [m.training for m in model.modules()] == modes and torch.equal(torch.get_rng_state(), stream)
    for (name, value), (other, now) in zip(before, state(model), strict=True):
        assert name == other and torch.equal(value, now)
    assert all(a is b for a, b in zip(buffers, model.buffers(), strict=True))
    assert all(p.grad is None for p in model.parameters()) and torch.is_grad_enabled()
    assert [len(observe.ops), len(observe.errors), _everywhere.any_calls()] == listeners
    assert len(model._forward_hooks) == 1 and seen == [1]
    handle.remove()


@pytest.mark.parametrize("bad", [(2, 3, 8, 8), (2, 1, 8, 8, 8)])
def test_an_error_names_the_layer_and_leaves_the_model(bad):
    model = Net()
    modes, stream = [m.training for m in model.modules()], torch.get_rng_state()
    with pytest.raises(RuntimeError, match=r"failed in `stem` \(Conv2d\), called with 2.") as caught:
        torch.summary(model, torch.ones(bad))
    assert isinstance(caught.value.__cause__, RuntimeError)
    assert [m.training for m in model.modules()] == modes and torch.equal(torch.get_rng_state(), stream)
    assert not _everywhere.any_calls() and not observe.errors


def test_errors_of_arguments():
    with pytest.raises(TypeError, match="'model' must be Module, not int"):
        torch.summary(3)
    with pytest.raises(ValueError, match="not both"):
        torch.summary(Net(), torch.ones(1), input_size=(1,))


def test_a_shared_module_is_counted_once_and_calls_add_up():
    layer = nn.Linear(4, 4)
    view = torch.summary(nn.Sequential(layer, nn.ReLU(), layer), torch.ones(2, 4))
    found = rows(view)
    assert view.params == 20 and found["2"].same == "0" and found["0"].call.count == 2
    assert found["0"].call.flops == view.flops == 2 * 2 * 2 * 16
    assert "same as 0" in str(view) and "(2 calls)" in str(view)


def test_tied_weights_are_counted_once():
    model = nn.Sequential(nn.Embedding(6, 4), nn.Linear(4, 6, bias=False))
    model[1].weight = model[0].weight
    view = torch.summary(model, torch.tensor([[1, 2]]))
    assert view.params == 24 and [layer.params for layer in view.root.layers] == [24, 24]


class Many(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(3, 4), nn.Linear(5, 4)

    def forward(self, x, other=None, scale=1):
        out = self.a(x) + self.b(other) * scale
        return {"out": out, "parts": [out[:1], (out, None, "text")]}


@pytest.mark.parametrize(
    "call",
    [
        lambda m, x, y: torch.summary(m, x, y),
        lambda m, x, y: torch.summary(m, (x, y)),
        lambda m, x, y: torch.summary(m, {"x": x, "other": y}),
        lambda m, x, y: torch.summary(m, x, other=y, scale=2),
        lambda m, x, y: torch.summary(m, input_size=[(2, 3), (2, 5)]),
    ],
)
def test_several_inputs_and_outputs(call):
    view = call(Many(), torch.ones(2, 3), torch.ones(2, 5))
    assert view.root.call.outputs == ((2, 4), (1, 4), (2, 4)) and sorted(view.inputs) == [(2, 3), (2, 5)]
    assert view.input_bytes == 64


def test_lazy_modules_stay_lazy():
    model = nn.Sequential(nn.LazyLinear(8), nn.LazyBatchNorm1d())
    assert "not known yet" in str(torch.summary(model)) and torch.summary(model).params is None
    view = torch.summary(model, torch.ones(4, 5))
    assert view.params == 48 + 16 and view.root.layers[0].call.outputs == ((4, 8),)
    assert model[0].has_uninitialized_params() and type(model[0]) is nn.LazyLinear


def test_frozen_parameters_are_marked_with_a_word():
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    model[0].requires_grad_(False)
    model[1].bias.requires_grad_(False)
    lines = str(torch.summary(model)).splitlines()
    assert "6  frozen" in lines[4] and "6  partly frozen" in lines[5] and "4 trainable, 8 frozen" in str(lines)


def test_the_text_is_a_table():
    text = str(torch.summary(Net(), torch.ones(5, 1, 8, 8)))
    for sign, plain in (("\u2009", " "), ("\u00d7", "x"), ("\u2013", "-")):
        text = text.replace(sign, plain)
    assert text.splitlines() == [
        "Net: 546 parameters · 2.18 kB · 33.8 kFLOP per sample · cpu",
        "",
        "layer       type         output (N = 5)  parameters   FLOPs",
        "─" * 59,
        "stem        Conv2d       Nx4x6x6                 40  13.0 k",
        "blocks      ModuleList                          456   156 k",
        "  0 … 2 x3  Block        Nx4x6x6                152  51.8 k",
        "    conv    Conv2d       Nx4x6x6                144  51.8 k",
        "    norm    BatchNorm2d  Nx4x6x6                  8       -",
        "drop        Dropout      Nx4                      -       -",
        "head        Linear       Nx10                    50     400",
        "",
        "parameters  546 (all trainable)",
        "FLOPs       169 k (84.4 k MACs), of matrix products and convolutions",
        "memory      parameters 2.18 kB, buffers 120 B, input 1.28 kB, outputs of the layers 20.4 kB",
    ]


def test_the_data_is_json_and_the_page_has_every_name_escaped():
    class Odd(nn.Module):
        forward = lambda self, x: next(self.children())(x)  # noqa: E731

    Odd.__name__ = "<b>Odd"
    model = Odd()
    model.add_module("<img src=x onerror=alert(1)>", nn.Linear(2, 2))
    view = torch.summary(model, torch.ones(1, 2))
    assert json.loads(json.dumps(view.to_dict()))["layers"][0]["params"] == 6
    page = view.to_html()
    assert "<img" not in page and "<b>Odd" not in page and "<script" not in page and "&lt;img src=x" in page


def test_a_deep_stack_has_a_small_page():
    assert len(torch.summary(Net(48), torch.ones(1, 1, 8, 8)).to_html()) < 7000
    wide = nn.Sequential(*(nn.Linear(4, 4 + i % 2) for i in range(0, 2000)))
    assert len(torch.summary(wide).to_html()) < 120_000


def test_without_an_input_the_last_shapes_are_kept():
    model = Net()
    assert torch.summary(model).flops is None
    torch.summary(model, torch.ones(5, 1, 8, 8))
    assert rows(torch.summary(model))["head"].call.outputs == ((5, 10),)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (lambda nn: nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten(),
                                  nn.Linear(128, 5)), (4, 3, 8, 8)),
        (lambda nn: nn.Sequential(nn.ConvTranspose2d(4, 6, 3, 2), nn.Conv2d(6, 6, 3, groups=3)), (2, 4, 5, 5)),
        (lambda nn: nn.TransformerEncoderLayer(16, 4, 32, batch_first=True), (3, 5, 16)),
        (lambda nn: nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), 3), (3, 5, 16)),
        (lambda nn: nn.Conv3d(2, 4, 3), (1, 2, 5, 6, 7)),
    ],
)  # fmt: skip
def test_flops_and_parameters_are_those_pytorch_counts(make, shape):
    oracle = pytest.importorskip("torch")
    from torch.utils.flop_counter import FlopCounterMode

    theirs = make(oracle.nn)  # in training mode and with gradients: its fast path of attention is not counted
    with FlopCounterMode(display=False) as counter:
        theirs(oracle.ones(shape))
    view = torch.summary(make(nn), input_size=shape)
    assert view.flops == counter.get_total_flops()
    assert view.params == sum(p.numel() for p in theirs.parameters())
