"""Where NumPy's own integer has 32 bits, as in a browser, every op still gives what it gives everywhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

TELL = """
import json, sys
if "narrow" in sys.argv:
    import narrow
    narrow.play()
import nbtorch as torch
from nbtorch.autograd.op import REGISTRY
from nbtorch.backend.array import CPU
from nbtorch.backend.places import WIDE
from cases import Case, host, outputs

def told(t):
    return [str(t.dtype), list(t.shape), str(host(t).tolist())] if hasattr(t, "_data") else repr(t)

found = {"wide": WIDE, "NumPy itself": CPU.__name__ == "numpy" and CPU.argmax is __import__("numpy").argmax}
for op in REGISTRY.values():
    for index, sample in enumerate(op.samples):
        for dtype in ("float64", "int64"):
            torch.manual_seed(0)
            case = Case(op, sample)
            try:
                result = case.op(*case.tensors(torch, dtype), **case.statics)
            except Exception as error:
                result = error
            found[f"{op.name}-{index}-{dtype}"] = [told(each) for each in outputs(result)]
x, places = torch.arange(20).reshape(5, 4) * 7 % 11, torch.tensor([2, 0, 1, 3, 3, 1])
for code in CODES:
    torch.manual_seed(0)
    try:
        found[code] = [told(each) for each in outputs(eval(code))]
    except Exception as error:
        found[code] = repr(error)
print(json.dumps(found))
"""
CODES = (
    "torch.tensor([1, 2])", "torch.tensor(3)", "torch.tensor([True]).sum()", "torch.full((2,), 3)", "torch.arange(4)",
    "torch.as_tensor([[1], [2]])", "x.sort()", "x.median(1)", "x.mode(1)", "x.float().topk(2)", "x.nonzero()",
    "torch.where(x > 5)", "x.count_nonzero(0)", "x.unique(return_inverse=True, return_counts=True)",
    "torch.unique_consecutive(places, return_inverse=True)", "torch.bincount(places)", "x.float().histc()",
    "torch.multinomial(torch.ones(5), 3)", "torch.randperm(5)", "torch.repeat_interleave(places)",
    "torch.repeat_interleave(places, places)", "torch.nn.functional.embedding(places, x.float())", "x[:, places % 4]",
    "torch.nn.functional.max_pool1d(x.float(), 2, return_indices=True)", "torch.linalg.matrix_rank(x.double())",
    "torch.linalg.inv(torch.zeros(2, 2))", "torch.linalg.solve(torch.zeros(2, 2), torch.ones(2))",
    "torch.linalg.cholesky(-torch.eye(2))", "torch.linalg.inv_ex(torch.zeros(2, 2))", "torch.tensor(2**40).item()",
    "next(iter(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), 2, shuffle=True)))",
)  # fmt: skip


def tell(*words: str) -> dict[str, object]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")])
    program = f"CODES = {CODES}{TELL}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *words], env=os.environ | {"PYTHONPATH": path}, check=True,
        capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_ops_give_the_same_with_a_narrow_numpy():
    here, there = tell(), tell("narrow")
    assert here.pop("wide") is True and there.pop("wide") is False
    assert here.pop("NumPy itself") is True and there.pop("NumPy itself") is False
    assert len(here) > 1500
    assert {key: (told, there[key]) for key, told in here.items() if told != there[key]} == {}
