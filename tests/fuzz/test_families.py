"""Calls that nobody wrote by hand, on both frameworks: PyTorch's result, or PyTorch's exception class.

Shapes, dtypes, strides, NaN and infinities, sizes and dimensions that are huge, negative or of the wrong type. The
examples are the same every time; `NBTORCH_FUZZ=5000` draws so many new ones per family. `test_calls.py` has one line
per function, of any arguments.
"""

from __future__ import annotations

from typing import Any

import pytest
from drawn import HUGE, REAL, TENSORS, alike, fuzz, tensors
from hypothesis import assume, given, strategies as st

pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

dims = st.one_of(st.integers(-4, 4), st.integers(-2, 2), st.sampled_from(HUGE))
sizes = st.one_of(st.integers(-1, 4), st.integers(0, 3), st.sampled_from((2**61, -(2**40))))


def compared(function: Any, *arguments: Any) -> None:
    """Both frameworks come to the same with these arguments."""
    alike(function, [("", value) for value in arguments])


# ---------------------------------------------------------------- the families, of the names that stand
UNARY = """
    abs acos acosh asin asinh atan atanh bitwise_not ceil cos cosh deg2rad digamma erf erfc exp exp2 expm1 floor
    frac isfinite isinf isnan isneginf isposinf lgamma log log10 log1p log2 logical_not logit nan_to_num neg
    positive rad2deg reciprocal relu round rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc
    count_nonzero nonzero flatten ravel clone t numel real conj angle unique msort isnan fliplr flipud tril
    triu diag diagflat atleast_2d any all sum prod mean std var max min argmax argmin
"""
BINARY = """
    add sub mul div true_divide floor_divide remainder pow atan2 copysign hypot maximum minimum fmax fmin eq ne
    lt le gt ge logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor bitwise_left_shift
    bitwise_right_shift logaddexp logaddexp2 xlogy nextafter gcd lcm heaviside ldexp float_power allclose equal
    matmul mm dot inner outer bmm vdot
"""
ALONG = """
    sum prod mean var amax amin max min argmax argmin all any logsumexp sort
    argsort unbind unsqueeze squeeze count_nonzero nansum aminmax
"""
SHAPED = """
    reshape broadcast_to permute new_zeros
"""
CREATED = """
    eye arange linspace full
"""


@pytest.mark.parametrize("name", sorted(set(UNARY.split())))
@fuzz(8)
@given(x=tensors())
def test_one(name, x):
    compared(name, x)


@pytest.mark.parametrize("name", BINARY.split())
@fuzz(12)
@given(x=tensors(dtypes=REAL), y=st.one_of(tensors(dtypes=REAL), tensors(), st.sampled_from(TENSORS)))
def test_two(name, x, y):
    compared(name, x, y)


@pytest.mark.parametrize("name", ALONG.split())
@fuzz(15)
@given(x=tensors(dtypes=REAL), dim=dims)  # of a call with two faults, a dtype and a dimension, either may be told
def test_along(name, x, dim):
    compared(name, x, dim)


@pytest.mark.parametrize("name", SHAPED.split())
@fuzz(15)
@given(x=tensors(), size=st.lists(sizes, max_size=3))
def test_shapes(name, x, size):
    compared(name, x, size)


@pytest.mark.parametrize("name", CREATED.split())
@fuzz(15)
@given(size=st.lists(sizes, max_size=3))
def test_created(name, size):
    assume(0 not in size or max(size) < 2**31)  # NumPy has no shape whose sizes overflow beside a 0; PyTorch has
    compared(name, *size)


ends = st.one_of(st.none(), st.integers(-5, 5), st.sampled_from((2**62, -(2**62))))
keys = st.one_of(
    st.integers(-4, 4),
    st.sampled_from((None, Ellipsis, True, False, [0, 1], [True, False], [])),
    st.builds(slice, ends, ends, st.sampled_from((None, 1, 2, 5))),
    tensors(dtypes=("int64", "bool", "int32")),
)


@fuzz(120)
@given(x=tensors(), key=st.lists(keys, max_size=3))
def test_read(x, key):
    assume(x[0].size or not any(type(part) is tuple for part in key))  # PyTorch looks at no index where nothing lies
    compared(lambda framework, t, *key: t[key], x, *key)


@fuzz(120)
@given(x=tensors(dtypes=REAL), key=st.lists(keys, max_size=2), value=st.sampled_from((1, 2.5, True)))
def test_write(x, key, value):
    def write(framework: Any, t: Any, value: Any, *key: Any) -> Any:
        t = t.clone()
        t[key] = value
        return t

    compared(write, x, value, *key)


@pytest.mark.parametrize("wrong", [1.5, None, "2", 2**63, [1], 1j])
@pytest.mark.parametrize(
    "line",
    [
        "T.zeros((2, wrong))",
        "T.ones([wrong])",
        "T.empty((wrong, 2))",
        "T.full((wrong,), 1)",
        "T.ones(2).new_zeros((2, wrong))",
        "T.mm(T.ones(2, 2), wrong)",
        "T.dot(T.ones(2), wrong)",
        "T.outer(wrong, T.ones(2))",
        "T.kron(T.ones(2), wrong)",
        "T.allclose(T.ones(2), wrong)",
    ],
)
def test_wrong_types(line, wrong):
    compared(lambda framework: eval(line, {"T": framework, "wrong": wrong}))
