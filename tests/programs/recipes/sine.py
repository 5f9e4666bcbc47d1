"""A polynomial learns the sine: by hand, by autograd, by a Function, by nn, by optimizers and with a loop in it."""

import math
import random

import torch

torch.manual_seed(0)
random.seed(0)
x = torch.linspace(-math.pi, math.pi, 200)
y = torch.sin(x)
losses = []

# gradients by hand
a, b, c, d = torch.randn(4).tolist()
for t in range(60):
    y_pred = a + b * x + c * x**2 + d * x**3
    losses.append((y_pred - y).pow(2).sum().item())
    grad_y_pred = 2.0 * (y_pred - y)
    a -= 1e-5 * grad_y_pred.sum().item()
    b -= 1e-5 * (grad_y_pred * x).sum().item()
    c -= 1e-5 * (grad_y_pred * x**2).sum().item()
    d -= 1e-5 * (grad_y_pred * x**3).sum().item()
print(f"Result: y = {a:.4f} + {b:.4f} x + {c:.4f} x^2 + {d:.4f} x^3")


class LegendrePolynomial3(torch.autograd.Function):
    """P3(x) = (5 x^3 - 3 x) / 2, with a derivative of its own."""

    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input**3 - 3 * input)

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input**2 - 1)


a, b, c, d = (torch.full((), value, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3))
P3 = LegendrePolynomial3.apply
for t in range(60):
    loss = (a + b * P3(c + d * x) - y).square().sum()
    losses.append(loss.item())
    loss.backward()
    with torch.no_grad():
        for parameter in (a, b, c, d):
            parameter -= 5e-5 * parameter.grad
            parameter.grad = None
print(f"Result: y = {a.item():.4f} + {b.item():.4f} * P3({c.item():.4f} + {d.item():.4f} x)")
print(P3(c + d * x).grad_fn)

# layers and an optimizer
powers = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
loss_fn = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-2)
for t in range(80):
    loss = loss_fn(model(powers), y)
    if t % 20 == 19:
        print(t, loss)
    losses.append(loss.item())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{abs(model[0].bias.item()):.3f}", [f"{w:.3f}" for w in model[0].weight.flatten().tolist()][::2])


class DynamicNet(torch.nn.Module):
    """A polynomial whose highest powers share one coefficient and come or go at random."""

    def __init__(self):
        super().__init__()
        self.a, self.b, self.c, self.d, self.e = (torch.nn.Parameter(torch.randn(())) for _ in range(5))

    def forward(self, x):
        y = self.a + self.b * x + self.c * x**2 + self.d * x**3
        for exponent in range(4, random.randint(4, 6)):
            y = y + self.e * x**exponent
        return y

    def string(self):
        return " + ".join(f"{p.item():.3f} x^{i}" for i, p in enumerate(self.parameters())) + " ?"


model = DynamicNet()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-8, momentum=0.9)
for t in range(60):
    loss = loss_fn(model(x), y)
    losses.append(loss.item())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(model.string(), model)
