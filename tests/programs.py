"""Training scripts as people write them, run on either framework with the same seed."""

from __future__ import annotations

from types import SimpleNamespace

from sklearn import datasets


def digits():
    data = datasets.load_digits()
    return (data.images / 16).astype("float32"), data.target.astype("int64")


def modules(framework):
    """The names a PyTorch script imports, from either framework."""
    if framework == "torch":
        import torch
        from torch.utils.data import DataLoader, TensorDataset

        return SimpleNamespace(torch=torch, nn=torch.nn, DataLoader=DataLoader, TensorDataset=TensorDataset)
    import nbtorch
    from nbtorch.utils.data import DataLoader, TensorDataset

    return SimpleNamespace(torch=nbtorch, nn=nbtorch.nn, DataLoader=DataLoader, TensorDataset=TensorDataset)


def train_mlp(framework, seed) -> list[float]:
    """Three epochs of an MLP with dropout and a shuffled loader, by SGD."""
    m = modules(framework)
    images, labels = digits()
    m.torch.manual_seed(seed)
    data = m.TensorDataset(m.torch.from_numpy(images), m.torch.from_numpy(labels))
    loader = m.DataLoader(data, batch_size=64, shuffle=True)
    model = m.nn.Sequential(
        m.nn.Flatten(), m.nn.Linear(64, 64), m.nn.ReLU(), m.nn.Dropout(0.2), m.nn.Linear(64, 32), m.nn.ReLU(),
        m.nn.Linear(32, 10),
    )  # fmt: skip
    criterion = m.nn.CrossEntropyLoss()
    optimizer = m.torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    losses = []
    for _ in range(3):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    model.eval()
    with m.torch.no_grad():
        right = (model(m.torch.from_numpy(images)).argmax(1) == m.torch.from_numpy(labels)).float().mean()
    losses.append(right.item())
    return losses


def train_cnn(framework, seed) -> list[float]:
    """Twenty steps of a CNN with BatchNorm, by Adam."""
    m = modules(framework)
    images, labels = digits()
    m.torch.manual_seed(seed)

    class Net(m.nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = m.nn.Conv2d(1, 8, 3, padding=1)
            self.bn1 = m.nn.BatchNorm2d(8)
            self.conv2 = m.nn.Conv2d(8, 16, 3, padding=1)
            self.bn2 = m.nn.BatchNorm2d(16)
            self.pool = m.nn.MaxPool2d(2)
            self.head = m.nn.Linear(16 * 2 * 2, 10)

        def forward(self, x):
            x = self.pool(m.nn.functional.relu(self.bn1(self.conv1(x))))
            x = self.pool(m.nn.functional.relu(self.bn2(self.conv2(x))))
            return self.head(x.flatten(1))

    data = m.TensorDataset(m.torch.from_numpy(images).unsqueeze(1), m.torch.from_numpy(labels))
    loader = m.DataLoader(data, batch_size=64, shuffle=True)
    model = Net()
    optimizer = m.torch.optim.Adam(model.parameters(), lr=1e-3)
    losses = []
    for step, (x, y) in enumerate(loader):
        if step == 20:
            break
        optimizer.zero_grad()
        loss = m.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
