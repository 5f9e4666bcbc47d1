"""Write nn_ops.json with PyTorch: `python tests/golden/write_nn_ops.py`."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any


def facts(torch: ModuleType) -> dict[str, Any]:
    """What layers and losses give for small inputs, with either library."""
    F = torch.nn.functional

    def ramp(*shape: int) -> Any:
        count = 1
        for n in shape:
            count *= n
        return torch.tensor([((7 * i) % 11 - 5) / 4 for i in range(count)]).reshape(shape)

    x, target = ramp(4, 3).requires_grad_(), torch.tensor([2, 0, 1, 1])
    loss = F.cross_entropy(x, target)
    loss.backward()
    torch.manual_seed(0)
    mask = F.dropout(torch.ones(4, 6), 0.4)
    image, kernel = ramp(1, 2, 5, 5), ramp(3, 2, 3, 3)
    convolved = F.conv2d(image, kernel, ramp(3), stride=2, padding=1)
    found = {
        "cross_entropy": loss,
        "cross_entropy gradient": x.grad,
        "dropout": mask,
        "conv2d": convolved,
        "max_pool2d": F.max_pool2d(image, 3, 2, 1),
        "avg_pool2d": F.avg_pool2d(image, 3, 2, 1),
        "batch_norm": F.batch_norm(image, None, None, training=True),
        "layer_norm": F.layer_norm(ramp(3, 5), (5,)),
        "gelu": F.gelu(ramp(9)),
        "softmax": F.softmax(ramp(2, 4), 1),
        "mse_loss": F.mse_loss(ramp(6), ramp(2, 6)[1]),
        "binary_cross_entropy_with_logits": F.binary_cross_entropy_with_logits(ramp(6), torch.ones(6)),
    }
    return {name: value.detach().tolist() for name, value in found.items()}


if __name__ == "__main__":
    import torch

    path = Path(__file__).with_name("nn_ops.json")
    path.write_text(json.dumps(facts(torch), indent=1) + "\n")
