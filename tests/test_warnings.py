"""What calls warn of, in PyTorch's words; what PyTorch says once in a process is said once here."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.oracle
CALLS = """
torch.add(torch.ones(3), 1, out=torch.ones(2))
torch.rand(3, out=torch.ones(2))
torch.tensor(torch.ones(1))
torch.ones(1).new_tensor(torch.ones(1))
torch.meshgrid(torch.ones(1), torch.ones(1))
torch.meshgrid(torch.ones(1), torch.ones(1))
float(torch.ones(1, requires_grad=True))
float(torch.ones(1, requires_grad=True))
(torch.ones(1, requires_grad=True) * 2).grad
torch.ones(2, 2, 2).T
F.mse_loss(torch.ones(2, 1), torch.ones(2))
F.kl_div(torch.ones(2), torch.ones(2))
F.softmax(torch.ones(2, 2))
nn.L1Loss(reduce=False)
nn.CrossEntropyLoss(size_average=False)
F.l1_loss(torch.ones(2), torch.ones(2), size_average=True)
nn.LSTM(1, 1, dropout=0.5)
nn.Linear(0, 1)
nn.init.zeros_(torch.empty(0, 2))
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, norm_first=True), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(3, 1, 8, batch_first=True), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, activation="gelu", bias=False), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, activation=torch.tanh), 1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 1, enable_nested_tensor=False)
nn.MultiheadAttention(4, 2)(*[torch.ones(2, 1, 4)] * 3, key_padding_mask=torch.zeros(1, 2), attn_mask=MASK)
torch.set_default_tensor_type(torch.FloatTensor)
torch.set_default_tensor_type(torch.FloatTensor)
torch.var(torch.ones(1))
HOOKED(torch.ones(1, 2)).sum().backward()
F.grid_sample(torch.ones(1, 1, 2, 2), torch.zeros(1, 1, 1, 2))
F.sigmoid(torch.ones(1))
nn.utils.clip_grad_norm([torch.ones(1)], 1)
nn.init.xavier_normal(torch.ones(2, 2))
torch.optim.lr_scheduler.StepLR(torch.optim.SGD([torch.ones(1, requires_grad=True)], 0.1), 1).step()
torch.cuda.amp.autocast(enabled=False)
torch.cpu.amp.autocast()
"""
PROGRAM = """
import sys, warnings
if sys.argv[1] == "nbtorch":
    import nbtorch
    nbtorch.alias()
import torch
from torch import nn
import torch.nn.functional as F
HOOKED = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
for module in HOOKED.modules():
    module.register_full_backward_hook(lambda module, before, after: None)
MASK = torch.zeros(2, 2, dtype=torch.bool)
for call in sys.stdin.read().strip().splitlines():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        eval(call)
    print(call, [(w.category.__name__, str(w.message).split(" (Triggered")[0]) for w in caught])
"""


def _said(framework: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, framework],
        input=CALLS,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout.splitlines()


def test_the_same_is_said():
    pytest.importorskip("torch")
    ours, theirs = _said("nbtorch"), _said("torch")
    assert len(theirs) == len(CALLS.strip().splitlines())
    assert ours == theirs
