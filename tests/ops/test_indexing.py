"""Indexing, gathering, scattering, masks and casts: one line on both frameworks."""

from __future__ import annotations

import pytest
from ops.sides import alike, placed

pytestmark = pytest.mark.filterwarnings("ignore")  # PyTorch tells of what it deprecates
LINES = """
x[0]
x[-1, 2]
x[1:, ::2]
x[..., 0]
x[None]
x[:, None, 1]
x[5]
x[0, 9]
x[0, 0, 0]
s[0]
x[::-1]
x[::0]
x[i]
x[[0, 2]]
x[[0, 2], [1, 1]]
x[:, [0, 0, 3]]
x[i, 0]
x[0, i]
b[0, :, [1, 2]]
b[:, 0, [1, 2]]
b[[0, 1], :, [1, 2]]
b[[0, 1], None, [1, 2]]
b[:, [0, 1], [1, 2]]
b[..., [1, 2]]
b[0, ..., i]
b[1:, i]
x[mask]
x[mask, None]
x[~mask]
x[x > 0]
x[T.tensor([True, False, True])]
x[T.tensor([True, False, True]), 1]
x[:, T.tensor([True, False, True, True])]
x[[True, False, True]]
x[T.tensor([True, False])]
b[mask[:2, :3]]
b[0][mask]
x[T.tensor(1)]
x[T.tensor(1), T.tensor(2)]
x[T.tensor([1]), T.tensor(2)]
x[T.tensor(True)]
x[True]
x[False]
x[np.int64(1)]
x[np.array([0, 2])]
x[k]
x[i, i]
x[i.int()]
x[T.tensor([5])]
x[T.tensor([-1])]
x[T.tensor([0.5])]
x[0.5]
x["a"]
x[i.to(T.uint8)]
x[(0, 1)]
x[[[0, 1], [1, 2]]]
x[range(2)]
x[[]]
x[...]
x[()]
x[slice(0, 2), T.tensor([1, 0])]
T.gather(x, 1, k)
x.gather(0, k)
x.gather(dim=1, index=k)
x.gather(-1, k)
x.gather(1, T.tensor([[4]]))
x.gather(1, T.tensor([[-1]]))
x.gather(1, i)
x.gather(0, T.tensor([]))
x.detach().gather(0, T.ones(0, 2, dtype=T.bool))
T.take_along_dim(x, T.tensor([]))
x.gather(0, k.bool())
x.gather(1, k.float())
x.gather(1, T.zeros(4, 2, dtype=T.long))
x.gather(2, k)
v.gather(0, i)
s.gather(0, T.tensor(0))
T.take_along_dim(x, k, 1)
T.take_along_dim(x, k[:, :1], 1)
T.take_along_dim(x, i)
x.scatter(1, k, y[:, :2])
x.scatter(1, k, 2.0)
x.scatter(1, k, value=2.0)
x.scatter(0, k, y)
x.scatter(1, k, y.detach(), reduce="add").detach()
x.scatter(1, k, y.detach(), reduce="multiply").detach()
x.scatter(1, k, y.float())
x.scatter(1, T.tensor([[9]]), y)
x.scatter(dim=1, index=k, src=y[:, :2])
T.scatter(x, 1, k, y[:, :2])
(x * 1).scatter_(1, k, y[:, :2])
(x * 1).scatter_(1, k, 3)
(x * 1).scatter_(1, k, y.detach(), reduce="add").detach()
T.zeros(3, 4, dtype=T.float64).scatter_(1, k, 1.0)
x.scatter_add(1, k, y[:, :2])
x.scatter_add(0, k, y)
T.scatter_add(x, 1, k, y[:, :2])
(x * 1).scatter_add_(1, k, y[:, :2])
T.zeros(3, dtype=T.float64).scatter_add_(0, i, v[:3])
x.scatter_reduce(1, k, y[:, :2], "sum")
x.scatter_reduce(1, k, y[:, :2], reduce="mean")
x.scatter_reduce(1, k, y[:, :2], "amax")
x.scatter_reduce(1, k, y[:, :2], "amin", include_self=False)
x.scatter_reduce(1, k, y[:, :2], "mean", include_self=False)
x.scatter_reduce(1, k, y[:, :2], "sum", include_self=False)
x.scatter_reduce(1, k, y[:, :2], "prod")
x.scatter_reduce(1, k, y[:, :2], "prod", include_self=False)
x.scatter_reduce(1, k, y[:, :2], "bad")
(x * 1).scatter_reduce_(0, k, y, "amax")
T.index_select(x, 0, i)
x.index_select(1, i)
x.index_select(dim=0, index=i)
x.index_select(0, k)
x.index_select(0, T.tensor([3]))
x.index_select(0, T.tensor([-1]))
x.index_select(0, i.double())
s.index_select(0, T.tensor([0]))
x.index_select(0, T.tensor(1))
x.index_add(0, i, y)
x.index_add(0, i, y, alpha=2)
x.index_add(1, i, y[:, :3])
T.index_add(x, 0, i, y)
(x * 1).index_add_(0, i, y)
x.index_add(0, i, y.float())
x.index_add(0, i, y[:2])
x.index_add(0, T.tensor([0, 1, 7]), y)
x.index_copy(0, T.tensor([2, 0]), y[:2])
x.index_copy(0, i, y[:2])
(x * 1).index_copy_(1, T.tensor([0, 1]), y[:, :2])
x.index_fill(0, i, 2.0)
x.index_fill(1, i, s)
(x * 1).index_fill_(0, T.tensor([0]), -1)
T.index_fill(x, 0, i, v)
x.index_put((i,), y)
x.index_put((i,), y, accumulate=True)
x.index_put((i, i), v[:3])
x.index_put((mask,), s)
(x * 1).index_put_((i,), y)
x.index_put((i,), y.float())
T.take(x, i)
x.take(k)
x.take(T.tensor([20]))
x.put(i, v[:3])
(x * 1).put_(i, v[:3], accumulate=True)
x.put(i, v)
x.masked_fill(mask, 0)
x.masked_fill(mask, float("-inf")).detach()
x.masked_fill(mask, s)
x.masked_fill(mask[0], 2.5)
T.masked_fill(x, mask, value=1)
x.masked_fill(mask, v)
q.masked_fill(mask, 1.5)
q.masked_fill(mask, 1)
v.masked_fill(mask, 0)
(x * 1).masked_fill_(mask, 0)
(x * 1).masked_fill_(mask, s)
(v * 1).masked_fill_(mask, 0)
x.masked_select(mask)
T.masked_select(x, x > 0)
x.masked_select(mask[0])
v.masked_select(mask)
x.masked_select(k)
x.masked_scatter(mask, y)
(x * 1).masked_scatter_(mask, y)
x.masked_scatter(mask, y[:1])
T.nonzero(mask)
mask.nonzero()
mask.nonzero(as_tuple=True)
T.nonzero(q)
T.nonzero(s)
T.argwhere(q > 3)
T.where(mask)
T.where(mask, x, y)
T.where(mask, x, 0.0)
T.where(mask, 1.0, 0.0)
T.where(mask, x, v)
x.where(mask, y)
T.where(x > 0, x, -x)
(x * 1).fill_(2)
(x * 1).fill_(s)
(x * 1).fill_(v)
(x * 1).zero_()
T.fill(x, 2.0)
x.fill_(1)
q.fill_(2.7)
T.zero_(x * 1)
x.item()
s.item()
q[0, 1].item()
x.tolist()
q.tolist()
x.float()
x.double() is x
x.half()
x.bfloat16()
x.int()
x.long()
x.bool()
x.short()
x.byte()
x.char()
q.float()
q.to(T.float32)
q.double().requires_grad
x.to(T.float16)
x.to("cpu")
x.to("cpu", T.float32)
x.to(x.float())
x.to(dtype=T.float32)
x.to(device="cpu", dtype=T.int64)
x.to(T.float64) is x
x.to(T.float64, copy=True) is x
x.to("cpu", non_blocking=True)
x.to(T.device("cpu"))
x.type(T.float32)
x.type("torch.FloatTensor")
x.type()
q.type()
x.type_as(q)
x.cpu() is x
x.view(T.int64)
x.float().detach().view(T.int32)
q.view(T.float64)
x.cfloat().detach().real
x.copy_(y)
(x * 1).copy_(y)
(x * 1).copy_(v)
(x * 1).copy_(q)
(x * 1).copy_(i)
v[i.char()]
v[i.short()[0]]
v[np.array([1, 0], "int8")]
v.index_put([i.char()], v[:3])
v.index_add(0, i[0], s)
s.index_add(0, i[:1], v[:1])
v.index_reduce(0, i[0], s, "amax")
x.index_reduce(1, i, v[:3], "mean")
x.index_reduce(-1, i[:1], s, "mean")
v.index_add(0, i - 3, v[:3])
x.index_add(0, i - 3, y)
v[:0].index_add(0, i, v[:3])
v.index_add(0, i[0], v[:1])
v.index_copy(0, i - 3, v[:3])
x.index_copy(0, i + 9, y)
v.index_fill(0, i - 3, 3)
e.detach().index_put((), e.detach())
x[:0, None].index_select(1, i)
x[:0].index_select(0, i)
mask[0].index_reduce(0, i[:1], mask[0, :1], "amax")
mask.scatter_reduce(0, k, mask, "mean")
""".strip().splitlines()


@pytest.mark.oracle
@pytest.mark.parametrize("line", LINES)
def test_ends_as_in_pytorch(line):
    """The same values, dtypes, first and second gradients, or the same error."""
    alike(line)


@pytest.mark.parametrize("line", LINES)
def test_on_a_strict_gpu(line, fake_gpu):
    """The same values and gradients where every implicit host/device mix is refused."""
    placed(line)
