"""Random numbers with PyTorch's digits: `Generator` draws what `torch.Generator("cpu")` draws, bit for bit.

The streams are those of PyTorch 2.13 on x86-64 with AVX2. The float32 normals use Cephes' logarithm and sine (see
`normal`). CUDA tensors are filled from the same streams, so a run gives the same numbers on every device.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np

from . import dtype as dtypes
from .device import device as Device
from .fma import fma32, fma64
from .normal import libm, normal32, normal64
from .permutation import swapped
from .poisson import poisson
from .twister import Twister

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

Shape = int | tuple[int, ...]
_LONGEST_PERMUTATION = (2**32 - 1) // 20 - 1  # from there on PyTorch shuffles by another algorithm


class Generator(Twister):
    """A random stream, as `torch.Generator`; its methods return NumPy arrays of the shape and dtype asked for.

    `shape` is an int or a tuple. Copying and pickling keep the place in the stream. Threads may share a generator.
    """

    def __init__(self, device: Any = "cpu"):
        super().__init__()
        self.device = Device(device)

    def __reduce__(self) -> Any:
        return Generator, (self.device,), self.get_state()

    def __setstate__(self, state: NDArray[np.uint8]) -> None:
        self.set_state(state)

    def clone_state(self) -> Generator:
        """A new generator at the same place in the stream."""
        return Generator(self.device).set_state(self.get_state())

    # Real numbers

    def uniform(self, shape: Shape, low: float = 0.0, high: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Uniform in [low, high)."""
        dtype = _floating(dtype, "check_uniform_bounds")
        if not low <= high:
            raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}")
        limit = float(ml_dtypes.finfo(dtype).max)
        for name, bound in (("from", low), ("to", high), ("to-from", high - low)):
            if abs(bound) > limit:
                raise RuntimeError(
                    f"uniform_: {name} is out of bounds for {dtype}: got {bound:g}, the limit is {limit:g}"
                )
        count, standard = math.prod(_tuple(shape)), low == 0 and high == 1
        values: NDArray
        if dtype == np.float64:
            values = self.doubles(count)
            return (values if standard else fma64(values, high - low, low)).reshape(shape)
        values = self.singles(count)
        if not standard:
            values = fma32(values, float(np.float32(high) - np.float32(low)), low)
        if dtype != np.float32:
            values = values.astype(dtype)
            values[values >= dtype.type(high)] = dtype.type(low)  # rounding to half may have reached the open end
        return values.reshape(shape)

    def normal(
        self, shape: Shape, mean: float | NDArray = 0.0, std: float | NDArray = 1.0, dtype: DTypeLike = np.float32
    ) -> NDArray:
        """Normal; where `mean` or `std` is an array, it scales and shifts standard normals as `torch.normal` does."""
        dtype = _floating(dtype, "normal_kernel_cpu")
        if not np.all(np.asarray(std) >= 0):
            where = "all elements of " if isinstance(std, np.ndarray) else ""
            raise RuntimeError(f"normal expects {where}std >= 0.0, but found std {std}")
        if isinstance(std, np.ndarray):
            scaled = (self.normal(shape, dtype=dtype) * std).astype(dtype, copy=False)
            return (scaled + mean).astype(dtype, copy=False)
        if isinstance(mean, np.ndarray):
            return (self.normal(shape, 0.0, std, dtype) + mean).astype(dtype, copy=False)
        count = math.prod(_tuple(shape))
        if count < 16:
            values = _rounded(self._normals(count, mean, std), dtype)
        elif dtype == np.float64:
            values = self.doubles(count + 16 * (count % 16 > 0))
            values = _in_blocks(values, count, normal64, mean, std)
        else:
            # The last 16 are drawn anew when they do not fill a block; half precision skips their first draw.
            whole = count if dtype == np.float32 else count & ~15
            values = self.singles(whole + 16 * (count % 16 > 0))
            values = _in_blocks(values, count, normal32, mean, std).astype(dtype, copy=False)
        return values.reshape(shape)

    def log_normal(self, shape: Shape, mean: float = 1.0, std: float = 2.0, dtype: DTypeLike = np.float32) -> NDArray:
        """The exponential of a normal of this mean and standard deviation."""
        dtype = _floating(dtype, "log_normal_cpu")
        if not std > 0:
            raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
        exponents = self._normals(math.prod(_tuple(shape)), mean, std)
        return _rounded(libm(_exp, exponents), dtype).reshape(shape)

    def exponential(self, shape: Shape, rate: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Exponential of mean ``1 / rate``."""
        dtype = _floating(dtype, "exponential_cpu")
        if not rate > 0:
            raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={rate:g}")
        values = -self.doubles(math.prod(_tuple(shape)))
        scale = -1.0 / rate
        if dtype == np.float64:
            return (scale * libm(math.log1p, values)).reshape(shape)
        quick = scale * np.log1p(values)
        near_tie = ((quick.view(np.int64) + 64) & 0x1FFFFFFF) - 0x10000000
        doubtful = (near_tie >= 0) & (near_tie < 128)  # where NumPy's last bits could decide the rounding to float32
        quick[doubtful] = scale * libm(math.log1p, values[doubtful])
        return _rounded(quick, dtype).reshape(shape)

    def cauchy(self, shape: Shape, median: float = 0.0, sigma: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Cauchy of this median and half-width."""
        dtype = _floating(dtype, "cauchy_cpu")
        if not sigma > 0:
            raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
        tangents = libm(math.tan, math.pi * (self.doubles(math.prod(_tuple(shape))) - 0.5))
        return _rounded(fma64(tangents, sigma, median), dtype).reshape(shape)

    # Whole numbers

    def random_(self, shape: Shape, dtype: DTypeLike = np.int64) -> NDArray:
        """Uniform from 0 to the greatest integer that `dtype` counts up to."""
        dtype = np.dtype(dtype)
        count = math.prod(_tuple(shape))
        if dtype.kind == "u" and dtype.itemsize > 1:
            raise NotImplementedError(f"\"random_kernel_cpu\" not implemented for '{dtypes.of(dtype).word}'")
        draws = self.long_words(count) if dtype in (np.int64, np.float64) else self.words(count)
        draws %= draws.dtype.type(_greatest(dtype) + 1)
        return _rounded(draws, dtype).reshape(shape)

    def randint(self, low: int, high: int | None, shape: Shape, dtype: DTypeLike = np.int64) -> NDArray:
        """Uniform over the integers of [low, high); without `high`, up to the greatest that `dtype` counts up to."""
        dtype = np.dtype(dtype)
        greatest = _greatest(dtype)
        least = int(np.iinfo(dtype).min) if dtype.kind in "iu" else 0 if dtype.kind == "b" else -(2**63)
        whole_range = high is None and low == -(2**63)
        end = high if high is not None else 2**63 if whole_range else greatest + 1
        if low >= end:
            raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={end}")
        if low < least or (dtype.kind in "biu" and low > greatest):
            raise RuntimeError(f"from is out of bounds for {dtype}: got {low}")
        if dtype.kind in "biu" and end - 1 > greatest:
            raise RuntimeError(f"to - 1 is out of bounds for {dtype}: got to={end}")
        if dtype.kind not in "biu":
            low = _representable_start(low, dtype)
            end = end if high is None else _representable_end(end, dtype)
        span, count = end - low, math.prod(_tuple(shape))
        draws = self.long_words(count) if span >= 1 << 28 else self.words(count).astype(np.uint64)
        if span < 2**64:  # else every word is a result already
            draws %= np.uint64(span)
            draws += np.uint64(low % 2**64)  # wraps around, which is what two's complement wants
        if dtype.kind != "u":
            draws = draws.view(np.int64)
        return _rounded(draws, dtype).reshape(shape)

    def randperm(self, count: int, dtype: DTypeLike = np.int64) -> NDArray:
        """The integers below `count` in random order (a Fisher-Yates shuffle from the front)."""
        if count < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {count}: [{count}]")
        if count > _LONGEST_PERMUTATION:
            raise NotImplementedError(f"randperm goes up to {_LONGEST_PERMUTATION}, got {count}")
        if count < 2:
            return np.arange(count, dtype=dtype)
        targets = np.arange(count, dtype=np.int64)
        targets[:-1] += (self.words(count - 1) % np.arange(count, 1, -1, dtype=np.uint32)).astype(np.int64)
        return swapped(targets).astype(dtype, copy=False)

    def bernoulli(self, shape: Shape, p: float | NDArray = 0.5, dtype: DTypeLike = np.float32) -> NDArray:
        """1 with probability `p`, else 0. An array `p` (broadcast to `shape`) decides by uniforms of its precision."""
        shape = _tuple(shape)
        if isinstance(p, np.ndarray):
            if not np.all((p >= 0) & (p <= 1)):
                raise RuntimeError("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
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
            trials = np.ceil(np.log(self.doubles(math.prod(_tuple(shape)))) / math.log(1 - p))
        return _rounded(trials, dtype).reshape(shape)

    def poisson(self, rate: NDArray) -> NDArray:
        """Poisson of each rate of an array, in its shape and dtype."""
        if not np.all(rate >= 0):
            raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
        taken = 0

        def uniforms() -> Iterator[float]:
            nonlocal taken
            while True:
                for uniform in self.doubles(256).tolist():
                    taken += 1
                    yield uniform

        with self._lock:
            before, source = self.get_state(), uniforms()
            counts = [poisson(each, source) for each in rate.ravel().astype(np.float64).tolist()]
            self.set_state(before)
            self.doubles(taken)  # leaves the stream where PyTorch does: right after the last uniform in use
        return _rounded(np.array(counts, np.float64), rate.dtype).reshape(rate.shape)

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
            races = (rows / self.exponential(rows.shape, dtype=rows.dtype)).astype(np.float64)
        if num_samples == 1:
            return races.argmax(axis=1).reshape(shape)
        return np.argsort(-races, axis=1, kind="stable")[:, :num_samples].reshape(shape)

    def _normals(self, count: int, mean: float, std: float) -> NDArray[np.float64]:
        """Normals made pair by pair in float64; the second of an unfinished pair is kept for the next call."""
        with self._lock:
            values: list[float] = [] if self._spare_normal is None or count == 0 else [self._spare_normal]
            missing = count - len(values)
            if values:
                self._spare_normal = None
            uniforms = self.doubles(missing + missing % 2).tolist()
            for angle, radius in zip(uniforms[0::2], uniforms[1::2], strict=True):
                length, turn = math.sqrt(-2.0 * math.log1p(-radius)), 2.0 * math.pi * angle
                values += length * math.cos(turn), length * math.sin(turn)
            if missing % 2:
                self._spare_normal = values.pop()
        normals = np.array(values, np.float64)
        return normals if mean == 0 and std == 1 else fma64(normals, std, mean)


def _tuple(shape: Shape) -> tuple[int, ...]:
    return tuple(shape) if isinstance(shape, (tuple, list)) else (int(shape),)


def _floating(dtype: DTypeLike, kernel: str) -> np.dtype:
    dtype = np.dtype(dtype)
    if not dtypes.of(dtype).is_floating_point:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{dtypes.of(dtype).word}'")
    return dtype


def _rounded(values: NDArray, dtype: np.dtype) -> NDArray:
    """`values` in `dtype`; on the way to half precision they pass through float32, as PyTorch's do."""
    with np.errstate(over="ignore"):  # too great a value is infinity
        if dtype in dtypes.HALF:
            values = values.astype(np.float32)
        return values.astype(dtype, copy=False)


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _in_blocks(values: NDArray, count: int, transform: Any, mean: float, std: float) -> NDArray:
    """Normals from uniforms; the last 16 results replace the tail of the first `count`."""
    ragged = count % 16
    whole = count - ragged
    transform(values[:whole], mean, std)
    if not ragged:
        return values
    last = values[-16:].copy()
    transform(last, mean, std)
    return np.concatenate((values[: count - 16], last))


def _greatest(dtype: np.dtype) -> int:
    """The greatest integer up to which `dtype` counts without gaps."""
    if dtype.kind == "b":
        return 1
    return int(np.iinfo(dtype).max) if dtype.kind in "iu" else 2 ** (ml_dtypes.finfo(dtype).nmant + 1)


def _step(value: int, dtype: np.dtype) -> int:
    """The distance of `dtype`'s neighbours about `value`."""
    return 1 << max(abs(value).bit_length() - 1 - ml_dtypes.finfo(dtype).nmant, 0)


def _representable_start(low: int, dtype: np.dtype) -> int:
    """`low`, or the next value of `dtype` above it if rounding would carry ``low + 1`` below `low`."""
    rounded = int(np.float64(low + 1).astype(dtype))
    return rounded + _step(low + 1, dtype) if rounded < low else low


def _representable_end(end: int, dtype: np.dtype) -> int:
    """`end`, or the value of `dtype` below it if rounding would carry ``end - 1`` up to `end`."""
    rounded = int(np.float64(end - 1).astype(dtype))
    return rounded - _step(end - 1, dtype) if rounded >= end else end


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
