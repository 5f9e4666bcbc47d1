"""Densities: a flow of couplings, a mixture density network, variational inference and a Gaussian process."""

import math

import torch
import torch.nn as nn
from torch import distributions as D
from torch.distributions import constraints, kl_divergence, transforms

torch.manual_seed(0)
losses = []


class AffineCoupling(transforms.Transform):
    domain = codomain = constraints.independent(constraints.real, 1)
    bijective = True

    def __init__(self, net, flip):
        super().__init__()
        self.net, self.flip = net, flip

    def _split(self, x):
        return x.chunk(2, -1)[:: -1 if self.flip else 1]

    def _join(self, kept, changed):
        return torch.cat((changed, kept) if self.flip else (kept, changed), -1)

    def _call(self, x):
        kept, changed = self._split(x)
        shift, log_scale = self.net(kept).chunk(2, -1)
        return self._join(kept, changed * log_scale.tanh().exp() + shift)

    def _inverse(self, y):
        kept, changed = self._split(y)
        shift, log_scale = self.net(kept).chunk(2, -1)
        return self._join(kept, (changed - shift) * log_scale.tanh().neg().exp())

    def log_abs_det_jacobian(self, x, y):
        return self.net(self._split(x)[0]).chunk(2, -1)[1].tanh().sum(-1)


angle = 6.2832 * torch.rand(256)
ring = torch.stack([angle.cos(), angle.sin()], 1) + 0.1 * torch.randn(256, 2)
nets = nn.ModuleList([nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 2)) for _ in range(4)])
base = D.Independent(D.Normal(torch.zeros(2), torch.ones(2)), 1)
flow = D.TransformedDistribution(base, [AffineCoupling(net, i % 2 == 1) for i, net in enumerate(nets)])
optimizer = torch.optim.Adam(nets.parameters(), lr=0.02)
for _ in range(25):
    loss = -flow.log_prob(ring).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"flow: {losses[0]:.4f} to {losses[-1]:.4f}; radii", flow.sample((5,)).norm(dim=-1))

# a mixture density network, of what has two answers
x = torch.rand(200, 1) * 2 - 1
y = torch.where(torch.rand(200, 1) < 0.5, x, -x) + 0.05 * torch.randn(200, 1)
mdn = nn.Sequential(nn.Linear(1, 24), nn.Tanh(), nn.Linear(24, 3 * 2))
optimizer = torch.optim.Adam(mdn.parameters(), lr=0.03)


def mixture(x):
    logits, means, spreads = mdn(x).chunk(3, dim=-1)
    return D.MixtureSameFamily(D.Categorical(logits=logits), D.Normal(means, nn.functional.softplus(spreads) + 1e-2))


for _ in range(25):
    loss = -mixture(x).log_prob(y.squeeze(1)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"mixture: {loss.item():.4f}", mixture(torch.tensor([[0.8]])), mixture(torch.tensor([[0.8]])).variance)

# Bayesian linear regression: a variational posterior against the exact one
features = torch.cat([torch.ones_like(x), x], 1)
target = features @ torch.tensor([0.5, -1.0]) + 0.3 * torch.randn(200)
mean, tril = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.eye(2))
prior = D.MultivariateNormal(torch.zeros(2), torch.eye(2))
optimizer = torch.optim.Adam([mean, tril], lr=0.05)
for _ in range(40):
    to_tril = D.transform_to(constraints.lower_cholesky)
    posterior = D.MultivariateNormal(mean, scale_tril=to_tril(tril))
    weights = posterior.rsample((16,))
    likelihood = D.Normal(weights @ features.T, 0.3).log_prob(target).sum(-1).mean()
    loss = (kl_divergence(posterior, prior) - likelihood) / 200
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
precision = torch.eye(2) + features.T @ features / 0.09
exact = torch.linalg.solve(precision, features.T @ target / 0.09)
print(f"regression: {loss.item():.4f}", posterior.mean.detach(), exact)

# a Gaussian process: its marginal likelihood by Cholesky
x, target = x[:40], torch.sin(4 * x[:40, 0]) + 0.1 * torch.randn(40)
log_scale, log_noise = nn.Parameter(torch.tensor(0.0)), nn.Parameter(torch.tensor(-1.0))
optimizer = torch.optim.Rprop([log_scale, log_noise], lr=0.05)


def kernel(a, b):
    return torch.exp(-0.5 * torch.cdist(a / log_scale.exp(), b / log_scale.exp()).square())


def factor():
    return torch.linalg.cholesky(kernel(x, x) + (log_noise.exp() ** 2 + 1e-4) * torch.eye(40))


for _ in range(15):
    L = factor()
    alpha = torch.cholesky_solve(target[:, None], L)
    loss = 0.5 * (target @ alpha).squeeze() + L.diagonal().log().sum() + 20 * math.log(2 * math.pi)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item() / 40)
with torch.no_grad():
    at = torch.linspace(-1, 1, 5)[:, None]
    predicted = kernel(at, x) @ torch.cholesky_solve(target[:, None], factor())
    spread = 1 - torch.linalg.solve_triangular(factor(), kernel(x, at), upper=False).square().sum(0)
print(
    f"process: {losses[-1]:.3f}", [f"{v:.2f}" for v in predicted.flatten()], [f"{v:.2f}" for v in spread.clamp(min=0)]
)
