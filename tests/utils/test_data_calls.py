"""Each call of `utils.data` in both frameworks: values, types, errors, warnings, and the random stream after it."""

from __future__ import annotations

import array
import collections
import re
import types
import warnings

import numpy as np
import pytest

import nbtorch
from nbtorch.utils import data as ours

torch = pytest.importorskip("torch")
theirs = pytest.importorskip("torch.utils.data")
pytestmark = pytest.mark.oracle


def plain(v):
    if isinstance(v, (torch.Tensor, nbtorch.Tensor)):
        return "tensor", str(v.dtype).split(".")[-1], tuple(v.shape), v.tolist()
    if isinstance(v, collections.abc.Mapping):
        return type(v).__name__, [(k, plain(x)) for k, x in v.items()]
    if isinstance(v, (list, tuple)):
        return type(v).__name__, [plain(x) for x in v]
    return type(v).__name__, repr(v)


def told(call, framework, data):
    """What a call gives, raises and warns of, as text."""
    framework.manual_seed(3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = "value", plain(call(framework, data))
        except Exception as error:
            result = type(error).__name__, str(error)
    said = [(w.category.__name__, str(w.message)) for w in caught]
    return re.sub(" at 0x[0-9a-f]+", "", str((result, said, framework.rand(1).item()))).replace("nbtorch", "torch")


def same(call):
    assert told(call, nbtorch, ours) == told(call, torch, theirs)


Pair = collections.namedtuple("Pair", "x y")


class MyList(list):
    pass


class MyDict(dict):
    pass


class Fixed(collections.abc.Sequence):
    """A sequence that is made in a way of its own."""

    def __init__(self, a, b):
        self.items = [a, b]

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return self.items[i]


BATCHES = [
    lambda t: [1, 2],
    lambda t: [1.0, 2.0],
    lambda t: [True, False],
    lambda t: ["a", "b"],
    lambda t: [b"a", b"b"],
    lambda t: [np.float32(1), np.float32(2)],
    lambda t: [np.int8(1), np.int8(2)],
    lambda t: [np.bool_(1), np.bool_(0)],
    lambda t: [np.array(["a"])] * 2,
    lambda t: [np.array([None])] * 2,
    lambda t: [np.ones(3)] * 2,
    lambda t: [np.ones((3, 2)).T] * 2,
    lambda t: [np.array(3.0)] * 2,
    lambda t: [Pair(1, 2.0), Pair(3, 4.0)],
    lambda t: [(1, 2), (3, 4)],
    lambda t: [[1, 2], [3, 4]],
    lambda t: [MyList([1, 2]), MyList([3, 4])],
    lambda t: [collections.UserList([1, 2]), collections.UserList([3, 4])],
    lambda t: [range(2), range(2)],
    lambda t: [Fixed(1, 2), Fixed(3, 4)],
    lambda t: [{"a": 1, "b": [1, 2]}, {"a": 3, "b": [3, 4]}],
    lambda t: [MyDict(a=1), MyDict(a=2)],
    lambda t: [collections.OrderedDict(a=1), collections.OrderedDict(a=2)],
    lambda t: [collections.Counter(a=1), collections.Counter(a=2)],
    lambda t: [types.MappingProxyType({"a": 1}), types.MappingProxyType({"a": 2})],
    lambda t: [array.array("i", [1, 2])] * 2,
    lambda t: [collections.deque([1, 2])] * 2,
    lambda t: [collections.defaultdict(list, a=1)] * 2,
    lambda t: [t.ones(2), t.ones(3)],
    lambda t: [t.ones(2), t.ones(2)],
    lambda t: [(1, 2), (1,)],
    lambda t: [object()],
    lambda t: [None],
    lambda t: [1j],
    lambda t: [{"a": 1}, {"b": 1}],
    lambda t: [],
    lambda t: [()],
    lambda t: [{1, 2}],
    lambda t: [t.ones(2).half(), t.ones(2)],
    lambda t: [t.ones(2).bfloat16()] * 2,
    lambda t: [2**40, 1],
    lambda t: [np.str_("a")] * 2,
    lambda t: (1, 2),
    lambda t: [(t.ones(2), 1, "x")] * 3,
    lambda t: [1, 2.5],
    lambda t: [float("nan")],
    lambda t: [bytearray(b"ab")] * 2,
    lambda t: [t.ones(2, requires_grad=True)] * 2,
    lambda t: [np.ones(2, "uint16")] * 2,
    lambda t: [np.float16(1)] * 2,
    lambda t: [np.complex64(1)] * 2,
]


@pytest.mark.parametrize("batch", BATCHES)
def test_collate_and_convert(batch):
    same(lambda t, d: d.default_collate(batch(t)))
    same(lambda t, d: d.default_convert(batch(t)))
    same(lambda t, d: d.default_convert(list(batch(t))[:1]))
    same(lambda t, d: list(d.DataLoader(batch(t), batch_size=2)))
    same(lambda t, d: list(d.DataLoader(batch(t), batch_size=None)))


def stream(d, length=None):
    class Stream(d.IterableDataset):
        def __iter__(self):
            return iter(range(7))

        def __len__(self):
            if length is None:
                raise TypeError("no length")
            return length

    return Stream()


def rows(t):
    return t.arange(46).view(23, 2)


def each(d, **options):
    """The indices of every process."""
    n = options.pop("n", 11)
    return [list(d.DistributedSampler(range(n), 3, rank, **options)) for rank in range(3)]


CALLS = [
    lambda t, d: d.DataLoader([1], batch_size=0),
    lambda t, d: d.DataLoader([1], batch_size=-1),
    lambda t, d: d.DataLoader([1], batch_size=1.5),
    lambda t, d: d.DataLoader([1], batch_size=True),
    lambda t, d: d.DataLoader([1], num_workers=-1),
    lambda t, d: d.DataLoader([1], timeout=-1),
    lambda t, d: d.DataLoader([1], prefetch_factor=2),
    lambda t, d: d.DataLoader([1], prefetch_factor=-2, num_workers=1),
    lambda t, d: d.DataLoader([1], persistent_workers=True),
    lambda t, d: d.DataLoader([1], shuffle=True, sampler=[0]),
    lambda t, d: d.DataLoader([1], batch_sampler=[[0]], batch_size=2),
    lambda t, d: d.DataLoader([1], batch_sampler=[[0]], shuffle=True),
    lambda t, d: d.DataLoader([1], batch_sampler=[[0]], drop_last=True),
    lambda t, d: d.DataLoader([1], batch_size=None, drop_last=True),
    lambda t, d: d.DataLoader(stream(d), shuffle=True),
    lambda t, d: d.DataLoader(stream(d), sampler=[1]),
    lambda t, d: d.DataLoader(stream(d), batch_sampler=[[1]]),
    lambda t, d: len(d.DataLoader(stream(d, 7), shuffle=False)),
    lambda t, d: len(d.DataLoader(stream(d))),
    lambda t, d: len(d.DataLoader(stream(d, 7), batch_size=2)),
    lambda t, d: len(d.DataLoader(stream(d, 7), batch_size=2, drop_last=True)),
    lambda t, d: len(d.DataLoader(stream(d, 7), batch_size=None)),
    lambda t, d: (lambda loader: (len(loader), list(loader)))(d.DataLoader(stream(d, 5))),
    lambda t, d: list(d.DataLoader(stream(d), batch_size=3)),
    lambda t, d: list(d.DataLoader(stream(d), batch_size=3, drop_last=True)),
    lambda t, d: d.DataLoader([1], num_workers=50).num_workers,
    lambda t, d: d.DataLoader([1], multiprocessing_context="spawn"),
    lambda t, d: d.DataLoader([1], num_workers=1, multiprocessing_context="x"),
    lambda t, d: d.DataLoader([1], num_workers=1, multiprocessing_context=3),
    lambda t, d: list(d.DataLoader([1], timeout=3)),
    lambda t, d: d.DataLoader([1], num_workers=1).prefetch_factor,
    lambda t, d: list(d.DataLoader([1, 2], pin_memory=True)),
    lambda t, d: list(d.DataLoader([1, 2], pin_memory=True, pin_memory_device="cuda")),
    lambda t, d: setattr(d.DataLoader([1]), "batch_size", 3),
    lambda t, d: setattr(d.DataLoader([1]), "dataset", 3),
    lambda t, d: setattr(d.DataLoader([1]), "persistent_workers", 3),
    lambda t, d: setattr(d.DataLoader([1]), "num_workers", 0),
    lambda t, d: type(iter(d.DataLoader([1]))).__name__,
    lambda t, d: len(iter(d.DataLoader([1, 2, 3], 2))),
    lambda t, d: iter(d.DataLoader([1])).__getstate__(),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), 4, sampler=[1, 5, 99])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), 4, sampler=[1, -5])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), 4, sampler=t.tensor([1, 5]))),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[t.tensor([1, 5])])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[(1, 5)])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[[]])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_size=None, sampler=[[1, 2], slice(0, 3)])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[[True, False]])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[[np.int64(3), 2]])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[[1.5]])),
    lambda t, d: list(d.DataLoader(d.TensorDataset(rows(t)), batch_sampler=[[None]])),
    lambda t, d: list(d.DataLoader(d.Subset(d.Subset(d.TensorDataset(rows(t)), range(3, 20)), [1, 2, 5]), 2)),
    lambda t, d: list(d.DataLoader(d.Subset(d.TensorDataset(rows(t)), t.tensor([1, 2, 5])), 2)),
    lambda t, d: list(d.DataLoader(d.Subset(d.TensorDataset(rows(t)), np.array([1, 2, 5])), 2)),
    lambda t, d: list(d.DataLoader(d.Subset(d.TensorDataset(rows(t)), [1, 2, 5]), 2, sampler=[7])),
    lambda t, d: d.TensorDataset(t.ones(2), t.ones(3)),
    lambda t, d: d.TensorDataset()[0],
    lambda t, d: len(d.TensorDataset()),
    lambda t, d: d.TensorDataset(rows(t))[1:3],
    lambda t, d: d.TensorDataset(rows(t))[50],
    lambda t, d: d.random_split(range(5), [2, 2]),
    lambda t, d: [len(s) for s in d.random_split(range(10), [0.33, 0.33, 0.34])],
    lambda t, d: [len(s) for s in d.random_split(range(2), [0.1, 0.1, 0.8])],
    lambda t, d: d.random_split(range(5), [1.5, -0.5]),
    lambda t, d: [list(s) for s in d.random_split(range(10), [3, 7], t.Generator().manual_seed(1))],
    lambda t, d: [list(s) for s in d.random_split(range(10), [1.0], t.Generator().manual_seed(1))],
    lambda t, d: d.Dataset()[0],
    lambda t, d: iter(d.IterableDataset()),
    lambda t, d: len(d.Dataset()),
    lambda t, d: iter(d.Sampler()),
    lambda t, d: d.Dataset() + 3,
    lambda t, d: list(d.ConcatDataset([[1, 2], [3]])),
    lambda t, d: d.ConcatDataset([[1, 2], [3]])[-4],
    lambda t, d: d.ConcatDataset([[1, 2], [3]])[3],
    lambda t, d: d.ConcatDataset([]),
    lambda t, d: d.ConcatDataset([stream(d)]),
    lambda t, d: d.ConcatDataset([[1], [2, 3]]).cummulative_sizes,
    lambda t, d: d.ConcatDataset.cumsum([[1], [2, 3]]),
    lambda t, d: list(stream(d) + stream(d)),
    lambda t, d: len(stream(d, 3) + stream(d, 4)),
    lambda t, d: list(d.ChainDataset([[1]])),
    lambda t, d: len(d.ChainDataset([[1]])),
    lambda t, d: d.StackDataset(),
    lambda t, d: d.StackDataset([1], a=[1]),
    lambda t, d: d.StackDataset([1], [1, 2]),
    lambda t, d: d.StackDataset(a=[1], b=[1, 2]),
    lambda t, d: d.StackDataset([1, 2], [3, 4])[1],
    lambda t, d: d.StackDataset(a=[1, 2], b=[3, 4])[1],
    lambda t, d: list(d.DataLoader(d.StackDataset(a=[1, 2], b=d.Subset([3, 4, 5], [2, 1])), 2)),
    lambda t, d: list(d.DataLoader(d.StackDataset([1, 2], d.Subset([3, 4, 5], [2, 1])), 2)),
    lambda t, d: len(d.StackDataset([1, 2])),
    lambda t, d: d.RandomSampler([]),
    lambda t, d: d.RandomSampler([1], replacement=1),
    lambda t, d: d.RandomSampler([1], num_samples=0),
    lambda t, d: d.RandomSampler([1], num_samples=1.5),
    lambda t, d: list(d.RandomSampler(range(5), num_samples=12, generator=t.Generator().manual_seed(2))),
    lambda t, d: list(d.RandomSampler(range(5), True, 70, generator=t.Generator().manual_seed(2))),
    lambda t, d: d.WeightedRandomSampler([1], True),
    lambda t, d: d.WeightedRandomSampler([1], 0),
    lambda t, d: d.WeightedRandomSampler([1], 1, 2),
    lambda t, d: d.WeightedRandomSampler([[1]], 1),
    lambda t, d: list(d.WeightedRandomSampler([0.1, 0.2, 0.7], 2, False, t.Generator().manual_seed(2))),
    lambda t, d: list(d.WeightedRandomSampler(t.tensor([0.1, 0.2, 0.7]), 9, True, t.Generator().manual_seed(2))),
    lambda t, d: list(d.WeightedRandomSampler([0.1, 0.2, 0.7], 4, False)),
    lambda t, d: d.BatchSampler([1], 0, False),
    lambda t, d: d.BatchSampler([1], 2, 1),
    lambda t, d: d.BatchSampler([1], 2),
    lambda t, d: list(d.BatchSampler(range(7), 3, True)),
    lambda t, d: list(d.BatchSampler(iter(range(7)), 3, False)),
    lambda t, d: len(d.BatchSampler(range(7), 3, True)),
    lambda t, d: list(d.SubsetRandomSampler([4, 5, 6], t.Generator().manual_seed(2))),
    lambda t, d: list(d.SequentialSampler([4, 5, 6])),
    lambda t, d: [list(d.DistributedSampler(range(11), 3, r)) for r in range(3)],
    lambda t, d: [list(d.DistributedSampler(range(11), 3, r, shuffle=False)) for r in range(3)],
    lambda t, d: [list(d.DistributedSampler(range(11), 3, r, drop_last=True, seed=5)) for r in range(3)],
    lambda t, d: [list(d.DistributedSampler(range(2), 5, r)) for r in range(5)],
    lambda t, d: d.DistributedSampler(range(11), 3, 3),
    lambda t, d: (lambda s: (s.set_epoch(4), list(s), len(s)))(d.distributed.DistributedSampler(range(11), 3, 2)),
    lambda t, d: [len(d.DistributedSampler(range(n), 4, 0, drop_last=True)) for n in range(12)],
    lambda t, d: d.get_worker_info(),
    lambda t, d: type("S", (d.Subset,), {"__getitem__": lambda s, i: 1})([1], [0]),
    lambda t, d: d.Subset([1, 2, 3], [2, 0])[1],
    lambda t, d: d.Subset(rows(t), [2, 0])[[0, 1]],
    lambda t, d: d.Subset([1, 2], [0]).__getitems__([0]),
    lambda t, d: d.DataLoader[int] is not None,
    lambda t, d: isinstance(d.Dataset[int], object),
    lambda t, d: str(d.DataLoader([1]).sampler.__class__.__name__),
    lambda t, d: str(d.DataLoader(stream(d)).sampler.__class__.__name__),
    lambda t, d: d._utils.collate.collate([1, 2], collate_fn_map={int: lambda b, *, collate_fn_map: sum(b)}),
    lambda t, d: d._utils.collate.collate(
        [(1, 2.0), (2, 3.0)], collate_fn_map={int: lambda b, *, collate_fn_map: sum(b)}
    ),
    lambda t, d: d._utils.collate.collate([(1, True)], collate_fn_map={int: lambda b, *, collate_fn_map: sum(b)}),
    lambda t, d: d._utils.collate.collate([1]),
    lambda t, d: [each(d, n=n, drop_last=drop) for n in range(1, 9) for drop in (False, True)],
]


@pytest.mark.parametrize("call", CALLS)
def test_calls(call):
    same(call)
