"""Look for a learning rate by raising it, put everything back, then compare schedules."""

import copy
import math

import torch
import torch.nn as nn
from torch.optim import SGD, lr_scheduler

torch.manual_seed(0)
x = torch.randn(256, 8)
y = (x @ torch.randn(8, 1) + 0.1 * torch.randn(256, 1)).squeeze(1)
model = nn.Sequential(nn.Linear(8, 16), nn.Mish(), nn.Linear(16, 1), nn.Flatten(0))
criterion = nn.HuberLoss(delta=1.0)
optimizer = SGD(model.parameters(), lr=1e-4, momentum=0.5)


def batches(size=32):
    for indices in torch.randperm(len(x)).split(size):
        yield x[indices], y[indices]


losses = []


def train_step(inputs, targets):
    optimizer.zero_grad()
    loss = criterion(model(inputs), targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    return loss.item()


def range_test(end_lr=10.0, steps=40, smooth=0.1, diverge=4.0):
    states = copy.deepcopy(model.state_dict()), copy.deepcopy(optimizer.state_dict())
    gamma = (end_lr / optimizer.param_groups[0]["lr"]) ** (1 / steps)
    scheduler = lr_scheduler.ExponentialLR(optimizer, gamma)
    history, best, average, stream = [], math.inf, None, batches()
    for _ in range(steps):
        try:
            batch = next(stream)
        except StopIteration:
            stream = batches()
            batch = next(stream)
        loss = train_step(*batch)
        average = loss if average is None else smooth * loss + (1 - smooth) * average
        history.append((scheduler.get_last_lr()[0], average))
        best = min(best, average)
        if average > diverge * best:
            break
        scheduler.step()
    model.load_state_dict(states[0])
    optimizer.load_state_dict(states[1])
    slopes = torch.gradient(torch.tensor([loss for _, loss in history]))[0]
    return history, history[int(slopes.argmin())][0]


history, suggestion = range_test()
print(f"{len(history)} steps, from {history[0][0]:.2e} to {history[-1][0]:.2e}; suggestion {suggestion:.4e}")
print("put back:", optimizer.param_groups[0]["lr"], len(optimizer.state))
start = copy.deepcopy(model.state_dict())
schedules = {
    "step": lambda o: lr_scheduler.MultiStepLR(o, milestones=[6, 12], gamma=0.3),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=16),
    "one cycle": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.2, total_steps=17, three_phase=True),
    "cyclic": lambda o: lr_scheduler.CyclicLR(o, base_lr=0.01, max_lr=0.2, step_size_up=4, mode="triangular2"),
    "lambda": lambda o: lr_scheduler.LambdaLR(o, lambda step: min(1.0, (step + 1) / 4) * (step + 1) ** -0.5),
    "times": lambda o: lr_scheduler.MultiplicativeLR(o, lambda step: 0.9 if step % 2 else 1.0),
    "chained": lambda o: lr_scheduler.ChainedScheduler(
        [lr_scheduler.ConstantLR(o, factor=0.1, total_iters=3), lr_scheduler.ExponentialLR(o, gamma=0.95)]
    ),
}
for name, schedule in schedules.items():
    model.load_state_dict(start)
    optimizer = SGD(model.parameters(), lr=0.1, momentum=0.9)
    scheduler = schedule(optimizer)
    rates = []
    for _ in range(2):
        for batch in batches():
            train_step(*batch)
            rates.append(optimizer.param_groups[0]["lr"])
            scheduler.step()
    print(f"{name:10} loss {losses[-1]:.4f} rates", " ".join(f"{rate:.4f}" for rate in rates[::3]))
