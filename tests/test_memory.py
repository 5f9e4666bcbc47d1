"""Where elements lie, who shares them, and what may be written: lines run on both frameworks (golden/memory.txt)."""

from __future__ import annotations

import ast
import copy
import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nbtorch
from nbtorch.backend import foreign

pytestmark = pytest.mark.oracle
LINES = [
    line
    for line in (Path(__file__).parent / "golden" / "memory.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def facts(value: Any, module: Any) -> Any:
    """What a value is, tensors with their memory and place in the graph, by builtin values only."""
    if isinstance(value, module.Tensor):
        node = value.grad_fn
        return (
            type(value).__name__, tuple(value.shape), value.stride(), value.storage_offset(), str(value.dtype),
            value.requires_grad, value.is_leaf, None if node is None else type(node).__name__,
            repr(value.detach().tolist()), value._version,
        )  # fmt: skip
    if isinstance(value, (tuple, list)):
        return type(value).__name__, [facts(v, module) for v in value]
    if isinstance(value, np.ndarray):
        return "array", value.shape, str(value.dtype), value.strides, repr(value.tolist()), value.flags.writeable
    if isinstance(value, np.generic):
        return str(value.dtype), repr(value.item())
    return type(value).__name__, repr(value).replace("nbtorch", "torch")


def end(line: str, module: Any) -> Any:
    """What the last expression of a line comes to, or how it fails; and what it warns of."""
    tree = ast.parse(line.replace("\\n", "\n"))
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    names: dict[str, Any] = {"torch": module, "np": np, "copy": copy, "pickle": pickle}
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(compile(tree, line, "exec"), names)
            if isinstance(last, ast.Expr):
                found = facts(eval(compile(ast.Expression(last.value), line, "eval"), names), module)
            else:
                found = None
        except Exception as error:
            found = type(error).__name__.lstrip("_"), str(error).split("\n")[0]
    return found, [(w.category.__name__, str(w.message)[:50]) for w in seen]


@pytest.fixture
def torch() -> Any:
    """PyTorch, told to repeat its warnings; ours forgets its own, and that somebody asked for channels last."""
    found = pytest.importorskip("torch")
    found.set_warn_always(True)
    foreign._warned.clear()
    yield found
    found.set_warn_always(False)
    nbtorch.autograd.memory.asked[0] = False


@pytest.mark.parametrize("line", LINES)
def test_alike(line, torch):
    assert end(line, nbtorch) == end(line, torch)


def test_convolutions_look_contiguous(torch):
    y = nbtorch.nn.Conv2d(3, 4, 3)(nbtorch.ones(2, 3, 5, 5)).relu()
    part = y.detach()[0]
    seen = y.view(2, -1)
    with nbtorch.no_grad():
        seen.fill_(7)
    assert y.is_contiguous() and y.stride() == (36, 9, 3, 1)
    assert bool((part == 7).all()) and seen.data_ptr() == y.data_ptr()


MADE = (
    "c(x)", "c(x).relu()", "b(c(x))", "F.max_pool2d(b(c(x)).relu(), 2)", "torch.cat([c(x), c(x)], 1)", "ct(x)",
    "F.avg_pool2d(c(x), 2)", "c(x).softmax(1)", "F.group_norm(c(x), 2)", "c(x).sum(0)", "c(x).detach()",
    "c1(x[:, :, 0])",
    "c(x) * 2 + 1", "F.interpolate(c(x), scale_factor=2)", "x.permute(0, 3, 1, 2).detach()", "c(x).flip(3)",
    "torch.from_numpy(np.ones((2, 3, 4, 5)).transpose(0, 3, 1, 2))", "torch.nn.Parameter(x.permute(0, 3, 1, 2))",
)  # fmt: skip
SEEN = (
    "y", "y[0]", "y[:, 0]", "y.view(-1)", "y.transpose(1, 2)", "y.chunk(2, 1)[1].detach()", "y.unsqueeze(1)", "y.data",
    "y.permute(*range(y.ndim - 1, -1, -1))", "y.narrow(0, 0, 1)", "y.detach()", "copy.deepcopy(y.detach())",
)  # fmt: skip


def written(made: str, seen: str, module: Any) -> Any:
    """Where a part of a layer's result lies, and what the result is after the part is written."""
    module.manual_seed(0)
    names: dict[str, Any] = {"torch": module, "F": module.nn.functional, "np": np, "copy": copy}
    names |= {"x": module.randn(2, 3, 6, 6), "c": module.nn.Conv2d(3, 4, 3), "ct": module.nn.ConvTranspose2d(3, 4, 3)}
    names |= {"b": module.nn.BatchNorm2d(4), "c1": module.nn.Conv1d(3, 4, 3)}
    y = names["y"] = eval(made, names)
    try:
        z = eval(seen, names)
    except RuntimeError as error:
        return str(error)
    with module.no_grad():
        z.fill_(5)
    alike = tuple(z.shape), z.stride(), z.storage_offset(), z.is_contiguous(), y.stride(), y._version
    return alike, round(float(y.detach().double().sum()), 2)


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("made", MADE)
def test_what_layers_make_is_shared_alike(made, seen, torch):
    assert written(made, seen, nbtorch) == written(made, seen, torch)


class Kind(np.ndarray):
    """An array of another class, as a library may have."""


def test_arrays_of_every_class_are_taken(torch, tmp_path):
    np.arange(6.0).tofile(tmp_path / "numbers")
    file = np.memmap(tmp_path / "numbers", np.float64, "r+")
    of_file = file[2:5].astype(np.float32)  # still a memmap, of memory of its own
    for array in (file, file[1:4], of_file, np.arange(3.0).view(Kind)):
        for module in (nbtorch, torch):
            t = module.from_numpy(array)
            assert np.shares_memory(t.numpy(), array) and type(t.numpy()) is np.ndarray
            np.testing.assert_array_equal(module.stack([t, module.as_tensor(array)]).sum(0).numpy(), 2 * array)
        assert nbtorch.equal(nbtorch.zeros(1) + array, nbtorch.from_numpy(array))
    nbtorch.from_numpy(file)[0] = 7
    assert file[0] == 7


def of_files(module: Any, file: Path) -> list[Any]:
    """What storages of a file of 16 bytes hold, and how long the file is afterwards."""
    file.write_bytes(bytes(range(16)))
    seen: list[Any] = []
    for shared, size in ((False, 16), (True, 16), (False, 0), (False, 17), (True, 20)):
        try:
            storage = module.UntypedStorage.from_file(str(file), shared, size)
        except RuntimeError as error:
            seen.append(str(error).replace(str(file), "the file"))
            continue
        if size:
            storage[0] = 9
        part = storage[4:12]
        seen.append((storage.tolist(), part.tolist(), len(part), part.untyped().nbytes()))
        seen.append((file.read_bytes(), module.asarray(part, dtype=module.uint8).tolist()))
    for wrong in (lambda: module.UntypedStorage.from_file(str(file) + "x", False, 3), lambda: storage[0:4:2]):
        with pytest.raises(RuntimeError) as told:
            wrong()
        seen.append(str(told.value).replace(str(file), "the file"))
    numbers = module.from_file(str(file), True, 4, dtype=module.int32)
    numbers[1] = -1
    return [*seen, numbers.tolist(), file.read_bytes()]


def test_storages_of_files_and_their_parts(torch, tmp_path):
    assert of_files(nbtorch, tmp_path / "ours") == of_files(torch, tmp_path / "theirs")
