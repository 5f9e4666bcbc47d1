"""Comparisons, logic and choice in every spelling."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from ops.sides import alike  # noqa: E402

pytestmark = pytest.mark.oracle

SPELLINGS = [
    "x == y", "x != y", "x < y", "x <= y", "x > y", "x >= y", "x == 0", "0 < x", "0 >= x", "1 == q", "2.5 > q",
    "x == None", "x != None", "x == 'a'", "x in [1]", "(x == x).all()", "T.eq(x, y)", "x.ne(0)", "T.not_equal(x, y)",
    "x.greater(y)", "T.greater_equal(x, y)", "T.less(x, y)", "x.less_equal(0)", "x.eq(y)",
    "x.detach().clone().eq_(0)", "q.clone().gt_(3)", "q == q.float()", "mask == 1", "mask < True", "q < 2.5",
    "x.half() < 0.5", "x.float() == x", "T.equal(x, x)", "T.equal(x, y)", "x.equal(x[:2])", "T.allclose(x, x + 1e-9)",
    "x.allclose(y)", "T.allclose(x, x * inf, equal_nan=True)", "T.isclose(x, x + 1e-9)",
    "T.isclose(x, y, rtol=0.5, atol=0.1)", "T.isclose(q, q + 1)", "T.isclose(mask, mask)", "x.isnan()",
    "T.isinf(x / 0)", "(x / 0).isfinite()", "T.isposinf(x / 0)", "T.isneginf(x / 0)", "T.signbit(x)", "q.isnan()",
    "q.isfinite()", "T.isreal(x)", "mask & (x > 0)", "mask | (x > 0)", "mask ^ (x > 0)", "~mask", "q & 3", "q | 3",
    "q ^ 3", "3 & q", "~q", "q << 1", "q >> 1", "1 << q", "64 >> q", "mask & True", "True | mask",
    "mask.clone().logical_and_(x > 0)", "T.logical_or(x, y)", "x.logical_xor(y)", "T.logical_not(q)",
    "q.clone().bitwise_and_(1)", "T.bitwise_not(mask)", "T.bitwise_left_shift(q, 2)", "T.bitwise_xor(q, 5)",
    "T.bitwise_or(mask, mask)", "T.bitwise_and(1, q)", "q.byte() & 7", "mask & q", "x.all()", "T.any(x)",
    "mask.all(1)", "mask.any(dim=0, keepdim=True)", "T.all(q.byte())", "q.byte().any(0)", "mask.all(dim=(0, 1))",
    "e.all()", "e.any(0)", "mask.any(axis=1)", "s.all(0)", "T.where(mask, x, y)", "T.where(mask, x, 0)",
    "T.where(mask, 0.0, x)", "T.where(mask, 1.0, 2.0)", "T.where(mask, 1, 2)", "T.where(mask, 1, 2.5)",
    "x.where(mask, y)", "x.where(x > 0, 0 * x)", "T.where(mask)", "T.where(mask, q, 2.5)",
    "T.where(mask, x.half(), 1)", "T.where(mask, x.float(), x)", "T.where(x > 0, x, v)",
    "T.isin(q, T.tensor([1, 2]))", "T.isin(q, 3)", "T.isin(3, q)", "T.isin(q, T.tensor([1, 2]), invert=True)",
    "T.isin(x, x[0])", "T.isclose(mask, ~mask, 1, 0)", "T.isclose(mask, ~mask, 0.5, 0)", "T.isclose(q, q + 1, 0, 1)",
    "T.isclose(q + 2**24, q + 2**24 + 1, 0, 0.5)",
]  # fmt: skip
ERRORS = [
    "x & 1", "q & 1.5", "x << 1", "T.isclose(q, x)", "T.allclose(x, x.float())", "T.equal(x, 2)", "T.where(q, x, y)",
    "T.bitwise_not(x)", "mask << mask", "bool(x)", "x == w[:3]", "T.isclose(x, y, rtol=-1)", "x.all(5)",
]  # fmt: skip


@pytest.mark.parametrize("expression", SPELLINGS)
def test_spellings(expression):
    alike(expression)


@pytest.mark.filterwarnings("ignore:where received a uint8:UserWarning")  # PyTorch says it once in a process
def test_where_of_bytes():
    alike("T.where(mask.byte(), x, y)")


@pytest.mark.parametrize("expression", ERRORS)
def test_errors(expression):
    alike(expression, words=25)
