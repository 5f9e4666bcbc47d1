"""The first hour: tensors share memory with NumPy, remember their history, and train a network by hand."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
array = np.ones((2, 3), dtype=np.float32)
tensor = torch.from_numpy(array)
np.add(array, 1, out=array)
tensor.mul_(2)
print(tensor, array.tolist(), tensor.dtype, tensor.stride(), tensor.is_contiguous())
x = torch.arange(12).reshape(3, 4)
print(x[:, 1::2], x[x % 3 == 0], x.T.contiguous().view(-1)[:5], x[..., None].shape, sep="\n")
print(torch.cat([x, x], dim=1).shape, torch.stack([x, x]).shape, x.sum(), x.float().mean(0), x.max(dim=1))

a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
Q = 3 * a**3 - b**2
print(Q, Q.grad_fn, Q.grad_fn.next_functions[0][0])
Q.backward(gradient=torch.tensor([1.0, 1.0]))
print(9 * a**2 == a.grad, -2 * b == b.grad, a.is_leaf, Q.requires_grad)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, input):
        c1 = F.relu(self.conv1(input))
        s2 = F.max_pool2d(c1, (2, 2))
        c3 = F.relu(self.conv2(s2))
        s4 = F.max_pool2d(c3, 2)
        f5 = F.relu(self.fc1(torch.flatten(s4, 1)))
        return self.fc3(F.relu(self.fc2(f5)))


net = Net()
print(net)
params = list(net.parameters())
print(len(params), params[0].size())
input, target = torch.randn(1, 1, 32, 32), torch.randn(10).view(1, -1)
criterion = nn.MSELoss()
loss = criterion(net(input), target)
step = loss.grad_fn
while step is not None:  # back along the first edges
    print(step.name(), end=" ")
    step = step.next_functions[0][0] if step.next_functions else None
print()
net.zero_grad()
print("conv1.bias.grad before backward", net.conv1.bias.grad)
loss.backward()
print("conv1.bias.grad after backward", net.conv1.bias.grad)
losses = []
for _ in range(8):
    loss = criterion(net(input), target)
    net.zero_grad()
    loss.backward()
    for f in net.parameters():
        f.data.sub_(f.grad.data * 0.01)
    losses.append(loss.item())
print([f"{value:.4f}" for value in losses])
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
optimizer.zero_grad()
criterion(net(input), target).backward()
optimizer.step()
print(criterion(net(input), target))
