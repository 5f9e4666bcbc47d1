"""`import torch` that gives nbtorch: each test is a process of its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

import nbtorch

PROGRAM = """
import sys
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim.lr_scheduler
from torch import nn as again, optim
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(32, 4)
y = (x.sum(1) > 0).long()
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
optimizer = optim.SGD(net.parameters(), lr=0.1)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 2)
for epoch in range(3):
    for inputs, labels in DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(inputs), labels)
        loss.backward()
        optimizer.step()
    schedule.step()
    print(f"{epoch} {loss.item():.5f} {schedule.get_last_lr()}")
print(net, type(x), type(x.shape), type(x.dtype), type(x.device), isinstance(x, torch.Tensor), again is nn)
print(torch.__version__ >= "2.0", torch.__version__ >= (2, 2), torch.__version__ < "10", sys.argv[1:], __name__)
print(torch.__version__.split("+")[0], torch.version.cuda, isinstance(torch.__version__, str))
"""


def run(*arguments, check=True, **environment):
    """What Python prints, given these arguments."""
    keep = {k: v for k, v in os.environ.items() if k != "NBTORCH_ALIAS"}
    path = os.pathsep.join([p for p in sys.path if p])
    done = subprocess.run(
        [sys.executable, *arguments], text=True, capture_output=True, env={**keep, "PYTHONPATH": path, **environment}
    )
    assert done.returncode == 0 or not check, done.stderr
    return done.stdout if check else done.stderr


@pytest.mark.oracle
def test_a_program_prints_what_it_prints_on_pytorch(tmp_path):
    pytest.importorskip("torch")
    (tmp_path / "program.py").write_text(PROGRAM)
    script = str(tmp_path / "program.py")
    wanted = run(script, "one", "--two")
    assert run("-m", "nbtorch", "run", script, "one", "--two") == wanted
    assert run("-c", "import nbtorch\n" + PROGRAM, "one", "--two", NBTORCH_ALIAS="1") == wanted


def test_run_takes_modules_too(tmp_path):
    (tmp_path / "program.py").write_text("import torch, sys; print(torch.__name__, sys.argv[1:], __name__)")
    printed = run("-m", "nbtorch", "run", "-m", "program", "-x", PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))
    assert printed == "nbtorch ['-x'] __main__\n"


SAME = """
import importlib, importlib.util, sys
import nbtorch
nbtorch.alias()
nbtorch.alias()
assert sum(type(f).__name__ == "_Finder" for f in sys.meta_path) == 1
import torch
import torch.nn.modules.linear, torch.nn.functional as F, torch.optim, torch.cuda, torch.testing
from torch.nn.modules.linear import Linear
from torch import nn
assert torch is nbtorch and torch.nn is nbtorch.nn is nn
assert F is nbtorch.nn.functional and torch.optim is nbtorch.optim
assert Linear is nbtorch.nn.Linear and torch.testing is nbtorch.testing and torch.cuda is nbtorch.cuda
assert importlib.util.find_spec("torch") and importlib.util.find_spec("torch.nn.functional")
assert torch.__spec__.name == "nbtorch" and torch.nn.__spec__.name == "nbtorch.nn"
importlib.reload(torch)
importlib.reload(torch.nn.init)
assert torch is nbtorch and torch.__version__.startswith("2.13.0+nbtorch") and sys.modules["torch"] is nbtorch
print(repr(type(torch.ones(1))), repr(torch.nn.Linear(1, 1)))
nbtorch.alias(False)
assert not [name for name in sys.modules if name == "torch" or name.startswith("torch.")]
assert nbtorch.__version__ == nbtorch.version.nbtorch == nbtorch.version.__version__
print(repr(type(nbtorch.ones(1))))
nbtorch.alias(False)
"""


def test_modules_are_the_same_objects_until_it_is_ended():
    printed = run("-c", SAME).splitlines()
    assert printed == [
        "<class 'torch.Tensor'> Linear(in_features=1, out_features=1, bias=True)", "<class 'nbtorch.Tensor'>"
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["import torch.nothing", "from torch.nope import x", "import torch._inductor.config"])
def test_what_is_not_there_is_a_module_not_found_that_says_so(line):
    error = run("-c", f"import nbtorch; nbtorch.alias()\n{line}", check=False)
    assert "ModuleNotFoundError: No module named 'torch." in error
    assert "in this process `torch` is nbtorch (nbtorch.alias()), and there is no nbtorch." in error


@pytest.mark.oracle
def test_refuses_when_pytorch_is_there_first():
    pytest.importorskip("torch")
    error = run("-c", "import torch, nbtorch; nbtorch.alias()", check=False)
    assert "RuntimeError: nbtorch.alias(): PyTorch itself is already imported in this process" in error
    program = "import torch, nbtorch; assert torch is not nbtorch; print(torch.__version__ == nbtorch.__version__)"
    assert run("-c", program, NBTORCH_ALIAS="1") == "False\n"
    assert "NBTORCH_ALIAS=1 has no effect" in run("-W", "error", "-c", program, check=False, NBTORCH_ALIAS="1")
    assert run("-c", "import nbtorch; nbtorch.alias(); nbtorch.alias(False); import torch; print(torch.__name__)") == (
        "torch\n"
    )


MADE = """[torch.tensor([1.0, 2.0]), torch.float64, torch.Size([2]), torch.device("cpu"), torch.strided,
           torch.channels_last, torch.nn.Linear(2, 1), torch.nn.Parameter(torch.ones(2))]"""


def test_pickles_go_both_ways(tmp_path):
    path = str(tmp_path / "made.pickle")
    alias = "import pickle, nbtorch; nbtorch.alias(); import torch\n"
    run("-c", f"{alias}pickle.dump({MADE}, open({path!r}, 'wb'))")
    with open(path, "rb") as file:
        made = pickle.load(file)
    assert [type(m) for m in made] == [type(m) for m in eval(MADE, {"torch": nbtorch})]
    assert made[0].tolist() == [1.0, 2.0] and made[4] is nbtorch.strided and made[1] is nbtorch.float64
    with open(path, "wb") as file:
        pickle.dump(made, file)
    assert run("-c", f"{alias}print(pickle.load(open({path!r}, 'rb'))[:3])") == (
        "[tensor([1., 2.]), torch.float64, torch.Size([2])]\n"
    )


VERSIONS = ["2.0", "2.13", "2.13.0", "1.13.1", "10.0", "2.14.0.dev20260101", "2.13.0rc1", "2.13.0a0+git1", "2.13.0+cpu",
            "2.13.0.post1", (2, 0), (2, 13), (2, 13, 0), (3,), "parrot"]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize("mine", ["2.13.0+cpu", "2.13.0", "2.0.1", "2.13.0a0+git12", "2.13.0rc1"])
def test_versions_compare_as_pytorchs(mine):
    theirs = pytest.importorskip("torch.torch_version").TorchVersion(mine)
    ours = nbtorch.torch_version.TorchVersion(mine)
    for other in VERSIONS:
        for sign in ("<", "<=", "==", "!=", ">=", ">"):
            assert eval(f"ours {sign} other") == eval(f"theirs {sign} other"), (mine, sign, other)
    assert ours == theirs and hash(ours) == hash(mine)
    assert repr(ours) == repr(theirs)
