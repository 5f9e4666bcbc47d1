"""A vision transformer on digits: patches by unfold, a class token, attention by einsum, layers dropped at random."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.nn import init

torch.manual_seed(0)


class PatchEmbed(nn.Module):
    def __init__(self, patch=2, dim=24):
        super().__init__()
        self.patch, self.project = patch, nn.Linear(patch * patch, dim)

    def forward(self, x):
        return self.project(F.unfold(x, self.patch, stride=self.patch).transpose(1, 2))


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.scale = heads, (dim // heads) ** -0.5
        self.qkv, self.proj = nn.Linear(dim, 3 * dim, bias=False), nn.Linear(dim, dim)
        self.temperature = nn.Parameter(torch.full((heads, 1, 1), self.scale).log())

    def forward(self, x):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (torch.einsum("bhid,bhjd->bhij", q, k) * self.temperature.exp()).softmax(dim=-1)
        return self.proj(torch.einsum("bhij,bhjd->bhid", weights, v).transpose(1, 2).flatten(-2))


class DropPath(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0.0:
            return x
        keep = x.new_empty(x.shape[0], *[1] * (x.ndim - 1)).bernoulli_(1 - self.p)
        return x * keep.div_(1 - self.p)


class ViT(nn.Module):
    def __init__(self, dim=24, depth=2, heads=3):
        super().__init__()
        self.embed = PatchEmbed(dim=dim)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos = nn.Parameter(torch.empty(1, 17, dim))
        self.blocks = nn.ModuleList()
        for i in range(depth):
            mlp = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))
            parts = {"norm1": nn.LayerNorm(dim), "attn": Attention(dim, heads), "norm2": nn.RMSNorm(dim), "mlp": mlp}
            self.blocks.append(nn.ModuleDict({**parts, "drop": DropPath(0.1 * i)}))
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, 10))
        init.trunc_normal_(self.pos, std=0.02)
        init.normal_(self.cls, std=1e-2)

    def forward(self, x):
        x = self.embed(x)
        x = torch.cat([self.cls.expand(len(x), -1, -1), x], dim=1) + self.pos
        for block in self.blocks:
            x = x + block["drop"](block.attn(block.norm1(x)))
            x = x + block["drop"](block.mlp(block.norm2(x)))
        return self.head(x[:, 0])


digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
labels = torch.tensor(digits.target)
model = ViT()
print(model.blocks[1])
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.05)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs=2, steps_per_epoch=20, anneal_strategy="linear")
losses, norms = [], {}


def remember(name):
    def hook(grad):
        norms[name] = grad.norm().item()
        return grad * 1.0

    return hook


handles = [p.register_hook(remember(name)) for name, p in model.named_parameters() if "qkv" in name]
for epoch in range(2):
    for index in torch.randperm(1280).view(20, 64):
        loss = F.cross_entropy(model(images[index]), labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    print(f"epoch {epoch} loss {loss.item():.4f}", {name: f"{norm:.4f}" for name, norm in norms.items()})
for handle in handles:
    handle.remove()
shapes = {}
for name, module in model.named_modules():
    if isinstance(module, (Attention, PatchEmbed)):
        module.register_forward_hook(lambda m, args, out, name=name: shapes.__setitem__(name, tuple(out.shape)))
model.eval()
with torch.no_grad():
    print(f"accuracy {(model(images[1280:]).argmax(1) == labels[1280:]).float().mean():.4f}", shapes)
