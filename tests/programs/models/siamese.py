"""Learn an embedding of digits by contrastive, triplet and cosine losses; classify by the nearest neighbours."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler, WeightedRandomSampler

torch.manual_seed(11)


class Pairs(Dataset):
    """An image with one of the same class, or one of another."""

    def __init__(self, images, labels):
        self.images, self.labels = images, labels
        self.members = {int(label): (labels == label).nonzero().flatten() for label in labels.unique()}

    def __getitem__(self, index):
        same = bool(torch.rand(1) < 0.5)
        label = self.labels[index].item()
        others = self.members[label] if same else (self.labels != label).nonzero(as_tuple=True)[0]
        other = others[torch.randint(len(others), (1,)).item()]
        return {"left": self.images[index], "right": self.images[other], "same": float(same), "label": label}

    def __len__(self):
        return len(self.images)


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin

    def forward(self, left, right, same):
        distance = F.pairwise_distance(left, right)
        return torch.mean(same * distance.pow(2) + (1 - same) * (self.margin - distance).clamp(min=0.0).pow(2))


class Embedder(nn.Module):
    def __init__(self, size=8):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3), nn.PReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 2, groups=2), nn.ELU(), nn.Flatten()
        )
        self.project = nn.LazyLinear(size)

    def forward(self, x):
        return F.normalize(self.project(self.features(x)), p=2, dim=-1)


digits = load_digits()
images, labels = torch.tensor(digits.images).float()[:, None] / 16, torch.tensor(digits.target)
train, train_labels, test, test_labels = images[:1000], labels[:1000], images[1000:1200], labels[1000:1200]
model = Embedder()
model(train[:2])
print(model)
optimizer = torch.optim.RAdam(model.parameters(), lr=1e-2)
losses = []

# pairs, the odd digits three times as often as the even ones
weights = torch.where(train_labels % 2 == 1, 3.0, 1.0)
sampler = WeightedRandomSampler(weights, num_samples=512, replacement=True)
contrastive, cosine = ContrastiveLoss(), nn.CosineEmbeddingLoss(margin=0.2)
odd = 0
for batch in DataLoader(Pairs(train, train_labels), batch_size=32, sampler=sampler):
    left, right = model(torch.cat([batch["left"], batch["right"]])).chunk(2)
    same = batch["same"].float()
    loss = contrastive(left, right, same) + 0.5 * cosine(left, right, 2 * same - 1)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    odd += int((batch["label"] % 2).sum())
print(f"pairs: loss {losses[0]:.4f} to {losses[-1]:.4f}, {odd / 512:.1%} of them odd")

# triplets: in each batch the hardest of both kinds for every image
triplet = nn.TripletMarginLoss(margin=0.5, p=2)
for indices in BatchSampler(RandomSampler(range(960)), batch_size=48, drop_last=True):
    x, y = train[indices], train_labels[indices]
    z = model(x)
    distances, same = torch.cdist(z.detach(), z.detach()), y[:, None] == y
    positive = distances.masked_fill(~same, -1.0).argmax(dim=1)
    negative = distances.masked_fill(same, torch.inf).argmin(dim=1)
    loss = triplet(z, z[positive], z[negative])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"triplets: loss {losses[16]:.4f} to {losses[-1]:.4f}")
with torch.no_grad():
    known, asked = model(train), model(test)
    similarity = F.cosine_similarity(asked[:, None, :], known[None, :, :], dim=-1)
    neighbours = train_labels[similarity.topk(5, dim=1).indices]
    votes = neighbours.mode(dim=1).values
    print(f"nearest neighbours: {(votes == test_labels).float().mean().item():.3f}")
    counts = torch.bincount(votes, minlength=10)
    print(counts, counts.sum())
