"""Weights kept symmetric, orthogonal, normed and positive; weights cut away; all saved and loaded again."""

import io

import torch
import torch.nn as nn
import torch.nn.utils.parametrize as parametrize
from torch.nn.utils import prune
from torch.nn.utils.parametrizations import orthogonal, spectral_norm, weight_norm

torch.manual_seed(0)


class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)

    def right_inverse(self, A):
        return A.triu()


class MatrixExponential(nn.Module):
    def forward(self, X):
        return torch.matrix_exp(X)


class Positive(nn.Module):
    def forward(self, X):
        return nn.functional.softplus(X)

    def right_inverse(self, Y):
        return Y + torch.log(-torch.expm1(-Y))


layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print(layer, torch.allclose(layer.weight, layer.weight.T), parametrize.is_parametrized(layer), layer.weight.grad_fn)
new = torch.rand(3, 3)
layer.weight = new + new.T
print(layer.parametrizations.weight.original, layer.weight)
parametrize.register_parametrization(layer.parametrizations.weight, "original", nn.Identity())
with parametrize.cached():
    print(layer.weight is layer.weight)
parametrize.register_parametrization(layer, "bias", Positive(), unsafe=False) if (layer.bias > 0).all() else None
parametrize.remove_parametrizations(layer, "weight", leave_parametrized=True)
print(layer, [name for name, _ in layer.named_parameters()])

net = nn.Sequential(
    orthogonal(nn.Linear(4, 4)),
    spectral_norm(nn.Linear(4, 6), n_power_iterations=2),
    weight_norm(nn.Linear(6, 2), dim=0),
)
print(net)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
x, target, losses = torch.randn(20, 4), torch.randn(20, 2), []
for _ in range(10):
    loss = (net(x) - target).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
Q = net[0].weight
print(f"{losses[-1]:.4f}", torch.dist(Q.T @ Q, torch.eye(4)) < 1e-5, sorted(net.state_dict()))
file = io.BytesIO()
torch.save(net.state_dict(), file)
file.seek(0)
other = nn.Sequential(orthogonal(nn.Linear(4, 4)), spectral_norm(nn.Linear(4, 6), n_power_iterations=2))
other.append(weight_norm(nn.Linear(6, 2)))
print(other.load_state_dict(torch.load(file)), torch.equal(other[0].weight, Q))

module = nn.Conv2d(1, 3, 3)
prune.random_unstructured(module, name="weight", amount=0.3)
print([name for name, _ in module.named_parameters()], [name for name, _ in module.named_buffers()])
prune.l1_unstructured(module, name="bias", amount=2)
prune.ln_structured(module, name="weight", amount=0.5, n=2, dim=0)
print(module.weight_mask.sum(), module.bias, len(module._forward_pre_hooks), module.weight.grad_fn)
prune.remove(module, "weight")
print(sorted(module.state_dict()), f"{(module.weight == 0).float().mean():.2%} are zero")
model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))
cut = [(model[0], "weight"), (model[2], "weight")]
prune.global_unstructured(cut, pruning_method=prune.L1Unstructured, amount=0.25)
print([f"{(m.weight == 0).sum().item()} of {m.weight.nelement()}" for m, _ in cut])


class Checkered(prune.BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        mask.view(-1)[::2] = 0
        return mask


Checkered.apply(model[2], "bias")
print(model[2].bias, model[2].bias_mask, prune.is_pruned(model))
