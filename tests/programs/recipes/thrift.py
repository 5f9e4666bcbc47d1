"""Less memory: the optimizer's step inside the backward, accumulated gradients, and activations computed twice."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint, checkpoint_sequential


def build():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(12, 32), nn.Tanh(), nn.Dropout(0.1), nn.Linear(32, 32), nn.SELU(), nn.Linear(32, 3))


torch.manual_seed(9)
batches = [(torch.randn(16, 12), torch.randint(0, 3, (16,))) for _ in range(12)]
batches = [(x + F.one_hot(y, 12) * 2, y) for x, y in batches]
losses = []


def plain():
    model = build()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, foreach=False)
    for x, y in batches:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return model


def step_in_backward():
    model = build()
    optimizers = {p: torch.optim.Adam([p], lr=0.01, foreach=False) for p in model.parameters()}

    def optimizer_hook(parameter):
        optimizers[parameter].step()
        optimizers[parameter].zero_grad()

    for p in model.parameters():
        p.register_post_accumulate_grad_hook(optimizer_hook)
    for x, y in batches:
        F.cross_entropy(model(x), y).backward()
    print("gradients left:", [p.grad for p in model.parameters()])
    return model


def checkpointed(sequential):
    model = build()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, foreach=False)
    for x, y in batches:
        if sequential:
            output = checkpoint_sequential(model, 3, x, use_reentrant=False)
        else:
            output = model[3:](checkpoint(model[:3], x, use_reentrant=False, preserve_rng_state=True))
        optimizer.zero_grad()
        F.cross_entropy(output, y).backward()
        optimizer.step()
    return model


def accumulated(steps=4):
    model = build().eval()  # without dropout it is one large batch
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=1e-3, dampening=0.1, momentum=0.5)
    for i, (x, y) in enumerate(batches):
        loss = F.cross_entropy(model(x), y) / steps
        loss.backward()
        losses.append(loss.item())
        if (i + 1) % steps == 0:
            norm = nn.utils.clip_grad_norm_(model.parameters(), 0.5, norm_type=2.0)
            print(f"batch {i + 1}: gradient norm {norm:.4f}")
            optimizer.step()
            optimizer.zero_grad()
    return model


def in_large_batches(size=4):
    model = build().eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=1e-3, dampening=0.1, momentum=0.5)
    for start in range(0, len(batches), size):
        x, y = (torch.cat(parts) for parts in zip(*batches[start : start + size], strict=True))
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
    return model


def apart(one, other):
    vectors = [nn.utils.parameters_to_vector(m.parameters()) for m in (one, other)]
    return bool((vectors[0] - vectors[1]).abs().max() < 1e-5)


reference = plain()
print("step in backward:", apart(reference, step_in_backward()))
print("checkpointed:", apart(reference, checkpointed(False)), apart(reference, checkpointed(True)))
print("accumulated:", apart(accumulated(), in_large_batches()))
print(f"{losses[0]:.4f} to {losses[11]:.4f}, then {losses[12]:.4f} to {losses[-1]:.4f}")
