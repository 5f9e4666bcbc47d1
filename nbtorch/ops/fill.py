"""Filling tensors in place with random numbers, along their memory as PyTorch does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..autograd.arguments import int_of, overloaded, real_of
from ..autograd.memory import settled
from ..autograd.modes import recording
from ..autograd.op import composed
from ..backend import device as devices
from ..backend.array import Real
from ..backend.order import in_memory_order, memory_order
from .checks import refuses, unimplemented
from .create import wrap
from .random import stream


def _fill(target: Any, draw: Callable[[tuple[int, ...]], Any]) -> Any:
    if 0 in target._data.strides or (target._node is not None and recording.get() and target.is_leaf):
        target.copy_(target)  # which says why it cannot be written, before anything is drawn
    drawn = in_memory_order(settled(target), draw)
    return target.copy_(wrap(devices.namespace(target.device).asarray(drawn)))


@composed(function=False)
def uniform_(self, from_: Real = 0.0, to: Real = 1.0, *, generator=None, **bounds):
    """Fill with uniform numbers in [from, to)."""
    low = real_of("uniform_(): argument 'from'", bounds.pop("from", from_))  # PyTorch's name, a word of Python's
    if bounds:
        raise TypeError(f"uniform_() got an unexpected keyword argument '{next(iter(bounds))}'")
    return _fill(self, lambda shape: stream(generator).uniform(shape, low, to, self._data.dtype))


@composed(function=False)
def normal_(self, mean: Real = 0.0, std: Real = 1.0, *, generator=None):
    """Fill with normal numbers."""
    if not std >= 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    if not self._data.size:
        return self  # of any dtype, as in PyTorch
    array = settled(self)
    plain = bool(array.flags.c_contiguous)
    return _fill(self, lambda shape: stream(generator).normal(shape, mean, std, array.dtype, in_blocks=plain))


@composed(function=False)
def log_normal_(self, mean: Real = 1.0, std: Real = 2.0, *, generator=None):
    """Fill with exponentials of normal numbers."""
    if not std > 0:
        raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
    if not self._data.size:
        return self  # of any dtype, as in PyTorch
    return _fill(self, lambda shape: stream(generator).log_normal(shape, mean, std, self._data.dtype))


@composed(function=False)
def exponential_(self, lambd: Real = 1.0, *, generator=None):
    """Fill with exponential numbers of mean 1 / lambd."""
    if not lambd > 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
    if not self._data.size:
        return self  # of any dtype, as in PyTorch
    return _fill(self, lambda shape: stream(generator).exponential(shape, lambd, self._data.dtype))


@composed(function=False)
def cauchy_(self, median: Real = 0.0, sigma: Real = 1.0, *, generator=None):
    """Fill with Cauchy numbers."""
    return _fill(self, lambda shape: stream(generator).cauchy(shape, median, sigma, self._data.dtype))


@composed(function=False)
def geometric_(self, p: Real, *, generator=None):
    """Fill with the number of trials, of probability `p`, to a first success."""
    return _fill(self, lambda shape: stream(generator).geometric(shape, p, self._data.dtype))


_LEFT_OUT: Any = object()


@composed(function=False)
def random_(self, from_=_LEFT_OUT, to=_LEFT_OUT, *, generator=None, **bounds):
    """Fill with integers: all that the dtype holds exactly, `random_(to)`, or `random_(from, to)`; None has no end."""
    own, kind = stream(generator), self._data.dtype
    low = bounds.pop("from", from_)  # PyTorch's name, which is a word of Python's
    if bounds:
        raise TypeError(f"random_() got an unexpected keyword argument '{next(iter(bounds))}'")
    if low is _LEFT_OUT and to is _LEFT_OUT:
        return _fill(self, lambda shape: own.random_(shape, kind))
    low, high = (0, low) if to is _LEFT_OUT else (0 if low is _LEFT_OUT else low, to)
    low = overloaded("random_", int_of, low, self)
    high = high if high is None and to is None else overloaded("random_", int_of, high, self)
    return _fill(self, lambda shape: own.randint(low, high, shape, kind))


@composed(function=False)
def bernoulli_(self, p=0.5, *, generator=None):
    """Fill with 1 with probability `p` (a number, or a tensor that broadcasts), else 0."""
    own, array = stream(generator), self._data
    if not hasattr(p, "_node"):
        p = overloaded("bernoulli_", real_of, p, self)
        if not 0 <= p <= 1:
            raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    if not array.size:
        return self  # of any dtype, as in PyTorch
    refuses("bernoulli_tensor_cpu_self_" if hasattr(p, "_node") else "bernoulli_scalar_cpu_", "c")(array)
    if not hasattr(p, "_node"):
        return _fill(self, lambda shape: own.bernoulli(shape, p, array.dtype))
    if not p.is_floating_point():
        raise unimplemented("bernoulli_tensor_cpu_p_", p._data.dtype)
    chances = devices.move(p.expand(self.shape)._data, "cpu")
    order = memory_order(array)
    chances = chances if order is None else chances.transpose(order)
    return _fill(self, lambda shape: own.bernoulli(shape, chances, array.dtype))
