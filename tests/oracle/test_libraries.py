"""Libraries that are written for PyTorch, under `nbtorch.alias()`: they print what they print with PyTorch itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.oracle

PROGRAMS = {
    "einops": """
from einops import pack, rearrange, reduce, repeat
from einops.layers.torch import Rearrange, Reduce
x = torch.arange(48.0).reshape(2, 3, 4, 2).requires_grad_()
net = torch.nn.Sequential(Rearrange("b c h w -> b (c h w)"), torch.nn.Linear(24, 3), Reduce("b c -> c", "max"))
print(net, net(x), repeat(rearrange(x, "b c (h s) w -> b h (c s w)", s=2), "b h c -> (b r) h c", r=2).shape)
reduce(x, "b c h w -> b c", "mean").sum().backward()
print(x.grad[0, 0], pack([torch.ones(2, 3), torch.zeros(2)], "b *"))
""",
    "safetensors": """
import tempfile, safetensors.torch
tensors = {"a": torch.arange(4.0), "b": torch.ones(2, 2, dtype=torch.bfloat16), "c": torch.tensor([True])}
with tempfile.TemporaryDirectory() as folder:
    safetensors.torch.save_file(tensors, folder + "/x")
    print(safetensors.torch.load_file(folder + "/x"))
""",
    "torchmetrics": """
import torchmetrics
p, t = torch.randn(50, 5).softmax(1), torch.randint(0, 5, (50,))
for name in ("Accuracy", "F1Score", "ConfusionMatrix", "AUROC", "CohenKappa", "AveragePrecision"):
    metric = getattr(torchmetrics, name)(task="multiclass", num_classes=5)
    metric.update(p[:25], t[:25])
    metric.update(p[25:], t[25:])
    print(name, metric.compute())
""",
    "torchdiffeq": """
from torchdiffeq import odeint, odeint_adjoint
class Field(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
    def forward(self, t, y):
        return self.net(y)
field, start, times = Field(), torch.tensor([[1.0, 0.0]]), torch.linspace(0, 1, 5)
print(odeint(field, start, times, method="dopri5"))
odeint_adjoint(field, start, times).square().sum().backward()
print(field.net[0].weight.grad)
""",
    "captum": """
from captum.attr import DeepLift, IntegratedGradients, Occlusion
net = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(144, 3)).eval()
x = torch.randn(2, 1, 8, 8)
print(IntegratedGradients(net).attribute(x, target=1).sum(), DeepLift(net).attribute(x, target=1).sum())
print(Occlusion(net).attribute(x, target=0, sliding_window_shapes=(1, 3, 3)).sum())
""",
    "gpytorch": """
import gpytorch
x = torch.linspace(0, 1, 20)
y = (6 * x).sin() + 0.1 * torch.randn(20)
class GP(gpytorch.models.ExactGP):
    def __init__(self, x, y, likelihood):
        super().__init__(x, y, likelihood)
        self.mean = gpytorch.means.ConstantMean()
        self.covariance = gpytorch.kernels.ScaleKernel(gpytorch.kernels.RBFKernel())
    def forward(self, x):
        return gpytorch.distributions.MultivariateNormal(self.mean(x), self.covariance(x))
likelihood = gpytorch.likelihoods.GaussianLikelihood()
model = GP(x, y, likelihood)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
objective = gpytorch.mlls.ExactMarginalLogLikelihood(likelihood, model)
for _ in range(5):
    optimizer.zero_grad()
    loss = -objective(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.3f}")
""",
}


def printed(program: str, alias: bool) -> str:
    """What a program prints, in a process of its own."""
    start = "import warnings; warnings.simplefilter('ignore')\n"
    start += "import nbtorch; nbtorch.alias()\n" if alias else ""
    source = f"{start}import torch; torch.manual_seed(0); torch.set_num_threads(1)\n{program}"
    return subprocess.run([sys.executable, "-c", source], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_library_prints_the_same(name: str) -> None:
    pytest.importorskip("torch")
    if subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode:
        pytest.skip(f"needs {name}, which does not come with the test tools")
    ours, theirs = (printed(PROGRAMS[name], alias) for alias in (True, False))
    assert len(theirs.splitlines()) > 1 or name == "safetensors"
    assert ours == theirs
