"""Learn to learn sines: steps inside steps (MAML), first through autograd.grad, then through torch.func."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call, grad, vmap

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Linear(20, 20), nn.Tanh(), nn.Linear(20, 1))
meta_optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
losses = []


def sample_tasks(count, shots=8):
    amplitude = torch.empty(count, 1, 1).uniform_(0.5, 2.0)
    phase = torch.empty(count, 1, 1).uniform_(0.0, 3.14)
    x = torch.empty(count, 2 * shots, 1).uniform_(-3.0, 3.0)
    y = amplitude * torch.sin(x + phase)
    return x[:, :shots], y[:, :shots], x[:, shots:], y[:, shots:]


def adapt(params, x, y, lr=0.05, steps=2):
    for _ in range(steps):
        loss = F.mse_loss(functional_call(model, params, (x,)), y)
        gradients = torch.autograd.grad(loss, tuple(params.values()), create_graph=True)
        params = {name: p - lr * g for (name, p), g in zip(params.items(), gradients, strict=True)}
    return params


for step in range(10):
    meta_optimizer.zero_grad()
    total = 0.0
    for x, y, x_query, y_query in zip(*sample_tasks(4), strict=True):
        adapted = adapt(dict(model.named_parameters()), x, y)
        total = total + F.mse_loss(functional_call(model, adapted, x_query), y_query)
    (total / 4).backward()
    meta_optimizer.step()
    losses.append(total.item() / 4)
    if step % 5 == 4:
        size = torch.cat([p.grad.flatten() for p in model.parameters()]).norm()
        print(f"by autograd.grad: step {step + 1} loss {total.item() / 4:.4f} gradient {size:.4f}")


def task_loss(params, x, y, x_query, y_query):
    def inner(params):
        return F.mse_loss(functional_call(model, params, (x,)), y)

    gradients = grad(inner)(params)
    adapted = {name: params[name] - 0.05 * gradients[name] for name in params}
    return F.mse_loss(functional_call(model, adapted, (x_query,)), y_query)


for step in range(10):
    meta_optimizer.zero_grad()
    params = dict(model.named_parameters())
    loss = vmap(task_loss, in_dims=(None, 0, 0, 0, 0))(params, *sample_tasks(8)).mean()
    loss.backward()
    meta_optimizer.step()
    losses.append(loss.item())
    if step % 5 == 4:
        print(f"by torch.func: step {step + 1} loss {loss.item():.4f}")

x, y, x_query, y_query = (part[0] for part in sample_tasks(1))
params = {name: p.detach().requires_grad_() for name, p in model.named_parameters()}
for steps in range(4):
    adapted = adapt(params, x, y, steps=steps)
    print(f"after {steps} steps: {F.mse_loss(functional_call(model, adapted, (x_query,)), y_query).item():.4f}")
