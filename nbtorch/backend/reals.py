"""Random real numbers with PyTorch's digits: uniforms, normals and what is made of them, as arrays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import ml_dtypes
import numpy as np

from . import dtype as dtypes
from .fma import fma32, fma64
from .normal import libm, normal32, normal64
from .twister import Twister

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

Shape = int | tuple[int, ...]


class Reals(Twister):
    """The draws of real numbers; `shape` is an int or a tuple."""

    def uniform(self, shape: Shape, low: float = 0.0, high: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Uniform in [low, high)."""
        if np.dtype(dtype).kind == "c":
            if not math.prod(sizes(shape)):
                return np.empty(shape, dtype)  # whatever the bounds, as in PyTorch
            return self._of_parts(shape, dtype, lambda whole, part: self.uniform(whole, low, high, part))
        dtype = floating(dtype, "check_uniform_bounds")
        limit = float(ml_dtypes.finfo(dtype).max)
        for name, bound in (("from", low), ("to", high)):
            if not abs(bound) <= limit:
                raise RuntimeError(f"{name} is out of bounds for {dtypes.c_name(dtype)}")
        if not low <= high:
            raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}")
        if high - low > limit:
            raise RuntimeError(
                f"uniform_ expects to-from <= std::numeric_limits<{dtypes.of(dtype).word}>::max(), but found "
                f"to={high:g} and from={low:g} which result in to-from to exceed the limit"
            )
        count, standard = math.prod(sizes(shape)), low == 0 and high == 1
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
        self,
        shape: Shape,
        mean: float | NDArray = 0.0,
        std: float | NDArray = 1.0,
        dtype: DTypeLike = np.float32,
        in_blocks: bool = True,
    ) -> NDArray:
        """Normal; where `mean` or `std` is an array, it scales and shifts standard normals as `torch.normal` does.

        `in_blocks` is how PyTorch fills contiguous memory: 16 at a time.
        """
        if isinstance(std, np.ndarray):
            if not np.all(std >= 0):
                raise RuntimeError("normal expects all elements of std >= 0.0")
        elif not std >= 0:
            raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
        dtype = np.dtype(dtype)
        if not math.prod(sizes(shape)):
            return np.empty(shape, dtype)  # of any dtype, as in PyTorch
        if dtype.kind == "c" and not isinstance(std, np.ndarray) and not isinstance(mean, np.ndarray):
            std /= math.sqrt(2)  # the two parts share the variance
            return self._of_parts(shape, dtype, lambda whole, part: self.normal(whole, mean, std, part, in_blocks))
        dtype = dtype if dtype.kind == "c" else floating(dtype, "normal_kernel_cpu")
        if isinstance(std, np.ndarray):
            scaled = (self.normal(shape, dtype=dtype) * std).astype(dtype, copy=False)
            return (scaled + mean).astype(dtype, copy=False)
        if isinstance(mean, np.ndarray):
            return (self.normal(shape, 0.0, std, dtype) + mean).astype(dtype, copy=False)
        count = math.prod(sizes(shape))
        if count < 16 or not in_blocks:
            values = rounded(self._normals(count, mean, std), dtype)
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
        dtype = floating(dtype, "log_normal_cpu")
        if not std > 0:
            raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
        exponents = self._normals(math.prod(sizes(shape)), mean, std)
        return rounded(libm(_exp, exponents), dtype).reshape(shape)

    def exponential(self, shape: Shape, rate: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Exponential of mean ``1 / rate``."""
        dtype = _continuous(dtype, "Exponential")
        if not rate > 0:
            raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={rate:g}")
        values = -self.doubles(math.prod(sizes(shape)))
        scale = -1.0 / rate
        if dtype == np.float64:
            return (scale * libm(math.log1p, values)).reshape(shape)
        quick = scale * np.log1p(values)
        near_tie = ((quick.view(np.int64) + 64) & 0x1FFFFFFF) - 0x10000000
        doubtful = (near_tie >= 0) & (near_tie < 128)  # where NumPy's last bits could decide the rounding to float32
        quick[doubtful] = scale * libm(math.log1p, values[doubtful])
        return rounded(quick, dtype).reshape(shape)

    def cauchy(self, shape: Shape, median: float = 0.0, sigma: float = 1.0, dtype: DTypeLike = np.float32) -> NDArray:
        """Cauchy of this median and half-width."""
        dtype = _continuous(dtype, "Cauchy", spelled=True)
        if not sigma > 0:
            raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
        tangents = libm(math.tan, math.pi * (self.doubles(math.prod(sizes(shape))) - 0.5))
        return rounded(_moved(tangents, sigma, median), dtype).reshape(shape)

    def _of_parts(self, shape: Shape, dtype: DTypeLike, draw: Any) -> NDArray:
        """Complex numbers whose two parts `draw(shape, dtype)` gives, side by side."""
        dtype = np.dtype(dtype)
        parts = draw((*sizes(shape), 2), np.dtype(np.float32 if dtype == np.complex64 else np.float64))
        return parts.view(dtype)[..., 0]

    def _normals(self, count: int, mean: float, std: float) -> NDArray[np.float64]:
        """Normals made pair by pair in float64; the second of an unfinished pair is kept for the next call."""
        with self._lock:
            values: list[float] = [] if self._spare_normal is None or count == 0 else [self._spare_normal]
            missing = count - len(values)
            if values:
                self._spare_normal = None
            uniforms = self.doubles(missing + missing % 2).tolist()
            for angle, radius in zip(uniforms[0::2], uniforms[1::2], strict=True):
                values += box_muller(angle, radius)
            if missing % 2:
                self._spare_normal = values.pop()
        normals = np.array(values, np.float64)
        return normals if mean == 0 and std == 1 else _moved(normals, std, mean)


def _moved(values: NDArray, scale: float, shift: float) -> NDArray:
    """``values * scale + shift``, rounded once."""
    if math.isfinite(scale) and math.isfinite(shift):
        return fma64(values, scale, shift)
    with np.errstate(invalid="ignore"):  # nothing is rounded then
        return values * scale + shift


def sizes(shape: Shape) -> tuple[int, ...]:
    return tuple(shape) if isinstance(shape, (tuple, list)) else (int(shape),)


def floating(dtype: DTypeLike, kernel: str) -> np.dtype:
    dtype = np.dtype(dtype)
    if not dtypes.of(dtype).is_floating_point:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{dtypes.of(dtype).word}'")
    return dtype


def rounded(values: NDArray, dtype: np.dtype) -> NDArray:
    """`values` in `dtype`; on the way to half precision they pass through float32, as PyTorch's do."""
    with np.errstate(over="ignore"):  # too great a value is infinity
        if dtype in dtypes.HALF:
            values = values.astype(np.float32)
        return values.astype(dtype, copy=False)


def box_muller(angle: float, radius: float) -> tuple[float, float]:
    """Two normals of two uniforms (Box and Muller 1958)."""
    length, turn = math.sqrt(-2.0 * math.log1p(-radius)), 2.0 * math.pi * angle
    return length * math.cos(turn), length * math.sin(turn)


def _continuous(dtype: DTypeLike, distribution: str, spelled: bool = False) -> np.dtype:
    dtype = np.dtype(dtype)
    if not dtypes.of(dtype).is_floating_point:
        name = dtypes.c_name(dtype) if spelled else dtypes.of(dtype).word
        raise RuntimeError(
            f"{distribution} distribution is a continuous probability distribution. dtype must be a floating point but "
            f"you specified {name}"
        )
    return dtype


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
