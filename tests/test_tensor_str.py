"""Printed tensors, against what PyTorch printed (golden) and what it prints (oracle)."""
from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy
import pytest

from nbtorch._tensor_str import array_text, get_printoptions, set_printoptions, tensor_text

GOLDEN = json.loads((Path(__file__).parent / "golden" / "tensor_str.json").read_text(encoding="utf-8"))["cases"]
PARSE = {"b": {"True": True, "False": False}.__getitem__, "i": int, "u": int, "c": complex}
FLOATS = ["float64", "float32", "float16", "bfloat16", "float8_e5m2", "float8_e4m3fn"]
DTYPES = [*FLOATS, "int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64", "bool",
          "complex64", "complex128"]


@pytest.fixture(autouse=True)
def default_options():
    """Every test starts from, and leaves, PyTorch's defaults."""
    set_printoptions(profile="default")
    yield
    set_printoptions(profile="default")


def numpy_dtype(name: str) -> numpy.dtype:
    """The NumPy (or ml_dtypes) dtype of a PyTorch dtype name."""
    return numpy.dtype(getattr(ml_dtypes, name, name))


def golden_array(case: dict[str, Any]) -> numpy.ndarray:
    """The array that a golden case describes; its data is repeated until the shape is full."""
    dtype = numpy_dtype(case["dtype"])
    if case["data"] == "range":
        return numpy.arange(math.prod(case["shape"])).astype(dtype).reshape(case["shape"])
    parse = PARSE.get(dtype.kind, float)
    return numpy.resize(numpy.array([parse(text) for text in case["data"]], dtype), case["shape"])


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['dtype']}-{case['shape']}")
def test_golden(case):
    set_printoptions(**case["options"])
    text = tensor_text(
        golden_array(case),
        dtype_text=f"torch.{case['dtype']}",
        requires_grad=case.get("requires_grad", False),
        grad_fn=case.get("grad_fn"),
    )
    assert text.split("\n") == case["text"]


def test_device_is_the_first_fact():
    array = numpy.zeros((2, 0), numpy.float16)
    text = tensor_text(array, dtype_text="torch.float16", device_text="cuda:0", requires_grad=True)
    assert text == "tensor([], device='cuda:0', size=(2, 0), dtype=torch.float16,\n       requires_grad=True)"


def test_class_name_sets_the_indent():
    text = tensor_text(numpy.eye(2, dtype=numpy.float32), dtype_text="torch.float32", class_name="Weights")
    assert text == "Weights([[1., 0.],\n         [0., 1.]])"


@pytest.mark.parametrize(
    ("dtype", "default", "shown"),
    [
        ("float32", "torch.float32", False),
        ("float64", "torch.float32", True),
        ("float64", "torch.float64", False),
        ("float32", "torch.float64", True),
        ("complex64", "torch.float32", False),
        ("complex128", "torch.float64", False),
        ("complex64", "torch.float64", True),
        ("float16", "torch.float16", False),
        ("int64", "torch.float32", False),
        ("bool", "torch.float32", False),
        ("int32", "torch.float32", True),
    ],
)
def test_dtype_is_shown_when_the_data_does_not_tell(dtype, default, shown):
    text = tensor_text(numpy.ones(1, dtype), dtype_text=f"torch.{dtype}", default_dtype=default)
    assert text.endswith(f", dtype=torch.{dtype})") == shown


def test_options_stay_until_changed_except_sci_mode():
    set_printoptions(precision=2, sci_mode=True)
    set_printoptions(profile="short", linewidth=40)
    assert get_printoptions() == {
        "precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 40, "sci_mode": None
    }
    before = get_printoptions()
    set_printoptions(profile="full", precision=9, sci_mode=False)
    set_printoptions(**before)
    assert get_printoptions() == before


def test_an_unknown_profile_changes_nothing():
    set_printoptions(edgeitems=1)
    set_printoptions(profile="tiny")
    assert get_printoptions()["edgeitems"] == 1


def test_a_summary_reads_only_what_it_prints():
    """A 4-terabyte array (one stored row, repeated by a zero stride) prints at once: 6 x 6 x 6 are copied."""
    row = numpy.linspace(0, 1, 1000, dtype=numpy.float32)
    huge = numpy.broadcast_to(row, (1_000_000, 1000, 1000))
    copied = []

    def to_host(part):
        copied.append(part.size)
        return numpy.ascontiguousarray(part)

    text = array_text(huge, 7, to_host)
    assert text.count("0.9980") == text.count("...,") - 7 == 36
    assert sum(copied) == 6 * 6 * 6


def random_array(generator: numpy.random.Generator, dtype_name: str) -> numpy.ndarray:
    """An array of random shape and memory order, whose elements lean towards what printing distinguishes."""
    rank = int(generator.integers(0, 5))
    often = [0.03, *[0.12] * 4, *[0.1] * 4, 0.09]
    shape = tuple(generator.choice([0, 1, 2, 3, 5, 6, 7, 8, 12, 30], rank, p=often).tolist())
    if rank == 1 and generator.random() < 0.3:
        shape = (int(generator.integers(995, 1006)),)
    dtype, count = numpy_dtype(dtype_name), math.prod(shape)
    if dtype.kind in "iub":
        values = random_integers(generator, dtype, count)
    elif dtype.kind == "c":
        values = numpy.empty(count, numpy.complex128)
        values.real, values.imag = random_floats(generator, count), random_floats(generator, count)
    else:
        values = random_floats(generator, count)
    with numpy.errstate(over="ignore", invalid="ignore"):
        array = values.astype(dtype).reshape(shape)
    return array.T if generator.random() < 0.3 else array


def random_integers(generator: numpy.random.Generator, dtype: numpy.dtype, count: int) -> numpy.ndarray:
    """Integers between bounds of a random number of bits, so that widths vary."""
    if dtype.kind == "b":
        return generator.random(count) < 0.5
    limits = numpy.iinfo(dtype)
    reach = 2 ** int(generator.integers(1, limits.bits + 1))
    return generator.integers(max(limits.min, -reach), min(limits.max, reach), count, dtype=dtype, endpoint=True)


def random_floats(generator: numpy.random.Generator, count: int) -> numpy.ndarray:
    """Whole, ordinary or widely spread numbers, with some zeros, signed zeros, infinities and NaNs."""
    kind = int(generator.integers(0, 6))
    if kind == 0:
        values = generator.integers(-20, 20, count).astype(numpy.float64)
    elif kind == 1:
        values = numpy.rint(10.0 ** generator.uniform(0, 9, count))
    elif kind == 2:
        values = generator.standard_normal(count)
    elif kind == 3:
        values = generator.standard_normal(count) * 10.0 ** generator.integers(-6, 9)
    elif kind == 4:
        values = 10.0 ** generator.uniform(-4.1, -0.9, count)
    else:
        values = generator.choice([-1.0, 1.0], count) * 10.0 ** generator.uniform(-320, 308, count)
    rarity = generator.choice([0.0, 0.05, 0.6, 1.0], p=[0.5, 0.3, 0.1, 0.1])
    special = generator.choice([0.0, -0.0, math.inf, -math.inf, math.nan, 1e-4, 1e8, 1e-3], count)
    return numpy.where(generator.random(count) < rarity, special, values)


def random_options(generator: numpy.random.Generator) -> dict[str, Any]:
    """Print options: mostly the defaults, sometimes any of them."""
    if generator.random() < 0.5:
        return {}
    choices: dict[str, list[Any]] = {
        "precision": [0, 1, 4, 8],
        "threshold": [0, 10, 1000, math.inf],
        "edgeitems": [0, 1, 2, 3, 5],
        "linewidth": [1, 40, 80, 120],
        "profile": ["default", "short", "full"],
        "sci_mode": [None, True, False],
    }
    chosen = [name for name in choices if generator.random() < 0.4]
    return {name: choices[name][int(generator.integers(len(choices[name])))] for name in chosen}


def torch_tensor(torch, array: numpy.ndarray, dtype_name: str):
    """The same elements as a PyTorch tensor, bit for bit."""
    dtype = getattr(torch, dtype_name)
    if array.dtype.kind != "V" and not dtype_name.startswith("float8"):
        return torch.from_numpy(numpy.array(array))
    bits = numpy.array(array).view(f"i{array.dtype.itemsize}")
    return torch.from_numpy(bits).view(dtype)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype_name", DTYPES)
def test_random_tensors_print_as_pytorch_prints_them(dtype_name):
    torch = pytest.importorskip("torch")
    generator = numpy.random.default_rng(DTYPES.index(dtype_name))
    try:
        for _ in range(40):
            check_one(torch, generator, dtype_name)
    finally:
        torch.set_printoptions(profile="default")


def check_one(torch, generator: numpy.random.Generator, dtype_name: str) -> None:
    """Print one random tensor in both, with the same options."""
    array, options = random_array(generator, dtype_name), random_options(generator)
    tensor = torch_tensor(torch, array, dtype_name)
    if generator.random() < 0.3 and tensor.dtype.is_floating_point:
        tensor.requires_grad_()
    for set_options in (set_printoptions, torch.set_printoptions):
        set_options(profile="default")
        set_options(**options)
    text = tensor_text(array, dtype_text=str(tensor.dtype), requires_grad=tensor.requires_grad)
    assert text == repr(tensor), f"{dtype_name} {array.shape} {options}"


# ---------------------------------------------------------------- thousands of tensors against PyTorch
def random_values(draw: Any, shape: tuple[int, ...]) -> Any:
    """Numbers that choose every notation: whole, tiny, huge, mixed, missing, signed zeros."""
    kinds = [
        lambda: draw.normal(size=shape) * 10.0 ** draw.integers(-12, 12),
        lambda: draw.integers(-1000, 1000, shape).astype(float),
        lambda: draw.normal(size=shape) * 10.0 ** draw.integers(-6, 7, shape),
        lambda: numpy.where(draw.random(shape) < 0.3, math.nan, draw.normal(size=shape)),
        lambda: numpy.where(draw.random(shape) < 0.4, math.inf, draw.integers(-5, 5, shape)),
        lambda: draw.choice([0.0, -0.0, 1e-5, -1e-5], shape),
        lambda: draw.choice([1e8, 1.5, 99999999.0, 1e-4, 9.9e-5, 1000.0, 1000.1, 0.0], shape),
        lambda: draw.choice([1e38, 1e-45, 1e300, 5e-324, 65504.0, 6e-8], shape),
    ]
    return numpy.asarray(kinds[draw.integers(len(kinds))]())


@pytest.mark.oracle
@pytest.mark.parametrize("seed", range(20))
def test_random_tensors_print_alike(seed):
    torch = pytest.importorskip("torch")
    import nbtorch

    draw = numpy.random.default_rng(seed)
    for _ in range(100):
        name = str(draw.choice([d for d in DTYPES if "float8" not in d]))
        shape = tuple(draw.choice([0, 1, 2, 3, 5, 9, 30], draw.integers(0, 5), p=[0.04, 0.2, 0.2, 0.2, 0.2, 0.1, 0.06]))
        shape = shape if math.prod(shape) < 3000 else shape[:2]
        with numpy.errstate(all="ignore"):
            values = random_values(draw, shape)
            values = values + 1j * random_values(draw, shape) if name.startswith("complex") else values
            whole = numpy.dtype(numpy_dtype(name)).kind in "iub"
            values = numpy.asarray(numpy.nan_to_num(values).clip(0, 100)) if whole else numpy.asarray(values)
            array = numpy.asarray(values).astype("float64" if name == "bfloat16" else name)
        options = {
            "precision": int(draw.integers(0, 8)), "threshold": int(draw.choice([5, 100, 1000])),
            "edgeitems": int(draw.integers(0, 5)), "linewidth": int(draw.choice([20, 40, 80, 200])),
            "sci_mode": [None, None, True, False][draw.integers(4)],
        }  # fmt: skip
        texts = []
        for module in (nbtorch, torch):
            module.set_printoptions(**options)
            t = module.tensor(array).to(getattr(module, name))
            texts.append((repr(t), str(t)))
        torch.set_printoptions(profile="default")
        assert texts[0] == texts[1], (name, shape, options)
