"""Integrals by the trapezoidal rule."""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed
from ..backend.array import Int, Number, Real
from .dimension import dimension


def _no_bool(name: str, *values: Any) -> None:
    if any([value is not None and value._data.dtype == bool for value in values]):
        raise RuntimeError(f"{name}: received a bool input for `x` or `y`, but bool is not supported")


def _steps(name: str, y: Any, x: Any, dim: int) -> Any:
    """The distances of neighbours along `dim`."""
    if x._data.ndim == 1:
        if x._data.shape[0] != y._data.shape[dim]:
            raise RuntimeError(f"{name}: There must be one `x` value for each sample point")
        x = x.reshape(tuple([-1 if d == dim else 1 for d in range(y._data.ndim)]))
    elif x._data.ndim < y._data.ndim:
        x = x.reshape((1,) * (y._data.ndim - x._data.ndim) + x._data.shape)
    size = x._data.shape[dim]
    return x.narrow(dim, 1, size - 1) - x.narrow(dim, 0, size - 1)


def _pairs(y: Any, dim: int) -> Any:
    size = y._data.shape[dim]
    return y.narrow(dim, 0, size - 1) + y.narrow(dim, 1, size - 1)


@composed(method=False)
def trapezoid(y, x=None, *, dx: Number = ..., dim: Int = -1):
    """The integral of samples `y` along `dim`, at the places `x` or `dx` apart."""
    dim = dimension(dim, y._data.ndim)
    if y._data.shape[dim] == 0:
        return y.new_zeros(tuple([n for d, n in enumerate(y._data.shape) if d != dim]))
    _no_bool("trapezoid", y, x)
    if x is None:
        return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * (1.0 if dx is ... else dx)
    return (_pairs(y, dim) * _steps("trapezoid", y, x, dim)).sum(dim) / 2.0


@composed(method=False)
def trapz(y, x=None, *, dx: Real = ..., dim: Int = -1):
    """The integral of samples: `trapezoid`."""
    return trapezoid(y, x, dim=dim) if dx is ... else trapezoid(y, x, dx=dx, dim=dim)


@composed(method=False)
def cumulative_trapezoid(y, x=None, *, dx: Number = ..., dim: Int = -1):
    """The integrals of samples `y` from the first one on: one less than the samples along `dim`."""
    _no_bool("cumulative_trapezoid", y, x)
    if type(dx) is bool:
        raise RuntimeError("cumulative_trapezoid: Currently, we only support dx as a real number.")
    dim = dimension(dim, y._data.ndim)
    if x is None:
        return ((1.0 if dx is ... else dx) / 2.0 * _pairs(y, dim)).cumsum(dim)
    return (_pairs(y, dim) * _steps("cumulative_trapezoid", y, x, dim)).cumsum(dim) / 2.0
