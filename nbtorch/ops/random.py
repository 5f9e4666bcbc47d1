"""Random tensors, with PyTorch's digits under the same seed."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes
from ..backend.random import Generator as Stream, default_generator
from .create import sizes, wrap


class Generator(Stream):
    """A random stream of its own: `Generator().manual_seed(0)`."""

    def get_state(self) -> Any:
        """The state as the 5056 bytes PyTorch uses, a uint8 tensor."""
        return wrap(numpy.array(super().get_state()))

    def set_state(self, new_state: Any) -> Any:
        """Continue from a state that `get_state` gave."""
        return super().set_state(getattr(new_state, "_data", new_state))


def _stream(generator: Any) -> Any:
    return default_generator if generator is None else generator


def _filled(array: Any, device: Any, requires_grad: bool = False) -> Any:
    return wrap(devices.namespace(device).asarray(array), requires_grad)


def _float_dtype(dtype: Any) -> Any:
    return dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)


@composed(method=False)
def manual_seed(seed):
    """Start the default random stream of every device from `seed`; returns the generator."""
    return default_generator.manual_seed(seed)


@composed(method=False)
def seed():
    """Start the default stream from a number of the operating system's, which is returned."""
    return default_generator.seed()


@composed(method=False)
def initial_seed():
    """The seed the default stream started from."""
    return default_generator.initial_seed()


@composed(method=False)
def get_rng_state():
    """The state of the default stream, a uint8 tensor."""
    return wrap(numpy.array(default_generator.get_state()))


@composed(method=False)
def set_rng_state(new_state):
    """Continue the default stream from a state that `get_rng_state` gave."""
    default_generator.set_state(getattr(new_state, "_data", new_state))


@composed(method=False)
def rand(
    *shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False
):
    """Uniform numbers in [0, 1)."""
    array = _stream(generator).uniform(sizes(shape if size is None else (size,)), dtype=_float_dtype(dtype))
    return _filled(array, device, requires_grad)


@composed(method=False, out=True)
def randn(
    *shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False
):
    """Numbers from the standard normal distribution."""
    array = _stream(generator).normal(sizes(shape if size is None else (size,)), dtype=_float_dtype(dtype))
    return _filled(array, device, requires_grad)


@composed(method=False)
def randint(low, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    """Integers from [low, high): `randint(high, size)` or `randint(low, high, size)`."""
    if size is None:
        low, high, size = 0, low, high
    elif high is None:
        low, high = 0, low
    kind = dtypes.int64.array if dtype is None else dtypes.array_dtype(dtype)
    return _filled(_stream(generator).randint(low, high, sizes((size,)), kind), device, requires_grad)


@composed(method=False)
def randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """The integers below `n` in random order."""
    kind = dtypes.int64.array if dtype is None else dtypes.array_dtype(dtype)
    return _filled(_stream(generator).randperm(n, kind), device, requires_grad)


@composed(method=False)
def rand_like(input, *, dtype=None, device=None, requires_grad=False, memory_format=None):
    """Uniform numbers in [0, 1), in the shape, dtype and device of `input`."""
    return rand(input.shape, dtype=dtype or input.dtype, device=device or input.device, requires_grad=requires_grad)


@composed(method=False)
def randn_like(input, *, dtype=None, device=None, requires_grad=False, memory_format=None):
    """Standard normal numbers, in the shape, dtype and device of `input`."""
    return randn(input.shape, dtype=dtype or input.dtype, device=device or input.device, requires_grad=requires_grad)


@composed(method=False)
def randint_like(input, low, high=None, *, dtype=None, device=None, requires_grad=False):
    """Integers from [low, high), in the shape, dtype and device of `input`."""
    low, high = (0, low) if high is None else (low, high)
    kind, place = dtype or input.dtype, device or input.device
    return randint(low, high, input.shape, dtype=kind, device=place, requires_grad=requires_grad)


@composed(method=False, out=True)
def normal(mean, std=1.0, size=None, *, generator=None, dtype=None, device=None):
    """Normal numbers; `mean` and `std` are numbers (with `size`) or tensors that broadcast."""
    tensors = [t for t in (mean, std) if hasattr(t, "_node")]
    if not tensors:
        return _filled(_stream(generator).normal(sizes((size,)), mean, std, _float_dtype(dtype)), device)
    arrays = [devices.move(t._data, "cpu") if hasattr(t, "_node") else t for t in (mean, std)]
    shape = numpy.broadcast_shapes(*[numpy.shape(a) for a in arrays])
    drawn = _stream(generator).normal(shape, *arrays, dtype=tensors[0]._data.dtype)
    return _filled(drawn, tensors[0].device)


@composed(out=True)
def bernoulli(input, p=None, *, generator=None):
    """1 with the probability that `input` holds (or `p`), else 0."""
    chance = devices.move(input._data, "cpu") if p is None else p
    return _filled(_stream(generator).bernoulli(input.shape, chance, input._data.dtype), input.device)


@composed(out=True)
def multinomial(input, num_samples, replacement=False, *, generator=None):
    """Indices drawn by the (relative) probabilities in `input`: (C,) -> (num_samples,), (N, C) -> (N, num_samples)."""
    array = devices.move(input._data, "cpu")
    return _filled(_stream(generator).multinomial(array, num_samples, replacement), input.device)


@composed(method=False)
def poisson(input, generator=None):
    """Poisson counts of the rates in `input`."""
    return _filled(_stream(generator).poisson(devices.move(input._data, "cpu")), input.device)


@composed(function=False)
def uniform_(self, a=0.0, b=1.0, *, generator=None):
    """Fill with uniform numbers in [a, b)."""
    return _fill(self, _stream(generator).uniform(self.shape, a, b, self._data.dtype))


@composed(function=False)
def normal_(self, mean=0.0, std=1.0, *, generator=None):
    """Fill with normal numbers."""
    return _fill(self, _stream(generator).normal(self.shape, mean, std, self._data.dtype))


@composed(function=False)
def log_normal_(self, mean=1.0, std=2.0, *, generator=None):
    """Fill with exponentials of normal numbers."""
    return _fill(self, _stream(generator).log_normal(self.shape, mean, std, self._data.dtype))


@composed(function=False)
def exponential_(self, lambd=1.0, *, generator=None):
    """Fill with exponential numbers of mean 1 / lambd."""
    return _fill(self, _stream(generator).exponential(self.shape, lambd, self._data.dtype))


@composed(function=False)
def cauchy_(self, median=0.0, sigma=1.0, *, generator=None):
    """Fill with Cauchy numbers."""
    return _fill(self, _stream(generator).cauchy(self.shape, median, sigma, self._data.dtype))


@composed(function=False)
def geometric_(self, p, *, generator=None):
    """Fill with the number of trials, of probability `p`, to a first success."""
    return _fill(self, _stream(generator).geometric(self.shape, p, self._data.dtype))


@composed(function=False)
def random_(self, from_=None, to=None, *, generator=None):
    """Fill with integers: all that the dtype holds exactly, `random_(to)`, or `random_(from, to)`."""
    stream, kind = _stream(generator), self._data.dtype
    if from_ is None:
        return _fill(self, stream.random_(self.shape, kind))
    low, high = (0, from_) if to is None else (from_, to)
    return _fill(self, stream.randint(low, high, self.shape, kind))


@composed(function=False)
def bernoulli_(self, p=0.5, *, generator=None):
    """Fill with 1 with probability `p` (a number, or a tensor that broadcasts), else 0."""
    chance = devices.move(p._data, "cpu") if hasattr(p, "_node") else p
    return _fill(self, _stream(generator).bernoulli(self.shape, chance, self._data.dtype))


def _fill(target: Any, array: Any) -> Any:
    return target.copy_(wrap(devices.namespace(target.device).asarray(array)))
