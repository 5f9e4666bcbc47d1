"""What workers give, in one framework: `python both.py torch` and `python both.py nbtorch` print the same."""

import collections
import importlib
import random
import sys

import numpy as np

torch, data = (importlib.import_module(sys.argv[1]), importlib.import_module(f"{sys.argv[1]}.utils.data"))
torch.set_num_threads(1)
Pair = collections.namedtuple("Pair", "x y")


class Items(data.Dataset):
    def __len__(s):
        return 11

    def __getitem__(s, i):
        return {"x": np.full(2, i, "float32"), "pair": (i, i / 2), "name": str(i), "p": Pair(torch.ones(60, 20) * i, i)}


class Rand(data.Dataset):
    def __len__(s):
        return 9

    def __getitem__(s, i):
        w = data.get_worker_info()
        return (torch.rand(2), np.random.rand(2), random.random(), w.id, w.num_workers, w.seed)


class Stream(data.IterableDataset):
    def __init__(s, n):
        s.n = n

    def __len__(s):
        return sum(s.n)

    def __iter__(s):
        w = data.get_worker_info()
        k = w.id
        return iter(torch.arange(s.n[k]) + 100 * k)


class Shard(data.IterableDataset):
    def __init__(s):
        s.a, s.b = (0, 20)

    def __iter__(s):
        return iter(range(s.a, s.b))


def init(i):
    w = data.get_worker_info()
    d = w.dataset
    if isinstance(d, Shard):
        d.a, d.b = (10 * i, 10 * i + 10)


def plain(v):
    if hasattr(v, "numpy"):
        return v.numpy().tolist()
    if isinstance(v, dict):
        return {k: plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)):
        return [type(v).__name__] + [plain(x) for x in v]
    return v


def go(name, ds, epochs=2, **o):
    torch.manual_seed(5)
    loader = data.DataLoader(ds, **o, multiprocessing_context="fork")
    out = [plain(list(loader)) for _ in range(epochs)]
    print(name, out, torch.rand(1).item())


LOADERS = [
    ("items", Items(), dict(batch_size=3, num_workers=2)),
    ("shuf", Items(), dict(batch_size=3, num_workers=2, shuffle=True, persistent_workers=True)),
    ("rand", Rand(), dict(batch_size=2, num_workers=2)),
    ("randp", Rand(), dict(batch_size=2, num_workers=2, persistent_workers=True, prefetch_factor=5)),
    ("none", Items(), dict(batch_size=None, num_workers=1)),
    ("stream", Stream([3, 8]), dict(batch_size=2, num_workers=2)),
    ("streamp", Stream([3, 8]), dict(batch_size=2, num_workers=2, persistent_workers=True, drop_last=True)),
    ("stream1", Stream([5, 1]), dict(batch_size=None, num_workers=2, prefetch_factor=3)),
    ("shard", Shard(), dict(batch_size=3, num_workers=2, worker_init_fn=init)),
    ("lam", [1, 2, 3, 4], dict(batch_size=2, num_workers=1, collate_fn=lambda b: [x * 2 for x in b])),
    ("gen", Rand(), dict(batch_size=4, num_workers=2, shuffle=True, generator=torch.Generator().manual_seed(7))),
    ("bs", Items(), dict(batch_sampler=[[0, 1], [5], [3, 2]], num_workers=2)),
]
for name, dataset, options in LOADERS:
    go(name, dataset, **options)
