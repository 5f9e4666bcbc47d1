"""Calls that nobody wrote by hand, on both frameworks: PyTorch's result, or PyTorch's exception class.

Shapes, dtypes, strides, NaN and infinities, sizes and dimensions that are huge, negative or of the wrong type. The
examples are the same every time; `NBTORCH_FUZZ=5000` draws so many new ones per family.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np
import pytest
from cases import host
from hypothesis import HealthCheck, given, settings, strategies as st

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

MORE = int(os.environ.get("NBTORCH_FUZZ", "0"))
fuzz = settings(
    max_examples=MORE or 120, derandomize=not MORE, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
DTYPES = ("float32", "float64", "int64", "int32", "uint8", "int8", "bool", "float16", "bfloat16", "complex64")
REAL = DTYPES[:-1]
TOLERANCE = {"torch.float64": 1e-9, "torch.float16": 4e-3, "torch.bfloat16": 3e-2}
FLOATS = (0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -3.25, 7.0, float("nan"), float("inf"), float("-inf"))
OTHERS = (0, 2, -1, 2.5, True, None, "1")  # in the place of a tensor
HUGE = (2**31, -(2**31) - 1, 2**62, -(2**63), 2**63 - 1, 2**63)

# ---------------------------------------------------------------- what calls are made of
dims = st.one_of(st.integers(-4, 4), st.integers(-2, 2), st.sampled_from(HUGE))
sizes = st.one_of(st.integers(-1, 4), st.integers(0, 3), st.sampled_from((2**61, -(2**40))))
shapes = st.one_of(st.lists(st.integers(0, 3), max_size=3).map(tuple), st.just((2, 3)), st.just((3,)))


@st.composite
def tensors(draw: Any, dtypes: Any = DTYPES, shapes: Any = shapes) -> tuple[Any, str]:
    """What a tensor is made of: an array, its dtype's name, and how it lies in memory."""
    shape, dtype = draw(shapes), draw(st.sampled_from(dtypes))
    count = int(np.prod(shape))
    if dtype == "bool":
        values = np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)
    elif "int" in dtype:
        low = 0 if dtype.startswith("u") else -5
        values = np.array(draw(st.lists(st.integers(low, 7), min_size=count, max_size=count)), "int64")
    else:
        values = np.array(draw(st.lists(st.sampled_from(FLOATS), min_size=count, max_size=count)), "float64")
    layout = draw(st.sampled_from(("plain", "plain", "transposed", "sliced", "expanded")))
    return values.reshape(shape), dtype, layout


def made(framework: Any, spec: Any) -> Any:
    """The tensor of a specification, in a framework."""
    values, dtype, layout = spec
    kind = getattr(framework, dtype)
    if layout == "transposed":
        return framework.tensor(values.T.copy()).to(kind).permute(tuple(range(values.ndim - 1, -1, -1)))
    if layout == "sliced" and values.ndim:
        return framework.tensor(np.repeat(values, 2, -1)).to(kind)[..., ::2]
    if layout == "expanded" and values.ndim and values.size:
        return framework.tensor(values[:1].copy()).to(kind).expand(values.shape)
    return framework.tensor(values).to(kind)


def outcome(framework: Any, function: Any, arguments: Any, options: Any) -> Any:
    """What a call gives: tensors, or the exception."""
    ready = [made(framework, a) if type(a) is tuple and a and type(a[0]) is np.ndarray else a for a in arguments]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore" if framework is torch else "error")
        if framework is nbtorch:
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")  # as nbtorch itself
            warnings.filterwarnings("ignore", category=UserWarning)
        try:
            return function(framework, *ready, **options)
        except Exception as error:
            return error


def alike(function: Any, *arguments: Any, **options: Any) -> None:
    """Both frameworks give the same values, dtypes and shapes, or raise the same class."""
    yours = outcome(torch, function, arguments, options)
    mine = outcome(nbtorch, function, arguments, options)
    same(mine, yours, f"{getattr(function, 'text', '')} {arguments} {options}")


def same(mine: Any, yours: Any, text: str) -> None:
    if isinstance(mine, Exception) or isinstance(yours, Exception):
        assert isinstance(yours, Exception), f"{text}: we raise {mine!r}, PyTorch gives {yours}"
        assert isinstance(mine, Exception), f"{text}: PyTorch raises {yours!r}, we give {mine}"
        assert isinstance(mine, type(yours)) or isinstance(yours, type(mine)), f"{text}: {mine!r} for {yours!r}"
        assert not isinstance(mine, Warning), f"{text}: {mine!r}"
    elif isinstance(yours, (tuple, list)) and not isinstance(yours, torch.Size):
        assert len(mine) == len(yours), text
        for a, b in zip(mine, yours, strict=True):
            same(a, b, text)
    elif isinstance(yours, torch.Tensor):
        assert str(mine.dtype) == str(yours.dtype), f"{text}: {mine.dtype} for {yours.dtype}"
        assert tuple(mine.shape) == tuple(yours.shape), f"{text}: {mine.shape} for {yours.shape}"
        tolerance = TOLERANCE.get(str(yours.dtype), 2e-5)
        a, b = host(mine.detach()), host(yours.detach().resolve_conj())
        assert np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True), f"{text}: {a} for {b}"
    else:
        assert mine == yours or (mine != mine and yours != yours), f"{text}: {mine} for {yours}"


def called(name: str) -> Any:
    """The function of this name: of the namespace, or a method."""

    def call(framework: Any, *arguments: Any, **options: Any) -> Any:
        function = getattr(framework, name, None) or getattr(framework.Tensor, name)
        return function(*arguments, **options)

    call.text = name
    return call


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
@settings(fuzz, max_examples=MORE or 8)
@given(x=tensors())
def test_one(name, x):
    alike(called(name), x)


@pytest.mark.parametrize("name", BINARY.split())
@settings(fuzz, max_examples=MORE or 12)
@given(x=tensors(dtypes=REAL), y=st.one_of(tensors(dtypes=REAL), tensors(), st.sampled_from(OTHERS)))
def test_two(name, x, y):
    alike(called(name), x, y)


@pytest.mark.parametrize("name", ALONG.split())
@settings(fuzz, max_examples=MORE or 15)
@given(x=tensors(dtypes=REAL), dim=dims)  # of a call with two faults, a dtype and a dimension, either may be told
def test_along(name, x, dim):
    alike(called(name), x, dim)


@pytest.mark.parametrize("name", SHAPED.split())
@settings(fuzz, max_examples=MORE or 15)
@given(x=tensors(), size=st.lists(sizes, max_size=3))
def test_shapes(name, x, size):
    alike(called(name), x, size)


@pytest.mark.parametrize("name", CREATED.split())
@settings(fuzz, max_examples=MORE or 15)
@given(size=st.lists(sizes, max_size=3))
def test_created(name, size):
    alike(called(name), *size)


ends = st.one_of(st.none(), st.integers(-5, 5), st.sampled_from((2**62, -(2**62))))
keys = st.one_of(
    st.integers(-4, 4),
    st.sampled_from((None, Ellipsis, True, False, [0, 1], [True, False], [])),
    st.builds(slice, ends, ends, st.sampled_from((None, 1, 2, 5))),
    tensors(dtypes=("int64", "bool", "int32")),
)


@fuzz
@given(x=tensors(), key=st.lists(keys, max_size=3))
def test_read(x, key):
    alike(lambda framework, t, *key: t[key], x, *key)


@fuzz
@given(x=tensors(dtypes=REAL), key=st.lists(keys, max_size=2), value=st.sampled_from((1, 2.5, True)))
def test_write(x, key, value):
    def write(framework: Any, t: Any, value: Any, *key: Any) -> Any:
        t = t.clone()
        t[key] = value
        return t

    alike(write, x, value, *key)


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
    alike(lambda framework: eval(line, {"T": framework, "wrong": wrong}))
