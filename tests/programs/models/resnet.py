"""A small residual network with SGD, a cosine schedule and no weight decay on its norms."""

import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

torch.manual_seed(3)


def conv3x3(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1, self.bn1 = conv3x3(inputs, outputs, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = conv3x3(outputs, outputs), nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        identity = x if self.downsample is None else self.downsample(x)
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += identity
        return self.relu(out)


class ResNet(nn.Module):
    def __init__(self, widths=(8, 16), blocks=2, classes=10):
        super().__init__()
        self.stem = nn.Sequential(conv3x3(1, widths[0]), nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True))
        stages, inputs = [], widths[0]
        for stage, width in enumerate(widths):
            for block in range(blocks):
                stages.append(BasicBlock(inputs, width, stride=2 if stage and not block else 1))
                inputs = width
        self.stages = nn.Sequential(*stages)
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(inputs, classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
            elif isinstance(m, BasicBlock):
                nn.init.constant_(m.bn2.weight, 0.0)

    def forward(self, x):
        return self.fc(self.pool(self.stages(self.stem(x))).flatten(1))


model = ResNet()
print(model)
decay = [p for p in model.parameters() if p.ndim > 1]
rest = [p for p in model.parameters() if p.ndim <= 1]
groups = [{"params": decay, "weight_decay": 5e-3}, {"params": rest}]
optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)
warmup = LinearLR(optimizer, start_factor=0.1, total_iters=5)
scheduler = SequentialLR(optimizer, [warmup, CosineAnnealingLR(optimizer, T_max=25, eta_min=1e-3)], milestones=[5])
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

digits = load_digits()
x = torch.as_tensor(digits.images, dtype=torch.float32).unsqueeze(1)
x = (x - x.mean()) / x.std()
y = torch.as_tensor(digits.target, dtype=torch.long)
permutation = torch.randperm(len(x))
x, y = x[permutation], y[permutation]
losses = []
batches = list(zip(x[:960].split(32), y[:960].split(32), strict=True))
for step, (images, labels) in enumerate(batches):
    flip = torch.rand(len(images)) < 0.2
    images = torch.where(flip[:, None, None, None], torch.roll(images, shifts=1, dims=-1), images)
    logits = model(images)
    loss = criterion(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    losses.append(loss.item())
    if step % 5 == 4:
        top3 = (logits.topk(3, dim=1).indices == labels[:, None]).any(dim=1).float().mean()
        print(f"step {step + 1:2d}  loss {loss:.4f}  top3 {top3:.3f}  lr {optimizer.param_groups[0]['lr']:.5f}")
model.eval()
with torch.inference_mode():
    right = torch.cat([model(part).argmax(1) for part in x[960:].chunk(4)]) == y[960:]
    print(f"accuracy on the rest: {right.float().mean().item():.3f}")
    for digit in range(10):
        print(digit, f"{right[y[960:] == digit].float().mean():.3f}", end=", ")
print()
