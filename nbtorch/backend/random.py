"""Random numbers with PyTorch's digits: `Generator` draws what `torch.Generator("cpu")` draws, bit for bit.

The streams are those of PyTorch 2.13 on x86-64 with AVX2. The float32 normals use Cephes' logarithm and sine (see
`normal`). CUDA tensors are filled from the same streams, so a run gives the same numbers on every device.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np

from . import dtype as dtypes
from .array import CPU
from .binomial import binomial
from .device import device as Device
from .gamma import gamma
from .order import in_memory_order
from .permutation import swapped
from .poisson import poisson
from .ranges import UNPACKING, greatest, largest, representable_end, representable_start
from .reals import Reals, Shape, box_muller, floating, rounded, sizes
from .twister import Twister

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

_LONGEST_PERMUTATION = (2**32 - 1) // 20 - 1  # from there on PyTorch shuffles by another algorithm


class Generator(Reals):
    """A random stream, as `torch.Generator`; its methods return NumPy arrays of the shape and dtype asked for.

    `shape` is an int or a tuple. Copying and pickling keep the place in the stream. Threads may share a generator.
    """

    def __init__(self, device: Any = "cpu"):
        super().__init__()
        self.device = Device(device)

    def __reduce__(self) -> Any:
        return type(self), (self.device,), Twister.get_state(self)

    def __setstate__(self, state: NDArray[np.uint8]) -> None:
        Generator.set_state(self, state)

    def clone_state(self) -> Any:
        """A new generator at the same place in the stream."""
        made = type(self)(self.device)
        Twister.set_state(made, Twister.get_state(self))
        return made

    def random_(self, shape: Shape, dtype: DTypeLike = np.int64) -> NDArray:
        """Uniform from 0 to the greatest integer that `dtype` counts up to."""
        dtype = np.dtype(dtype)
        count = math.prod(sizes(shape))
        if dtype.kind == "u" and dtype.itemsize > 1:
            raise NotImplementedError(f"\"random_kernel_cpu\" not implemented for '{dtypes.of(dtype).word}'")
        draws = self.long_words(count) if dtype in (np.int64, np.float64) else self.words(count)
        draws %= draws.dtype.type(greatest(dtype) + 1)
        return rounded(draws, dtype).reshape(shape)

    def randint(self, low: int, high: int | None, shape: Shape, dtype: DTypeLike = np.int64) -> NDArray:
        """Uniform over the integers of [low, high); without `high`, up to the greatest that `dtype` counts up to."""
        dtype = np.dtype(dtype)
        if dtype.kind == "c":
            raise RuntimeError("check_random_bounds handles only integral, floating-point and boolean types")
        if high is not None and high >= 2**63:
            raise ValueError(UNPACKING)
        limit = greatest(dtype)
        least = int(np.iinfo(dtype).min) if dtype.kind in "iu" else 0 if dtype.kind == "b" else -(2**63)
        whole_range = high is None and low == -(2**63)
        end = high if high is not None else 2**63 if whole_range else limit + 1
        if low >= end:
            raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={end}")
        if low < least or (dtype.kind in "biu" and low > limit):
            raise RuntimeError(f"from is out of bounds for {dtypes.c_name(dtype)}")
        if dtype.kind in "biu" and end - 1 > limit:
            raise RuntimeError(f"to - 1 is out of bounds for {dtypes.c_name(dtype)}")
        if dtype.kind not in "biu":
            for word, value in (("from", low), ("to - 1", end - 1)):
                if abs(value) > largest(dtype):
                    raise RuntimeError(f"{word} is out of bounds for {dtypes.c_name(dtype)}")
            low = representable_start(low, dtype)
            end = end if high is None else representable_end(end, dtype)
        span, count = end - low, math.prod(sizes(shape))
        draws = self.long_words(count) if span >= 1 << 28 else self.words(count).astype(np.uint64)
        if span < 2**64:  # else every word is a result already
            draws %= np.uint64(span)
            draws += np.uint64(low % 2**64)  # wraps around, which is what two's complement wants
        if dtype.kind != "u":
            draws = draws.view(np.int64)
        return rounded(draws, dtype).reshape(shape)

    def randperm(self, count: int, dtype: DTypeLike = np.int64) -> NDArray:
        """The integers below `count` in random order (a Fisher-Yates shuffle from the front)."""
        if count < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {count}: [{count}]")
        if count > _LONGEST_PERMUTATION:
            raise NotImplementedError(f"randperm goes up to {_LONGEST_PERMUTATION}, got {count}")
        _check_countable(count, np.dtype(dtype))
        if count < 2:
            return np.arange(count).astype(dtype)
        targets = np.arange(count, dtype=np.int64)
        targets[:-1] += (self.words(count - 1) % np.arange(count, 1, -1, dtype=np.uint32)).astype(np.int64)
        return swapped(targets).astype(dtype, copy=False)

    def bernoulli(self, shape: Shape, p: float | NDArray = 0.5, dtype: DTypeLike = np.float32) -> NDArray:
        """1 with probability `p`, else 0. An array `p` (broadcast to `shape`) decides by uniforms of its precision."""
        shape = sizes(shape)
        if isinstance(p, np.ndarray):
            if not np.all((p >= 0) & (p <= 1)):
                raise RuntimeError(
                    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
                    "improved?  If so, please report an enhancement request to PyTorch.)"
                )
            p = np.broadcast_to(p, shape)
            uniforms = self.doubles(p.size) if p.dtype == np.float64 else self.singles(p.size)
            return (uniforms.reshape(shape) < p.astype(uniforms.dtype, copy=False)).astype(dtype)
        if not 0 <= p <= 1:
            raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
        return (self.doubles(math.prod(shape)) < p).astype(dtype).reshape(shape)

    def geometric(self, shape: Shape, p: float, dtype: DTypeLike = np.float32) -> NDArray:
        """The number of trials of probability `p` up to the first success, from 1."""
        dtype = np.dtype(dtype)
        if dtype.kind == "b":
            raise NotImplementedError("\"geometric_cpu\" not implemented for 'Bool'")
        if not 0 < p < 1:
            raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
        with np.errstate(divide="ignore"):
            trials = np.ceil(np.log(self.doubles(math.prod(sizes(shape)))) / math.log(1 - p))
        return rounded(trials, dtype).reshape(shape)

    def poisson(self, rate: NDArray) -> NDArray:
        """Poisson of each rate of an array, in its shape and dtype."""
        if not np.all(rate >= 0):
            raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
        kind = floating(rate.dtype, "poisson_cpu")
        with self._singly() as (uniforms, _):
            counts = [poisson(each, uniforms) for each in rate.ravel().astype(np.float64).tolist()]
        return rounded(np.array(counts, np.float64), kind).reshape(rate.shape)

    def binomial(self, count: NDArray, chance: NDArray) -> NDArray:
        """The successes in as many trials as `count` says, each of probability `chance`; arrays of one dtype."""
        for name, array in (("count", count), ("prob", chance)):
            word = dtypes.of(array.dtype).word
            if not dtypes.of(array.dtype).is_floating_point:
                raise ValueError(f"binomial only supports floating-point dtypes for {name}, got: {word}")
        kind = count.dtype
        if chance.dtype != kind:
            words = dtypes.of(kind).word, dtypes.of(chance.dtype).word
            raise RuntimeError("Found dtype {1} but expected {0}".format(*words))
        if kind in dtypes.HALF:
            raise NotImplementedError(f"\"binomial_cpu\" not implemented for '{dtypes.of(kind).word}'")
        count, chance = np.broadcast_arrays(count, chance)
        pairs = zip(count.ravel(), chance.ravel(), strict=True)
        with self._singly() as (uniforms, _):
            successes = [binomial(*pair, uniforms) for pair in pairs]
        return np.array(successes, kind).reshape(count.shape)

    def standard_gamma(self, shape: NDArray) -> NDArray:
        """Gamma of each shape of an array and of scale 1, in its dtype; never below its least normal number."""
        kind = _single_or_double(shape.dtype, "gamma_cpu")
        values = self._gammas(shape)
        return np.fmax(rounded(values, kind), kind.type(ml_dtypes.finfo(kind).tiny))

    def dirichlet(self, concentration: NDArray) -> NDArray:
        """Dirichlet over the last dimension of an array of concentrations, in its dtype."""
        kind = _single_or_double(concentration.dtype, "dirichlet")
        values = self._gammas(concentration.astype(np.float64))
        values = np.maximum(values, np.finfo(np.float64).tiny)
        values = rounded(values / values.sum(-1, keepdims=True), kind)
        most = np.nextafter(kind.type(1), kind.type(0))
        return np.fmin(np.fmax(values, ml_dtypes.finfo(kind).tiny), most)  # of infinite shapes there remains the least

    def _gammas(self, shape: NDArray) -> NDArray[np.float64]:
        with self._singly() as (uniforms, normals):
            values = [gamma(each, uniforms, normals) for each in shape.ravel()]
        return np.array(values, np.float64).reshape(shape.shape)

    @contextmanager
    def _singly(self) -> Iterator[tuple[Iterator[float], Iterator[float]]]:
        """Uniforms and normals to take one by one; at the end the stream stands right after the last in use."""
        taken = 0

        def uniforms() -> Iterator[float]:
            nonlocal taken
            while True:
                for uniform in self.doubles(256).tolist():
                    taken += 1
                    yield uniform

        def normals() -> Iterator[float]:
            while True:
                if spare[0] is not None:
                    value, spare[0] = spare[0], None
                    yield value
                else:
                    value, spare[0] = box_muller(next(source), next(source))
                    yield value

        with self._lock:
            before, spare, source = Twister.get_state(self), [self._spare_normal], uniforms()
            try:
                yield source, normals()
            finally:
                Twister.set_state(self, before)
                self.doubles(taken)
                self._spare_normal = spare[0]

    def multinomial(self, probabilities: NDArray, num_samples: int, replacement: bool = False) -> NDArray[np.int64]:
        """Categories by their (relative) probabilities: ``(C,) -> (num_samples,)``, ``(N, C) -> (N, num_samples)``."""
        _check_multinomial(probabilities, num_samples, replacement)
        rows = probabilities.reshape(-1, probabilities.shape[-1])
        shape = (*probabilities.shape[:-1], num_samples)
        if replacement and num_samples > 1:
            bounds = np.cumsum(rows, axis=1, dtype=np.float32 if rows.dtype in dtypes.HALF else rows.dtype)
            bounds /= bounds[:, -1:].copy()
            uniforms = self.doubles(len(rows) * num_samples).reshape(len(rows), num_samples)
            # The last bound is taken for 1 even if it was rounded down, hence the search before it only.
            found = [np.searchsorted(b[:-1].astype(np.float64), u) for b, u in zip(bounds, uniforms, strict=True)]
            return np.array(found, np.int64).reshape(shape)
        # The greatest ratio to an exponential variate falls on each category by its probability.
        with np.errstate(divide="ignore", invalid="ignore"):
            draws = in_memory_order(probabilities, lambda shape: self.exponential(shape, dtype=rows.dtype))
            races = (rows / draws.reshape(rows.shape)).astype(np.float64)
        if num_samples == 1:
            return CPU.argmax(races, axis=1).reshape(shape)
        return CPU.argsort(-races, axis=1, kind="stable")[:, :num_samples].reshape(shape)


def _single_or_double(dtype: np.dtype, kernel: str) -> np.dtype:
    if dtype in dtypes.HALF:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{dtypes.of(dtype).word}'")
    return floating(dtype, kernel)


def _check_countable(count: int, dtype: np.dtype) -> None:
    """Refuse a permutation of numbers that `dtype` does not hold."""
    word = dtypes.of(dtype).word
    if dtype.kind in "bc":
        raise NotImplementedError(f"\"randperm\" not implemented for '{word}'")
    if dtype.kind in "iu":
        if count > greatest(dtype):
            name = "int" if dtype == np.int32 else f"{dtype.name}_t"
            raise RuntimeError(f"value cannot be converted to type {name} without overflow")
    elif count > greatest(dtype) + 1:
        raise RuntimeError(f"n cannot be greater than {greatest(dtype) + 1} for {word} type.")


def _check_multinomial(probabilities: NDArray, num_samples: int, replacement: bool) -> None:
    kind = dtypes.of(probabilities.dtype)
    if not kind.is_floating_point:
        raise RuntimeError(f"multinomial only supports floating-point dtypes for input, got: {kind.word}")
    if probabilities.ndim not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > probabilities.shape[-1]:
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    if not np.all((probabilities >= 0) & np.isfinite(probabilities)):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if np.any(probabilities.astype(np.float64).sum(axis=-1) <= 0):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")


default_generator = Generator()
