"""`nbtorch.array_api` has the functions of the standard, with their parameters, and gives what NumPy's gives."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import nbtorch
from nbtorch import array_api

HERE = Path(__file__).parent


def standard() -> Iterator[tuple[str, str, str]]:
    """Chapter, name and parameters of what the standard asks for."""
    chapter = ""
    for line in (HERE / "standard.txt").read_text().splitlines()[1:]:
        if line.startswith("["):
            chapter = line.strip("[]")
        else:
            name, _, parameters = line.partition("(")
            yield chapter, name, parameters and "(" + parameters


def place(chapter: str):
    if chapter == "info":
        return array_api.__array_namespace_info__()
    return getattr(array_api, chapter) if chapter in ("fft", "linalg") else array_api


@pytest.mark.parametrize(("chapter", "name", "parameters"), [row for row in standard() if row[0] != "array"])
def test_signature(chapter, name, parameters):
    function = getattr(place(chapter), name)
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    assert str(signature.replace(parameters=bare, return_annotation=signature.empty)) == parameters
    assert function.__name__ == name
    assert function.__doc__


def test_the_list_is_whole():
    assert len(list(standard())) > 200
    assert array_api.__array_api_version__ == "2024.12"


def test_attributes_of_arrays():
    x = nbtorch.ones(2, 3)
    assert [name for chapter, name, _ in standard() if chapter == "array" and not hasattr(x, name)] == []


def test_no_builtin_leaks():
    """What the namespace has beyond the standard are its constants, dtypes, modules and version."""
    extra = {name for name in vars(array_api) if not name.startswith("_")} - {name for _, name, _ in standard()}
    chapters = {path.stem for path in Path(array_api.__file__).parent.glob("*.py")}
    constants = {"e", "inf", "nan", "pi", "newaxis", "bool"}
    dtypes = {f"{kind}{bits}" for kind in ("int", "uint", "float", "complex") for bits in (8, 16, 32, 64, 128)}
    assert extra - chapters - constants - dtypes == set()


# ---------------------------------------------------------------- the same as NumPy's namespace
DRAW = np.random.default_rng(0)
GIVEN = {
    "x": DRAW.uniform(0.2, 0.9, (2, 3, 4)), "y": DRAW.uniform(0.2, 0.9, (3, 4)), "v": DRAW.uniform(-2, 2, 4),
    "w": DRAW.uniform(1.1, 2, (3, 4)), "z": DRAW.normal(size=(3, 4)) + 1j * DRAW.normal(size=(3, 4)),
    "i": DRAW.integers(-9, 9, (3, 4)), "k": DRAW.integers(1, 5, (3, 4)),
    "u": DRAW.integers(0, 9, (3, 4)).astype("uint8"),
    "small": DRAW.integers(-9, 9, (3, 4)).astype("int8"), "m": DRAW.random((3, 4)) > 0.5, "zero": np.asarray(2.0),
    "f": DRAW.uniform(0, 1, (3, 4)).astype("float32"), "a": DRAW.normal(size=(2, 3, 3)) + 3 * np.eye(3),
    "s": np.asarray([1.0, 2.0, 4.0, 4.0, 7.0]), "at": np.asarray([2, 0, -1]), "places": DRAW.integers(0, 3, (2, 4)),
    "special": np.asarray([np.nan, np.inf, -np.inf, -0.0, 0.0, 1.5, -2.5]),
    "whole": np.asarray([0.5, 1.5, 2.5, -0.5, -1.5]), "r": np.asarray([3, 1, 3, 2, 1, 3]),
}  # fmt: skip
ONE = "abs acos asin atan ceil conj cos cosh exp expm1 floor isfinite isinf isnan log log10 log1p log2 negative " \
      "positive real reciprocal round sign signbit sin sinh sqrt square tan tanh trunc atanh asinh"  # fmt: skip
TWO = "add atan2 copysign divide equal floor_divide greater greater_equal hypot less less_equal logaddexp maximum " \
      "minimum multiply nextafter not_equal pow remainder subtract"  # fmt: skip
BITS = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift"
REDUCTIONS = "sum prod max min mean std var all any argmax argmin count_nonzero"
LINES = [
    *[call for line in (HERE / "calls.txt").read_text().splitlines() for call in line.split("; ")],
    *[f"xp.{name}(x)" for name in ONE.split()],
    *[f"xp.{name}(x, y)" for name in TWO.split()],
    *[f"xp.{name}(i, k)" for name in BITS.split()],
    *[f"xp.{name}({rest})" for name in REDUCTIONS.split() for rest in ("x", "y, axis=1", "y, axis=0, keepdims=True")],
]


def test_no_line_is_twice():
    assert len(LINES) > 250
    assert len(set(LINES)) == len(LINES)


def parts(result):
    return [p for part in result for p in parts(part)] if isinstance(result, (tuple, list)) else [result]


@pytest.mark.parametrize("line", LINES)
def test_same_as_numpy(line):
    ours = eval(line, {"xp": array_api, **{name: nbtorch.tensor(value) for name, value in GIVEN.items()}})
    numpys = eval(line, {"xp": np, **GIVEN})
    for mine, yours in zip(parts(ours), parts(numpys), strict=True):
        yours = np.asarray(yours)
        if isinstance(mine, nbtorch.Tensor):
            assert mine.dtype.name == str(yours.dtype)
            assert tuple(mine.shape) == yours.shape
            mine = np.asarray(mine)
        np.testing.assert_allclose(mine, yours, rtol=2e-6 if "f" in line else 1e-12, atol=1e-12)


# ---------------------------------------------------------------- what NumPy does not show
def test_where_the_standard_is_not_pytorch():
    xp, f32, f64 = array_api, nbtorch.float32, nbtorch.float64
    ones, zero_dim = xp.ones(3), xp.asarray(1.0, dtype=f64)
    assert xp.add(ones, zero_dim).dtype is f64  # PyTorch takes a 0-dim array for a number
    assert (ones + zero_dim).dtype is f32  # and so do its operators, here too
    assert xp.result_type(ones, zero_dim) is f64
    assert xp.floor_divide(xp.asarray([xp.inf, -1.0]), xp.asarray([2.0, xp.inf])).tolist() == [xp.inf, -0.0]
    assert xp.isnan(xp.sign(xp.asarray(xp.nan)))
    assert xp.arange(3, 0).shape == (0,)
    assert xp.arange(3, 0).dtype is nbtorch.int64
    assert xp.arange(3.0, 0).dtype is f32
    assert str(xp.expm1(xp.asarray(complex(-xp.inf, xp.nan))).item()) == "(-1+0j)"


def test_limits_of_arrays():
    x = nbtorch.ones(2, dtype=nbtorch.complex64)
    assert array_api.finfo(x) == array_api.finfo(nbtorch.float32)
    assert array_api.finfo(x).dtype is nbtorch.float32
    assert array_api.iinfo(nbtorch.ones(2).to(nbtorch.uint8)).max == 255


def test_order_backwards_keeps_equal_ones_in_order():
    x = nbtorch.tensor([2, 1, 2, 3])
    assert array_api.sort(x, descending=True).tolist() == [3, 2, 2, 1]
    assert array_api.argsort(x, descending=True).tolist() == [3, 0, 2, 1]


def test_distinct_complex_numbers_and_nans():
    z = nbtorch.tensor([1 + 2j, 1 - 2j, 1 + 2j])
    assert array_api.unique_counts(z).counts.tolist() == [1, 2]
    assert array_api.unique_values(nbtorch.tensor([float("nan"), 1.0, float("nan")])).shape == (3,)


def test_complex_expm1_near_zero():
    z = GIVEN["z"] * 1e-9
    mine = np.asarray(array_api.expm1(nbtorch.tensor(z)))
    np.testing.assert_allclose(mine, np.expm1(z), rtol=1e-14)


def test_asarray_copies_when_it_is_told():
    xp, array = array_api, np.arange(3.0)
    x = xp.asarray(array)
    assert x.data_ptr() == array.ctypes.data
    assert xp.asarray(x).data_ptr() == x.data_ptr()
    assert xp.asarray(x, copy=True).data_ptr() != x.data_ptr()
    assert xp.asarray(array, copy=False).data_ptr() == array.ctypes.data
    assert xp.asarray(bytearray(b"ab"), copy=False).tolist() == [97, 98]
    for obj in ([1, 2], 1.0):
        with pytest.raises(ValueError, match="copy=False"):
            xp.asarray(obj, copy=False)
    with pytest.raises(ValueError, match="copy=False"):
        xp.asarray(x, dtype=nbtorch.float32, copy=False)
    assert xp.astype(x, x.dtype).data_ptr() != x.data_ptr()
    assert xp.astype(x, x.dtype, copy=False).data_ptr() == x.data_ptr()


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("xp.squeeze(x, axis=0)", ValueError),
        ("xp.expand_dims(x, axis=7)", IndexError),
        ("xp.expand_dims(x, axis=(0, 0))", ValueError),
        ("xp.take(x, i)", ValueError),
        ("xp.cumulative_sum(x)", ValueError),
        ("xp.nonzero(xp.asarray(1))", ValueError),
        ("xp.linalg.cross(x, x, axis=0)", ValueError),
        ("xp.vecdot(x, x[:, :1])", ValueError),
        ("xp.reshape(x.mT, (6,), copy=False)", RuntimeError),
        ("xp.astype(xp.asarray(1j), xp.float32)", TypeError),
        ("xp.result_type(1.0)", ValueError),
        ("xp.result_type('float32', x)", TypeError),
        ("xp.isdtype(xp.bool, 'boolean')", ValueError),
        ("x.__array_namespace__(api_version='1999.01')", ValueError),
        ("x.to_device('cpu', stream=3)", ValueError),
    ],
)
def test_refusals(line, error):
    with pytest.raises(error):
        eval(line, {"xp": array_api, "x": nbtorch.ones(2, 3), "i": nbtorch.tensor([0])})


def test_arrays_of_one_dimension_solve_as_vectors():
    a, x = nbtorch.tensor(GIVEN["a"]), nbtorch.tensor([1.0, 2.0, 3.0], dtype=nbtorch.float64)
    assert nbtorch.allclose(array_api.linalg.solve(a, a @ x[:, None])[..., 0], x.expand(2, 3))
    assert tuple(array_api.linalg.solve(a[0], x).shape) == (3,)


def test_gradients_pass():
    x = nbtorch.tensor(GIVEN["x"], requires_grad=True)
    xp = x.__array_namespace__()
    spread, product = xp.std(x, axis=(0, 1))[0], xp.prod(x, axis=(0, 2))[0]
    xp.sum(xp.linalg.vector_norm(xp.fft.fft(x), axis=-1) * spread + product).backward()
    assert x.grad is not None
    assert bool(xp.all(xp.isfinite(x.grad)))


def test_what_programs_ask():
    x = nbtorch.ones(2)
    for version in (None, "2022.12", "2023.12", "2024.12"):
        assert x.__array_namespace__(api_version=version) is array_api is nbtorch.array_api
    info = array_api.__array_namespace_info__()
    assert info.default_device() in info.devices()
    assert x.device in info.devices()
    assert info.default_dtypes()["real floating"] is nbtorch.float32
    assert info.dtypes(kind=("bool", "complex floating")) == {
        "bool": nbtorch.bool, "complex64": nbtorch.complex64, "complex128": nbtorch.complex128
    }  # fmt: skip
    assert len(info.dtypes()) == 13
    assert info.capabilities()["boolean indexing"] is True
    assert x.to_device("cpu").device == nbtorch.device("cpu")
