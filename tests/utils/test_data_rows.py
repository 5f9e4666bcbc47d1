"""Rows of tensors that nobody looks at between `dataset[i]` and the batch; and those that somebody does."""

from __future__ import annotations

import copy
import pickle
import threading

import pytest

import nbtorch
from nbtorch.utils import data as ours

LOOKS = {
    "untouched": lambda t, x, i: x[i],
    "negative": lambda t, x, i: x[i - 12],
    "in a dict": lambda t, x, i: {"x": x[i], "both": [x[i], x[i, 0]]},
    "from the third batch on": lambda t, x, i: x[i] * 2 if i > 7 else x[i],
    "for some": lambda t, x, i: x[i] + 1 if i % 3 else x[i],
    "two tensors": lambda t, x, i: x[i] if i % 3 else x.clone()[i],
    "of another shape": lambda t, x, i: (x[i], x.T[i % 3], x[:, 1][i], x[i][1]),
    "written": lambda t, x, i: (x[i], x[i].mul_(2))[0],
    "written after": lambda t, x, i: (x[i], x.add_(1))[0],
    "of a part": lambda t, x, i: x[1:][i - 1],
    "in another dtype": lambda t, x, i: (x[i].double(), x.half()[i], (x > 3)[i], x.bfloat16()[i]),
    "unbound": lambda t, x, i: tuple(x[i]),
    "learning": lambda t, x, i: x[i].requires_grad_(),
    "from its data": lambda t, x, i: x.data[i],
    "without recording": lambda t, x, i: t.no_grad()(lambda: x[i])(),
    "a number": lambda t, x, i: (x[i], float(x[i, 2])),
    "out of range": lambda t, x, i: x[i + 3],
}


def batches(framework, data, look, start, **options):
    class Samples(data.Dataset):
        def __init__(self):
            self.x = start(framework.arange(36.0).view(12, 3))

        def __len__(self):
            return 12

        def __getitem__(self, i):
            return look(framework, self.x, i)

    found = []
    try:
        for batch in data.DataLoader(Samples(), 4, **options):
            found.append(plain(batch))
    except IndexError as error:
        found.append(str(error))
    return found


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value.tolist(), str(value.dtype).split(".")[1], tuple(value.stride()), value.requires_grad


@pytest.mark.oracle
@pytest.mark.parametrize("look", LOOKS)
def test_batches_are_pytorchs(look):
    torch, theirs = pytest.importorskip("torch"), pytest.importorskip("torch.utils.data")
    for start, shuffle in ((lambda x: x, False), (lambda x: x.clone(), False), (lambda x: x.clone(), True)):
        seen = []
        for framework, data in ((nbtorch, ours), (torch, theirs)):
            framework.manual_seed(1)
            seen.append(batches(framework, data, LOOKS[look], start, shuffle=shuffle))
        assert seen[0] == seen[1]


class Kept(ours.Dataset):
    """Keeps the rows it gives."""

    def __init__(self, x):
        self.x, self.rows = x, {}

    def __len__(self):
        return 12

    def __getitem__(self, i):
        self.rows[i] = self.x[i]
        return self.rows[i]


def kept(view=False):
    """Rows that a dataset kept, untouched until now, and the tensor they are of."""
    x = nbtorch.arange(24.0).view(12, 2)
    dataset = Kept(x if view else x.clone())
    assert len(list(ours.DataLoader(dataset, 4))) == 3
    assert [type(dataset.rows[i]) is nbtorch.Tensor for i in (0, 4, 8)] == [True, False, False]
    return dataset.x, [dataset.rows[i] for i in range(4, 12)]


USES = {
    "value": lambda row: row.tolist(),
    "shape": lambda row: tuple(row.shape),
    "dtype": lambda row: row.dtype,
    "repr": repr,
    "operator": lambda row: (row + 1).tolist(),
    "reflected": lambda row: (1 - row).tolist(),
    "function": lambda row: nbtorch.relu(row).tolist(),
    "stack": lambda row: nbtorch.stack([row, row]).tolist(),
    "grad": lambda row: row.grad,
    "version": lambda row: row._version,
    "leaf": lambda row: (row.is_leaf, row.requires_grad, row.grad_fn),
    "pickle": lambda row: type(pickle.loads(pickle.dumps(row))) is nbtorch.Tensor,
    "copy": lambda row: type(copy.copy(row)) is type(copy.deepcopy(row)) is nbtorch.Tensor,
    "base": lambda row: row._base is not None and row._base.tolist(),
    "storage": lambda row: row.storage_offset(),
    "numpy": lambda row: row.numpy().tolist(),
    "index": lambda row: row[0].item(),
    "collate": lambda row: ours.default_collate([row, row]).tolist(),
    "parameter": lambda row: nbtorch.nn.Parameter(row).tolist(),
    "same": lambda row: nbtorch.equal(row, row),
    "in place": lambda row: row.add_(1).tolist(),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("view", [False, True])
def test_a_row_that_was_kept_is_a_tensor(use, view):
    _, rows = kept(view)
    again, _ = kept(view)
    assert [str(USES[use](row)) for row in rows] == [str(USES[use](again[i])) for i in range(4, 12)]
    if use not in ("copy", "collate"):  # which need not look
        assert {type(row) for row in rows} == {nbtorch.Tensor}


@pytest.mark.parametrize("view", [False, True])
def test_a_row_that_was_kept_is_a_view(view):
    x, rows = kept(view)
    x[5] = 100
    assert rows[1].tolist() == [100, 100]
    rows[2].zero_()
    assert x[6].tolist() == [0, 0] and x._version == rows[2]._version == 2
    rows[3].grad = nbtorch.ones(2)
    assert rows[3].grad.tolist() == [1, 1] and rows[3].tolist() == [14, 15]


@pytest.mark.parametrize("view", [False, True])
def test_the_history_of_a_row_that_was_kept(view):
    x, rows = kept(view)
    weight = nbtorch.ones(2, requires_grad=True)
    x.mul_(weight)  # the rows are views of what was written: they have its history
    rows[0].sum().backward()
    assert weight.grad.tolist() == [8, 9]
    x, rows = kept(view)
    rows[0].mul_(weight)
    assert x.requires_grad


def test_another_thread_gets_no_rows():
    x, kinds = nbtorch.ones(8, 2), []

    class Samples(ours.Dataset):
        def __len__(self):
            return 8

        def __getitem__(self, i):
            def look():
                kinds.append(type(x[i]))

            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
            return x[i]

    assert [len(batch) for batch in ours.DataLoader(Samples(), 2)] == [2] * 4
    assert set(kinds) == {nbtorch.Tensor}


def test_a_loader_inside_a_loader():
    x = nbtorch.arange(12.0).view(6, 2)

    class Inner(ours.Dataset):
        def __len__(self):
            return 6

        def __getitem__(self, i):
            return x[i]

    class Outer(Inner):
        def __getitem__(self, i):
            return x[i], next(iter(ours.DataLoader(Inner(), 3, sampler=[i, 0, i])))

    for first, (row, rows) in enumerate(ours.DataLoader(Outer(), 2)):
        assert row.tolist() == x[2 * first : 2 * first + 2].tolist()
        assert rows.tolist() == [[x[i].tolist(), x[0].tolist(), x[i].tolist()] for i in (2 * first, 2 * first + 1)]
    assert type(x[0]) is nbtorch.Tensor
