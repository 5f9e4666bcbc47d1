"""Averages of weights: stochastic weight averaging with its schedule, and an exponential moving average."""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim.swa_utils import SWALR, AveragedModel, get_ema_multi_avg_fn, update_bn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
angles = torch.linspace(0, 3.1416, 200)
moons = torch.cat(
    [torch.stack([angles.cos(), angles.sin()], 1), torch.stack([1 - angles.cos(), 0.5 - angles.sin()], 1)]
)
labels = torch.arange(2).repeat_interleave(200)
points = moons + 0.2 * torch.randn_like(moons)
loader = DataLoader(TensorDataset(points, labels), batch_size=50, shuffle=True)
clean = moons[::7], labels[::7]

model = nn.Sequential(nn.Linear(2, 16, bias=False), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.95))
swa = AveragedModel(model)
by_hand = copy.deepcopy(model).requires_grad_(False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.8)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=4)
swa_scheduler = SWALR(optimizer, swa_lr=0.05, anneal_epochs=2, anneal_strategy="linear")
losses = []


@torch.inference_mode()
def accuracy(net):
    net.eval()
    logits = net(clean[0])
    net.train()
    return (logits.argmax(1) == clean[1]).float().mean().item(), F.cross_entropy(logits, clean[1]).item()


for epoch in range(7):
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        ema.update_parameters(model)
        with torch.no_grad():
            for average, value in zip(by_hand.parameters(), model.parameters(), strict=True):
                average.lerp_(value, 0.05)
        losses.append(loss.item())
    if epoch >= 3:
        swa.update_parameters(model)
        swa_scheduler.step()
    else:
        scheduler.step()
    print(
        f"epoch {epoch} loss {loss.item():.4f} lr {optimizer.param_groups[0]['lr']:.5f} "
        f"averaged {swa.n_averaged.item()}"
    )
update_bn(loader, swa)
update_bn(loader, ema)
for name, net in (("last", model), ("swa", swa), ("ema", ema)):
    print(name, "accuracy {:.4f} loss {:.4f}".format(*accuracy(net)))
print(list(swa.state_dict()))
print(swa.module[1].num_batches_tracked, swa.module[0].weight.mean())
first = ema.module[0].weight
print("the average by hand differs by the first copy:", f"{(first - by_hand[0].weight).abs().max().item():.4f}")
