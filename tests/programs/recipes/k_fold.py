"""Cross-validation with samplers and subsets, stopping each fold when its validation loss no longer falls."""

import copy
from itertools import product

import torch
import torch.nn as nn
from torch.utils.data import ConcatDataset, DataLoader, Dataset, SequentialSampler, Subset, SubsetRandomSampler
from torch.utils.data.dataset import TensorDataset, random_split

torch.manual_seed(0)


class Rings(Dataset):
    def __init__(self, size, radius, label, noise=0.25):
        angle = 6.2832 * torch.rand(size)
        self.points = torch.stack((angle.cos(), angle.sin()), dim=-1) * radius + noise * torch.randn(size, 2)
        self.label = label

    def __len__(self):
        return len(self.points)

    def __getitem__(self, index):
        return self.points[index], self.label


class EarlyStopping:
    def __init__(self, patience=2, min_delta=1e-3):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.waited, self.weights = float("inf"), 0, None

    def __call__(self, loss, model):
        if loss < self.best - self.min_delta:
            self.best, self.waited, self.weights = loss, 0, copy.deepcopy(model.state_dict())
        else:
            self.waited += 1
        return self.waited >= self.patience


dataset = ConcatDataset([Rings(60, 0.5, 0), Rings(60, 1.5, 1), Rings(60, 2.5, 2)])
print(len(dataset), dataset.cumulative_sizes)
rest, held_out = random_split(dataset, [150, 30], generator=torch.Generator().manual_seed(5))
losses = []


def evaluate(model, loader):
    model.eval()
    with torch.no_grad():
        outputs = [(nn.functional.cross_entropy(model(x), y, reduction="sum"), (model(x).argmax(1) == y).sum())
                   for x, y in loader]  # fmt: skip
    count = sum(len(y) for _, y in loader)
    return tuple(sum(part).item() / count for part in zip(*outputs, strict=True))


def cross_validate(lr, width, folds=3):
    scores = []
    parts = torch.randperm(len(rest)).tensor_split(folds)
    for fold in range(folds):
        chosen = torch.cat([part for i, part in enumerate(parts) if i != fold]).tolist()
        train = DataLoader(rest, batch_size=25, sampler=SubsetRandomSampler(chosen))
        validation = DataLoader(Subset(rest, parts[fold].tolist()), batch_size=64)
        model = nn.Sequential(nn.Linear(2, width), nn.CELU(), nn.Linear(width, 3))
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        stopper = EarlyStopping()
        for _epoch in range(8):
            model.train()
            for x, y in train:
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            if stopper(evaluate(model, validation)[0], model):
                break
        model.load_state_dict(stopper.weights)
        scores.append(evaluate(model, validation)[1])
    return torch.tensor(scores)


results = {}
for lr, width in product((0.03, 0.3), (4, 16)):
    results[lr, width] = scores = cross_validate(lr, width)
    print(f"lr {lr} width {width:2d}: accuracy {scores.mean():.4f} ± {scores.std(unbiased=False):.4f}")
print("best", max(results, key=lambda key: results[key].mean()))
batches = list(DataLoader(held_out, batch_size=8, sampler=SequentialSampler(held_out), drop_last=True))
print(len(batches), [tuple(part.shape) for part in batches[0]], torch.bincount(torch.cat([y for _, y in batches])))
print(TensorDataset(torch.arange(3), torch.ones(3))[1], rest.indices[:5])
