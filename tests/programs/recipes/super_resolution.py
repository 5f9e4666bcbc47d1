"""Sharpen small pictures by sub-pixel convolution; denoise them through pooling and unpooling; judge by PSNR."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

torch.manual_seed(123)
sharp = torch.from_numpy(load_digits().images).to(torch.float32)[:256, None] / 16
coarse = F.interpolate(sharp, scale_factor=0.5, mode="area")


def psnr(mse):
    return 10 * torch.log10(1 / mse)


class Upscale(nn.Module):
    def __init__(self, factor=2):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 16, 5, padding=2), nn.Conv2d(16, 8, 3, padding=1, dilation=1)
        self.conv3 = nn.Conv2d(8, factor**2, 3, padding=1)
        self.pixel_shuffle = nn.PixelShuffle(factor)
        for conv in (self.conv1, self.conv2):
            nn.init.orthogonal_(conv.weight, nn.init.calculate_gain("relu"))
        nn.init.orthogonal_(self.conv3.weight)

    def forward(self, x):
        return self.pixel_shuffle(self.conv3(F.relu(self.conv2(F.relu(self.conv1(x))))))


class Denoise(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 6, 3, padding=1, padding_mode="circular")
        self.pool, self.unpool = nn.MaxPool2d(2, return_indices=True), nn.MaxUnpool2d(2)
        self.middle = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1, groups=3), nn.ChannelShuffle(3), nn.Hardtanh())
        self.up = nn.ConvTranspose2d(6, 1, 3, padding=1)

    def forward(self, x):
        pooled, indices = self.pool(F.leaky_relu(self.down(x), 0.1))
        return torch.sigmoid(self.up(self.unpool(self.middle(pooled), indices, output_size=x.shape[-2:])))


losses = []
tasks = {
    "upscale": (Upscale(), coarse, nn.MSELoss()),
    "denoise": (Denoise(), (sharp + 0.3 * torch.randn_like(sharp)).clamp(0, 1), nn.L1Loss()),
}
for name, (model, given, criterion) in tasks.items():
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _epoch in range(3):
        for index in torch.randperm(len(given)).split(32):
            optimizer.zero_grad()
            loss = criterion(model(given[index]), sharp[index])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    with torch.no_grad():
        scores = psnr((model(given) - sharp).square().mean(dim=(1, 2, 3)))
    print(f"{name}: loss {loss.item():.4f}, PSNR {scores.mean():.2f} dB, worst {scores.min():.2f}")
for mode in ("nearest", "bilinear", "bicubic"):
    options = {} if mode == "nearest" else {"align_corners": True}
    enlarged = F.interpolate(coarse, size=(8, 8), mode=mode, **options)
    print(f"{mode}: PSNR {psnr(F.mse_loss(enlarged, sharp)):.2f} dB")
laplacian = torch.tensor([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]]).view(1, 1, 3, 3)
edges = F.conv2d(F.pad(sharp, (1, 1, 1, 1), mode="replicate"), laplacian).abs()
print(edges.mean(), edges.amax(dim=(2, 3)).median(), F.pixel_unshuffle(sharp, 2).shape)
