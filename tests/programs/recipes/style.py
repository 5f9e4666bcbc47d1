"""Optimize a picture: its content by features, its style by Gram matrices, its smoothness by total variation."""

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

torch.manual_seed(2)
content_img = torch.zeros(1, 3, 16, 16)
content_img[:, 0, 4:12, 4:12] = 1.0
style_img = (torch.arange(16) % 4 < 2).float().expand(1, 3, 16, 16).contiguous()


class ContentLoss(nn.Module):
    def __init__(self, target):
        super().__init__()
        self.target = target.detach()

    def forward(self, input):
        self.loss = F.mse_loss(input, self.target)
        return input


def gram_matrix(input):
    a, b, c, d = input.size()
    features = input.view(a * b, c * d)
    return torch.mm(features, features.t()).div(a * b * c * d)


class StyleLoss(nn.Module):
    def __init__(self, target_feature):
        super().__init__()
        self.target = gram_matrix(target_feature).detach()

    def forward(self, input):
        self.loss = F.mse_loss(gram_matrix(input), self.target)
        return input


class Normalization(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.mean, self.std = torch.tensor(mean).view(-1, 1, 1), torch.tensor(std).view(-1, 1, 1)

    def forward(self, img):
        return (img - self.mean) / self.std


cnn = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(),
).requires_grad_(False).eval()  # fmt: skip
model = nn.Sequential(Normalization([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
content_losses, style_losses, i = [], [], 0
for layer in cnn.children():
    if isinstance(layer, nn.Conv2d):
        i += 1
        name = f"conv_{i}"
    else:
        name = f"{type(layer).__name__.lower()}_{i}"
    model.add_module(name, nn.ReLU(inplace=False) if isinstance(layer, nn.ReLU) else layer)
    if name == "conv_2":
        content_losses.append(ContentLoss(model(content_img)))
        model.add_module(f"content_loss_{i}", content_losses[-1])
    if name.startswith("conv"):
        style_losses.append(StyleLoss(model(style_img)))
        model.add_module(f"style_loss_{i}", style_losses[-1])
print(model)

input_img = content_img.clone().add_(0.1 * torch.rand_like(content_img)).requires_grad_(True)
optimizer = optim.LBFGS([input_img], lr=0.05, max_iter=5)
losses = []
for run in range(4):

    def closure():
        with torch.no_grad():
            input_img.clamp_(0, 1)
        optimizer.zero_grad()
        model(input_img)
        style_score = sum(1e2 * sl.loss for sl in style_losses)
        content_score = sum(cl.loss for cl in content_losses)
        variation = input_img.diff(dim=2).abs().mean() + input_img.diff(dim=3).abs().mean()
        loss = style_score + content_score + 0.01 * variation
        loss.backward()
        losses.append(loss.item())
        return loss

    optimizer.step(closure)
    print(f"run {run}: loss {losses[-1]:.4f}, mean {input_img.mean().item():.2f}, {len(losses)} evaluations")
with torch.no_grad():
    input_img.clamp_(0, 1)
print(input_img.grad.abs().max() > 0, input_img.is_leaf, "target" in dict(style_losses[0].named_buffers()))
