"""A network that turns its input upright by itself (spatial transformer), and pictures made to fool it."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

torch.manual_seed(0)
digits = load_digits()
images, labels = torch.tensor(digits.images).float().unsqueeze(1) / 16, torch.tensor(digits.target)


def rotated(pictures, degrees=40.0):
    angle = torch.deg2rad((torch.rand(len(pictures)) * 2 - 1) * degrees)
    theta = torch.zeros(len(pictures), 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = angle.cos(), -angle.sin()
    theta[:, 1, 0], theta[:, 1, 1] = angle.sin(), angle.cos()
    grid = F.affine_grid(theta, pictures.size(), align_corners=False)
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 8, kernel_size=3), nn.Conv2d(8, 12, kernel_size=3)
        self.fc1, self.fc2 = nn.Linear(12 * 4 * 4, 32), nn.Linear(32, 10)
        self.localization = nn.Sequential(nn.Conv2d(1, 4, 3), nn.AvgPool2d(2, stride=2), nn.ReLU(True))
        self.fc_loc = nn.Sequential(nn.Linear(4 * 3 * 3, 16), nn.ReLU(True), nn.Linear(16, 3 * 2))
        self.fc_loc[2].weight.data.zero_()
        self.fc_loc[2].bias.data.copy_(torch.tensor([1, 0, 0, 0, 1, 0], dtype=torch.float))

    def stn(self, x):
        theta = self.fc_loc(self.localization(x).flatten(1)).view(-1, 2, 3)
        return F.grid_sample(x, F.affine_grid(theta, x.size(), align_corners=False), align_corners=False)

    def forward(self, x):
        x = F.relu(self.conv2(F.relu(self.conv1(self.stn(x)))))
        x = F.dropout(F.relu(self.fc1(x.flatten(1))), p=0.2, training=self.training)
        return F.log_softmax(self.fc2(x), dim=1)


model = Net()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
losses = []
for step, index in enumerate(torch.randperm(1000).split(50)):
    optimizer.zero_grad()
    loss = F.nll_loss(model(rotated(images[index])), labels[index])
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if step % 5 == 4:
        print(f"step {step + 1} loss {loss.item():.4f} localization {model.fc_loc[2].weight.grad.norm():.4f}")


def fgsm_attack(image, epsilon, data_grad):
    return torch.clamp(image + epsilon * data_grad.sign(), 0, 1)


model.eval()
for epsilon in (0.0, 0.05, 0.1, 0.2):
    data, target = images[1200:1500].clone().requires_grad_(), labels[1200:1500]
    loss = F.nll_loss(model(data), target)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        output = model(fgsm_attack(data, epsilon, data.grad))
    right = output.argmax(1).eq(target).sum().item()
    print(f"Epsilon: {epsilon}\tTest Accuracy = {right} / 300\tloss {F.nll_loss(output, target):.3f}")
saliency = torch.autograd.grad(model(data[:1])[0, target[0]], data)[0][0, 0].abs()
print("where one looks:", [divmod(i, 8) for i in saliency.flatten().topk(3).indices.tolist()])
with torch.no_grad():
    theta = model.fc_loc(model.localization(images[:50]).flatten(1)).view(-1, 2, 3)
    print(theta.mean(0), torch.linalg.det(theta[:, :, :2]).mean())
