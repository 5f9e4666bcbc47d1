"""Classify digits with a convolutional network, each batch changed at random; the learning rate waits for a plateau."""

import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, Dataset, Subset

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()
torch.manual_seed(args.seed)


class Augment:
    """Shift, erase and add noise, as torchvision's transforms would."""

    def __call__(self, image):
        image = F.pad(image, (1, 1, 1, 1))
        top, left = torch.randint(0, 3, (2,)).tolist()
        image = image[:, top : top + 8, left : left + 8].clone()
        if torch.rand(1).item() < 0.3:
            row = torch.randint(0, 7, ()).item()
            image[:, row : row + 2] = 0
        return (image + 0.05 * torch.randn_like(image)).clamp(0, 1)


class Digits(Dataset):
    def __init__(self, transform=None):
        digits = load_digits()
        self.images = torch.from_numpy(digits.images).float().div(16).unsqueeze(1)
        self.labels = torch.from_numpy(digits.target)
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = self.images[index]
        return (self.transform(image) if self.transform else image), self.labels[index]


order = torch.randperm(1797)
train_loader = DataLoader(Subset(Digits(Augment()), order[:384].tolist()), batch_size=32, shuffle=True)
test_loader = DataLoader(Subset(Digits(), order[1400:].tolist()), batch_size=200)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, kernel_size=3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, kernel_size=3, padding="same", bias=False)
        self.bn2 = nn.BatchNorm2d(16)
        self.drop = nn.Dropout2d(0.1)
        self.fc = nn.Linear(16 * 2 * 2, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.avg_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        return F.log_softmax(self.fc(torch.flatten(self.drop(x), 1)), dim=1)


net = Net()
print(net)
for name, parameter in net.named_parameters():
    print(f"{name:12} {tuple(parameter.shape)}")
optimizer = optim.Adam(net.parameters(), lr=0.01, weight_decay=1e-4)
scheduler = optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode="max", factor=0.3, patience=0)
losses = []
for epoch in range(3):
    net.train()
    for batch, (x, y) in enumerate(train_loader):
        optimizer.zero_grad(set_to_none=True)
        loss = F.nll_loss(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if batch % 4 == 0:
            print(f"Train Epoch: {epoch} [{batch * len(x)}/{len(train_loader.dataset)}]\tLoss: {loss.item():.4f}")
    net.eval()
    test_loss, correct = 0, 0
    with torch.no_grad():
        for x, y in test_loader:
            output = net(x)
            test_loss += F.nll_loss(output, y, reduction="sum").item()
            prediction = output.argmax(dim=1, keepdim=True)
            correct += prediction.eq(y.view_as(prediction)).sum().item()
    size = len(test_loader.dataset)
    print(f"\nTest set: Average loss: {test_loss / size:.4f}, Accuracy: {correct}/{size} ({correct / size:.1%})\n")
    scheduler.step(correct / size)
    print("lr", scheduler.get_last_lr(), "bad epochs", scheduler.num_bad_epochs)
print(net.bn1.running_mean, net.bn2.num_batches_tracked)
