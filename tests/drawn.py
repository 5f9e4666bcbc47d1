"""Calls that nobody wrote by hand, drawn by hypothesis, and what comes of one in a framework.

A call is a line: a function, and for each argument its kind, as in `std x d correction=n`. One argument of a call may
be drawn odd: of the wrong type, huge, or a tensor where there should be none. The outcome must be PyTorch's result, or
an exception of PyTorch's class.

Of a call with two faults either may be told: which one PyTorch names first depends on where in it each is found. So an
exception of another class passes where PyTorch too says ours once one other argument is replaced by a sound one
(`SOUND`). What PyTorch leaves to chance is not drawn: `left_out.py` names it line by line, with the reason.
"""

from __future__ import annotations

import os
import resource
import signal
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from cases import host
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st
from hypothesis.internal.conjecture import providers
from left_out import LEFT_OUT, left_out

import nbtorch

# Hypothesis draws constants of the modules that happen to be loaded: other tests before would change the examples.
providers._get_local_constants = lambda: providers._local_constants

MORE = int(os.environ.get("NBTORCH_FUZZ", "0"))
DTYPES = ("float32", "float64", "int64", "int32", "uint8", "int8", "bool", "float16", "bfloat16", "complex64")
REAL = DTYPES[:-1]
FLOAT = ("float32", "float32", "float64", "float16", "bfloat16")
TOLERANCE = {"torch.float64": 1e-9, "torch.float16": 4e-3, "torch.bfloat16": 3e-2}
FLOATS = (0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -3.25, 7.0, float("nan"), float("inf"), float("-inf"))
HUGE = (2**31, -(2**31) - 1, 2**62, -(2**63), 2**63 - 1, 2**63)


def fuzz(examples: int) -> settings:
    """So many examples, the same every time; or `NBTORCH_FUZZ` new ones."""
    return settings(
        max_examples=MORE or examples, derandomize=not MORE, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip


# ---------------------------------------------------------------- what calls are made of
SHAPES = st.one_of(st.lists(st.integers(0, 3), max_size=3).map(tuple), st.sampled_from(((2, 3), (3,), (2, 2), ())))
SQUARES = st.sampled_from(((2, 2), (3, 3), (2, 3, 3), (1, 1), (0, 0), (2, 0, 0), (2, 3), (3, 2), (2, 2, 3), (3,), ()))
IMAGES = st.sampled_from(
    ((1, 2, 4, 4), (2, 2, 3, 5), (2, 3, 4), (1, 1, 6), (2, 2, 0, 3), (3, 4), (5,), (), (0, 2, 4, 4))
)  # fmt: skip


@st.composite
def tensors(draw: Any, dtypes: Any = DTYPES, shapes: Any = SHAPES, low: int = -5, finite: bool = False) -> Any:
    """What a tensor is made of: an array, its dtype's name, and how it lies in memory."""
    shape, dtype = draw(shapes), draw(st.sampled_from(dtypes))
    count = int(np.prod(shape))
    if dtype == "bool":
        kind: Any = st.booleans()
    elif "int" in dtype:
        kind = st.integers(max(low, 0) if dtype.startswith("u") else low, 7 if low < 0 else 2)
    else:
        kind = st.sampled_from(FLOATS[2:-3] if finite else FLOATS)
    values = np.array(
        draw(st.lists(kind, min_size=count, max_size=count)),
        bool if dtype == "bool" else "int64" if "int" in dtype else "float64",
    )
    return values.reshape(shape), dtype, draw(st.sampled_from(("plain", "plain", "transposed", "sliced", "expanded")))


def tensor(values: Any, dtype: str = "int64") -> Any:
    """The specification of a plain tensor."""
    return np.array(values), dtype, "plain"


# not among them: tensors of one element and a dimension, which PyTorch takes in some overloads and not in others
INTEGERS = (1.0, 1.5, True, None, "0", 1j, [0], (), *HUGE, np.int64(1), np.int32(-1), np.float32(1),
            tensor(0), tensor(0.5, "float32"))  # fmt: skip
NUMBERS = (None, "1", [1.0], 2**63, -(2**63), 1 + 2j, np.float32(1.5), np.int64(2), np.bool_(True),
           tensor(2), tensor(0.5, "float64"), tensor([1.0, 2.0], "float32"))  # fmt: skip
TENSORS = (0, 2, -1, 2.5, True, None, "1", 1j, [1.0])  # an op takes NumPy's arrays too: rules are run on them
SIZES = (2**61, -(2**40), *INTEGERS)
SEVERAL = (*INTEGERS, [0.5], [None], [True], [0, 0], [2**63], (0, "1"), [[0]])


def several(each: Any, most: int = 3) -> Any:
    """A list or tuple of these."""
    return st.lists(each, max_size=most).flatmap(lambda found: st.sampled_from((found, tuple(found))))


dims, sizes = st.integers(-3, 2), st.integers(-1, 4)
numbers = st.one_of(st.integers(-3, 4), st.sampled_from((*FLOATS, True, False)))
kinds: dict[str, tuple[Any, tuple[Any, ...]]] = {  # of each kind what is drawn, and what is odd
    "x": (tensors(), TENSORS),
    "X": (tensors(), ()),  # of a method, or of a Python function of PyTorch's that reads an attribute first
    "o": (tensors(), ()),  # out=: with a number there PyTorch reads an older order of arguments
    "r": (tensors(REAL), TENSORS),
    "f": (tensors(FLOAT), TENSORS),
    "m": (tensors((*FLOAT, "complex64", "int64"), SQUARES, finite=True), TENSORS),
    "image": (tensors((*FLOAT, "int64"), IMAGES, finite=True), TENSORS),
    "interp": (st.sampled_from(("nearest", "linear", "bilinear", "area", "nearest-exact")), ("cubic", None, 1)),
    "pad": (st.sampled_from(("constant", "reflect", "replicate", "circular")), ("same", None, 1)),
    "qr": (st.sampled_from(("reduced", "complete", "r")), ("", "full", None)),
    "i": (tensors(("int64",) * 6 + ("int32", "uint8", "float32", "bool"), low=-1), TENSORS),
    "IMAGE": (tensors((*FLOAT, "int64"), IMAGES, finite=True), ()),
    "I": (tensors(("int64",) * 6 + ("int32", "uint8", "float32", "bool"), low=-1), ()),
    "M": (tensors((*FLOAT, "complex64", "int64"), SQUARES, finite=True), ()),
    "mask": (tensors(("bool",) * 6 + ("uint8", "int64", "float32")), TENSORS),
    "l": (st.lists(tensors(REAL), max_size=3), (*TENSORS, [None], [1.0])),
    "d": (dims, INTEGERS),
    "D": (st.one_of(dims, several(dims), st.none()), SEVERAL),
    "n": (sizes, INTEGERS),
    "z": (several(sizes), SEVERAL),
    "k": (numbers, NUMBERS),
    "b": (st.booleans(), (None, 1, 0.5, "x", [], tensor(True, "bool"), np.bool_(True))),
    "t": (st.sampled_from(DTYPES).map(lambda name: f"dtype:{name}"), (None, 1, "float32", "dtype:int16")),
    "Z": (st.one_of(st.integers(-1, 3), several(st.integers(0, 3))), SEVERAL),
    "P": (several(st.integers(-1, 2), 6), SEVERAL),
    "reduction": (st.sampled_from(("mean", "sum", "none")), ("max", None, 1, "")),
}


def lines(tables: Iterable[str]) -> list[str]:
    """The lines of these tables, which stand several in a row."""
    return [line.strip() for table in tables for line in table.replace("\n", " ").split(";") if line.strip()]


def calls(line: str) -> Any:
    """The calls of a line, but for those that it leaves out: what stands in each place, by position or by name."""
    fields = [field.rpartition("=")[::2] for field in line.split()[1:]]
    drawn = [(st.just(name), *kinds[kind]) for name, kind in fields]
    sound = st.tuples(*[st.tuples(name, usual) for name, usual, _ in drawn])
    ways = [sound]
    for place, (name, _, odd) in enumerate(drawn):
        each = [st.tuples(name, usual) for name, usual, _ in drawn]
        each[place] = st.tuples(name, st.sampled_from(odd)) if odd else each[place]
        ways += [st.tuples(*each)] if odd else []
    every = st.one_of(sound, *ways)
    return every.filter(lambda call: not left_out(line, call)) if line in LEFT_OUT else every


# ---------------------------------------------------------------- what comes of them
def made(framework: Any, value: Any) -> Any:
    """The argument that a drawn value stands for: tensors and dtypes are the framework's."""
    if isinstance(value, str) and value.startswith("dtype:"):
        return getattr(framework, value[6:])
    if isinstance(value, slice):
        return slice(*[made(framework, part) for part in (value.start, value.stop, value.step)])
    if type(value) is not tuple or not value or type(value[0]) is not np.ndarray:
        return type(value)([made(framework, v) for v in value]) if type(value) in (list, tuple) else value
    values, dtype, layout = value
    kind = getattr(framework, dtype)
    if layout == "transposed":
        return framework.tensor(values.T.copy()).to(kind).permute(tuple(range(values.ndim - 1, -1, -1)))
    if layout == "sliced" and values.ndim:
        return framework.tensor(np.repeat(values, 2, -1)).to(kind)[..., ::2]
    if layout == "expanded" and values.ndim and values.size:
        return framework.tensor(values[:1].copy()).to(kind).expand(values.shape)
    return framework.tensor(values).to(kind)


class Hang(BaseException):
    """A call took longer than any should."""


def _too_long(*_: Any) -> None:
    raise Hang


ROOM = 3 << 29  # bytes that a call may take: of more, both frameworks say that there is no such memory


@contextmanager
def _bounded() -> Iterator[None]:
    """Within it a call has 20 seconds, and so much memory."""
    own, most = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as pages:
        resource.setrlimit(resource.RLIMIT_AS, (int(pages.read().split()[0]) * resource.getpagesize() + ROOM, most))
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(20)
    try:
        yield
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, (own, most))


def outcome(framework: Any, function: Any, arguments: Any) -> Any:
    """What a call gives: tensors, or the exception."""
    ready = [(name, made(framework, value)) for name, value in arguments]
    framework.default_generator.manual_seed(0)  # torch.manual_seed would write down a traceback, for CUDA
    with warnings.catch_warnings(), _bounded():
        warnings.simplefilter("error" if framework is nbtorch else "ignore")
        if framework is nbtorch:
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")  # as nbtorch itself
            warnings.filterwarnings("ignore", category=UserWarning)
        try:
            return function(framework, *[v for name, v in ready if not name], **{n: v for n, v in ready if n})
        except Exception as error:
            return error


def function_of(name: str) -> Any:
    """The function of this name: of a namespace, or a method."""

    def call(framework: Any, *arguments: Any, **options: Any) -> Any:
        place, function = framework, framework
        for part in name.split("."):
            place, function = function, getattr(function, part, None)
        return (function or getattr(place.Tensor, name))(*arguments, **options)

    return call


def alike(function: Any, arguments: Any) -> None:
    """Both frameworks give the same values, dtypes and shapes, or raise the same class."""
    import torch

    call = function_of(function) if isinstance(function, str) else function
    yours, mine = outcome(torch, call, arguments), outcome(nbtorch, call, arguments)
    if _unlike(mine, yours) and _second_fault(torch, call, arguments, mine):
        return
    same(mine, yours, f"{function} {arguments}", _precision(arguments))


def _precision(arguments: Any) -> float:
    """What a result may differ by at least: one stored by `out=` was computed in the precision of what was given."""
    if not any([name == "out" for name, _ in arguments]):
        return 0.0
    kinds = [value[1] for name, value in arguments if name != "out" and _is_tensor(value)]
    return max([TOLERANCE.get(f"torch.{kind}", 2e-5) for kind in kinds], default=0.0)


def _is_tensor(value: Any) -> bool:
    return type(value) is tuple and bool(value) and type(value[0]) is np.ndarray


def every_call_alike(line: str) -> None:
    """Calls of a line come to the same in both frameworks, but for those that are left out."""
    name = line.split()[0]  # (hypothesis draws by the text of `each`: with another text, other calls)

    @fuzz(12)
    @given(call=calls(line))
    def each(call: Any) -> None:
        assume(not left_out(name, call))
        alike(name, call)

    each()


def _unlike(mine: Any, yours: Any) -> bool:
    both = isinstance(mine, Exception) and isinstance(yours, Exception)
    return both and not kindred(mine, yours)


def kindred(mine: Exception, yours: Exception) -> bool:
    """Whether one class is derived from the other; PyTorch's own have our names, but for an underscore."""
    names = {type(error).__name__.lstrip("_") for error in (mine, yours)}
    return isinstance(mine, type(yours)) or isinstance(yours, type(mine)) or len(names) == 1


# what an argument may be replaced by to see the other fault of a call
SOUND = (0, 1, -1, (0,), [1, 1], 1.0, False, None, "none", [2, 2], (3,), tensor([0]),
         *[tensor(np.ones(shape), "float32") for shape in ((), (1,), (2,), (2, 2), (3, 3), (1, 1, 1), (1, 2, 4, 4))],
         tensor([[1.0, 2.0], [3.0, 5.0]], "float32"), tensor([1.0, 2.0], "float32"))  # fmt: skip


def _second_fault(torch: Any, call: Any, arguments: Any, mine: Exception) -> bool:
    """Of a call with two faults either may be told: PyTorch too says ours when another argument is a sound one."""
    for place, (name, _) in enumerate(arguments):
        for value in SOUND:
            told = outcome(torch, call, (*arguments[:place], (name, value), *arguments[place + 1 :]))
            if type(told) is type(mine) and str(told)[:12] == str(mine)[:12]:
                return True
    return False


def same(mine: Any, yours: Any, text: str, least: float = 0.0) -> None:
    """Compare two outcomes; an exception may be of a class derived from the other's."""
    if isinstance(mine, Exception) or isinstance(yours, Exception):
        assert isinstance(yours, Exception), f"we raise {mine!r}, PyTorch gives {yours}: {text}"
        assert isinstance(mine, Exception), f"PyTorch raises {yours!r}, we give {mine}: {text}"
        assert not isinstance(mine, Warning), f"{mine!r}: {text}"
        assert kindred(mine, yours), f"{mine!r} for {yours!r}: {text}"
    elif type(yours).__name__ == "Tensor":
        assert type(mine).__name__ == "Tensor", f"{mine} for {yours}: {text}"
        assert str(mine.dtype) == str(yours.dtype), f"{mine.dtype} for {yours.dtype}: {text}"
        assert tuple(mine.shape) == tuple(yours.shape), f"{mine.shape} for {yours.shape}: {text}"
        if yours.numel() > 2**20:
            return  # a view that repeats a few elements, which a comparison would write out
        tolerance = max(TOLERANCE.get(str(yours.dtype), 2e-5), least)
        a, b = host(mine.detach().resolve_conj()), host(yours.detach().resolve_conj().resolve_neg())
        assert np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True), f"{a} for {b}: {text}"
    elif isinstance(yours, (tuple, list)):
        assert len(mine) == len(yours), text
        for a, b in zip(mine, yours, strict=True):
            same(a, b, text, least)
    else:
        close = isinstance(yours, float) and np.isclose(mine, yours, equal_nan=True)
        assert close or str(mine) == str(yours), f"{mine} for {yours}: {text}"
