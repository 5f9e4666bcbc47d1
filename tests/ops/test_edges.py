"""The edges of what arguments may be, on both frameworks: the smallest of random calls that once differed."""

from __future__ import annotations

import pytest
from drawn import outcome, same

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

PROMOTION = """
T.tensor([True]) + 2**63; 2**63 % T.tensor([True]); T.tensor([True]) == 2**63; T.tensor([1]) + 2**63
T.tensor([True]) + 2**64; T.result_type(T.tensor([True]), 2**63); T.promote_types(T.uint64, T.int64)
T.promote_types(T.uint16, T.bool); T.promote_types(T.uint16, T.float16); T.tensor([2**63, 1]); T.tensor([2**64, 1.5])
T.tensor([1], dtype=T.uint16) + T.tensor([1]); T.scalar_tensor(-2**63, dtype=T.float16)
"""
INDEXED = """
T.zeros(3).index_add_(0, T.tensor(1), T.tensor(1.0)); T.zeros(()).index_add_(0, T.tensor([0]), T.ones(1))
T.zeros(0).index_add_(0, T.tensor([0]), T.ones(1)); T.zeros(()).index_add_(0, T.tensor(0), T.tensor(1.0))
T.zeros(3).index_reduce_(0, T.tensor([0]), T.tensor(1.0), "mean"); T.index_select(T.tensor(0.5), 0, T.tensor([0, 1]))
T.zeros(1).index_put_([T.tensor([-4, 1])], T.ones(3)); T.zeros(1).index_put_([T.tensor([-4, 1])], T.ones(2))
T.zeros(2, 0, dtype=T.bool).scatter_reduce_(0, T.zeros(2, 0).long(), T.zeros(2, 0, dtype=T.bool), reduce="mean")
T.zeros(2, 2, dtype=T.cfloat).index_reduce_(0, T.tensor([0]), T.ones(1, 2, dtype=T.cfloat), "amin")
T.nn.functional.rms_norm(T.ones(2, 3).long(), (3,)); T.nn.functional.rms_norm(T.ones(2, 3).bool(), (3,), eps=1.0)
T.narrow_copy(T.zeros(2, 1), 0, 5, -1); T.unravel_index(T.tensor(3, dtype=T.int32), 2**62)
T.unravel_index(T.tensor(3), (2, 2**62, 2**62)); T.unravel_index(T.tensor(-3, dtype=T.int8), (2, 300))
"""
REDUCED = """
T.max(T.tensor([1, 4]), None); T.min(T.tensor([1, 4]), other=None); T.max(T.ones(2), keepdim=True)
T.ones(2).max(axis=0); T.median(T.zeros(0, dtype=T.bool), 0); T.nanmedian(T.zeros(0, dtype=T.complex64), 0)
T.nansum(T.tensor([1j]), dtype=T.float32); T.nansum(T.tensor([1.5, T.nan]), dtype=T.int64)
T.nansum(T.ones(1), dtype=T.complex64); T.tensordot(None, T.ones(())); T.tensordot(T.ones(()), None)
T.tensordot(T.tensor([-4, 6], dtype=T.int32), T.tensor([[6]], dtype=T.int32), 1)
T.addmv(T.tensor(0.0), T.ones(2, 3), T.ones(0)); T.mean(T.ones(1), 5, dtype=T.int64); T.mean(T.tensor([1]), 5)
T.mean(1, 0)
T.round(T.tensor([1]), decimals=0); T.round(T.tensor([1])); T.round(T.tensor([1.25]), decimals=1)
T.repeat_interleave(T.ones(3), T.tensor(0, dtype=T.uint8), 0); T.tensor(2.5).tile(2**62)
T.zeros(3).scatter_(0, T.tensor([7]), T.ones(1), reduce=None); T.zeros(3).scatter_(0, T.tensor([0]), 1.0, reduce="add")
"""
VIEWS = """
T.zeros(3, 1, 2).permute([2, 2, 3]); T.zeros(3, 1, 2).permute([3, 2, 2]); T.zeros(3).permute(-2**63)
T.zeros(3).permute(2**63); T.zeros(3).flip(0, 2**63); T.zeros(3).expand(2**63); T.zeros(()).squeeze([0, 0])
T.zeros(0, 0, 1).unflatten(0, (3, 4, -1)); T.zeros(2, 0).unflatten(0, (-1, 1)); T.zeros(0, 1).unflatten(0, (0, -1))
T.zeros(()).unflatten(0, (1,)); T.zeros(1, 0).tile([-1]); T.zeros(1, 0).repeat(-1, 1); T.zeros(2, 0, 2).tile(2**63 - 1)
T.zeros(2, 0, 2).repeat(1, 1, 2**40); T.zeros(0).roll(1, -2); T.zeros(2).roll(1, -2); T.zeros(0).roll((1, 2), 0)
T.ones(2, 2).unfold(-2, 1, 2**63 - 1); T.ones(2, 2).t().unfold(-2, 1, 2**63 - 1)
T.zeros(1, 0).is_set_to(T.zeros(1, 0)); (lambda t: t.is_set_to(t.view(1, 0)))(T.zeros(1, 0))
T.permute_copy(T.zeros(3), 0); T.expand_copy(T.zeros(3), 3); T.permute_copy(T.zeros(3), [0])
"""
MADE = """
T.tril_indices(2**31, 0); T.triu_indices(0, 2**31); T.linspace(True, 4, 0, dtype=T.bool)
T.linspace(True, 4, 1, dtype=T.bool); T.linspace(True, 4, 2, dtype=T.bool); T.linspace(2**62, 2, 0, dtype=T.int32)
T.logspace(2**62, 2, 0, dtype=T.int32); T.randint_like(T.zeros(3), 3, None); T.normal(0, T.inf, [3])
T.normal(-T.inf, 2.0, [3]); T.zeros(2).cauchy_(T.inf, 1.0); T.zeros(0, dtype=T.complex64).uniform_(T.nan, 2**63)
"""
# `out=` of a tensor whose elements share memory: of another shape it gets memory of its own, but where every element is
# computed alone
STORED = """
T.zeros(2, 2, out=shared); T.full((2,), 1.0, out=shared); T.tril(T.ones(2, 2), out=shared)
T.triu(T.ones(2, 3), out=shared); T.amax(T.ones(2, 3), 0, out=shared); T.mm(T.ones(2, 3), T.ones(3, 4), out=shared)
T.softmax(T.ones(2, 3), 0, out=shared); T.gather(T.ones(2, 3), 0, T.tensor([[0, 1, 1]]), out=shared)
T.stack([T.ones(3)], out=shared); T.linalg.inv(T.eye(3), out=shared); T.add(T.ones(2, 3), 1, out=shared)
T.amax(T.ones(2, 2, 2), 0, keepdim=True, out=shared); T.addmm(T.ones(2), T.ones(2, 3), T.ones(3, 2), out=shared)
T.lerp(T.ones(1), T.zeros(1), 0.5, out=T.zeros(1, dtype=T.bfloat16))
T.lerp(T.ones(1), T.zeros(1), T.tensor([0.5]), out=T.zeros(1, dtype=T.float64))
"""
# powers of complex numbers as the C library has them
POWERS = """
c ** T.tensor(0.0); c ** T.tensor(-1.0); c ** T.tensor([2.5]); c ** 0; c ** 1; c ** -2; c ** 2.5; c ** 1j
T.tensor([T.inf]) ** c; 2.0 ** c; T.tensor([0.0, -1.0, T.inf]).view(3, 1) ** c; T.float_power(c, T.tensor(0.0))
"""


def statements(text):
    return [part.strip() for line in text.strip().splitlines() for part in line.split(";")]


def evaluated(T, statement):
    given = {"shared": T.zeros(1, 2).expand(2, 2)} if "shared" in statement else {}
    if " c" in statement or "c " in statement or "(c" in statement:
        given["c"] = T.tensor([0.0, -0.0, 1.0, -2.5, T.inf, -T.inf, T.nan], dtype=T.complex64)
    return eval(statement, {"T": T, **given})


@pytest.mark.parametrize("statement", statements(PROMOTION + INDEXED + REDUCED + VIEWS + MADE + STORED + POWERS))
def test_as_in_pytorch(statement):
    import nbtorch

    same(*[outcome(T, lambda T: evaluated(T, statement), ()) for T in (nbtorch, torch)], statement)
