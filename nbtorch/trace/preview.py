"""`preview(tensor)`: what a tensor holds, as frozen plain data: a small picture, statistics and a histogram."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..backend import device as devices
from ..backend.array import ARRAYS
from .elements import histogram
from .graph import Histogram, Shape
from .sampling import looked_at, plain
from .wording import MINUS, THIN, count, dimensions, number, quantity


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers about `samples` elements; of complex ones, about their magnitudes. NaN and inf are left out of the rest.

    `std` divides by the number of elements less one.
    """

    samples: int
    min: float | None
    max: float | None
    mean: float | None
    std: float | None
    zeros: int
    nan: int
    inf: int


@dataclass(frozen=True)
class Preview:
    """A tensor at a glance. `cells` are the elements of its picture, (..., rows, columns) or (..., C, H, W)."""

    text: str
    shape: Shape
    dtype: str
    device: str
    bytes: int
    requires_grad: bool
    statistics: Statistics
    histogram: Histogram | None
    cells: Any
    images: bool

    @property
    def size(self) -> int:
        """How many elements the tensor has."""
        return math.prod(self.shape)

    @property
    def facts(self) -> str:
        """What it is, in a line: `float32 · cpu · 2.56 kB · requires grad`."""
        found = [self.dtype, self.device, quantity(self.bytes, "B")]
        return " · ".join([*found, "requires grad"] if self.requires_grad else found)

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """The statistics as words and numbers."""
        seen = self.statistics
        whole = self.dtype == "bool" or "int" in self.dtype

        def value(one: float | None) -> str:
            exact = whole and one is not None and abs(one) < 1e6
            return count(int(one or 0)).replace("-", MINUS) if exact else number(one)

        shares = (("zeros", seen.zeros), ("NaN", seen.nan), ("inf", seen.inf))
        return (
            ("mean", number(seen.mean)), ("std", number(seen.std)), ("min", value(seen.min)), ("max", value(seen.max)),
            *((name, _share(found, seen.samples)) for name, found in shares if found or name != "inf"),
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The numbers as JSON has them."""
        bars = None if self.histogram is None else asdict(self.histogram)
        return {
            "schema": 1, "kind": "tensor", "shape": list(self.shape), "dtype": self.dtype, "device": self.device,
            "bytes": self.bytes, "requiresGrad": self.requires_grad, "statistics": asdict(self.statistics),
            "histogram": bars,
        }  # fmt: skip

    def to_text(self) -> str:
        """The tensor as it prints, and a line of numbers."""
        numbers = ", ".join(f"{name} {value}" for name, value in self.measures)
        return f"{self.text}\n{dimensions(self.shape)} · {self.facts} · {numbers}{self.sampled}"

    @property
    def sampled(self) -> str:
        """Which elements the statistics are about, where they are not about all."""
        part = self.statistics.samples
        return "" if part == self.size else f" (of {count(part)} samples)"

    def to_html(self) -> str:
        """The text with a strip below, without a script."""
        from .preview_page import preview_html

        return preview_html(self)


def preview(tensor: Any) -> Preview | None:
    """A look at a tensor; None where its text says it all: of one element, of none, or of what holds no array.

    At most `SAMPLES` elements are read, and those of another device are copied to the host once.
    """
    array = tensor._data
    if type(array) not in ARRAYS or array.ndim == 0 or array.size < 2:
        return None
    cells, sample, images = looked_at(array)
    numbers = plain(sample)
    return Preview(
        repr(tensor), tuple(array.shape), tensor.dtype.name, str(devices.of(array)), array.nbytes,
        bool(tensor.requires_grad), statistics(numbers), histogram(numbers.astype(np.float64)), plain(cells), images,
    )  # fmt: skip


def statistics(values: Any) -> Statistics:
    """Of numbers in a row."""
    if values.dtype.kind == "f":
        good, nan = values[np.isfinite(values)], int(np.count_nonzero(np.isnan(values)))
    else:
        good, nan = values, 0
    inf = values.size - good.size - nan
    if not good.size:
        return Statistics(values.size, None, None, None, None, 0, nan, inf)
    wide = good.astype(np.float64)
    with np.errstate(over="ignore"):  # the square of a huge number
        std = float(wide.std(ddof=1)) if wide.size > 1 else None
    zeros = int(values.size - np.count_nonzero(values))
    return Statistics(values.size, float(good.min()), float(good.max()), float(wide.mean()), std, zeros, nan, inf)


def _share(found: int, of: int) -> str:
    """`0`, `12 (3.1 %)`."""
    if not found:
        return "0"
    share = 100 * found / of
    written = f"<0.1{THIN}%" if share < 0.1 else f"{share:.3g}{THIN}%"
    return f"{count(found)} ({written})"
