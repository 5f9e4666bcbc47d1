"""Where tensors live: no GPU, two devices that do not mix, and training steps that never make the host wait."""

from __future__ import annotations

import pytest

import nbtorch as torch
from nbtorch.nn import functional as F


def test_cuda_without_a_gpu(monkeypatch):
    from nbtorch.backend import cuda

    monkeypatch.setattr(cuda, "_found", lambda: (None, "CuPy is not installed (No module named 'cupy')"))
    assert torch.cuda.is_available() is False and torch.cuda.device_count() == 0
    for call in (
        lambda: torch.ones(1).cuda(),
        lambda: torch.nn.Linear(1, 1).cuda(),
        lambda: torch.ones(1, device="cuda"),
    ):
        with pytest.raises(AssertionError, match="Torch not compiled with CUDA enabled: CuPy is not installed"):
            call()


def test_mixed_devices(fake_gpu):
    here, there = torch.ones(2), torch.ones(2, device="cuda")
    with pytest.raises(
        RuntimeError, match=r"Expected all tensors to be on the same device.*argument 'input' is on cpu"
    ) as error:
        here + there
    assert "input.to('cuda:0')" in str(error.value)
    with pytest.raises(RuntimeError, match=r"Expected all tensors to be on the same device.*'weight'"):
        F.linear(there.reshape(1, 2), torch.ones(3, 2))


def perceptron():
    return torch.nn.Sequential(torch.nn.Linear(64, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))


def convolutional():
    return torch.nn.Sequential(
        torch.nn.Unflatten(1, (1, 8, 8)),
        torch.nn.Conv2d(1, 4, 3, padding=1),
        torch.nn.BatchNorm2d(4),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(64, 3),
    )


@pytest.mark.parametrize("make", [perceptron, convolutional])
def test_a_training_step_on_a_gpu_waits_for_nothing(fake_gpu, make):
    """Parameters, activations, loss and update stay on the device; no host synchronisation in a step."""
    torch.manual_seed(0)
    model = make().to("cuda")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    x, y = torch.randn(16, 64).to("cuda"), torch.randint(0, 3, (16,)).to("cuda")
    losses = []
    for _ in range(3):
        fake_gpu.syncs = 0
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        assert fake_gpu.syncs <= 1
        losses.append(loss.item())
    assert losses[-1] < losses[0]
    assert all(p.device.type == p.grad.device.type == "cuda" for p in model.parameters())


def test_bfloat16_stays_bfloat16(fake_gpu):
    x = torch.tensor([1.5, 2.5], device="cuda").requires_grad_()
    y = x.bfloat16() * 0.7
    y.sum().backward()
    assert y.dtype == torch.bfloat16 and y.tolist() == (x.cpu().bfloat16() * 0.7).tolist()
    assert x.grad.tolist() == [0.69921875, 0.69921875]
    assert x.detach().bfloat16().mul_(0.7).tolist() == y.tolist()
