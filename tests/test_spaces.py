"""Modules that programs import beside the ones everybody knows."""

from __future__ import annotations

import importlib
import subprocess
import sys

import numpy as np
import pytest

import nbtorch

SPACES = """
_dynamo autograd.grad_mode autograd.variable functional multiprocessing nn.attention nn.common_types nn.parameter
storage utils._pytree utils.dlpack utils.hooks
""".split()  # noqa: SIM905


@pytest.mark.parametrize("space", SPACES)
def test_it_is_there_without_an_import(space):
    place = nbtorch
    for name in space.split("."):
        place = getattr(place, name)
    assert place is importlib.import_module(f"nbtorch.{space}")


@pytest.mark.oracle
@pytest.mark.parametrize("space", SPACES)
def test_its_names_are_pytorchs(space):
    pytest.importorskip("torch")
    theirs = importlib.import_module(f"torch.{space}")
    own = importlib.import_module(f"nbtorch.{space}")
    names = [
        n
        for n, v in vars(own).items()
        if not n.startswith("_") and getattr(v, "__module__", "").startswith(own.__name__)
    ]
    assert [n for n in names if not hasattr(theirs, n)] == []


def test_capsules_share_memory():
    t = nbtorch.arange(6.0).view(2, 3)
    taken = nbtorch.utils.dlpack.from_dlpack(nbtorch.utils.dlpack.to_dlpack(t))
    taken[0, 0] = 9
    assert t[0, 0] == 9
    assert nbtorch.utils.dlpack.from_dlpack(np.arange(3)).tolist() == [0, 1, 2]


TREES = """
tree_map(lambda t: t * 2, {"a": 1, "b": [2, (3, 4)]})
tree_map(lambda a, b: a + b, [1, (2, 3)], [10, (20, 30)])
tree_map_only(int, lambda n: -n, [1, "a", (2.0, 3)])
tree_flatten({"a": 1, "b": [2, 3]})[0]
tree_flatten([1, [2, 3]], is_leaf=lambda t: t == [2, 3])[0]
tree_unflatten([4, 5, 6], tree_flatten({"a": 1, "b": [2, 3]})[1])
tree_unflatten([4], tree_flatten([1, 2])[1])
tree_leaves(([1], None, {"k": 2}))[:1]
tree_all(lambda n: n > 0, [1, (2,)])
tree_any(lambda n: n < 0, [1, (2,)])
tree_flatten([1, 2])[1] == tree_flatten([3, 4])[1]
tree_flatten([1, 2])[1].num_leaves
""".strip().splitlines()


@pytest.mark.oracle
@pytest.mark.parametrize("call", TREES)
def test_trees(call):
    pytest.importorskip("torch")
    results = []
    for framework in ("nbtorch", "torch"):
        space = vars(importlib.import_module(f"{framework}.utils._pytree"))
        try:
            results.append(eval(call, dict(space)))
        except ValueError as error:
            results.append(str(error)[:60])
    assert results[0] == results[1]


SPAWNED = """
import sys
import nbtorch
nbtorch.alias()
import torch.multiprocessing as mp

def work(index, bad):
    if index == bad:
        raise ValueError("of " + str(index))

if __name__ == "__main__":
    mp.spawn(work, (5,), 2)
    try:
        mp.spawn(work, (1,), 2)
    except mp.ProcessRaisedException as error:
        print(error.error_index, str(error).splitlines()[2], str(error).splitlines()[-1])
"""


def test_spawn_tells_what_a_process_raised(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(SPAWNED)
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "1 -- Process 1 terminated with the following error: ValueError: of 1", done.stderr


def test_kernels_of_attention_are_kept():
    from nbtorch.nn.attention import SDPBackend, sdpa_kernel

    allowed = nbtorch.backends.cuda.flash_sdp_enabled
    with sdpa_kernel([SDPBackend.MATH]):
        assert not allowed()
    assert allowed()
    with pytest.raises(AssertionError, match="SDPBackend"), sdpa_kernel(["math"]):
        pass
