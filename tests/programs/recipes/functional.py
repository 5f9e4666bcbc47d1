"""torch.func: gradients of every sample, an ensemble at once, a neural tangent kernel, Jacobians and Hessians."""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call, grad, hessian, jacfwd, jacrev, jvp, stack_module_state, vjp, vmap

torch.manual_seed(0)


class SimpleCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 4, 3), nn.Linear(4 * 3 * 3, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return F.log_softmax(self.fc(torch.flatten(x, 1)), dim=1)


model = SimpleCNN()
data, targets = torch.randn(6, 1, 8, 8), torch.randint(0, 5, (6,))
params = {k: v.detach() for k, v in model.named_parameters()}


def compute_loss(params, sample, target):
    return F.nll_loss(functional_call(model, params, (sample.unsqueeze(0),)), target.unsqueeze(0))


per_sample = vmap(grad(compute_loss), in_dims=(None, 0, 0))(params, data, targets)
F.nll_loss(model(data), targets).backward()
for name, parameter in model.named_parameters():
    same = torch.allclose(per_sample[name].mean(0), parameter.grad, atol=1e-6)
    print(name, tuple(per_sample[name].shape), same, f"{per_sample[name].flatten(1).norm(dim=1).max():.4f}")
clipped = {k: (g * (1.0 / g.flatten(1).norm(dim=1).clamp(min=1.0)).view(-1, *[1] * (g.ndim - 1))).sum(0)
           for k, g in per_sample.items()}  # fmt: skip
print({k: f"{g.norm():.4f}" for k, g in clipped.items()})

# an ensemble
models = [SimpleCNN() for _ in range(3)]
stacked, buffers = stack_module_state(models)
skeleton = copy.deepcopy(models[0])


def fmodel(params, buffers, x):
    return functional_call(skeleton, (params, buffers), (x,))


together = vmap(fmodel, in_dims=(0, 0, None))(stacked, buffers, data)
print(together.shape, torch.allclose(together, torch.stack([m(data) for m in models]), atol=1e-6))
each_its_own = vmap(fmodel)(stacked, buffers, data.view(3, 2, 1, 8, 8))
print(each_its_own.shape, each_its_own.argmax(-1))


# an empirical neural tangent kernel, contracted from Jacobians and from products
def fnet_single(params, x):
    return functional_call(model, params, (x.unsqueeze(0),)).squeeze(0)


def ntk_from_jacobians(x1, x2):
    jac1, jac2 = (vmap(jacrev(fnet_single), (None, 0))(params, x) for x in (x1, x2))
    pairs = zip((j.flatten(2) for j in jac1.values()), (j.flatten(2) for j in jac2.values()), strict=True)
    return torch.stack([torch.einsum("Naf,Mbf->NMab", j1, j2) for j1, j2 in pairs]).sum(0)


def ntk_from_products(x1, x2):
    def entry(x1, x2):
        def product(vector):
            _, pull = vjp(lambda p: fnet_single(p, x1), params)
            return jvp(lambda p: fnet_single(p, x2), (params,), pull(vector))[1]

        return vmap(product)(torch.eye(5))

    return vmap(vmap(entry, (None, 0)), (0, None))(x1, x2)


kernel = ntk_from_jacobians(data[:3], data[3:5])
print(kernel.shape, f"{kernel.diagonal(dim1=2, dim2=3).sum():.3f}")
print(torch.allclose(kernel, ntk_from_products(data[:3], data[3:5]), atol=1e-4))


def predict(weight, bias, x):
    return torch.tanh(F.linear(x, weight, bias))


weight, bias, x = torch.randn(3, 4), torch.randn(3), torch.randn(4)
by_rows = torch.stack([torch.autograd.grad(predict(weight, bias, x.requires_grad_())[i], x)[0] for i in range(3)])
x = x.detach()
print(torch.allclose(jacrev(predict, argnums=2)(weight, bias, x), by_rows, atol=1e-6))
print(torch.allclose(jacfwd(predict, argnums=2)(weight, bias, x), by_rows, atol=1e-6))
hess = hessian(predict, argnums=2)(weight, bias, x)
print(hess.shape, torch.allclose(hess, hess.mT, atol=1e-6), f"{hess.sum():.4f}")
