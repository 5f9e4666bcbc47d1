import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
device = torch.device("cpu")


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.mean, self.spread = nn.Linear(64, 40), nn.Linear(40, 4), nn.Linear(40, 4)
        self.decoder = nn.Sequential(nn.Linear(4, 40), nn.ReLU(), nn.Linear(40, 64), nn.Sigmoid())

    def forward(self, x):
        hidden = F.relu(self.encoder(x.view(-1, 64)))
        mu, logvar = self.mean(hidden), self.spread(hidden)
        std = torch.exp(0.5 * logvar)
        return self.decoder(mu + torch.randn_like(std) * std), mu, logvar


model = VAE().to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
data = torch.rand(32, 1, 8, 8).to(device)
for _ in range(10):
    optimizer.zero_grad()
    recon, mu, logvar = model(data)
    likelihood = F.binary_cross_entropy(recon, data.view(-1, 64), reduction="sum")
    loss = likelihood - 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    loss.backward()
    norm = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
    optimizer.step()
    print(f"{loss.item():.1f} {norm:.1f}")
