"""Train on some digits, keep the features, and learn other digits with a new head; keep the best weights on disk."""

import copy
import os
from tempfile import TemporaryDirectory

import torch
import torch.nn as nn
import torch.optim as optim
from sklearn.datasets import load_digits
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
labels = torch.tensor(digits.target)


def loaders(classes):
    chosen = torch.isin(labels, torch.tensor(classes))
    x, y = images[chosen], torch.searchsorted(torch.tensor(classes), labels[chosen])
    sets = {"train": TensorDataset(x[:320], y[:320]), "val": TensorDataset(x[320:520], y[320:520])}
    return {phase: DataLoader(data, batch_size=32, shuffle=phase == "train") for phase, data in sets.items()}


class Backbone(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8)
        self.conv2, self.bn2 = nn.Conv2d(8, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.pool, self.act = nn.MaxPool2d(2), nn.Hardswish()
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        x = self.pool(self.act(self.bn1(self.conv1(x))))
        return self.fc(self.pool(self.act(self.bn2(self.conv2(x)))).flatten(1))


losses = []


def train_model(model, data, optimizer, scheduler, num_epochs):
    criterion = nn.CrossEntropyLoss()
    with TemporaryDirectory() as tempdir:
        best_path = os.path.join(tempdir, "best_model_params.pt")
        torch.save(model.state_dict(), best_path)
        best_acc = 0.0
        for epoch in range(num_epochs):
            for phase in ["train", "val"]:
                model.train(phase == "train")
                running_loss, running_corrects, seen = 0.0, 0, 0
                for inputs, targets in data[phase]:
                    optimizer.zero_grad()
                    with torch.set_grad_enabled(phase == "train"):
                        outputs = model(inputs)
                        _, preds = torch.max(outputs, 1)
                        loss = criterion(outputs, targets)
                        if phase == "train":
                            loss.backward()
                            optimizer.step()
                            losses.append(loss.item())
                    running_loss += loss.item() * inputs.size(0)
                    running_corrects += torch.sum(preds == targets.data)
                    seen += inputs.size(0)
                if phase == "train":
                    scheduler.step()
                epoch_acc = running_corrects.double() / seen
                print(f"{epoch} {phase} Loss: {running_loss / seen:.4f} Acc: {epoch_acc:.4f}")
                if phase == "val" and epoch_acc > best_acc:
                    best_acc = epoch_acc
                    torch.save(model.state_dict(), best_path)
        print(f"Best val Acc: {best_acc:4f}")
        model.load_state_dict(torch.load(best_path, weights_only=True))
    return model


model = Backbone(classes=5)
optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
train_model(model, loaders([0, 1, 2, 3, 4]), optimizer, lr_scheduler.StepLR(optimizer, 1, gamma=0.5), 2)

fixed = copy.deepcopy(model)
for param in fixed.parameters():
    param.requires_grad = False
fixed.fc = nn.Linear(fixed.fc.in_features, 5)
optimizer = optim.SGD(fixed.fc.parameters(), lr=0.1, momentum=0.9)
scheduler = lr_scheduler.ExponentialLR(optimizer, gamma=0.7)
before = fixed.conv1.weight.clone()
train_model(fixed, loaders([5, 6, 7, 8, 9]), optimizer, scheduler, 3)
print("features unchanged:", torch.equal(before, fixed.conv1.weight), [p.grad is None for p in fixed.parameters()])
trainable = sum(p.numel() for p in fixed.parameters() if p.requires_grad)
print(f"{trainable} of {sum(p.numel() for p in fixed.parameters())} parameters trained")

captured = {}
handle = fixed.pool.register_forward_hook(lambda module, args, output: captured.update(last=output.detach()))
fixed(images[:4])
handle.remove()
print("activations", captured["last"].shape, captured["last"].mean())
backbone = nn.Sequential(*list(fixed.children())[:2])
missing, unexpected = Backbone(7).load_state_dict(
    {k: v for k, v in fixed.state_dict().items() if not k.startswith("fc")}, strict=False
)
print(backbone, missing, unexpected)
