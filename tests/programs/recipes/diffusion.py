"""A small diffusion model of points on two moons: noise schedule, time embedding, EMA, sampling backwards."""

import copy
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
STEPS = 30
betas = torch.linspace(1e-3, 0.2, STEPS)
alphas_cumprod = torch.cumprod(1.0 - betas, dim=0)
alphas_cumprod_prev = F.pad(alphas_cumprod[:-1], (1, 0), value=1.0)
posterior_variance = betas * (1.0 - alphas_cumprod_prev) / (1.0 - alphas_cumprod)
print(alphas_cumprod[::10], posterior_variance[-1])


def extract(a, t, shape):
    return a.gather(-1, t).reshape(t.shape[0], *((1,) * (len(shape) - 1)))


def q_sample(x0, t, noise):
    kept = extract(alphas_cumprod, t, x0.shape)
    return torch.addcmul(kept.sqrt() * x0, (1 - kept).sqrt(), noise)


class SinusoidalEmbedding(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.register_buffer("rates", torch.exp(torch.arange(dim // 2) * -(math.log(1000) / (dim // 2 - 1))))

    def forward(self, time):
        angles = torch.outer(time.to(self.rates.dtype), self.rates)
        return torch.cat((angles.sin(), angles.cos()), dim=-1)


class Denoiser(nn.Module):
    def __init__(self, width=48):
        super().__init__()
        self.time = nn.Sequential(SinusoidalEmbedding(16), nn.Linear(16, width), nn.SiLU())
        self.inp, self.out = nn.Linear(2, width), nn.Linear(width, 2)
        self.blocks = nn.ModuleList(nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GLU())
                                    for _ in range(2))  # fmt: skip

    def forward(self, x, t):
        h, time = self.inp(x), self.time(t)
        for block in self.blocks:
            h = h + block(h + time)
        return self.out(h)


def moons(count):
    angle = math.pi * torch.rand(count)
    upper = torch.rand(count) < 0.5
    x = torch.where(upper, angle.cos(), 1 - angle.cos())
    y = torch.where(upper, angle.sin(), 0.5 - angle.sin())
    return torch.column_stack([x, y]) + 0.05 * torch.randn(count, 2)


model = Denoiser()
ema = copy.deepcopy(model).eval().requires_grad_(False)
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-4)
losses = []
for step in range(60):
    x0 = moons(64)
    t = torch.randint(0, STEPS, (64,)).long()
    noise = torch.randn_like(x0)
    loss = F.smooth_l1_loss(model(q_sample(x0, t, noise), t), noise)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for average, value in zip(ema.parameters(), model.parameters()):
            average.lerp_(value, 0.1)
    losses.append(loss.item())
    if step % 15 == 14:
        print(f"step {step + 1}: loss {loss.item():.4f}")


@torch.no_grad()
def p_sample_loop(model, count):
    x = torch.randn(count, 2)
    for i in reversed(range(STEPS)):
        t = torch.full((count,), i, dtype=torch.long)
        beta, kept = extract(betas, t, x.shape), extract(alphas_cumprod, t, x.shape)
        mean = (x - beta * model(x, t) / (1 - kept).sqrt()) / (1 - beta).sqrt()
        x = mean if i == 0 else mean + extract(posterior_variance, t, x.shape).sqrt() * torch.randn_like(x)
    return x


samples = p_sample_loop(ema, 100)
print(samples.mean(0), samples.std(0))
nearest = torch.cdist(samples, moons(400)).amin(dim=1)
print(f"median distance to the data {nearest.median().item():.3f}", torch.quantile(nearest, torch.tensor([0.25, 0.75])))
