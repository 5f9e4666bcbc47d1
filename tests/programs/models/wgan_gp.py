"""A Wasserstein GAN whose critic is kept smooth by a penalty on the norm of its gradients."""

import math

import torch
import torch.nn as nn
from torch import autograd
from torch.nn.utils.parametrizations import spectral_norm

torch.manual_seed(4)
NOISE, BATCH, CRITIC_STEPS, LAMBDA = 4, 32, 3, 10.0


def real_batch(size):
    """Blurred crosses of 8 by 8 in random places."""
    pictures = -torch.ones(size, 1, 8, 8)
    where = torch.randint(1, 7, (size, 2))
    index = torch.arange(size)
    for offset in (-1, 0, 1):
        pictures[index, 0, where[:, 0] + offset, where[:, 1]] = 1.0
        pictures[index, 0, where[:, 0], where[:, 1] + offset] = 1.0
    return pictures + 0.05 * torch.randn_like(pictures)


class Generator(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.project = nn.Linear(NOISE, width * 4)
        self.main = nn.Sequential(
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, width // 2, 3, stride=2, padding=1, output_padding=1, bias=False),
            nn.InstanceNorm2d(width // 2, affine=True),
            nn.ReLU(),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(width // 2, 1, 3, padding=1),
            nn.Tanh(),
        )

    def forward(self, noise):
        return self.main(self.project(noise).unflatten(1, (-1, 2, 2)))


critic = nn.Sequential(
    nn.Conv2d(1, 8, 4, stride=2, padding=1),
    nn.LeakyReLU(0.2),
    nn.Conv2d(8, 16, 4, stride=2, padding=1),
    nn.Softplus(),
    nn.Flatten(),
    nn.Linear(64, 1),
)
generator = Generator()
print(generator, critic, sep="\n")


def gradient_penalty(real, fake):
    alpha = torch.rand(real.size(0), 1, 1, 1)
    mixed = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    score = critic(mixed)
    (gradients,) = autograd.grad(
        outputs=score, inputs=mixed, grad_outputs=torch.ones_like(score), create_graph=True, retain_graph=True
    )
    return ((gradients.flatten(1).norm(2, dim=1) - 1) ** 2).mean()


optimizer_c = torch.optim.Adam(critic.parameters(), lr=2e-3, betas=(0.0, 0.9))
optimizer_g = torch.optim.Adam(generator.parameters(), lr=2e-3, betas=(0.0, 0.9))
losses = []
for step in range(12):
    for p in critic.parameters():
        p.requires_grad_(True)
    for _ in range(CRITIC_STEPS):
        real = real_batch(BATCH)
        with torch.no_grad():
            fake = generator(torch.randn(BATCH, NOISE))
        wasserstein = critic(real).mean() - critic(fake).mean()
        penalty = gradient_penalty(real, fake)
        optimizer_c.zero_grad()
        (LAMBDA * penalty - wasserstein).backward()
        optimizer_c.step()
        losses.append(penalty.item())
    for p in critic.parameters():
        p.requires_grad_(False)
    optimizer_g.zero_grad()
    loss = -critic(generator(torch.randn(BATCH, NOISE))).mean()
    loss.backward()
    optimizer_g.step()
    losses.append(loss.item())
    if step % 3 == 2:
        print(f"[{step + 1:2d}/12] W {wasserstein.item():.4f} GP {penalty.item():.4f} G {loss.item():.4f}")
        size = math.sqrt(sum(p.grad.pow(2).sum().item() for p in generator.parameters()))
        print(f"        gradient of the generator {size:.4f}")
tail = spectral_norm(nn.Linear(64, 1))
tail(torch.randn(5, 64))
print("spectral norm of a normed layer", f"{torch.linalg.matrix_norm(tail.weight, 2):.2f}", sorted(tail.state_dict()))
