"""Networks and equations: heat flow by its residual, a learned Hamiltonian, rates fitted through a solver."""

import math

import torch
import torch.nn as nn
from torch.autograd import grad

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
losses = []


def derivative(y, x):
    return grad(y, x, grad_outputs=torch.ones_like(y), create_graph=True)[0]


# u_t = u_xx with u(x, 0) = sin(pi x) and cold ends, fitted by L-BFGS
net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
inside = torch.rand(64, 2) * torch.tensor([1.0, 0.2])
start = torch.stack([torch.linspace(0, 1, 16), torch.zeros(16)], dim=1)
ends = torch.cartesian_prod(torch.tensor([0.0, 1.0]), torch.linspace(0, 0.2, 8))


def heat(place):
    place = place.requires_grad_()
    u = net(place)
    first = derivative(u, place)
    return first[:, 1] - derivative(first[:, 0], place)[:, 0]


optimizer = torch.optim.LBFGS(net.parameters(), max_iter=10, history_size=10, line_search_fn="strong_wolfe")


def closure():
    optimizer.zero_grad()
    begin = (net(start).squeeze(1) - torch.sin(math.pi * start[:, 0])).pow(2).mean()
    loss = heat(inside).pow(2).mean() + begin + net(ends).pow(2).mean()
    loss.backward()
    return loss


for step in range(8):
    loss = optimizer.step(closure)
    losses.append(loss.item())
    print(f"heat {step}: {loss.item():.5f}")
with torch.no_grad():
    exact = torch.sin(torch.tensor(math.pi * 0.5)) * math.exp(-(math.pi**2) * 0.1)
    print(f"u(0.5, 0.1) = {net(torch.tensor([[0.5, 0.1]])).item():.3f}, exactly {exact:.3f}")


# a Hamiltonian network: its gradient turned by 90 degrees is the flow
class HNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.energy = nn.Sequential(nn.Linear(2, 32), nn.Softplus(beta=2), nn.Linear(32, 1))
        self.register_buffer("J", torch.tensor([[0.0, 1.0], [-1.0, 0.0]]))

    def forward(self, state):
        with torch.enable_grad():
            state = state.detach().requires_grad_(True)
            return derivative(self.energy(state).sum(), state) @ self.J.T


states = 2 * torch.randn(128, 2)
flow = torch.stack([states[:, 1], -torch.sin(states[:, 0])], dim=1)  # a pendulum
model = HNN()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for step in range(60):
    optimizer.zero_grad()
    loss = (model(states) - flow).square().mean()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"pendulum: {losses[8]:.4f} to {losses[-1]:.4f}")


# predator and prey: four rates fitted through Runge-Kutta steps
def simulate(rates, state, steps=40, h=0.1):
    def slope(s):
        prey, hunters = s.unbind()
        return torch.stack(
            [rates[0] * prey - rates[1] * prey * hunters, rates[2] * prey * hunters - rates[3] * hunters]
        )

    path = [state]
    for _ in range(steps):
        k1 = slope(state)
        k2 = slope(state + h / 2 * k1)
        k3 = slope(state + h / 2 * k2)
        k4 = slope(state + h * k3)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        path.append(state)
    return torch.stack(path)


truth, first = torch.tensor([1.1, 0.4, 0.1, 0.4]), torch.tensor([10.0, 5.0])
observed = simulate(truth, first)
log_rates = nn.Parameter(torch.log(torch.tensor([0.9, 0.5, 0.12, 0.5])))
optimizer = torch.optim.Adam([log_rates], lr=0.03)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.97)
for step in range(30):
    optimizer.zero_grad()
    loss = nn.functional.l1_loss(simulate(log_rates.exp(), first), observed)
    loss.backward()
    optimizer.step()
    scheduler.step()
    losses.append(loss.item())
print(f"predators: {losses[-1]:.4f}", log_rates.exp().detach(), observed[::20])
