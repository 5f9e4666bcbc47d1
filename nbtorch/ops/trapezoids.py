"""Integrals by the trapezoidal rule."""

from __future__ import annotations

from typing import Any

from ..autograd.errors import invalid
from ..autograd.op import composed
from ..backend.array import Array, Int, Number, Real
from .dimension import dimension


def _given(name: str, y: Any, x: Any) -> None:
    """Refuse places that are no tensor; there may be none."""
    if x is not ... and not hasattr(x, "_node"):
        raise invalid(name, [y, x])


def _taken(name: str, y: Any, x: Any, dx: Any) -> None:
    """Refuse masks, and distances that are not real."""
    if any([value is not ... and value._data.dtype == bool for value in (y, x)]):
        which = "`y`" if x is ... else "`x` or `y`"
        raise RuntimeError(f"{name}: received a bool input for {which}, but bool is not supported")
    if type(dx) in (bool, complex):
        raise RuntimeError(f"{name}: Currently, we only support dx as a real number.")


def _steps(name: str, y: Any, x: Any, dim: int) -> Any:
    """The distances of neighbours along `dim`."""
    if x._data.ndim == 1:
        if x._data.shape[0] != y._data.shape[dim]:
            raise RuntimeError(f"{name}: There must be one `x` value for each sample point")
        x = x.reshape(tuple([-1 if d == dim else 1 for d in range(y._data.ndim)]))
    elif x._data.ndim < y._data.ndim:
        x = x.reshape((1,) * (y._data.ndim - x._data.ndim) + x._data.shape)
    low, high = _neighbours(x, dim)
    return high - low


def _neighbours(y: Any, dim: int) -> tuple[Any, Any]:
    """All but the last of the slices along `dim`, and all but the first."""
    return y[(slice(None),) * dim + (slice(None, -1),)], y[(slice(None),) * dim + (slice(1, None),)]


def _pairs(y: Any, dim: int) -> Any:
    low, high = _neighbours(y, dim)
    return low + high


@composed(method=False)
def trapezoid(y: Array, x=..., *, dx: Number = ..., dim: Int = -1):
    """The integral of samples `y` along `dim`, at the places `x` or `dx` apart."""
    _given("trapezoid", y, x)
    dim = dimension(dim, y._data.ndim)
    if y._data.shape[dim] == 0:
        return y.new_zeros(tuple([n for d, n in enumerate(y._data.shape) if d != dim]))
    _taken("trapezoid", y, x, dx)
    if x is ...:
        return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * (1.0 if dx is ... else dx)
    return (_pairs(y, dim) * _steps("trapezoid", y, x, dim)).sum(dim) / 2.0


@composed(method=False)
def trapz(y: Array, x=..., *, dx: Real = ..., dim: Int = -1):
    """The integral of samples: `trapezoid`."""
    _given("trapz", y, x)
    if x is not ...:
        return trapezoid(y, x, dim=dim)
    return trapezoid(y, dim=dim) if dx is ... else trapezoid(y, dx=float(dx), dim=dim)


@composed(method=False)
def cumulative_trapezoid(y: Array, x=..., *, dx: Number = ..., dim: Int = -1):
    """The integrals of samples `y` from the first one on: one less than the samples along `dim`."""
    _given("cumulative_trapezoid", y, x)
    _taken("cumulative_trapezoid", y, x, dx)
    dim = dimension(dim, y._data.ndim)
    if x is ...:
        return ((1.0 if dx is ... else dx) / 2.0 * _pairs(y, dim)).cumsum(dim)
    return (_pairs(y, dim) * _steps("cumulative_trapezoid", y, x, dim)).cumsum(dim) / 2.0
