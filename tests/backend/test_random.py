"""The random streams: against committed digits everywhere, against PyTorch where it is installed."""

from __future__ import annotations

import copy
import hashlib
import json
import math
import pathlib
import pickle
import subprocess
import sys
import threading
from fractions import Fraction

import ml_dtypes
import numpy as np
import pytest

from nbtorch.backend import normal
from nbtorch.backend.fma import fma32, fma64
from nbtorch.backend.random import Generator

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "random.json").read_text())["cases"]
SEEDS = [0, 1, 42, 2**31, 2**32 - 1, 2**40 + 7, -1]
SIZES = [0, 1, 2, 3, 7, 15, 16, 17, 31, 32, 100, 624, 625, 10_007]
BF16 = np.dtype(ml_dtypes.bfloat16)
OF_ARRAYS = ("multinomial", "poisson", "binomial", "standard_gamma", "dirichlet")  # whose dtype the result has
KINDS = [np.dtype(np.float32), np.dtype(np.float64), np.dtype(np.float16), BF16]


# Without PyTorch


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['name']}, seed {case['seed']}")
def test_committed_digits_of_pytorch(case):
    generator = Generator().manual_seed(case["seed"])
    for draw in case["draws"]:
        arguments = {name: as_argument(name, value) for name, value in draw["arguments"].items()}
        dtype = BF16 if draw["dtype"] == "bfloat16" else np.dtype(draw["dtype"])
        if draw["method"] not in OF_ARRAYS:
            arguments["dtype"] = dtype
        drawn = getattr(generator, draw["method"])(**arguments)
        assert (drawn.dtype, list(drawn.shape)) == (dtype, draw["shape"])
        if "hex" in draw:
            assert drawn.tobytes().hex() == draw["hex"], draw
        else:
            assert hashlib.sha256(drawn.tobytes()).hexdigest() == draw["sha256"], draw
    assert hashlib.sha256(generator.get_state().tobytes()).hexdigest() == case["state after"]


def as_argument(name, value):
    if name == "shape" and not (isinstance(value, list) and float in map(type, value)):
        return tuple(value) if isinstance(value, list) else value
    return np.array(value, np.float32) if isinstance(value, list) else value


@pytest.mark.parametrize("shape", [5, (5,), (2, 3), (4, 4, 2), (), (0, 3)])
def test_shapes(shape):
    generator = Generator()
    wanted = shape if isinstance(shape, tuple) else (shape,)
    for draw in (
        generator.uniform, generator.normal, generator.log_normal, generator.exponential, generator.cauchy,
        generator.random_, generator.bernoulli,
    ):  # fmt: skip
        assert draw(shape).shape == wanted
    assert generator.randint(0, 3, shape).shape == generator.geometric(shape, 0.5).shape == wanted


def test_default_generator_has_pytorchs_seed():
    code = "from nbtorch.backend.random import default_generator as g; print(g.initial_seed(), g.device)"
    fresh = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # no test has seeded it
    assert fresh.stdout.split() == ["67280421310721", "cpu"]


def test_seed_makes_a_fresh_stream():
    generator = Generator()
    first = generator.seed()
    assert generator.initial_seed() == first != generator.seed()


@pytest.mark.parametrize("seed", SEEDS)
def test_negative_and_wide_seeds_are_kept_modulo_two_to_the_64(seed):
    assert Generator().manual_seed(seed).initial_seed() == seed % 2**64


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, Generator.clone_state, lambda g: revive(g)])
@pytest.mark.parametrize("start", [lambda g: None, lambda g: g.normal(3), lambda g: g.uniform(624)])
def test_duplicates_continue_and_then_part(duplicate, start):
    generator = Generator().manual_seed(5)
    start(generator)
    twin = duplicate(generator)
    assert twin.initial_seed() == 5
    assert twin.normal(7).tolist() == generator.normal(7).tolist()
    twin.uniform(1)
    assert twin.uniform(5).tolist() != generator.uniform(5).tolist()


def revive(generator):
    return pickle.loads(pickle.dumps(generator))


def test_state_can_be_rewound():
    generator = Generator().manual_seed(11)
    generator.normal(3)  # leaves half a pair behind
    state = generator.get_state()
    assert (state.dtype, state.shape) == (np.uint8, (5056,))
    first = generator.normal(5).tolist(), generator.uniform(1000).tolist()
    generator.set_state(state)
    assert (generator.normal(5).tolist(), generator.uniform(1000).tolist()) == first


def test_threads_share_a_generator_without_tearing_draws():
    shared, whole = Generator().manual_seed(1), Generator().manual_seed(1)
    seen = []

    def work():
        for _ in range(50):
            seen.append(shared.normal(40).tobytes())
            seen.append(shared.normal((3,)).tobytes())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Each draw of 40 takes 56 words of the stream and each draw of 3 takes 0 to 2 pairs: together they take exactly
    # what as many draws in one thread take, and no draw comes twice.
    for _ in range(200):
        whole.normal(40)
        whole.normal(3)
    assert len(set(seen)) == len(seen) == 400
    assert shared.get_state()[:-40].tobytes() == whole.get_state()[:-40].tobytes()  # all but the spare normal


@pytest.mark.parametrize("count", [2, 3, 10, 100, 5000])
def test_randperm_executes_the_fisher_yates_swaps(count):
    places = list(range(count))
    words = Generator().manual_seed(3).words(count - 1).tolist()
    for place, word in enumerate(words):
        other = place + word % (count - place)
        places[place], places[other] = places[other], places[place]
    assert Generator().manual_seed(3).randperm(count).tolist() == places


def test_fma_rounds_once():
    source = np.random.default_rng(0)
    a = source.standard_normal(4000) * 10.0 ** source.integers(-9, 9, 4000)
    b = source.standard_normal(4000)
    c = -a * b * (1 + source.standard_normal(4000) * 2.0 ** -source.integers(0, 60, 4000))  # cancels, more or less
    for fma, dtype in ((fma32, np.float32), (fma64, np.float64)):
        x, y, z = (values.astype(dtype) for values in (a, b, c))
        for got, *factors in zip(fma(x, y, z).tolist(), x.tolist(), y.tolist(), z.tolist(), strict=True):
            exact = Fraction(factors[0]) * Fraction(factors[1]) + Fraction(factors[2])
            ulp = Fraction(float(abs(np.spacing(dtype(got)))))
            assert abs(Fraction(got) - exact) <= ulp / 2


def test_fma32_settles_ties_of_the_first_rounding():
    # 1 + 2**-24 is half-way between two float32 values: what lies beyond the 53rd bit has to decide.
    one, tiny = np.ones(2, np.float32), np.float32(2.0**-24)
    beyond = np.array([2.0**-60, -(2.0**-60)], np.float32)
    a, b = np.float32(1 + 2.0**-23), np.float32(1 - 2.0**-23)  # a * b = 1 - 2**-46
    assert fma32(beyond, one, np.float32(1)).tolist() == [1.0, 1.0]
    product = fma32(np.full(1, a), b, tiny)
    assert product.tolist() == [1.0]  # 1 + 2**-24 - 2**-46 rounds down


@pytest.mark.slow
def test_two_roundings_give_the_normals_of_one_for_every_uniform(monkeypatch):
    def fused_once(a, b, c):
        return fma32(a.astype(np.float32), np.asarray(b, np.float32), np.asarray(c, np.float32))

    for start in range(0, 1 << 24, 1 << 20):
        uniforms = np.arange(start, start + (1 << 20), dtype=np.float32).reshape(-1, 8) * np.float32(2.0**-24)
        quick = np.tile(uniforms, 2).ravel()  # each uniform as a radius and as an angle
        exact = quick.copy()
        normal.normal32(quick, 0.0, 1.0)
        with monkeypatch.context() as patch:
            patch.setattr(normal, "_fused", fused_once)
            normal.normal32(exact, 0.0, 1.0)
        assert quick.tobytes() == exact.tobytes()


BAD_CALLS = [
    (lambda g: g.uniform(3, 2, 1), RuntimeError, "found from=2 > to=1"),
    (lambda g: g.uniform(3, 0, 70000, np.float16), RuntimeError, "out of bounds"),
    (lambda g: g.uniform(3, dtype=np.int64), NotImplementedError, "not implemented for 'Long'"),
    (lambda g: g.normal(3, 0, -1), RuntimeError, "normal expects std >= 0.0, but found std -1"),
    (lambda g: g.normal(3, 0, math.nan), RuntimeError, "normal expects std >= 0.0, but found std nan"),
    (lambda g: g.normal(3, dtype=np.int32), NotImplementedError, "not implemented for 'Int'"),
    (lambda g: g.log_normal(3, 0, 0), RuntimeError, "log_normal_ expects std > 0.0, but found std=0"),
    (lambda g: g.exponential(3, 0), RuntimeError, "exponential_ expects lambda > 0.0, but found lambda=0"),
    (lambda g: g.cauchy(3, 0, -1), RuntimeError, "cauchy_ expects sigma > 0.0, but found sigma=-1"),
    (lambda g: g.geometric(3, 1), RuntimeError, r"geometric_ expects p to be in \(0, 1\), but got p=1"),
    (lambda g: g.geometric(3, 0.5, np.bool_), NotImplementedError, "not implemented for 'Bool'"),
    (lambda g: g.bernoulli(3, 2), RuntimeError, r"bernoulli_ expects p to be in \[0, 1\], but got p=2"),
    (lambda g: g.bernoulli(1, np.array([2.0])), RuntimeError, "Expected p_in >= 0 && p_in <= 1"),
    (lambda g: g.random_(3, np.uint16), NotImplementedError, "not implemented for 'UInt16'"),
    (lambda g: g.randint(5, 5, 3), RuntimeError, "'from' to be less than 'to', but got from=5 >= to=5"),
    (lambda g: g.randint(0, 300, 3, np.int8), RuntimeError, "to - 1 is out of bounds"),
    (lambda g: g.randint(-1, 3, 3, np.uint8), RuntimeError, "from is out of bounds"),
    (lambda g: g.randperm(-1), RuntimeError, "negative dimension -1"),
    (lambda g: g.randperm(2**28), NotImplementedError, "randperm goes up to"),
    (lambda g: g.multinomial(np.ones(3), 4), RuntimeError, "cannot sample n_sample > prob_dist.size"),
    (lambda g: g.multinomial(np.ones(3), 0), RuntimeError, "cannot sample n_sample <= 0 samples"),
    (lambda g: g.multinomial(np.ones((2, 2, 2)), 1), RuntimeError, "prob_dist must be 1 or 2 dim"),
    (lambda g: g.multinomial(np.ones(3, np.int64), 1), RuntimeError, "floating-point dtypes for input, got: Long"),
    (lambda g: g.multinomial(np.array([-1.0, 2]), 1), RuntimeError, "either `inf`, `nan` or element < 0"),
    (lambda g: g.multinomial(np.zeros(3), 1), RuntimeError, "invalid multinomial distribution"),
    (lambda g: g.poisson(np.array([-1.0])), RuntimeError, "invalid Poisson rate"),
    (lambda g: g.manual_seed(2**64), ValueError, "Overflow when unpacking long long"),
    (lambda g: g.manual_seed(1.5), RuntimeError, "manual_seed expected a long, but got float"),
    (lambda g: g.set_state(np.zeros(10, np.uint8)), RuntimeError, "size 5056 but found .* to be 10"),
    (lambda g: g.set_state(np.zeros(5056)), TypeError, "RNG state must be a torch.ByteTensor"),
    (lambda g: g.set_state(np.zeros(5056, np.uint8)), RuntimeError, "Invalid mt19937 state"),
]


@pytest.mark.parametrize(("call", "error", "sentence"), BAD_CALLS, ids=[sentence for _, _, sentence in BAD_CALLS])
def test_errors_say_what_was_wrong_and_leave_the_stream_alone(call, error, sentence):
    generator = Generator().manual_seed(0)
    before = generator.get_state().tobytes()
    with pytest.raises(error, match=sentence):
        call(generator)
    assert generator.get_state().tobytes() == before


# Against PyTorch


@pytest.fixture
def torch():
    """PyTorch, as it runs on a CPU with AVX2: without fused multiply-adds its own last digits differ."""
    torch = pytest.importorskip("torch")
    if not torch.backends.cpu.get_cpu_capability().startswith("AVX"):
        pytest.skip("PyTorch's streams are reproduced as they are on a CPU with AVX2")
    return torch


@pytest.fixture
def pair(torch):
    """Seeds PyTorch, and returns a generator of ours with the same seed."""

    def seeded(seed):
        torch.manual_seed(seed)
        return Generator().manual_seed(seed)

    return seeded


def theirs(torch, dtype):
    return getattr(torch, np.dtype(dtype).name)


def assert_same(ours, tensor):
    """Equal shape, dtype and bytes."""
    import torch

    assert str(tensor.dtype) == f"torch.{ours.dtype.name}"
    assert ours.shape == tuple(tensor.shape)
    raw = tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy()
    different = np.flatnonzero(np.frombuffer(ours.tobytes(), np.uint8) != raw) // ours.dtype.itemsize
    assert not different.size, f"{different.size} bytes differ, the first in element {different[0]}"


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
@pytest.mark.parametrize("seed", SEEDS)
def test_rand_and_randn(pair, torch, seed, dtype):
    generator = pair(seed)
    for size in SIZES:
        assert_same(generator.uniform(size, dtype=dtype), torch.rand(size, dtype=theirs(torch, dtype)))
        assert_same(generator.normal(size, dtype=dtype), torch.randn(size, dtype=theirs(torch, dtype)))


@pytest.mark.oracle
def test_a_big_randn(pair, torch):
    assert_same(pair(7).normal(5_000_001), torch.randn(5_000_001))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
def test_normal_and_uniform_arguments(pair, torch, dtype):
    generator = pair(5)
    for mean, std, size in [(0, 0.02, 100_000), (1.5, 0.3, 10_007), (-3, 1e-3, 33), (0.1, 2.0, 9), (5.0, 0.0, 20)]:
        tensor = torch.empty(size, dtype=theirs(torch, dtype))
        assert_same(generator.normal(size, mean, std, dtype), tensor.normal_(mean, std))
    for low, high, size in [(-0.1, 0.1, 100_000), (-1 / 3, 1 / 3, 9999), (2, 7, 1000), (0, 1e-3, 999), (3, 3, 5)]:
        tensor = torch.empty(size, dtype=theirs(torch, dtype))
        assert_same(generator.uniform(size, low, high, dtype), tensor.uniform_(low, high))


@pytest.mark.oracle
@pytest.mark.parametrize("size", [5, 50])
def test_normal_of_arrays(pair, torch, size):
    generator = pair(5)
    mean, std = np.linspace(-1, 1, size, dtype=np.float32), np.linspace(0, 3, size, dtype=np.float32)
    tensors = torch.from_numpy(mean), torch.from_numpy(std)
    assert_same(generator.normal(size, mean, std), torch.normal(*tensors))
    assert_same(generator.normal(size, mean, 0.3), torch.normal(tensors[0], 0.3))
    assert_same(generator.normal(size, 0.3, std), torch.normal(0.3, tensors[1]))


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 2), (0, 10), (-5, 5), (0, 50257), (0, 2**28 - 1), (0, 2**28), (0, 2**31), (-(2**40), 2**40), (0, 2**62),
     (-(2**63), 2**63 - 1)],
)  # fmt: skip
def test_randint_ranges(pair, torch, low, high):
    assert_same(pair(9).randint(low, high, (50, 100)), torch.randint(low, high, (50, 100)))


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore:.*(from|to).* is out of bounds.*")
@pytest.mark.parametrize(
    "name", ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
)
def test_integers_of_every_dtype(pair, torch, name):
    generator, dtype = pair(9), BF16 if name == "bfloat16" else np.dtype(name)
    kind = getattr(torch, name)
    assert_same(generator.random_(500, dtype), torch.empty(500, dtype=kind).random_())
    assert_same(generator.randint(0, 2, 500, dtype), torch.randint(0, 2, (500,), dtype=kind))
    assert_same(generator.randint(1, None, 500, dtype), torch.empty(500, dtype=kind).random_(1, None))
    if dtype.itemsize > 1:
        assert_same(generator.randint(-3000, 3000, 500, dtype), torch.randint(-3000, 3000, (500,), dtype=kind))
        assert_same(generator.randint(-2999, 3001, 500, dtype), torch.randint(-2999, 3001, (500,), dtype=kind))
    if name in ("int64", "float32", "float64"):
        assert_same(generator.randint(-(2**63), None, 500, dtype), torch.empty(500, dtype=kind).random_(-(2**63), None))


@pytest.mark.oracle
@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 150, 1797, 60_000])
def test_randperm(pair, torch, count):
    assert_same(pair(2).randperm(count), torch.randperm(count))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
def test_bernoulli(pair, torch, dtype):
    generator, kind = pair(4), theirs(torch, dtype)
    p = torch.linspace(0, 1, 9999, dtype=torch.float32).to(kind)
    ours = p.float().numpy().astype(dtype) if kind != torch.float64 else p.numpy()
    assert_same(generator.bernoulli(9999, ours, dtype), torch.bernoulli(p))
    assert_same(generator.bernoulli(9999, 0.3, dtype), torch.empty(9999, dtype=kind).bernoulli_(0.3))


@pytest.mark.oracle
@pytest.mark.parametrize("p", [0.1, 0.2, 0.5, 1 / 3])
def test_dropout_mask(pair, torch, p):
    dropped = torch.nn.functional.dropout
    generator, input = pair(4), np.random.default_rng(0).standard_normal((99, 101)).astype(np.float32)
    mask = generator.bernoulli(input.shape, 1 - p) / np.float32(1 - p)
    assert_same(input * mask, dropped(torch.from_numpy(input), p))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
def test_skewed_distributions(pair, torch, dtype):
    generator, kind = pair(6), theirs(torch, dtype)
    for size in (9, 50_001):
        empty = torch.empty(size, dtype=kind)
        assert_same(generator.exponential(size, dtype=dtype), empty.exponential_())
        assert_same(generator.exponential(size, 2.7, dtype), empty.exponential_(2.7))
        assert_same(generator.geometric(size, 0.3, dtype), empty.geometric_(0.3))
        assert_same(generator.log_normal(size, dtype=dtype), empty.log_normal_())
        assert_same(generator.log_normal(size, 0.3, 0.7, dtype), empty.log_normal_(0.3, 0.7))
        assert_same(generator.cauchy(size, 0.3, 1.7, dtype), empty.cauchy_(0.3, 1.7))
    assert_same(generator.geometric(99, 0.1, np.int64), torch.empty(99, dtype=torch.int64).geometric_(0.1))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
def test_poisson(pair, torch, dtype):
    generator = pair(6)
    rates = torch.cat([torch.zeros(3), torch.rand(500) * 20, torch.rand(500) * 1000]).to(theirs(torch, dtype))
    generator.uniform(500), generator.uniform(500)
    ours = rates.float().numpy().astype(dtype) if dtype != np.float64 else rates.numpy()
    assert_same(generator.poisson(ours), torch.poisson(rates))
    assert_same(generator.uniform(3), torch.rand(3))


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", KINDS, ids=str)
@pytest.mark.parametrize(("count", "replacement"), [(1, False), (5, False), (1, True), (50, True)])
def test_multinomial(pair, torch, dtype, count, replacement):
    generator = pair(6)
    wide = np.random.default_rng(1).random((64, 65)).astype(np.float32).astype(dtype)
    tensor = torch.from_numpy(wide.astype(np.float64)).to(theirs(torch, dtype))
    if dtype == BF16 and not replacement:
        count = 1  # with so few bits there are ties, whose order PyTorch's topk leaves open
    assert_same(generator.multinomial(wide, count, replacement), torch.multinomial(tensor, count, replacement))
    assert_same(generator.multinomial(wide[0], count, replacement), torch.multinomial(tensor[0], count, replacement))


@pytest.mark.oracle
def test_states_travel_both_ways(pair, torch):
    generator = pair(11)
    for draw in (
        lambda: None,
        lambda: (generator.normal(3), torch.randn(3)),
        lambda: (generator.uniform(620), torch.rand(620)),
    ):
        draw()
        assert generator.get_state().tobytes() == torch.get_rng_state().numpy().tobytes()
        other = Generator().set_state(torch.get_rng_state().numpy())
        torch.set_rng_state(torch.from_numpy(generator.get_state()))
        state = torch.get_rng_state()
        assert_same(other.normal(7), torch.randn(7))
        assert_same(other.normal(700), torch.randn(700))
        torch.set_rng_state(state)


@pytest.mark.oracle
def test_the_order_of_a_shuffled_loader(pair, torch):
    """A loader draws its base seed, its sampler a seed of its own, and a fresh generator the permutation."""
    generator, data = pair(0), torch.utils.data.TensorDataset(torch.arange(150))
    loader = torch.utils.data.DataLoader(data, 16, shuffle=True)
    for _ in range(3):
        generator.random_(1)
        seed = int(generator.random_(1)[0])
        order = [int(i) for (batch,) in loader for i in batch]
        assert Generator().manual_seed(seed).randperm(150).tolist() == order
