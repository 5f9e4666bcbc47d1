"""Modules against PyTorch: repr, initial weights under one seed, state, outputs, gradients, errors."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

IMAGE, SEQUENCE, ROWS = (2, 4, 6, 6), (2, 4, 9), (5, 4)
MODULES = [
    ("Linear(4, 3)", ROWS), ("Linear(4, 3, bias=False)", ROWS), ("Identity()", ROWS),
    ("Conv1d(4, 6, 3)", SEQUENCE), ("Conv2d(4, 6, 3)", IMAGE),
    ("Conv2d(4, 6, (3, 2), stride=2, padding=1, dilation=(1, 2), groups=2, bias=False)", IMAGE),
    ("Conv2d(4, 4, 3, padding='same')", IMAGE), ("Conv2d(4, 4, 3, padding=1, padding_mode='reflect')", IMAGE),
    ("ConvTranspose1d(4, 6, 3)", SEQUENCE), ("ConvTranspose2d(4, 6, 4, 2, 1, bias=False)", IMAGE),
    ("ConvTranspose2d(4, 6, (3, 2), stride=2, padding=1, output_padding=1, groups=2, dilation=(1, 2))", IMAGE),
    ("MaxPool1d(3)", SEQUENCE), ("MaxPool2d(2)", IMAGE), ("MaxPool2d(3, stride=2, padding=1, ceil_mode=True)", IMAGE),
    ("AvgPool1d(3)", SEQUENCE), ("AvgPool2d(2)", IMAGE), ("AvgPool2d(3, 2, 1, count_include_pad=False)", IMAGE),
    ("AdaptiveAvgPool1d(3)", SEQUENCE), ("AdaptiveAvgPool2d((1, 1))", IMAGE), ("AdaptiveAvgPool2d(4)", IMAGE),
    ("BatchNorm1d(4)", ROWS), ("BatchNorm2d(4)", IMAGE), ("BatchNorm2d(4, momentum=None)", IMAGE),
    ("BatchNorm2d(4, affine=False, track_running_stats=False)", IMAGE),
    ("LayerNorm(6)", IMAGE), ("LayerNorm((6, 6), elementwise_affine=False)", IMAGE),
    ("LayerNorm(6, bias=False)", IMAGE),
    ("GroupNorm(2, 4)", IMAGE), ("Dropout(0.3)", ROWS), ("Dropout2d(0.3)", IMAGE), ("Flatten()", IMAGE),
    ("Unflatten(1, (2, 2))", ROWS), ("ReLU()", ROWS), ("ReLU(inplace=True)", ROWS), ("ReLU6()", ROWS), ("SiLU()", ROWS),
    ("Mish()", ROWS), ("SELU()", ROWS), ("Hardswish()", ROWS), ("Hardsigmoid()", ROWS), ("Tanh()", ROWS),
    ("Sigmoid()", ROWS), ("LogSigmoid()", ROWS), ("Softsign()", ROWS), ("Tanhshrink()", ROWS), ("LeakyReLU(0.2)", ROWS),
    ("ELU()", ROWS), ("GELU()", ROWS), ("GELU(approximate='tanh')", ROWS), ("Softplus()", ROWS), ("Hardtanh()", ROWS),
    ("PReLU(4)", ROWS), ("GLU()", ROWS), ("Softmax(dim=1)", ROWS), ("LogSoftmax(dim=-1)", ROWS),
    ("Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Sequential(nn.Linear(8, 2), nn.ReLU()))", ROWS),
    ("Sequential(OrderedDict(a=nn.Linear(4, 8), b=nn.BatchNorm1d(8)))", ROWS),
]  # fmt: skip


def make(framework, text):
    from collections import OrderedDict

    framework.manual_seed(3)
    return eval(f"nn.{text}", {"nn": framework.nn, "OrderedDict": OrderedDict})


@pytest.mark.parametrize("text, shape", MODULES, ids=[text for text, _ in MODULES])
def test_module(text, shape):
    ours, theirs = make(nbtorch, text), make(torch, text)
    assert repr(ours) == repr(theirs)
    mine, yours = ours.state_dict(), theirs.state_dict()
    assert list(mine) == list(yours)
    for key, value in yours.items():
        np.testing.assert_array_equal(mine[key].numpy(), value.numpy(), err_msg=f"initial {key}")
        assert str(mine[key].dtype) == str(value.dtype)
    assert [n for n, _ in ours.named_parameters()] == [n for n, _ in theirs.named_parameters()]
    array = np.random.default_rng(0).normal(size=shape).astype("float32")
    for mode in (True, False):
        results = []
        for framework, module in ((nbtorch, ours), (torch, theirs)):
            framework.manual_seed(5)
            module.train(mode)
            x = framework.tensor(array, requires_grad=True)
            out = module(x * 1)
            (out * out).sum().backward()
            results.append([out.detach().numpy(), x.grad.numpy(), *[p.grad.numpy() for p in module.parameters()],
                            *[b.numpy() for b in module.buffers()]])  # fmt: skip
            module.zero_grad()
        for a, b in zip(*results, strict=True):
            np.testing.assert_allclose(a, b, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize("text, shape", [m for m in MODULES if "(" in m[0]][:20:3])
def test_copies_and_pickles(text, shape):
    module = make(nbtorch, text)
    x = nbtorch.ones(shape)
    module.eval()
    for again in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert repr(again) == repr(module)
        np.testing.assert_array_equal(again(x).detach().numpy(), module(x).detach().numpy())
        for p, q in zip(again.parameters(), module.parameters(), strict=True):
            assert p is not q and p.data_ptr() != q.data_ptr()


LOSSES = [
    ("MSELoss()", "values"), ("MSELoss(reduction='sum')", "values"), ("L1Loss(reduction='none')", "values"),
    ("SmoothL1Loss(beta=0.5)", "values"), ("HuberLoss(delta=0.5)", "values"), ("CrossEntropyLoss()", "classes"),
    ("CrossEntropyLoss(label_smoothing=0.1, ignore_index=2)", "classes"),
    ("CrossEntropyLoss(reduction='none')", "classes"),
    ("NLLLoss()", "classes"), ("BCEWithLogitsLoss()", "chances"), ("BCELoss()", "chances"),
    ("KLDivLoss(reduction='batchmean')", "chances"),
]  # fmt: skip


@pytest.mark.parametrize("text, kind", LOSSES, ids=[text for text, _ in LOSSES])
def test_loss(text, kind):
    draw = np.random.default_rng(0)
    inputs = draw.uniform(0.1, 0.9, (6, 4)).astype("float32")
    targets = {"values": draw.normal(size=(6, 4)).astype("float32"), "classes": draw.integers(0, 4, 6),
               "chances": draw.uniform(0.1, 0.9, (6, 4)).astype("float32")}[kind]  # fmt: skip
    results = []
    for framework in (nbtorch, torch):
        criterion = make(framework, text)
        x = framework.tensor(inputs, requires_grad=True)
        loss = criterion(x, framework.tensor(targets))
        loss.sum().backward()
        results.append((repr(criterion), loss.detach().numpy(), x.grad.numpy()))
    assert results[0][0] == results[1][0]
    for a, b in zip(results[0][1:], results[1][1:], strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


CONTAINERS = [
    "ModuleList([nn.Linear(2, 2) for _ in range(3)] + [nn.ReLU()])",
    "ModuleDict({'a': nn.Linear(2, 3), 'b': nn.ReLU()})",
    "ModuleList()", "Sequential()", "ParameterList([nn.Parameter(nn.Linear(2, 3).weight.data)])",
]  # fmt: skip


@pytest.mark.parametrize("text", CONTAINERS)
def test_containers_print(text):
    ours, theirs = make(nbtorch, text), make(torch, text)
    assert repr(ours) == repr(theirs)
    assert list(ours.state_dict()) == list(theirs.state_dict())


ERRORS = [
    lambda nn, t: nn.Linear(4, 3)(t.ones(2, 5)),
    lambda nn, t: nn.Conv2d(4, 6, 3)(t.ones(2, 3, 6, 6)),
    lambda nn, t: nn.Conv2d(4, 6, 3, groups=3),
    lambda nn, t: nn.BatchNorm2d(4)(t.ones(2, 4)),
    lambda nn, t: nn.Dropout(1.5),
    lambda nn, t: nn.Linear(4, 3).load_state_dict({"weight": t.ones(3, 5), "bais": t.ones(3)}),
    lambda nn, t: nn.Module()(t.ones(1)),
    lambda nn, t: nn.Linear(4, 3).missing,
    lambda nn, t: setattr(nn.Linear(4, 3), "weight", t.ones(3, 4)),
    lambda nn, t: nn.Linear(4, 3).register_buffer("a.b", t.ones(1)),
    lambda nn, t: nn.Embedding(3, 2)(t.tensor([3])),
    lambda nn, t: nn.CrossEntropyLoss()(t.ones(2, 3), t.tensor([0, 3])),
    lambda nn, t: nn.CrossEntropyLoss()(t.ones(2, 3), t.tensor([0, 1, 2])),
    lambda nn, t: nn.Linear(4, 3)(t.ones(2, 4, dtype=t.float64)),
    lambda nn, t: nn.Sequential(nn.ReLU())[3],
    lambda nn, t: nn.ModuleList([t.ones(1)]),
]


@pytest.mark.parametrize("call", ERRORS)
def test_errors(call):
    ends = []
    for framework in (nbtorch, torch):
        with pytest.raises(Exception) as error:
            call(framework.nn, framework)
        ends.append(error)
    assert ends[0].type is ends[1].type, (ends[0].value, ends[1].value)
    words = [set(str(e.value).replace("nbtorch", "torch").lower().split()) for e in ends]
    assert len(words[0] & words[1]) >= len(words[1]) * 0.5, (str(ends[0].value), str(ends[1].value))


def test_hooks():
    def run(framework):
        seen = []
        module = make(framework, "Sequential(nn.Linear(4, 3), nn.ReLU())")
        module.register_forward_pre_hook(lambda m, args: (args[0] * 2,))
        module.register_forward_hook(lambda m, args, out: out + 1)
        module[0].register_full_backward_hook(lambda m, gi, go: seen.append([g.sum().item() for g in (*gi, *go)]))
        handle = module.register_forward_hook(lambda m, args, out: out * 100)
        handle.remove()
        x = framework.ones(2, 4, requires_grad=True)
        out = module(x)
        out.sum().backward()
        return [*seen, x.grad.sum().item(), out.sum().item()]

    for a, b in zip(run(nbtorch), run(torch), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5)


def test_load_state_dict_reports_all_that_is_wrong():
    module = nbtorch.nn.Sequential(nbtorch.nn.Linear(2, 2))
    result = module.load_state_dict({"0.weight": nbtorch.ones(2, 2), "more": nbtorch.ones(1)}, strict=False)
    assert result.missing_keys == ["0.bias"] and result.unexpected_keys == ["more"]
    assert repr(module.load_state_dict(module.state_dict())) == "<All keys matched successfully>"


def test_to_moves_and_casts_in_place():
    module = nbtorch.nn.Sequential(nbtorch.nn.Linear(2, 2), nbtorch.nn.BatchNorm1d(2))
    weight = module[0].weight
    assert module.to(nbtorch.float64) is module
    assert module[0].weight is weight and weight.dtype is nbtorch.float64
    assert module[1].num_batches_tracked.dtype is nbtorch.int64
    assert module(nbtorch.ones(3, 2, dtype=nbtorch.float64)).dtype is nbtorch.float64


def test_view_after_a_convolution():
    """`x.view(len(x), -1)` after conv and pool is in every tutorial."""
    array = np.random.default_rng(0).normal(size=(2, 1, 8, 8)).astype("float32")
    results = []
    for framework in (nbtorch, torch):
        net = make(framework, "Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2))")
        x = framework.tensor(array, requires_grad=True)
        out = net(x).view(2, -1)
        (out * framework.arange(36.0)).sum().backward()
        results.append((out.detach().numpy(), x.grad.numpy()))
    for a, b in zip(*results, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)
