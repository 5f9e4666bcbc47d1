"""Whether tensors are equal, nearly equal, or members of a set."""

from __future__ import annotations

from ..autograd.arguments import number_of, overloaded
from ..autograd.errors import invalid
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Flag, Real
from .checks import want_tensors
from .create import as_tensor


def _same_dtype(input, other, *rest):
    if input.dtype != other.dtype:
        raise RuntimeError(f"{dtypes.of(input.dtype).word} did not match {dtypes.of(other.dtype).word}")


@op(
    check=_same_dtype,
    numbers=(),
    samples=(
        ((3, 4), (3, 4)),
        ((3, 1), (4,), {"rtol": 0.5}),
        ((), (2, 2), {"atol": 0.3}),
        ((3, 4), (3, 4), {"equal_nan": True}),
    ),
)
def isclose(xp, input: Array, other: Array, rtol: Real = 1e-05, atol: Real = 1e-08, equal_nan: Flag = False):
    """True where `|input - other| <= atol + rtol * |other|`."""
    if input.dtype != other.dtype:
        _same_dtype(input, other)
    if not (rtol >= 0 and atol >= 0):
        name, value = ("atol", atol) if rtol >= 0 else ("rtol", rtol)
        raise RuntimeError(f"{name} must be greater than or equal to zero, but got {value:g}")
    close = input == other
    if equal_nan and input.dtype.kind in "fc":
        close = close | ((input != input) & (other != other))
    if rtol == 0 and atol == 0:
        return close
    if input.dtype.kind in "biu":
        kind = dtypes.get_default_dtype().array
        input, other = input.astype(kind), other.astype(kind)
    error = xp.abs(input - other)
    return close | (xp.isfinite(error) & (error <= atol + xp.abs(rtol * other)))


@composed()
def allclose(input, other, rtol: Real = 1e-05, atol: Real = 1e-08, equal_nan: Flag = False):
    """Whether all elements are close, as a Python bool."""
    want_tensors("allclose", input=input, other=other)
    return bool(isclose(input, other, rtol, atol, equal_nan).all().item())


@composed(out=True)
def equal(input, other):
    """Whether shapes and all elements are the same, as a Python bool."""
    if not hasattr(other, "_node"):
        raise TypeError(f"equal(): argument 'other' (position 2) must be Tensor, not {type(other).__name__}")
    return tuple(input.shape) == tuple(other.shape) and bool((input == other).all().item())


@op(promote="common", method=False, function=False)
def found_in(xp, elements: Array, test_elements: Array, invert):
    """Whether each element is among the test elements."""
    return xp.isin(elements, test_elements, invert=invert)


@composed(method=False, out=True)
def isin(elements, test_elements, *, assume_unique: Flag = False, invert: Flag = False):
    """True where an element is one of `test_elements`."""
    given = elements if hasattr(elements, "_node") else test_elements
    if not hasattr(given, "_node"):
        raise invalid("isin", [elements, test_elements])
    elements, test_elements = [
        t if hasattr(t, "_node") else overloaded("isin", number_of, t, given) for t in (elements, test_elements)
    ]
    both = [t if hasattr(t, "_node") else as_tensor(t, device=given.device) for t in (elements, test_elements)]
    for value in both:
        if value._data.dtype.kind in "bc":
            raise RuntimeError(f"Unsupported input type encountered for isin(): {value.dtype.word}")
    return found_in(*both, invert)
