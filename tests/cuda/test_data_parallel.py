"""`nn.DataParallel` on the stand-in's two devices: scatter, replicate, parallel apply, gather; gradients are summed."""

from __future__ import annotations

import collections
import warnings

import numpy as np
import pytest

import nbtorch as torch
from nbtorch import nn
from nbtorch.nn import parallel

Pair = collections.namedtuple("Pair", "a b")


def perceptron():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.0), nn.Linear(8, 3))


def convolutional():
    return nn.Sequential(nn.Unflatten(1, (1, 2, 2)), nn.Conv2d(1, 3, 2), nn.Flatten(), nn.GELU(), nn.LayerNorm(3))


def shared():
    layer = nn.Linear(4, 4)
    return nn.Sequential(layer, nn.Tanh(), layer)


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn, self.out = nn.LSTM(2, 3, batch_first=True), nn.Linear(3, 2)

    def forward(self, x):
        return self.out(self.rnn(x.view(-1, 2, 2))[0][:, -1])


@pytest.mark.parametrize("make", [perceptron, convolutional, shared, Recurrent])
@pytest.mark.parametrize("rows", [1, 2, 5])
def test_a_step_is_that_of_one_device(make, rows, fake_gpu):
    torch.manual_seed(0)
    alone = make().double().cuda()
    model = nn.DataParallel(make().double().cuda())
    model.module.load_state_dict(alone.state_dict())
    x, seen = torch.randn(rows, 4).double().cuda(), []
    for network in (alone, model):
        given = x.clone().requires_grad_()
        out = network(given)
        (out * out).sum().backward()
        assert out.device == given.grad.device == torch.device("cuda:0")
        seen.append([out, given.grad, *[p.grad for p in network.parameters()]])
        torch.optim.SGD(network.parameters(), 0.1).step()
    for a, b in zip(*seen, strict=True):
        np.testing.assert_allclose(b.tolist(), a.tolist(), rtol=1e-9, atol=1e-12)
    for a, b in zip(alone.parameters(), model.parameters(), strict=True):
        assert b.device == b.grad.device == torch.device("cuda:0")
        np.testing.assert_allclose(b.tolist(), a.tolist(), rtol=1e-9, atol=1e-12)
    assert torch.cuda.current_device() == 0


class Tells(nn.Module):
    """Gives where it runs and what it was given."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_buffer("calls", torch.zeros(1))
        self.seen = []

    def forward(self, x, *rest, scale=1, **more):
        self.calls.add_(1)
        self.seen.append((str(x.device), str(self.weight.device), torch.cuda.current_device(), len(x), rest, more))
        return {"x": x * self.weight * scale, "sum": x.sum(), "none": None, "pair": Pair(x, [x + 1])}


def test_parts_and_places(fake_gpu):
    module = Tells().cuda()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        out = nn.DataParallel(module)(torch.arange(5.0).cuda(), "same", scale=torch.ones(2).cuda(), word=1)
    assert [str(w.message)[:41] for w in told] == ["Was asked to gather along dimension 0, but"[:41]]
    assert module.seen == [
        ("cuda:0", "cuda:0", 0, 3, ("same",), {"word": 1}), ("cuda:1", "cuda:1", 1, 2, ("same",), {"word": 1}),
    ]  # fmt: skip
    assert out["x"].tolist() == out["pair"].a.tolist() == [0, 1, 2, 3, 4]
    assert out["pair"].b[0].tolist() == [1, 2, 3, 4, 5]
    assert out["sum"].tolist() == [3, 7] and out["none"] is None and type(out["pair"]) is Pair
    assert module.calls.item() == 1  # the first device has the module's own buffers
    assert [str(t.device) for t in parallel.scatter(torch.ones(4), [1, 0])] == ["cuda:1", "cuda:0"]
    assert parallel.data_parallel(nn.Linear(1, 2).cuda(), torch.ones(2, 1), [0, 1], "cuda:1").device.index == 1
    with pytest.raises(RuntimeError, match="module must have its parameters and buffers on device cuda:0 "):
        nn.DataParallel(Tells())(torch.ones(2))
    one = nn.DataParallel(Tells(), device_ids=[1])
    assert one(torch.ones(2))["x"].device == one.module.weight.device == torch.device("cuda:1")
    assert str(one.module.seen[0][:3]) == "('cuda:1', 'cuda:1', 0)"


def test_without_a_gpu(monkeypatch):
    from nbtorch.backend import cuda

    monkeypatch.setattr(cuda, "_found", lambda: (None, "no CuPy"))
    model = nn.DataParallel(nn.Linear(2, 2), device_ids=[0, 1])
    assert model.device_ids == [] and model(torch.ones(3, 2)).shape == (3, 2)
    assert list(model.state_dict()) == ["module.weight", "module.bias"]


def test_two_devices_do_not_mix(fake_gpu):
    a, b = torch.ones(2, device="cuda:0"), torch.ones(2, device="cuda:1")
    assert str(a.device) == "cuda:0" and str(b.device) == str((b * 2 + b).device) == "cuda:1"
    with pytest.raises(RuntimeError, match=r"at least two devices, cuda:0 and cuda:1.*'input' is on cuda:0.*'other'"):
        a + b
    with pytest.raises(RuntimeError, match="Expected all tensors to be on the same device"):
        torch.cat([a, b])
    assert (a + b.to("cuda:0")).tolist() == [2, 2] and a.to("cuda") is a and b.to("cuda").device.index == 0
    with torch.cuda.device(1):
        assert torch.ones(1, device="cuda").device.index == 1 and a.to("cuda").device.index == 1
        assert b.cuda() is b and (a * 2).device.index == 0
    with pytest.raises(RuntimeError, match="CUDA error: invalid device ordinal"):
        torch.ones(1, device="cuda:2")
    b.mul_(3).add_(1)
    b[0] = 7
    assert b.tolist() == [7, 4] and b.device.index == 1


def test_gradients_cross_devices(fake_gpu):
    a = torch.tensor([1.0, 2.0], device="cuda:0", requires_grad=True)
    b = torch.tensor([3.0, 4.0], device="cuda:1", requires_grad=True)
    c = torch.tensor([5.0, 6.0], requires_grad=True)
    loss = (a.to("cuda:1") * b * c.to("cuda:1")).exp().log().sum() + (a * 2).sum().to("cuda:1")
    assert loss.device.index == 1
    loss.backward()
    assert [str(t.grad.device) for t in (a, b, c)] == ["cuda:0", "cuda:1", "cpu"]
    for t, want in ((a, [17, 26]), (b, [5, 12]), (c, [3, 8])):
        np.testing.assert_allclose(t.grad.tolist(), want, rtol=1e-5)
    (second,) = torch.autograd.grad((a.to("cuda:1") ** 3).sum(), a, create_graph=True)
    assert torch.autograd.grad(second.sum(), a)[0].tolist() == [6, 12]
    assert torch.cuda.current_device() == 0
