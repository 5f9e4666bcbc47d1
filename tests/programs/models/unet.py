"""Segment random discs with a small U-Net, under cross-entropy and Dice losses."""

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
SIZE = 24


def discs(count):
    """Noisy images of two discs each, and the masks that they should give."""
    rows, columns = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    centers = torch.rand(count, 2, 2) * SIZE
    radii = 2 + 4 * torch.rand(count, 2)
    distance = torch.hypot(
        rows - centers[..., 0, None, None].expand(-1, -1, SIZE, SIZE), columns - centers[..., 1, None, None]
    )
    masks = (distance < radii[..., None, None]).any(dim=1, keepdim=True).float()
    return masks * 0.7 + 0.3 * torch.randn(count, 1, SIZE, SIZE), masks


class DoubleConv(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, padding=1),
            nn.GroupNorm(4, outputs),
            nn.SiLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1, padding_mode="reflect"),
            nn.GroupNorm(4, outputs),
            nn.SiLU(),
        )


class UNet(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.down1, self.down2 = DoubleConv(1, width), DoubleConv(width, 2 * width)
        self.bottom = DoubleConv(2 * width, 4 * width)
        self.up2 = nn.ConvTranspose2d(4 * width, 2 * width, kernel_size=2, stride=2)
        self.merge2 = DoubleConv(4 * width, 2 * width)
        self.merge1 = DoubleConv(3 * width, width)
        self.out = nn.Conv2d(width, 1, kernel_size=1)

    def forward(self, x):
        first = self.down1(x)
        second = self.down2(F.max_pool2d(first, 2))
        deep = self.bottom(F.max_pool2d(second, 2))
        up = self.merge2(torch.cat([self.up2(deep), second], dim=1))
        up = F.interpolate(up, scale_factor=2, mode="bilinear", align_corners=False)
        return self.out(self.merge1(torch.cat((up, first), 1)))


def dice_loss(logits, target, eps=1.0):
    probability = torch.sigmoid(logits)
    overlap = (probability * target).sum(dim=(1, 2, 3))
    total = probability.sum(dim=(1, 2, 3)) + target.sum(dim=(1, 2, 3))
    return 1 - ((2 * overlap + eps) / (total + eps)).mean()


def iou(logits, target):
    predicted, target = logits > 0, target.bool()
    return (predicted & target).sum().item() / (predicted | target).sum().item()


model = UNet()
print(model.bottom)
print(sum(p.numel() for p in model.parameters()), "parameters")
bce = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))
optimizer = torch.optim.NAdam(model.parameters(), lr=5e-3)
scheduler = torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=25, power=0.9)
losses = []
for step in range(25):
    images, masks = discs(8)
    if torch.rand(()) < 0.5:
        images, masks = images.flip(-1), masks.flip(-1)
    k = int(torch.randint(4, (1,)))
    images, masks = (torch.rot90(t, k, dims=(2, 3)) for t in (images, masks))
    logits = model(images)
    loss = bce(logits, masks) + dice_loss(logits, masks)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    losses.append(loss.item())
    if (step + 1) % 5 == 0:
        lr = scheduler.get_last_lr()[0]
        print(f"step {step + 1:3d} loss {loss.item():.4f} IoU {iou(logits, masks):.3f} lr {lr:.2e}")
model.eval()
images, masks = discs(16)
with torch.no_grad():
    print(f"validation IoU {iou(model(images), masks):.3f}")
    picture = (F.avg_pool2d(torch.sigmoid(model(images[:1])), 3) > 0.5)[0, 0]
print("\n".join("".join("#" if on else "." for on in row) for row in picture.tolist()))
