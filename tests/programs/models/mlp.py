"""Classify handwritten digits with a multilayer perceptron; stop halfway and go on from a checkpoint."""

import argparse
import io
from itertools import pairwise

import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset, random_split

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--epochs", type=int, default=4)
args = parser.parse_args()
torch.manual_seed(args.seed)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

images, labels = load_digits(return_X_y=True)
dataset = TensorDataset(torch.tensor(images / 16, dtype=torch.float32), torch.tensor(labels))
train_set, test_set = random_split(dataset, [0.8, 0.2])
train_loader = DataLoader(train_set, batch_size=64, shuffle=True, drop_last=True)
test_loader = DataLoader(test_set, batch_size=128)
print(f"{len(train_set)} training and {len(test_set)} test images")


class MLP(nn.Module):
    def __init__(self, sizes=(64, 64, 32, 10), dropout=0.2):
        super().__init__()
        layers = []
        for inputs, outputs in pairwise(sizes[:-1]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(dropout)]
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(sizes[-2], sizes[-1])

    def forward(self, x):
        return self.head(self.body(x))


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        nn.init.zeros_(module.bias)


@torch.no_grad()
def evaluate(model):
    model.eval()
    confusion = torch.zeros(10, 10, dtype=torch.long)
    total = 0.0
    for x, y in test_loader:
        logits = model(x.to(device))
        total += criterion(logits, y.to(device)).item() * len(y)
        confusion.index_put_((y, logits.argmax(1).cpu()), torch.ones_like(y), accumulate=True)
    return total / len(test_set), confusion


model = MLP().to(device)
model.apply(init_weights)
print(model)
print(f"parameters: {sum(p.numel() for p in model.parameters() if p.requires_grad):,}")
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
losses = []
for epoch in range(args.epochs):
    model.train()
    running = 0.0
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x.to(device)), y.to(device))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        running += loss.item()
    scheduler.step()
    test_loss, confusion = evaluate(model)
    accuracy = confusion.diag().sum().item() / confusion.sum().item()
    print(
        f"epoch {epoch + 1}: train loss {running / len(train_loader):.4f}, test loss {test_loss:.4f}, "
        f"accuracy {100 * accuracy:.2f}%, next lr {scheduler.get_last_lr()[0]:g}"
    )
    if epoch == 1:  # as if the machine had been switched off here
        file = io.BytesIO()
        states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
        torch.save(states, file)
        file.seek(0)
        model = MLP().to(device)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
        checkpoint = torch.load(file, map_location=device, weights_only=True)
        print(model.load_state_dict(checkpoint["model"]))
        optimizer.load_state_dict(checkpoint["optimizer"])
        scheduler.load_state_dict(checkpoint["scheduler"])
print(confusion)
print(optimizer)
