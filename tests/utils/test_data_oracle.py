"""The loader against PyTorch's: the same batches in the same order under the same seed."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch
from nbtorch.utils import data as ours

torch = pytest.importorskip("torch")
theirs = pytest.importorskip("torch.utils.data")
pytestmark = pytest.mark.oracle
BOTH = ((nbtorch, ours), (torch, theirs))


def plain(value):
    """Tensors as arrays, inside tuples and dicts."""
    if hasattr(value, "numpy"):
        return value.numpy()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def same(a, b):
    if isinstance(b, np.ndarray):
        assert a.dtype == b.dtype
        np.testing.assert_array_equal(a, b)
    elif isinstance(b, dict):
        assert a.keys() == b.keys()
        for key in b:
            same(a[key], b[key])
    elif isinstance(b, list):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            same(x, y)
    else:
        assert a == b


def tensors(framework, data):
    draw = np.random.default_rng(0)
    return data.TensorDataset(framework.tensor(draw.normal(size=(23, 3))), framework.arange(23))


def items(framework, data):
    class Items(data.Dataset):
        def __len__(self):
            return 11

        def __getitem__(self, i):
            return {"x": np.full(2, i, "float32"), "pair": (i, i / 2), "name": str(i)}

    return Items()


def stream(framework, data):
    class Stream(data.IterableDataset):
        def __iter__(self):
            return iter(framework.arange(7))

    return Stream()


LOADERS = [
    (tensors, {"batch_size": 4}), (tensors, {"batch_size": 4, "shuffle": True}),
    (tensors, {"batch_size": 5, "drop_last": True}),
    (tensors, {"batch_size": None}), (items, {"batch_size": 3, "shuffle": True}), (items, {"batch_size": 3}),
    (stream, {"batch_size": 3}), (stream, {"batch_size": 3, "drop_last": True}), (stream, {"batch_size": None}),
]  # fmt: skip


@pytest.mark.parametrize("dataset, options", LOADERS)
def test_batches(dataset, options):
    seen = []
    for framework, data in BOTH:
        framework.manual_seed(1)
        loader = data.DataLoader(dataset(framework, data), **options)
        seen.append([plain(list(loader)), plain(list(loader)), framework.rand(2).numpy()])
    same(seen[0], seen[1])


def test_generator_split_samplers():
    seen = []
    for framework, data in BOTH:
        framework.manual_seed(1)
        dataset = tensors(framework, data)
        generator = framework.Generator().manual_seed(5)
        loader = data.DataLoader(dataset, batch_size=4, shuffle=True, generator=generator)
        parts = data.random_split(dataset, [0.5, 0.3, 0.2], generator=generator)
        subset = data.DataLoader(parts[0], batch_size=4)
        weights = data.WeightedRandomSampler([0.1, 0.5, 0.4], 6)
        seen.append([
            plain(list(loader)), [list(p.indices) for p in parts], plain(list(subset)), list(weights),
            list(data.RandomSampler(range(5), replacement=True, num_samples=40)),
            list(data.SubsetRandomSampler([3, 5, 7])), list(data.BatchSampler(range(5), 2, False)),
            plain(data.ConcatDataset([parts[1], parts[2]])[-1]), [len(loader), len(subset)],
        ])  # fmt: skip
    same(seen[0], seen[1])


ERRORS = [
    lambda t, d: d.DataLoader([1], batch_size=0),
    lambda t, d: d.DataLoader([1], num_workers=-1),
    lambda t, d: d.DataLoader([1], shuffle=True, sampler=[0]),
    lambda t, d: d.DataLoader([1], batch_sampler=[[0]], batch_size=2),
    lambda t, d: d.DataLoader(stream(t, d), shuffle=True),
    lambda t, d: d.TensorDataset(t.ones(2), t.ones(3)),
    lambda t, d: d.random_split(range(5), [2, 2]),
    lambda t, d: next(iter(d.DataLoader([object()]))),
    lambda t, d: next(iter(d.DataLoader([t.ones(2), t.ones(3)], batch_size=2))),
    lambda t, d: d.Dataset()[0],
    lambda t, d: d.RandomSampler([]),
]


@pytest.mark.parametrize("call", ERRORS)
def test_errors(call):
    kinds = []
    for framework, data in BOTH:
        with pytest.raises(Exception) as error:
            call(framework, data)
        kinds.append(error.type)
    assert kinds[0] is kinds[1]
