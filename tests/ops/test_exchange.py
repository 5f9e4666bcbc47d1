"""DLPack, and what came with the array API: neighbours of floating numbers, differences, sums in a dtype."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch

DTYPES = ["bool", "uint8", "int16", "int64", "float16", "float32", "float64", "complex64"]


@pytest.mark.parametrize("dtype", DTYPES)
def test_numpy_takes_a_tensors_memory_and_gives_it_back(dtype):
    t = nbtorch.ones((2, 3), dtype=getattr(nbtorch, dtype))
    array = np.from_dlpack(t)
    array[0, 0] = 0
    assert t[0, 0] == 0
    back = nbtorch.from_dlpack(array)
    assert back.dtype is t.dtype
    assert back.data_ptr() == t.data_ptr()
    assert nbtorch.from_dlpack(t).data_ptr() == t.data_ptr()
    assert nbtorch.from_dlpack(t, copy=True).data_ptr() != t.data_ptr()
    assert nbtorch.from_dlpack(array, copy=True).data_ptr() != t.data_ptr()


def test_what_is_read_only_is_copied():
    array = np.ones(3)
    array.flags.writeable = False
    t = nbtorch.from_dlpack(array)
    t += 1
    assert t.tolist() == [2, 2, 2]
    assert array.tolist() == [1, 1, 1]


def test_memory_out_of_autograds_reach():
    leaf = nbtorch.ones(2, requires_grad=True)
    for export in (leaf.__dlpack__, lambda: nbtorch.from_dlpack(leaf), lambda: np.from_dlpack(leaf)):
        with pytest.raises(BufferError, match=r"use tensor\.detach"):
            export()
    with pytest.raises(RuntimeError, match="int"):
        nbtorch.from_dlpack(3)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", DTYPES)
def test_both_ways_with_pytorch(dtype):
    torch = pytest.importorskip("torch")
    theirs = torch.ones(2, 3, dtype=getattr(torch, dtype)).T
    ours = nbtorch.from_dlpack(theirs)
    assert (tuple(ours.shape), ours.stride(), str(ours.dtype)) == ((3, 2), theirs.stride(), str(theirs.dtype))
    assert torch.from_dlpack(ours).data_ptr() == theirs.data_ptr()
    assert ours.__dlpack_device__() == theirs.__dlpack_device__()


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_neighbours(dtype):
    torch = pytest.importorskip("torch")
    values, towards = [1.0, 0.0, -3.0, 2.0, float("inf")], [2.0, -1.0, -3.0, float("nan"), 0.0]
    results = []
    for framework in (nbtorch, torch):
        kind = getattr(framework, dtype)
        x = framework.tensor(values, dtype=kind, requires_grad=True)
        y = framework.tensor(towards, dtype=kind, requires_grad=True)
        out = framework.nextafter(x, y)
        first, second = framework.autograd.grad(out.sum(), [x, y])
        results.append([str(out.dtype), *[t.double().tolist() for t in (out.detach(), first, second)]])
        with pytest.raises(TypeError, match=r"argument 'other' \(position 2\) must be Tensor, not float"):
            framework.nextafter(x, 2.0)
        with pytest.raises(NotImplementedError, match='"nextafter_cpu" not implemented for \'Long\''):
            framework.nextafter(framework.tensor([1]), framework.tensor([2]))
    assert str(results[0]) == str(results[1])


@pytest.mark.oracle
@pytest.mark.parametrize("options", [{}, {"n": 0}, {"n": 2}, {"n": 9}, {"dim": 0}, {"n": -1}, {"dim": 2}])
@pytest.mark.parametrize("ends", [(), ("prepend",), ("prepend", "append")])
@pytest.mark.parametrize("dtype", ["bool", "int64", "float32"])
def test_differences(options, ends, dtype):
    torch = pytest.importorskip("torch")
    results = []
    for framework in (nbtorch, torch):
        x = framework.tensor([[1, 4, 9, 0], [0, 1, 0, 2]]).to(getattr(framework, dtype))
        try:
            out = framework.diff(x, **options, **{end: framework.ones_like(x) for end in ends})
            results.append((str(out.dtype), out.tolist()))
        except Exception as error:
            results.append((type(error), str(error)))
    assert results[0] == results[1]


@pytest.mark.oracle
def test_differences_refuse_ends_of_another_size():
    torch = pytest.importorskip("torch")
    for shape in ((3,), (3, 1), ()):
        texts = []
        for framework in (nbtorch, torch):
            with pytest.raises(RuntimeError) as error:
                framework.diff(framework.ones(2, 4), append=framework.ones(shape))
            texts.append(str(error.value))
        assert texts[0] == texts[1]


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["sum", "prod", "cumsum", "cumprod"])
@pytest.mark.parametrize("source", ["bool", "uint8", "int32", "float32"])
@pytest.mark.parametrize("target", [None, "uint8", "int32", "int64", "float64"])
def test_the_dtype_asked_for(name, source, target):
    torch = pytest.importorskip("torch")
    results = []
    for framework in (nbtorch, torch):
        x = framework.full((3, 4), 7).to(getattr(framework, source))
        out = getattr(framework, name)(x, 1, dtype=target and getattr(framework, target))
        results.append((str(out.dtype), out.tolist()))
    assert results[0] == results[1]
