"""`assert_close`: compare what a program computed with what it should have, and say where they differ most."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import numpy

from .. import _functions
from .._tensor import Tensor
from ..backend import device as devices, dtype as dtypes

EXACT = (0.0, 0.0)
TOLERANCES = {  # rtol, atol of PyTorch's documentation of assert_close
    dtypes.float16: (1e-3, 1e-5), dtypes.bfloat16: (1.6e-2, 1e-5), dtypes.float32: (1.3e-6, 1e-5),
    dtypes.float64: (1e-7, 1e-7), dtypes.complex64: (1.3e-6, 1e-5), dtypes.complex128: (1e-7, 1e-7),
}  # fmt: skip
LOOSE = {dtypes.float16: (1e-3, 1e-3), dtypes.float32: (1e-4, 1e-5), dtypes.float64: (1e-5, 1e-8)}  # assert_allclose
NUMBERS = (int, float, complex, numpy.number)
Place = tuple[Any, ...]  # the indices and keys that lead to an item
Message = str | Callable[[str], str] | None


class Wanted:
    """How close two values have to be, and in what else they have to agree."""

    def __init__(self, rtol: float | None, atol: float | None, equal_nan: bool, **checks: bool):
        if (rtol is None) != (atol is None):
            raise ValueError(
                "Both 'rtol' and 'atol' must be either specified or omitted, but got no "
                f"{'rtol' if rtol is None else 'atol'}."
            )
        self.rtol, self.atol, self.equal_nan, self.checks = rtol, atol, equal_nan, checks

    def tolerances(self, *kinds: dtypes.dtype) -> tuple[float, float]:
        """rtol and atol: as they were given, or those of the least precise dtype."""
        if self.rtol is not None and self.atol is not None:
            return self.rtol, self.atol
        known = [TOLERANCES.get(kind, EXACT) for kind in kinds]
        return max([rtol for rtol, _ in known]), max([atol for _, atol in known])


def at(place: Place) -> str:
    """Where in nested sequences and mappings the values are."""
    return f"\n\nThe failure occurred for item {''.join([f'[{key!r}]' for key in place])}" if place else ""


def _related(a: Any, b: Any) -> bool:
    return isinstance(a, type(b)) or isinstance(b, type(a))


def pairs(actual: Any, expected: Any, place: Place, allow_subclasses: bool) -> Iterator[tuple[Any, Any, Place]]:
    """The values to compare, out of nested sequences and mappings, and their places."""
    if all([isinstance(v, Sequence) and not isinstance(v, str) for v in (actual, expected)]):
        if len(actual) != len(expected):
            raise AssertionError(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}{at(place)}")
        for index, both in enumerate(zip(actual, expected, strict=True)):
            yield from pairs(*both, (*place, index), allow_subclasses)
    elif isinstance(actual, Mapping) and isinstance(expected, Mapping):
        missing, more = [
            sorted(a.keys() - b.keys(), key=repr) for a, b in ((expected, actual), (actual, expected))
        ]
        if missing or more:
            raise AssertionError(
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {missing}\n"
                f"Additional keys in the actual mapping: {more}{at(place)}"
            )
        for key in actual:
            yield from pairs(actual[key], expected[key], (*place, key), allow_subclasses)
    else:
        alike = _related(actual, expected) if allow_subclasses else type(actual) is type(expected)
        if not (
            all([isinstance(v, bool | numpy.bool_) for v in (actual, expected)])
            or all([isinstance(v, NUMBERS) for v in (actual, expected)])
            or actual is None or expected is None
            or (alike and isinstance(actual, Tensor | numpy.ndarray))
        ):  # fmt: skip
            raise TypeError(
                f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.{at(place)}"
            )
        yield actual, expected, place


def compare(actual: Any, expected: Any, wanted: Wanted) -> str | None:
    """What is different between two values, or None."""
    if actual is None or expected is None:
        return None if actual is expected else f"None mismatch: {actual} is not {expected}"
    if isinstance(actual, bool | numpy.bool_) and isinstance(expected, bool | numpy.bool_):
        return None if bool(actual) is bool(expected) else f"Booleans mismatch: {actual} is not {expected}"
    if isinstance(actual, NUMBERS):
        return compare_numbers(number(actual), number(expected), wanted)
    return compare_tensors(_functions.as_tensor(actual), _functions.as_tensor(expected), wanted)


def number(value: Any) -> Any:
    """A Python number for one of NumPy's."""
    return value.item() if isinstance(value, numpy.generic) else value


def compare_numbers(actual: Any, expected: Any, wanted: Wanted) -> str | None:
    """Two Python numbers; their dtypes are those of PyTorch's most precise tensors."""
    if wanted.checks["check_dtype"] and type(actual) is not type(expected):
        return f"The (d)types do not match: {type(actual)} != {type(expected)}."
    kinds = {float: dtypes.float64, complex: dtypes.complex128}
    rtol, atol = wanted.tolerances(*[kinds.get(type(v), dtypes.int64) for v in (actual, expected)])
    difference = abs(actual - expected)
    close = actual == expected or (math.isfinite(difference) and difference <= atol + rtol * abs(expected))
    if close or (wanted.equal_nan and cmath.isnan(actual) and cmath.isnan(expected)):
        return None
    return scalar_report(actual, expected, difference, rtol, atol)


def allowed(tolerance: float, exact: bool) -> str:
    return "" if exact else f" (up to {tolerance} allowed)"


def scalar_report(actual: Any, expected: Any, difference: Any, rtol: float, atol: float) -> str:
    exact = rtol == 0 and atol == 0
    relative = difference / abs(expected) if expected != 0 else math.inf
    return (
        f"Scalars are not {'equal' if exact else 'close'}!\n\n"
        f"Expected {expected} but got {actual}.\n"
        f"Absolute difference: {difference}{allowed(atol, exact)}\n"
        f"Relative difference: {relative}{allowed(rtol, exact)}"
    )


def attributes(a: Tensor, b: Tensor, checks: dict[str, bool]) -> Iterator[tuple[str, Any, Any]]:
    """What two tensors have to agree in beside their values."""
    yield "shape", a.shape, b.shape
    if checks["check_layout"]:
        yield "layout", a.layout, b.layout
    if checks["check_device"]:
        yield "device", a.device, b.device
    if checks["check_dtype"]:
        yield "dtype", a.dtype, b.dtype
    if checks["check_stride"]:
        yield "stride()", a.stride(), b.stride()


def compare_tensors(actual: Tensor, expected: Tensor, wanted: Wanted) -> str | None:
    for name, a, b in attributes(actual, expected, wanted.checks):
        if a != b:
            return f"The values for attribute '{name}' do not match: {a} != {b}."
    rtol, atol = wanted.tolerances(actual.dtype, expected.dtype)
    a, b = [devices.move(t.detach()._data, "cpu") for t in (actual, expected)]
    kind = dtypes.promote(a.dtype, b.dtype)
    if dtypes.category(kind) < dtypes.FLOATING and kind != dtypes.uint64.array:
        kind = dtypes.int64.array  # differences of small integers and bools have room there
    a, b = a.astype(kind), b.astype(kind)
    close = _functions.isclose(Tensor(a, None), Tensor(b, None), rtol, atol, wanted.equal_nan).numpy()
    if close.all():
        return None
    return tensor_report(a, b, numpy.asarray(close), rtol, atol)


def tensor_report(a: Any, b: Any, close: Any, rtol: float, atol: float) -> str:
    """How many elements differ, and where they differ most."""
    with numpy.errstate(all="ignore"):
        difference = numpy.asarray(abs(a - b))
        if a.dtype == dtypes.uint64.array:
            difference = numpy.where(a > b, a - b, b - a)
        size = numpy.asarray(abs(b))
        whole = difference.dtype.kind in "iu"
        relative = difference.astype("float32") / size.astype("float32") if whole else difference / size
    if a.ndim == 0:
        return scalar_report(a.item(), b.item(), difference.item(), rtol, atol)
    difference, relative = [numpy.where(close, numpy.zeros_like(d), d) for d in (difference, relative)]
    exact = rtol == 0 and atol == 0
    wrong = close.size - int(close.sum())
    return (
        f"Tensor-likes are not {'equal' if exact else 'close'}!\n\n"
        f"Mismatched elements: {wrong} / {close.size} ({wrong / close.size:.1%})\n"
        f"Greatest absolute difference: {greatest(difference)}{allowed(atol, exact)}\n"
        f"Greatest relative difference: {greatest(relative)}{allowed(rtol, exact)}"
    )


def greatest(differences: Any) -> str:
    """The largest of `differences` and where it is; a NaN counts as the largest."""
    numbers = differences if differences.dtype.kind in "iu" else differences.astype("float64")
    index = int(numbers.argmax())
    return f"{numbers.flat[index].item()} at index {tuple([int(i) for i in numpy.unravel_index(index, numbers.shape)])}"


def fail(text: str, msg: Message) -> NoReturn:
    raise AssertionError(text if msg is None else msg(text) if callable(msg) else msg)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: Message = None,
) -> None:
    """AssertionError unless `|actual - expected| <= atol + rtol * |expected|` everywhere, with a report.

    Takes tensors, arrays, numbers, None, and sequences and mappings of them. Without `rtol` and `atol` they follow from
    the dtypes. `msg` is the text of the error, or a function that makes it of the report.
    """
    found = list(pairs(actual, expected, (), allow_subclasses))
    checks = {
        "check_device": check_device, "check_dtype": check_dtype, "check_layout": check_layout,
        "check_stride": check_stride,
    }  # fmt: skip
    wanted = Wanted(rtol, atol, equal_nan, **checks)
    for a, b, place in found:
        report = compare(a, b, wanted)
        if report is not None:
            fail(report + at(place), msg)


def assert_allclose(
    actual: Any,
    expected: Any,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = True,
    msg: str = "",
) -> None:
    """The older `assert_close`: converts both to tensors, and is looser about dtypes and values."""
    actual, expected = [v if isinstance(v, Tensor) else _functions.tensor(v) for v in (actual, expected)]
    if rtol is None and atol is None:
        known = [LOOSE.get(t.dtype, EXACT) for t in (actual, expected)]
        rtol, atol = max([r for r, _ in known]), max([a for _, a in known])
    assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None)
