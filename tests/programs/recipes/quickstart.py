import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
digits = load_digits()
X = torch.tensor(digits.images / 16.0, dtype=torch.float32).unsqueeze(1)
y = torch.from_numpy(digits.target).long()
training, test = TensorDataset(X[:1500], y[:1500]), TensorDataset(X[1500:], y[1500:])
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(nn.Linear(8 * 8, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))


model = NeuralNetwork().to(device)
print(model, type(X))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-1)
for epoch in range(2):
    model.train()
    for batch, (X, y) in enumerate(DataLoader(training, batch_size=64, shuffle=True)):
        loss = loss_fn(model(X.to(device)), y.to(device))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if batch % 10 == 0:
            print(f"loss: {loss.item():.4f}  [{(batch + 1) * len(X):>5d}/{len(training):>5d}]")
    model.eval()
    with torch.no_grad():
        right = sum((model(X).argmax(1) == y).type(torch.float).sum().item() for X, y in DataLoader(test, 64))
    print(f"Epoch {epoch + 1} Accuracy: {100 * right / len(test):>0.1f}%")
