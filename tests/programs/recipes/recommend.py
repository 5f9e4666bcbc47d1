"""Recommend: factorized ratings, a deep and wide model on tables, ranked pairs, many labels, imbalanced counts."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, IterableDataset

torch.manual_seed(0)
USERS, ITEMS, losses = 30, 40, []
tastes, traits = torch.randn(USERS, 3), torch.randn(ITEMS, 3)
ratings = (3 + tastes @ traits.T).clamp(1, 5)


class Ratings(IterableDataset):
    def __init__(self, count, seed):
        self.count, self.generator = count, torch.Generator().manual_seed(seed)

    def __iter__(self):
        for _ in range(self.count):
            user = torch.randint(USERS, (), generator=self.generator).item()
            item = torch.randint(ITEMS, (), generator=self.generator).item()
            yield {"user": user, "item": item, "rating": ratings[user, item]}


class Factorization(nn.Module):
    def __init__(self, size=4):
        super().__init__()
        self.user, self.item = nn.Embedding(USERS, size), nn.Embedding(ITEMS, size, scale_grad_by_freq=True)
        self.bias = nn.ParameterDict(
            {"user": nn.Parameter(torch.zeros(USERS)), "item": nn.Parameter(torch.zeros(ITEMS))}
        )
        self.bilinear = nn.Bilinear(size, size, 1)
        nn.init.eye_(self.bilinear.weight[0])

    def forward(self, user, item):
        u, i = self.user(user), self.item(item)
        return 3 + self.bilinear(u, i).squeeze(-1) + self.bias["user"][user] + self.bias.item[item]


model = Factorization()
print(model)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.05)
for epoch in range(3):
    squares, count = 0.0, 0
    for batch in DataLoader(Ratings(320, epoch), batch_size=32):
        predicted = model(batch["user"], batch["item"])
        loss = F.mse_loss(predicted, batch["rating"])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        squares, count = squares + loss.item() * len(predicted), count + len(predicted)
    print(f"epoch {epoch}: RMSE {math.sqrt(squares / count):.4f}")
with torch.no_grad():
    scores = model(torch.arange(USERS).repeat_interleave(ITEMS), torch.arange(ITEMS).repeat(USERS)).view(USERS, ITEMS)
    hits = torch.isin(scores[0].topk(5).indices, ratings[0].topk(10).indices)
    ranks = ratings.argsort(dim=1, descending=True, stable=True).argsort(dim=1)
    gains = (
        1 / torch.log2(2 + ranks.gather(1, scores.argsort(dim=1, descending=True, stable=True)[:, :5]).float())
    ).sum(1)
    print("hits", hits.sum().item(), "gain", gains.mean(), torch.corrcoef(torch.stack([scores[0], ratings[0]])))

# a table of a category, a number and a yes or no, towards several targets at once
category, number, flag = torch.randint(4, (200,)), torch.randn(200), torch.rand(200) < 0.3
wide = torch.cat([F.one_hot(category, 4), number.unsqueeze(1), flag.unsqueeze(1)], dim=1).float()
labels = torch.stack([number > 0, flag & (category > 1), category == 2], dim=1).float()
counts = torch.poisson((0.5 * number + 0.3 * category).exp())
trunk = nn.Sequential(nn.Linear(6, 16), nn.Dropout(0.1), nn.ReLU6())
heads = nn.ModuleDict({"labels": nn.Linear(16, 3), "count": nn.Linear(16, 1), "spread": nn.Linear(16, 2)})
criteria = {
    "labels": nn.MultiLabelSoftMarginLoss(weight=torch.tensor([1.0, 3.0, 1.0])),
    "count": nn.PoissonNLLLoss(log_input=True, full=True),
    "spread": nn.GaussianNLLLoss(),
}
log_vars = nn.ParameterList([torch.zeros(()) for _ in heads])
parameters = [{"params": trunk.parameters()}, {"params": heads.parameters(), "lr": 0.02}, {"params": log_vars}]
optimizer = torch.optim.RMSprop(parameters, lr=0.01, alpha=0.9)
for step in range(16):
    hidden = trunk(wide)
    mean, variance = heads["spread"](hidden).chunk(2, dim=1)
    parts = [
        criteria["labels"](heads["labels"](hidden), labels),
        criteria["count"](heads["count"](hidden).squeeze(1), counts),
        criteria["spread"](mean, number.unsqueeze(1), F.softplus(variance)),
    ]
    loss = sum(torch.exp(-weight) * part + weight for weight, part in zip(log_vars, parts, strict=True))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"tables: {losses[30]:.4f} to {losses[-1]:.4f}", [f"{weight.item():.2f}" for weight in log_vars])
scorer = nn.Linear(6, 1)
better, worse = torch.randint(200, (2, 64))
better, worse = (
    torch.where(number[better] > number[worse], better, worse),
    torch.where(number[better] > number[worse], worse, better),
)
ranking = nn.MarginRankingLoss(margin=0.5)(scorer(wide[better]), scorer(wide[worse]), torch.ones(64, 1))
loss = F.multi_margin_loss(heads["labels"](trunk(wide)), category.clamp(max=2), p=2, margin=0.7)
print(f"{ranking.item():.3f} {loss.item():.2f}")
print(
    F.hinge_embedding_loss(number, flag.float() * 2 - 1),
    F.soft_margin_loss(number, labels[:, 0] * 2 - 1),
)
