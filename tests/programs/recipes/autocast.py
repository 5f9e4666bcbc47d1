"""The mixed precision recipe on the CPU: bfloat16 where it is safe, scaled gradients, a custom Function."""

import torch
import torch.nn as nn
from torch.amp import custom_bwd, custom_fwd

torch.manual_seed(0)
data = [torch.randn(32, 16) for _ in range(20)]
targets = [x[:, :4].sin() + 0.1 * torch.randn(32, 4) for x in data]
losses = []


def make_model():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(16, 32), nn.LayerNorm(32), nn.GELU(), nn.Linear(32, 4))


def train(use_amp):
    net, loss_fn = make_model(), nn.MSELoss()
    opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    scaler = torch.amp.GradScaler("cpu", enabled=use_amp, init_scale=2.0**10, growth_interval=8)
    for step, (input, target) in enumerate(zip(data, targets, strict=True)):
        with torch.autocast(device_type="cpu", dtype=torch.bfloat16, enabled=use_amp):
            output = net(input)
            loss = loss_fn(output, target)
        if step == 0:
            print(output.dtype, loss.dtype, {p.dtype for p in net.parameters()})
        scaler.scale(loss).backward()
        scaler.unscale_(opt)
        norm = nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0)
        scaler.step(opt)
        scaler.update()
        opt.zero_grad()
        if not use_amp:
            losses.append(loss.item())
    print(f"loss {loss.item():.2f}, norm {norm:.1f}, scale {scaler.get_scale()}, enabled {scaler.is_enabled()}")
    print(sorted(scaler.state_dict()))
    return loss.item()


apart = abs(train(False) - train(True))
print("close:", apart < 0.02)

a, b = torch.rand(4, 4), torch.rand(4, 4)
with torch.autocast("cpu"):
    product = torch.mm(a, b)
    print(product.dtype, torch.softmax(product, -1).dtype, (product + a).dtype, torch.exp(product).dtype)
    print(torch.nn.functional.mse_loss(product, a).dtype, torch.get_autocast_dtype("cpu"))
    with torch.autocast("cpu", enabled=False):
        print(torch.mm(product.float(), b).dtype, torch.is_autocast_enabled("cpu"))
    print(torch.is_autocast_enabled("cpu"))
print(product.grad_fn, torch.mm(a, b).dtype)


class Product(torch.autograd.Function):
    @staticmethod
    @custom_fwd(device_type="cpu", cast_inputs=torch.float32)
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a @ b

    @staticmethod
    @custom_bwd(device_type="cpu")
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        return grad.mm(b.t()), a.t().mm(grad)


with torch.autocast("cpu"):
    low = torch.mm(a.requires_grad_(), b)
    result = Product.apply(low, b)
    print(low.dtype, result.dtype)
result.sum().backward()
print(a.grad.dtype, a.grad.shape)

half = make_model().to(torch.bfloat16)
print(half[0].weight.dtype, half(data[0].bfloat16()).dtype, half.float()[0].weight.dtype)
