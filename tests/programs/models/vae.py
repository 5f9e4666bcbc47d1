"""A variational autoencoder of digits: reparametrised samples, the evidence lower bound, new pictures."""

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn, optim
from torch.utils.data import DataLoader

torch.manual_seed(0)
images = torch.from_numpy(load_digits().data).float() / 16
train_loader = DataLoader(images[:1200], batch_size=100, shuffle=True)
test_loader = DataLoader(images[1200:], batch_size=200, shuffle=False)


class VAE(nn.Module):
    def __init__(self, latent=4):
        super().__init__()
        self.latent = latent
        self.fc1 = nn.Linear(64, 48)
        self.fc21, self.fc22 = nn.Linear(48, latent), nn.Linear(48, latent)
        self.fc3, self.fc4 = nn.Linear(latent, 48), nn.Linear(48, 64)

    def encode(self, x):
        h1 = F.elu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar):
        if not self.training:
            return mu
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return eps.mul(std).add_(mu)

    def decode(self, z):
        return torch.sigmoid(self.fc4(F.elu(self.fc3(z))))

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 64))
        return self.decode(self.reparameterize(mu, logvar)), mu, logvar


def loss_function(recon_x, x, mu, logvar, beta=1.0):
    bce = F.binary_cross_entropy(recon_x, x.view(-1, 64), reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + beta * kld, kld


model = VAE()
optimizer = optim.Adamax(model.parameters(), lr=1e-2)
losses = []
for epoch in range(1, 5):
    model.train()
    train_loss, kld = 0, torch.zeros(())
    for batch_idx, data in enumerate(train_loader):
        optimizer.zero_grad()
        recon, mu, logvar = model(data)
        loss, kl = loss_function(recon, data, mu, logvar, beta=min(1.0, epoch / 3))
        loss.backward()
        train_loss += loss.item()
        kld += kl.detach()
        optimizer.step()
        losses.append(loss.item() / len(data))
        if batch_idx % 4 == 0:
            done = 100.0 * batch_idx / len(train_loader)
            print(f"Train Epoch: {epoch} ({done:.0f}%)\tLoss: {loss.item() / len(data):.4f}")
    model.eval()
    test_loss = 0
    with torch.no_grad():
        for data in test_loader:
            test_loss += loss_function(*model(data)[:1], data, *model(data)[1:])[0].item()
    print(f"====> Epoch: {epoch} Average loss: {train_loss / 1200:.4f} KL: {kld / 1200:.4f} ", end="")
    print(f"Test set loss: {test_loss / 597:.4f}")

with torch.no_grad():
    sample = model.decode(torch.randn(3, model.latent)).view(3, 8, 8)
    between = torch.stack([torch.lerp(mu[0], mu[1], w) for w in torch.linspace(0, 1, 4)])
    print("between two digits:", model.decode(between).mean(dim=1))
for row in torch.cat(tuple(sample), dim=1).mul(4).round().int():
    print("".join(" .:*#"[value] for value in row.tolist()))
